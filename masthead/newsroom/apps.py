"""Django's application for the newsroom."""

from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    """What editors see: Wagtail's admin made into a newsroom."""

    name = "masthead.newsroom"
    label = "newsroom"
    verbose_name = "Newsroom"
