"""Django's application for accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Staff and readers, roles."""

    name = "masthead.accounts"
    label = "accounts"
    verbose_name = "Accounts"
