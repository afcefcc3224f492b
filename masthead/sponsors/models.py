"""What sponsors have booked, and how often it was seen and followed, by days."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from masthead.sponsors.rules import MOST_WEIGHT, Booking, Place
from masthead.stories.models import Edition, Picture, Section
from masthead.stories.models.editions import validate_web_address
from masthead.stories.wording import ALT_HINT


class Sponsorship(models.Model):
    """A picture with a link that somebody pays for, from one moment to another. Times in UTC.

    Readers see it under a label that we choose; the sponsor chooses none of its own. Nothing of it
    is code: a picture of ours, a text, an address.
    """

    class Label(models.TextChoices):
        SPONSORED = "sponsored", "Sponsored"
        ADVERTISEMENT = "advertisement", "Advertisement"

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="sponsorships")
    sponsor = models.CharField(
        "sponsor", max_length=120, help_text="The name, as readers see it beside the label."
    )
    label = models.CharField(max_length=13, choices=Label, default=Label.SPONSORED)
    picture = models.ForeignKey(Picture, on_delete=models.PROTECT, related_name="+")
    alt = models.CharField("alternative text", max_length=300, help_text=ALT_HINT)
    address = models.CharField(
        "leads to",
        max_length=1000,
        validators=[validate_web_address],
        help_text="The sponsor’s page: https://shop.example/autumn",
    )
    starts_at = models.DateTimeField("from")
    ends_at = models.DateTimeField("until")
    sections = models.ManyToManyField(
        Section,
        through="SponsoredSection",
        blank=True,
        related_name="+",
        help_text="None stands for all of them. The front page has its own tick.",
    )
    is_on_front = models.BooleanField("the front page", default=True)
    is_on_lists = models.BooleanField("sections, topics and other lists", default=True)
    is_on_stories = models.BooleanField("stories, after their end", default=True)
    weight = models.PositiveSmallIntegerField(
        "share",
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_WEIGHT)],
        help_text="Where several sponsors share a place, one with 2 stands there twice as long "
        "as one with 1.",
    )
    is_beside_obituaries = models.BooleanField(
        "obituaries too", default=False, help_text="Such as a funeral director’s."
    )
    is_beside_breaking = models.BooleanField(
        "stories that are breaking news too",
        default=False,
        help_text="As long as a story has the breaking bar, its page has no sponsor otherwise.",
    )
    is_paused = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    # When its words were written: those of before the picture was replaced are about another one.
    changed_at = models.DateTimeField(editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects: ClassVar[models.Manager[Sponsorship]] = models.Manager()

    class Meta:
        ordering = ["edition", "starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="sponsorship_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="sponsorship_weight_in_range", condition=Q(weight__range=(1, MOST_WEIGHT))
            ),
            models.CheckConstraint(
                name="sponsorship_stands_somewhere",
                condition=Q(is_on_front=True) | Q(is_on_lists=True) | Q(is_on_stories=True),
            ),
            models.CheckConstraint(
                name="sponsorship_has_words", condition=~Q(sponsor="") & ~Q(alt="")
            ),
            models.CheckConstraint(
                name="sponsorship_leads_to_the_web",
                condition=Q(address__startswith="https://") | Q(address__startswith="http://"),
            ),
        ]
        indexes = [models.Index(fields=["edition", "ends_at"], name="sponsorship_to_come")]

    def __str__(self) -> str:
        return self.sponsor

    @property
    def places(self) -> frozenset[Place]:
        """The kinds of pages on which it stands."""
        ticks = {
            Place.FRONT: self.is_on_front,
            Place.LISTS: self.is_on_lists,
            Place.STORIES: self.is_on_stories,
        }
        return frozenset(place for place, is_ticked in ticks.items() if is_ticked)

    def booking(self, *, sections: frozenset[int] = frozenset()) -> Booking:
        """What the rules know of it; its ``sections`` have to be read beside it."""
        return Booking(
            number=self.pk,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            places=self.places,
            sections=sections,
            weight=self.weight,
            is_beside_obituaries=self.is_beside_obituaries,
            is_beside_breaking=self.is_beside_breaking,
        )


class SponsoredSection(models.Model):
    """A section to which a sponsorship is limited.

    A row of its own, so that a section which somebody booked cannot be deleted: the booking would
    stand on every page then.
    """

    sponsorship = models.ForeignKey(Sponsorship, on_delete=models.CASCADE, related_name="limits")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sponsorship", "section"], name="sponsored_section_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sponsorship} in {self.section}"


class Tally(models.Model):
    """How often a sponsorship was seen and followed on one day of the edition's. Sums alone.

    Of who saw it nothing is kept: no address, no browser, no moment.
    """

    sponsorship = models.ForeignKey(Sponsorship, on_delete=models.PROTECT, related_name="tallies")
    day = models.DateField()
    view_count = models.PositiveBigIntegerField(default=0)
    click_count = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["sponsorship", "day"]
        constraints = [
            models.UniqueConstraint(fields=["sponsorship", "day"], name="tally_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.sponsorship} on {self.day}"
