"""What readers may see: publication, placements, published versions, corrections.

None of this is part of a Wagtail revision. `masthead.stories.guards` adds triggers that hold what
a CHECK cannot: killed is terminal, versions never change, a dead story stands nowhere.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from masthead.stories.models.editions import Edition, Section
from masthead.stories.models.story import Story
from masthead.stories.querysets import ListingQuerySet, PlacementQuerySet, PublicationQuerySet


class Placement(models.Model):
    """A story's place in an edition. No copies: the story stands there under its own address."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="placements")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="placements")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="placements")
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    headline = models.CharField(max_length=300, blank=True)
    dek = models.TextField(blank=True, max_length=500)
    # The next two repeat the publication's facts for the one index that every list reads.
    is_live = models.BooleanField(default=False, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["story", "edition"], name="placement_once_in_edition"),
            models.CheckConstraint(
                name="placement_times_in_order",
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(starts_at__lt=F("ends_at")),
            ),
            models.CheckConstraint(
                name="placement_live_has_time",
                condition=Q(is_live=False) | Q(published_at__isnull=False),
            ),
        ]
        indexes = [
            # Partial and without is_live itself: Django writes WHERE is_live, which SQLite
            # matches to a partial index but not to an index that starts with the column.
            models.Index(
                "edition",
                F("published_at").desc(),
                F("story").desc(),
                name="placement_edition_list",
                condition=Q(is_live=True),
            ),
            models.Index(
                "section",
                F("published_at").desc(),
                F("story").desc(),
                name="placement_section_list",
                condition=Q(is_live=True),
            ),
            # Sitemaps go by the story's number.
            models.Index(
                fields=["edition", "story"],
                name="placement_edition_story",
                condition=Q(is_live=True),
            ),
            models.Index(
                fields=["starts_at"],
                name="placement_starts",
                condition=Q(is_live=False, starts_at__isnull=False),
            ),
            models.Index(
                fields=["ends_at"],
                name="placement_ends",
                condition=Q(is_live=True, ends_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.story} in {self.section}"


class Listing(models.Model):
    """A live placement in the list of a topic or an author, for the one index of those lists.

    Repeats placements, topics and bylines; `masthead.stories.listing` writes it in the transaction
    of each change.
    """

    class Subject(models.TextChoices):
        TOPIC = "topic", "Topic"
        AUTHOR = "author", "Author"

    placement = models.ForeignKey(
        Placement, on_delete=models.CASCADE, related_name="listings", db_index=False
    )
    subject = models.CharField(max_length=6, choices=Subject)
    # The topic's or the author's.
    number = models.BigIntegerField()
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+", db_index=False)
    published_at = models.DateTimeField()
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="+")

    objects = ListingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "subject", "number"], name="listing_once_in_a_list"
            )
        ]
        indexes = [
            models.Index(
                "edition",
                "subject",
                "number",
                F("published_at").desc(),
                F("story").desc(),
                name="listing_list",
            )
        ]

    def __str__(self) -> str:
        return f"{self.placement} in the list of {self.subject} {self.number}"


