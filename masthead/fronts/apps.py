"""Django's application for fronts."""

from django.apps import AppConfig


class FrontsConfig(AppConfig):
    """The front page of each edition as its editors arrange it."""

    name = "masthead.fronts"
    label = "fronts"
    verbose_name = "Front pages"
