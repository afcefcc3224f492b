"""The wire's tables: what was received, byte for byte, and the items read from it.

An item is one story of one source, by its guid, however many versions (takes) arrive. It points to
the newsroom's story once it has been opened or published; the story knows nothing of it.
"""

from __future__ import annotations

import secrets
import zlib

from django.db import models

from masthead.kernel.clock import now
from masthead.stories.models import Section, Story
from masthead.wire.querysets import ItemQuerySet


class Source(models.Model):
    """Where wire items come from. An item's versions and its kill count only within one source."""

    name = models.CharField(max_length=100, unique=True)
    section = models.ForeignKey(
        Section,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Where its stories stand unless an editor says otherwise.",
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Feed(models.Model):
    """The address that a source is polled at, and how the polling goes."""

    source = models.OneToOneField(
        Source, on_delete=models.CASCADE, primary_key=True, related_name="feed"
    )
    address = models.CharField(
        max_length=2000, help_text="Where the feed is: https://news.example.org/rss.xml"
    )
    is_active = models.BooleanField(
        "asked regularly", default=True, help_text="Switched off, it is left alone."
    )
    quiet_after = models.DurationField(
        null=True,
        blank=True,
        help_text="How long nothing may come before the editor on call hears of it.",
    )
    # What the server said, sent back so that it need not say it again (RFC 9110 section 13.1).
    etag = models.CharField(max_length=500, blank=True, editable=False)
    last_modified = models.CharField(max_length=100, blank=True, editable=False)
    # SHA-256 of the bytes that were filed last: the same again is not read again.
    digest = models.CharField(max_length=64, blank=True, editable=False)
    started_at = models.DateTimeField(auto_now_add=True)
    next_try_at = models.DateTimeField(default=now, editable=False)
    last_tried_at = models.DateTimeField(null=True, editable=False)
    last_good_at = models.DateTimeField(null=True, editable=False)
    last_new_at = models.DateTimeField(null=True, editable=False)
    failure_count = models.PositiveIntegerField(default=0, editable=False)
    last_error = models.TextField(blank=True, editable=False)
    # Where a permanent redirect led, and how many times running it led there.
    moved_to = models.CharField(max_length=2000, blank=True, editable=False)
    moved_count = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_try_at"], name="feed_due", condition=models.Q(is_active=True)
            ),
        ]

    def __str__(self) -> str:
        return self.address


class HostPause(models.Model):
    """A server that asked to be left alone until then, whichever of its feeds is due."""

    host = models.CharField(max_length=260, primary_key=True)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return self.host


class Received(models.Model):
    """Bytes as they arrived, kept before anything tries to understand them."""

    class State(models.TextChoices):
        KEPT = "kept", "Kept, not read yet"
        READ = "read", "Read"
        REFUSED = "refused", "Refused"

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="received")
    name = models.CharField(max_length=500, help_text="The file’s name or its address.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the bytes.")
    packed = models.BinaryField(help_text="The bytes, compressed with zlib.")
    byte_count = models.PositiveBigIntegerField()
    headers = models.JSONField(default=dict, help_text="The transport’s headers, if any.")
    received_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=8, choices=State, default=State.KEPT)
    format = models.CharField(max_length=30, blank=True)
    reason = models.TextField(blank=True, help_text="Why it was refused.")
    remarks = models.JSONField(default=list, help_text="What could not be understood, and where.")

    class Meta:
        verbose_name_plural = "received"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["source", "digest"], name="received_once"),
            models.CheckConstraint(
                name="received_refusal_has_reason",
                condition=~models.Q(state="refused") | ~models.Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def data(self) -> bytes:
        """The bytes as they arrived."""
        return zlib.decompress(bytes(self.packed))


class Item(models.Model):
    """One story of one source. The columns repeat its newest take, for the desk's list."""

    class Status(models.TextChoices):
        USABLE = "usable", "Usable"
        WITHHELD = "withheld", "Withheld"
        CANCELED = "canceled", "Killed by the agency"

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="items")
    guid = models.CharField(max_length=500)
    story = models.OneToOneField(
        Story, on_delete=models.SET_NULL, null=True, blank=True, related_name="wire_item"
    )
    take = models.ForeignKey(
        "wire.Take", on_delete=models.PROTECT, null=True, related_name="+", help_text="The newest."
    )
    # The take that the story was made from: an older one means that news is waiting.
    opened_take = models.ForeignKey(
        "wire.Take", on_delete=models.PROTECT, null=True, related_name="+"
    )
    status = models.CharField(max_length=8, choices=Status, default=Status.USABLE)
    headline = models.TextField(blank=True)
    agency = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=35, blank=True)
    urgency = models.PositiveSmallIntegerField(null=True)
    embargo_until = models.DateTimeField(null=True)
    first_received_at = models.DateTimeField(auto_now_add=True)
    last_received_at = models.DateTimeField()

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["-last_received_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["source", "guid"], name="item_guid_in_source"),
        ]
        indexes = [
            models.Index(
                fields=["-last_received_at", "-id"],
                name="item_desk",
                condition=models.Q(story=None),
            ),
            models.Index(fields=["-last_received_at", "-id"], name="item_newest"),
        ]

    def __str__(self) -> str:
        return self.headline or self.guid

    @property
    def is_behind(self) -> bool:
        """Whether a newer take has arrived than the one the story was made from."""
        return self.opened_take_id is not None and self.opened_take_id != self.take_id


class Take(models.Model):
    """One version of an item as it was read from received bytes. Written once."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="takes")
    received = models.ForeignKey(Received, on_delete=models.PROTECT, related_name="takes")
    position = models.PositiveIntegerField(help_text="Which item of the file it was, from 0.")
    version = models.CharField(max_length=100, blank=True)
    status = models.CharField(max_length=8, choices=Item.Status)
    versioned_at = models.DateTimeField(null=True, help_text="When the agency made this version.")
    dispatch = models.JSONField(help_text="What was read: masthead.wire.dispatch as JSON.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the dispatch.")
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["item", "id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "digest"], name="take_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item}, version {self.version or self.pk}"


def attachment_path(instance: Attachment, filename: str) -> str:
    """A name of ours for a file that came with an item; the sender's name is not trusted."""
    return f"wire/{secrets.token_hex(12)}"


class Attachment(models.Model):
    """A picture's file that came beside the item, kept until an editor opens the item."""

    take = models.ForeignKey(Take, on_delete=models.CASCADE, related_name="attachments")
    href = models.CharField(max_length=1000, help_text="As the item names it.")
    file = models.FileField(upload_to=attachment_path)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["take", "href"], name="attachment_once"),
        ]

    def __str__(self) -> str:
        return self.href
