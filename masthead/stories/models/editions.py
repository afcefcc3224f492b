"""Editions (public sites) and their sections."""

from __future__ import annotations

from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from masthead.kernel.colours import read_colour
from masthead.kernel.languages import direction, normalise_language
from masthead.kernel.urls import is_loopback, safe_link
from masthead.stories.looks import Looks, complaints
from masthead.stories.models.slugs import AddressField

# RFC 1123 section 2.1 host names, or an IPv4 address; without a port.
HOST = RegexValidator(
    r"\A(?=.{1,253}\Z)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*\Z",
    "Give the host name alone, in small letters: news.example.org",
)


def validate_zone(value: str) -> None:
    """Refuse a name that the IANA time zone database does not have."""
    if value not in available_timezones():
        raise ValidationError(f"“{value}” is not a time zone; write it like Europe/London.")


def validate_language(value: str) -> None:
    """Refuse what is no language tag (BCP 47)."""
    if not normalise_language(value):
        raise ValidationError(f"“{value}” is not a language tag; write it like en-GB, es or ar.")


def validate_colour(value: str) -> None:
    """Refuse what is not written ``#rrggbb``."""
    try:
        read_colour(value)
    except ValueError as error:
        raise ValidationError(f"{error}.") from error


def validate_web_address(value: str) -> None:
    """Refuse an address that no browser should follow."""
    if not (safe_link(value) or "").startswith(("https://", "http://")):
        raise ValidationError("Give a whole address that begins with https:// or http://.")


def validate_stream(value: str) -> None:
    """Refuse a stream that browsers do not play on a page that came by TLS."""
    validate_web_address(value)
    parts = urlsplit(value)
    if parts.scheme != "https" and not is_loopback(parts.hostname or ""):
        raise ValidationError("Give an https:// address: browsers play no other on a safe page.")


def _colour(name: str, help_text: str) -> models.CharField[str, str]:
    return models.CharField(
        name, max_length=7, blank=True, validators=[validate_colour], help_text=help_text
    )


class Edition(models.Model):
    """A public site: where it lives, what it is called, how it looks, how to reach its people."""

    name = models.CharField(max_length=100)
    tagline = models.CharField(max_length=200, blank=True)
    host = models.CharField(
        max_length=253,
        unique=True,
        validators=[HOST],
        help_text="The host name that readers type, without https:// and port.",
    )
    zone = models.CharField(
        "time zone",
        max_length=64,
        validators=[validate_zone],
        help_text="Times on the site and dates in addresses follow it: Europe/London.",
    )
    language = models.CharField(
        max_length=35,
        default="en",
        validators=[validate_language],
        help_text="A language tag. The site's own words are there in English (en-GB, en-US), "
        "Spanish (es), German (de) and Arabic (ar).",
    )
    logo = models.ForeignKey(
        "stories.Picture",
        verbose_name="logo",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Stands in place of the name: a wide PNG or WebP with a clear background.",
    )
    logo_dark = models.ForeignKey(
        "stories.Picture",
        verbose_name="logo on a dark page",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="For readers whose screens are dark; the same as above when left empty.",
    )
    icon = models.ForeignKey(
        "stories.Picture",
        verbose_name="icon",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="A square picture of 512 pixels or more: in the browser's tab, on a phone's "
        "home screen. A pennant when left empty.",
    )
    accent = _colour("accent", "Links, labels and rules, like #00594c. The house's green if empty.")
    accent_dark = _colour(
        "accent on a dark page", "A lighter one, like #7fd3bd; made from the accent if empty."
    )
    paper = _colour("paper", "A pale tint behind everything, like #fcfcfb.")
    is_plain = models.BooleanField(
        "headlines in the plain face",
        default=False,
        help_text="Instead of the face with serifs.",
    )
    email = models.EmailField(
        blank=True, help_text="How readers reach the newsroom; on the contact page."
    )
    telephone = models.CharField(max_length=40, blank=True)
    postal_address = models.TextField(blank=True)
    stream_address = models.CharField(
        "live stream",
        max_length=500,
        blank=True,
        validators=[validate_stream],
        help_text="The https address of the station's audio stream: readers get a page to listen.",
    )
    stream_name = models.CharField(
        "name of the live stream", max_length=80, blank=True, help_text="Like: Sound of the Coast."
    )
    has_full_text_feeds = models.BooleanField(
        "whole stories in feeds",
        default=False,
        help_text="Otherwise feeds have each story's headline, dek and picture.",
    )
    hub = models.CharField(
        "WebSub hub",
        max_length=500,
        blank=True,
        validators=[validate_web_address],
        help_text="The address of a hub that passes news on to feed readers within seconds, like "
        "https://pubsubhubbub.appspot.com/. Without one they ask for themselves.",
    )
    # Up to when the hub has been told of what changed in the feeds (UTC).
    hub_told_until = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse colours that cannot be read, and a host that another edition answers to."""
        self.language = normalise_language(self.language) or self.language
        try:
            poor = complaints(self.looks)
        except ValueError:
            poor = {}  # the field's own check says which and why
        if EditionAlias.objects.filter(host=self.host).exists():
            poor["host"] = "This host leads to an edition already; take it off that list first."
        if poor:
            raise ValidationError(poor)

    @property
    def looks(self) -> Looks:
        """Its colours and letters."""
        return Looks(
            accent=self.accent.lower(),
            accent_dark=self.accent_dark.lower(),
            paper=self.paper.lower(),
            is_plain=self.is_plain,
        )

    @property
    def timezone(self) -> ZoneInfo:
        """The zone as `datetime` wants it."""
        return ZoneInfo(self.zone)

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``."""
        return direction(self.language)


class EditionAlias(models.Model):
    """Another host name of an edition: what is asked there is led to the edition's own host."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="aliases")
    host = models.CharField(max_length=253, unique=True, validators=[HOST])

    class Meta:
        verbose_name = "other host name"
        ordering = ["host"]

    def __str__(self) -> str:
        return self.host

    def clean(self) -> None:
        """Refuse a host where an edition lives."""
        if Edition.objects.filter(host=self.host).exists():
            raise ValidationError({"host": "An edition lives at this host."})


class Section(models.Model):
    """A part of an edition: News, Sport, Opinion."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="sections")
    slug = AddressField(max_length=50, allow_unicode=True)
    name = models.CharField(max_length=60)
    description = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0, help_text="Order in the menu.")

    class Meta:
        ordering = ["edition", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "slug"], name="section_slug_in_edition"),
        ]

    def __str__(self) -> str:
        return self.name
