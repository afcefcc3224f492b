"""Django's application for sponsors."""

from django.apps import AppConfig


class SponsorsConfig(AppConfig):
    """Who pays for a place on an edition's pages, and how often it was seen and followed."""

    name = "masthead.sponsors"
    label = "sponsors"
    verbose_name = "Sponsors"
