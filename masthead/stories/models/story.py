"""The story as the newsroom edits it.

A plain model edited as a Wagtail snippet. What readers see is not this row but the published
`Version`; what may be seen at all is said by the `Publication`. Both are outside the revisions
that Wagtail keeps of this row, so that no restored or scheduled revision revives or moves a story.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.fields import StreamField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from masthead.stories import ending, holding, publishing
from masthead.stories.blocks import StoryBodyBlock
from masthead.stories.following import one_act
from masthead.stories.models.editions import Section
from masthead.stories.models.media import Picture
from masthead.stories.models.people import Author
from masthead.stories.models.references import without_deleted
from masthead.stories.models.slugs import AddressField
from masthead.stories.models.topics import Topic
from masthead.stories.rules import is_storable
from masthead.stories.wording import ALT_HINT


class Story(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    ClusterableModel,
):
    """A story: the newsroom's working copy."""

    class Kind(models.TextChoices):
        NEWS = "news", "News"
        BRIEF = "brief", "Brief"
        FEATURE = "feature", "Feature"
        INTERVIEW = "interview", "Interview"
        ANALYSIS = "analysis", "Analysis"
        OPINION = "opinion", "Opinion"
        REVIEW = "review", "Review"
        OBITUARY = "obituary", "Obituary"
        SERVICE = "service", "Service"
        SPONSORED = "sponsored", "Sponsored"

    class Change(models.TextChoices):
        """What a new published version means to readers."""

        FIX = "fix", "A small fix (spelling, layout): readers are not told"
        UPDATE = "update", "An update: new facts, shown as “Updated”"
        CORRECTION = "correction", "A correction: an error put right, shown with the words below"

    headline = models.CharField(max_length=300)
    short_headline = models.CharField(
        max_length=120, blank=True, help_text="For lists and the front page."
    )
    dek = models.TextField(
        blank=True, max_length=500, help_text="One or two sentences under the headline."
    )
    kicker = models.CharField(
        max_length=60, blank=True, help_text="A word or two above the headline."
    )
    slug = AddressField(
        "address",
        max_length=100,
        blank=True,
        allow_unicode=True,
        help_text="The words in the story’s address; made from the headline when left empty.",
    )
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.NEWS)
    sponsor = models.CharField(
        max_length=120,
        blank=True,
        help_text="Who paid for a sponsored story. Readers see it beside the label.",
    )
    body = StreamField(StoryBodyBlock(), blank=True)
    topics = ParentalManyToManyField(Topic, blank=True, related_name="stories")
    agency = models.CharField(
        max_length=100, blank=True, help_text="The agency that the story came from, if any."
    )
    credit = models.CharField(max_length=200, blank=True, help_text="The agency’s credit line.")
    dateline = models.CharField(
        max_length=150, blank=True, help_text="Where the story was written: PORT ASH, Tuesday"
    )
    place = models.CharField(max_length=150, blank=True, help_text="Where it happened.")
    lead_picture = models.ForeignKey(
        Picture, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lead_alt = models.CharField(
        "alternative text",
        max_length=500,
        blank=True,
        help_text=ALT_HINT,
    )
    lead_caption = models.TextField("caption", blank=True)
    lead_credit = models.CharField("credit", max_length=200, blank=True)
    language = models.CharField(
        max_length=35, blank=True, help_text="If not the edition’s own: a tag such as ar or es-MX."
    )
    translation_group = models.UUIDField(
        default=uuid.uuid4, help_text="The same for a story and its translations."
    )
    # IPTC urgency: 1 most, 4 normal, 8 least urgent (NewsML-G2 contentMeta/urgency uses 1 to 9).
    urgency = models.PositiveSmallIntegerField(
        default=5,
        choices=[
            (1, "1: flash"),
            (2, "2: bulletin"),
            (3, "3: urgent"),
            (4, "4: important"),
            (5, "5: routine"),
            (6, "6: low"),
            (7, "7: lower"),
            (8, "8: lowest"),
        ],
    )
    rights = models.CharField("copyright notice", max_length=300, blank=True)
    usage_terms = models.TextField(blank=True)
    original_url = models.URLField(
        "address of the original",
        max_length=2000,
        blank=True,
        help_text="Where the story was first published, if not here.",
    )
    is_noindex = models.BooleanField(
        "keep out of search engines", default=False, help_text="For legal requests."
    )
    # The next two belong to one revision: what its publication will tell readers.
    change = models.CharField(
        "this publication is", max_length=12, choices=Change, default=Change.UPDATE
    )
    change_note = models.TextField(
        "correction or note",
        blank=True,
        help_text="For a correction: what was wrong and what is right. Readers see it, and the "
        "note of an update or fix too.",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    # What Wagtail attaches to a snippet by generic relation goes when the story goes.
    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="content_type",
        object_id_field="object_id",
        related_query_name="story",
    )
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="story",
        for_concrete_model=False,
    )

    # Said, because Wagtail's classes are not typed.
    objects: ClassVar[models.Manager[Story]] = models.Manager()

    class Meta:
        verbose_name_plural = "stories"
        ordering = ["-id"]
        permissions = [
            ("withdraw_story", "Can withdraw a story"),
            ("kill_story", "Can kill a story"),
            ("hold_story", "Can put a story on hold"),
            ("break_story", "Can mark a story as breaking"),
        ]
        indexes = [
            models.Index(fields=["translation_group"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="story_live_has_headline",
                condition=models.Q(live=False) | ~models.Q(headline=""),
            ),
            models.CheckConstraint(
                name="story_urgency_in_range", condition=models.Q(urgency__range=(1, 8))
            ),
        ]

    def __str__(self) -> str:
        return self.headline or f"Story {self.pk} without a headline"

    @property
    def revisions(self) -> Any:
        """Wagtail's revisions of this story."""
        return self._revisions

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a new story gets its publication (not published) in the same transaction."""
        is_new = self._state.adding
        if is_new:
            self.live = False  # Wagtail's default is True; nothing is born published
        with one_act():
            super().save(*args, **kwargs)
            if is_new:
                publication = type(self)._meta.get_field("publication").related_model
                publication._default_manager.get_or_create(story=self)

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """Save a revision as Wagtail does; under a hold its pictures are held with it."""
        revision = super().save_revision(*args, **kwargs)
        holding.keep_draft(self)
        return revision

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Validate each field; beside the rest, refuse text that a database cannot hold."""
        super().clean_fields(exclude=exclude)
        self.refuse_unstorable(exclude=exclude or ())

    def refuse_unstorable(self, *, exclude: Collection[str] = ()) -> None:
        """Raise `ValidationError`, by field, for text with a NUL or half a character in it."""
        message = "The text holds a NUL or half a character, which cannot be stored."
        refused = {
            field.name: message
            for field in self._meta.fields
            if isinstance(field, models.CharField | models.TextField | StreamField)
            and field.name not in exclude
            and not is_storable(field.get_prep_value(getattr(self, field.name)))
        }
        if refused:
            raise ValidationError(refused)

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """The story as a revision has it, less what has been deleted since.

        A draft may name a picture or an author that no row protects from deletion; without this
        the draft could not even be opened (modelcluster refuses the whole of it).
        """
        return super().with_content_json(without_deleted(content))

    def publish(
        self,
        revision: Any,
        user: Any = None,
        changed: bool = True,
        log_action: bool | str = True,
        previous_revision: Any = None,
        skip_permission_checks: bool = False,
    ) -> None:
        """Publish ``revision``: the one way to it, whoever asks (form, workflow, schedule).

        Raises `masthead.stories.rules.PublicationRefused` when a gate is shut, except to the
        clockwork (`publish_scheduled` and ours): there the refusal goes into the story's history.
        """
        if log_action == publishing.SCHEDULED:
            publishing.release(revision=revision)
            return
        publishing.publish_revision(
            revision=revision,
            by=user,
            changed=changed,
            log_action=log_action,
            previous_revision=previous_revision,
            is_permission_checked=skip_permission_checks,
        )

    def unpublish(
        self,
        set_expired: bool = False,
        commit: bool = True,
        user: Any = None,
        log_action: bool = True,
    ) -> None:
        """Take the story off every page: withdrawn, or expired when its time ran out."""
        ending.take_down(story=self, by=user, is_expiry=set_expired, is_logged=log_action)

    # The section chosen in a form that is not saved yet: where the story would stand.
    preview_section: Section | None = None

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """Each edition where the story stands or will stand, by its number and name; home first.

        Without any, the one mode of a story that has no place yet. Two queries.
        """
        editions = [self.preview_section.edition] if self.preview_section else []
        if self.pk is not None:
            rows = self.placements.select_related("edition").order_by("pk")
            home = self.publication.home_id
            rows = sorted(rows, key=lambda placement: placement.pk != home)
            editions += [placement.edition for placement in rows]
        names = {str(edition.pk): edition.name for edition in editions}
        return list(names.items()) or [("", "Page")]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The page as readers of an edition would see it, made by the public site (in settings).

        ``mode_name`` is one of `preview_modes`.
        """
        preview = import_string(settings.MASTHEAD_STORY_PREVIEW)
        response: HttpResponse = preview(request, self, mode_name)
        return response


class Byline(Orderable):
    """One name over a story, in order: a staff author, or a name from the wire."""

    story = ParentalKey(Story, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(
        Author, on_delete=models.PROTECT, null=True, blank=True, related_name="bylines"
    )
    name = models.CharField(
        max_length=150, blank=True, help_text="For a name that is not on the staff."
    )

    class Meta(Orderable.Meta):
        constraints = [
            models.CheckConstraint(
                name="byline_author_or_name",
                condition=models.Q(author__isnull=False) | ~models.Q(name=""),
            ),
        ]

    def __str__(self) -> str:
        return self.author.name if self.author else self.name
