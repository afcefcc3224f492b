"""What django-tasks-db's table of jobs lacks: leases, workers that are alive, periodic work."""

from __future__ import annotations

from django.db import models


class Lease(models.Model):
    """One job's right to be run: who has it, until when, and how often it was tried.

    A row beside django-tasks-db's own, made in the same transaction. While a worker runs the job,
    ``expires_at`` lies ahead and the worker moves it on; once it has passed, any worker may take
    the job. ``fence`` grows with each taking, and a result counts only if it carries the fence that
    the row still has: a worker that was frozen and wakes late cannot overwrite the later result.
    """

    task = models.OneToOneField(
        "django_tasks_database.DBTaskResult",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="lease",
    )
    # Null once the job is finished, so that the key can be used again.
    key = models.CharField(max_length=300, null=True, unique=True, editable=False)
    worker = models.CharField(max_length=64, blank=True)
    fence = models.PositiveIntegerField(default=0)
    attempts = models.PositiveIntegerField(default=0)
    heartbeat_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    class Meta:
        verbose_name = "lease"
        indexes = [
            # Workers look for leases that have run out every second; almost all rows have none.
            models.Index(
                fields=["expires_at"],
                condition=models.Q(expires_at__isnull=False),
                name="jobs_lease_expiry",
            ),
        ]

    def __str__(self) -> str:
        return f"lease of job {self.pk}"


class WorkerBeat(models.Model):
    """One running worker's sign of life."""

    worker = models.CharField(max_length=64, primary_key=True)
    host = models.CharField(max_length=255)
    pid = models.PositiveIntegerField()
    version = models.CharField(max_length=40)
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = "worker"

    def __str__(self) -> str:
        return f"worker {self.worker} on {self.host}"


class Tick(models.Model):
    """A piece of periodic work: nobody runs it before ``due_at``, and one worker at a time does."""

    name = models.CharField(max_length=100, primary_key=True)
    due_at = models.DateTimeField()
    holder = models.CharField(max_length=64, blank=True)
    ran_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "periodic work"

    def __str__(self) -> str:
        return self.name
