"""Editions (public sites) and their sections."""

from __future__ import annotations

from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from masthead.kernel.languages import direction

# RFC 1123 section 2.1 host names, or an IPv4 address; without a port.
HOST = RegexValidator(
    r"\A(?=.{1,253}\Z)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*\Z",
    "Give the host name alone, in small letters: news.example.org",
)


def validate_zone(value: str) -> None:
    """Refuse a name that the IANA time zone database does not have."""
    if value not in available_timezones():
        raise ValidationError(f"“{value}” is not a time zone; write it like Europe/London.")


class Edition(models.Model):
    """A public site: where it lives, what it is called, which clock and language it keeps."""

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
        max_length=35, default="en", help_text="A language tag: en, en-GB, es, ar."
    )

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    @property
    def timezone(self) -> ZoneInfo:
        """The zone as `datetime` wants it."""
        return ZoneInfo(self.zone)

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``."""
        return direction(self.language)


class Section(models.Model):
    """A part of an edition: News, Sport, Opinion."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="sections")
    slug = models.SlugField(max_length=50, allow_unicode=True)
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
