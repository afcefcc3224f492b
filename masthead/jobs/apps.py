"""Django's application for background work."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Background work: queue, lease, retry, schedule."""

    name = "masthead.jobs"
    label = "jobs"
    verbose_name = "Background work"
