"""Who is on call, what happened, whom it reached and how."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from masthead.stories.models import Story


class Duty(models.Model):
    """A person's time on call. Times may overlap: then all of them are told."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="duties"
    )
    starts_at = models.DateTimeField("from")
    ends_at = models.DateTimeField("to")
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    objects: ClassVar[models.Manager[Duty]] = models.Manager()

    class Meta:
        verbose_name = "time on call"
        verbose_name_plural = "times on call"
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="duty_times_in_order", condition=Q(starts_at__lt=F("ends_at"))
            ),
        ]
        indexes = [models.Index(fields=["ends_at"], name="duty_ends")]

    def __str__(self) -> str:
        return f"{self.person} on call"


class Alert(models.Model):
    """Something that an editor must hear of now, once.

    ``key`` names the event. A state (a full disk) has an end of its own, ``over_at``; a deed (a
    kill) is over when somebody has acknowledged it. Rows are kept.
    """

    class Kind(models.TextChoices):
        KILL = "kill", "Killed by the agency"
        MISSED = "missed", "Missed moment"
        SOURCE = "source", "Quiet source"
        WORKER = "worker", "Background worker"
        JOBS = "jobs", "Failing work"
        DISK = "disk", "Disk nearly full"
        CALL = "call", "Call by hand"

    key = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=Kind)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    # What to do next, in a sentence or two.
    advice = models.TextField()
    story = models.ForeignKey(
        Story, on_delete=models.SET_NULL, null=True, blank=True, related_name="alerts"
    )
    # Where it is mended: a path of the newsroom's. Empty for the alert's own page.
    path = models.CharField(max_length=300, blank=True)
    raised_at = models.DateTimeField()
    over_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # How often it was passed on because nobody had acknowledged it, and when last.
    step = models.PositiveSmallIntegerField(default=0)
    stepped_at = models.DateTimeField()

    objects: ClassVar[models.Manager[Alert]] = models.Manager()

    class Meta:
        ordering = ["-raised_at", "-id"]
        constraints = [
            # Two workers that notice the same thing tell of it once.
            models.UniqueConstraint(
                fields=["key"], name="alert_once_while_it_lasts", condition=Q(over_at=None)
            ),
            models.CheckConstraint(
                name="alert_acknowledgement_whole",
                condition=Q(acknowledged_at=None, acknowledged_by=None)
                | Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                F("raised_at").desc(),
                F("id").desc(),
                name="alert_loud",
                condition=Q(acknowledged_at=None, over_at=None),
            ),
            models.Index(F("raised_at").desc(), F("id").desc(), name="alert_newest"),
            models.Index(
                "kind", F("raised_at").desc(), F("id").desc(), name="alert_newest_of_kind"
            ),
            models.Index(fields=["key"], name="alert_key"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_loud(self) -> bool:
        """Whether it goes on and nobody has said that she is on it."""
        return self.over_at is None and self.acknowledged_at is None


class Notice(models.Model):
    """That one person was told of an alert, in one way: the proof that it left the house."""

    class Channel(models.TextChoices):
        MAIL = "mail", "Mail"
        PUSH = "push", "Push"

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="notices")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="alert_notices"
    )
    channel = models.CharField(max_length=4, choices=Channel)
    # "raised", "step 1", "over": what she was told.
    purpose = models.CharField(max_length=20)
    # The device's name for a push.
    device = models.CharField(max_length=100, blank=True)
    sent_at = models.DateTimeField()
    # Why it did not go out; empty when it did.
    complaint = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["sent_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["alert", "person", "channel", "purpose", "device"], name="notice_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} by {self.get_channel_display().lower()}"


class Device(models.Model):
    """A browser in which one person has allowed push messages (RFC 8030 section 3)."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="devices"
    )
    name = models.CharField(max_length=100)
    endpoint = models.TextField()
    # SHA-256 of the endpoint, which is too long for an index of every database.
    digest = models.CharField(max_length=64, unique=True)
    # RFC 8291 section 2.1: the browser's public key, and its secret for this subscription.
    p256dh = models.CharField(max_length=200)
    auth = models.CharField(max_length=100)
    added_at = models.DateTimeField()
    reached_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["added_at", "id"]

    def __str__(self) -> str:
        return self.name


class PushKey(models.Model):
    """The key with which the newsroom names itself to push services (RFC 8292). One row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sealed_private = models.TextField()
    public = models.CharField(max_length=100)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="push_key_single", condition=Q(id=1)),
        ]

    def __str__(self) -> str:
        return self.public


class Watch(models.Model):
    """Since when the newsroom is watched: what lies before is nobody's alert. One row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    begun_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="watch_single", condition=Q(id=1)),
        ]

    def __str__(self) -> str:
        return f"watched since {self.begun_at}"