class Version(models.Model):
    """A published text, as it stood. Rows are written once and never changed.

    ``content`` is a `masthead.stories.snapshot` in JSON; the columns beside it repeat what lists
    need. ``lead_picture_id`` is a number, not a foreign key: the row must not change when the
    picture goes.
    """

    class Change(models.TextChoices):
        FIRST = "first", "First published"
        FIX = "fix", "Small fix"
        UPDATE = "update", "Update"
        CORRECTION = "correction", "Correction"

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    change = models.CharField(max_length=12, choices=Change)
    note = models.TextField(blank=True)
    headline = models.CharField(max_length=300)
    short_headline = models.CharField(max_length=120, blank=True)
    dek = models.TextField(blank=True)
    kicker = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=12)
    language = models.CharField(max_length=35, blank=True)
    urgency = models.PositiveSmallIntegerField()
    slug = models.CharField(max_length=100)
    sponsor = models.CharField(max_length=120, blank=True)
    lead_picture_id = models.BigIntegerField(null=True)
    lead_alt = models.CharField(max_length=500, blank=True)
    content = models.JSONField()
    # SHA-256 of the content: an unchanged text makes no new version.
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["story", "number"]
        constraints = [
            models.UniqueConstraint(fields=["story", "number"], name="version_number_in_story"),
            models.CheckConstraint(
                name="version_has_headline", condition=~Q(headline="") & ~Q(slug="")
            ),
            models.CheckConstraint(
                name="version_correction_has_words",
                condition=~Q(change="correction") | ~Q(note=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.headline} (version {self.number})"


class VersionPicture(models.Model):
    """A picture in a published version: which pages change when our rights in it end.

    A number, as in the version: the row says what stood there, whether or not it still exists.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="uses")
    picture_id = models.BigIntegerField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "picture_id"], name="version_picture_once"),
        ]

    def __str__(self) -> str:
        return f"picture {self.picture_id} in {self.version}"


class VersionHiding(models.Model):
    """An editor's decision that a published version is no longer shown in the history."""

    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="hiding")
    hidden_at = models.DateTimeField(auto_now_add=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(max_length=300, help_text="Readers see it in the history.")

    class Meta:
        constraints = [
            models.CheckConstraint(name="version_hiding_has_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.version} hidden: {self.reason}"


class Correction(models.Model):
    """A public correction, dated; it stays when later versions come."""

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="corrections")
    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="correction")
    text = models.TextField()
    corrected_at = models.DateTimeField()

    class Meta:
        ordering = ["corrected_at", "id"]
        indexes = [
            # The list of all corrections, newest first.
            models.Index(F("corrected_at").desc(), F("id").desc(), name="correction_newest"),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Publication(models.Model):
    """Whether readers may see a story, since when, until when, and at which address."""

    class State(models.TextChoices):
        UNPUBLISHED = "unpublished", "Not published"
        LIVE = "live", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn"
        EXPIRED = "expired", "Expired"
        KILLED = "killed", "Killed"
        # Live until it was put on hold; a held story that was not live keeps its state.
        HELD = "held", "On hold"

    story = models.OneToOneField(
        Story, on_delete=models.CASCADE, primary_key=True, related_name="publication"
    )
    state = models.CharField(max_length=12, choices=State, default=State.UNPUBLISHED)
    is_held = models.BooleanField(default=False, editable=False)
    embargo_until = models.DateTimeField(
        null=True, blank=True, help_text="Nothing of the story is published before."
    )
    expire_at = models.DateTimeField(
        null=True, blank=True, help_text="From then on readers no longer get the story."
    )
    live_since = models.DateTimeField(null=True, editable=False)
    first_published_at = models.DateTimeField(null=True, editable=False)
    substantively_updated_at = models.DateTimeField(null=True, editable=False)
    # The date of the address is the home edition's local date at first publication, for ever.
    address_date = models.DateField(null=True, editable=False)
    home = models.ForeignKey(
        Placement, on_delete=models.RESTRICT, null=True, blank=True, related_name="+"
    )
    version = models.ForeignKey(
        Version, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    ended_reason = models.TextField(blank=True, editable=False)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="publication_live_is_whole",
                condition=~Q(state="live")
                | Q(
                    home__isnull=False,
                    version__isnull=False,
                    live_since__isnull=False,
                    first_published_at__isnull=False,
                    address_date__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="publication_not_before_embargo",
                condition=~Q(state="live")
                | Q(embargo_until=None)
                | Q(live_since__gte=F("embargo_until")),
            ),
            models.CheckConstraint(
                name="publication_ended_has_time",
                condition=~Q(state__in=["withdrawn", "expired", "killed"])
                | Q(ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="publication_held_is_not_live",
                condition=(Q(is_held=False) & ~Q(state="held"))
                | (Q(is_held=True) & ~Q(state="live")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["expire_at"],
                name="publication_expiry",
                condition=Q(state="live", expire_at__isnull=False),
            ),
            models.Index(
                fields=["embargo_until"],
                name="publication_embargo",
                condition=Q(embargo_until__isnull=False),
            ),
            # The triggers look here at each deletion; almost no story is held.
            models.Index(fields=["story"], name="publication_held", condition=Q(is_held=True)),
        ]

    def __str__(self) -> str:
        return f"{self.story}: {self.get_state_display()}"

    @property
    def is_live(self) -> bool:
        """Whether readers get the story's page."""
        return self.state == self.State.LIVE

    @property
    def is_killed(self) -> bool:
        """Whether the story is gone for good."""
        return self.state == self.State.KILLED
