"""Standing pages of an edition, their earlier addresses, and the lines of its menus."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.module_loading import import_string
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin

from masthead.kernel.urls import safe_link
from masthead.standing.blocks import StandingBodyBlock
from masthead.standing.rules import is_free
from masthead.stories.models import AddressField, Edition, Section


class StandingPage(PreviewableMixin, DraftStateMixin, RevisionMixin, models.Model):
    """A page that is no story: about, contact, privacy, jobs, the programme.

    The row is what readers get while ``live``; drafts are revisions. Its address stays: an earlier
    slug leads to the new one (`StandingAddress`).
    """

    class Kind(models.TextChoices):
        PLAIN = "plain", "Text"
        CONTACT = "contact", "Contact: with the edition's addresses above the text"

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="standing_pages")
    kind = models.CharField(max_length=7, choices=Kind, default=Kind.PLAIN)
    title = models.CharField(max_length=100)
    slug = AddressField(
        max_length=60, help_text="The page's address: about makes /about. Made from the title."
    )
    description = models.CharField(
        max_length=200, blank=True, help_text="A sentence for search engines and shared links."
    )
    body = StreamField(StandingBodyBlock(required=False), blank=True)
    is_in_foot = models.BooleanField(
        "link at the foot of every page",
        default=True,
        help_text="As long as the foot has no menu of its own.",
    )
    position = models.PositiveSmallIntegerField(default=0, help_text="Order at the foot.")

    class Meta:
        ordering = ["edition", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "slug"], name="standing_slug_in_edition"),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse an address where the site has something of its own."""
        super().clean()
        if self.slug and not is_free(self.slug):
            raise ValidationError(
                {"slug": f"/{self.slug} is a page of the site itself. Choose another word."}
            )

        for child in self.body:
            if child.block_type == "picture" and not (child.value["alt"] or "").strip():
                raise ValidationError(
                    {"body": "Say what each picture shows, for those who cannot see it."}
                )

    @property
    def path(self) -> str:
        """Where it stands."""
        return f"/{self.slug}"

    def serve_preview(self, request: Any, mode_name: str) -> Any:
        """The page as readers would see it; the site itself draws it."""
        return import_string(settings.MASTHEAD_STANDING_PREVIEW)(request, self)


class StandingAddress(models.Model):
    """An earlier address of a standing page, which leads to where it is now."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey(StandingPage, on_delete=models.CASCADE, related_name="addresses")
    slug = AddressField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "slug"], name="standing_address_once"),
        ]

    def __str__(self) -> str:
        return self.slug


class MenuLink(models.Model):
    """A line of a menu: where it leads, and the words if not those of the section or page."""

    class Place(models.TextChoices):
        HEAD = "head", "Menu under the name"
        FOOT = "foot", "Foot of every page"
        SOCIAL = "social", "Elsewhere on the web"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="menu_links")
    place = models.CharField(max_length=6, choices=Place)
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=60, blank=True)
    section = models.ForeignKey(Section, on_delete=models.CASCADE, null=True, related_name="+")
    page = models.ForeignKey(StandingPage, on_delete=models.CASCADE, null=True, related_name="+")
    address = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["edition", "place", "position", "id"]
        constraints = [
            models.CheckConstraint(
                name="menu_link_leads_to_one_thing",
                condition=(
                    Q(section__isnull=False, page=None, address="")
                    | Q(section=None, page__isnull=False, address="")
                    | (Q(section=None, page=None) & ~Q(address="") & ~Q(label=""))
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.label or str(self.section or self.page or self.address)

    @staticmethod
    def checked_address(address: str) -> str:
        """A path of the site or a web address that may be linked.

        Raises `django.core.exceptions.ValidationError` for any other.
        """
        address = address.strip()
        is_path = address.startswith("/") and not address.startswith(("//", "/\\"))
        link = safe_link(address, base="https://site.example/")
        if link is None or not (is_path or ":" in address.partition("/")[0]):
            raise ValidationError(
                "Give a path of this site (/section/sport) or a whole address (https://…)."
            )
        return address if is_path else link
