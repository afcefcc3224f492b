"""What goes into the audit log beside the acts on stories: sign-ins, and settings as they change.

Acts log themselves, in their own transaction. These two have no service of their own: a sign-in is
Django's, and editions, sections and sources are saved by forms.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models import Model
from django.db.models.signals import post_save, pre_save
from wagtail.log_actions import log

from masthead.stories.models import Edition, Section
from masthead.wire.models import Feed, Source

# Which fields are a setting that somebody chose; the rest of a row is what happened to it.
SETTINGS: dict[type[Model], tuple[str, ...]] = {
    Edition: (
        "name", "tagline", "host", "zone", "language", "logo", "logo_dark", "icon", "accent",
        "accent_dark", "paper", "is_plain", "email", "telephone", "postal_address",
        "stream_name", "stream_address", "has_full_text_feeds", "hub",
    ),
    Section: ("name", "slug", "position"),
    Source: ("name", "section"),
    Feed: ("address", "is_active", "quiet_after"),
}  # fmt: skip


def connect() -> None:
    """Listen. Called once, when the application is ready."""
    user_logged_in.connect(note_sign_in, dispatch_uid="newsroom.sign_in")
    user_logged_out.connect(note_sign_out, dispatch_uid="newsroom.sign_out")
    for model in SETTINGS:
        pre_save.connect(remember, sender=model, dispatch_uid=f"newsroom.before.{model.__name__}")
        post_save.connect(
            note_changes, sender=model, dispatch_uid=f"newsroom.after.{model.__name__}"
        )


def note_sign_in(sender: Any, user: Any, **kwargs: Any) -> None:
    """Somebody signed in, by whichever door."""
    log(instance=user, action="masthead.sign_in", user=user)


def note_sign_out(sender: Any, user: Any, **kwargs: Any) -> None:
    """Somebody signed out; nobody did when the session was over before."""
    if user is not None and user.pk is not None:
        log(instance=user, action="masthead.sign_out", user=user)


def remember(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    """Keep what the settings were, until the save is done; one query for a row that is there."""
    instance.settings_before = None
    update_fields = kwargs.get("update_fields")
    is_about_them = update_fields is None or set(update_fields) & set(SETTINGS[sender])
    if instance.pk is None or instance._state.adding or not is_about_them:
        return
    before = sender._default_manager.filter(pk=instance.pk).first()
    instance.settings_before = _settings(before) if before is not None else None


def note_changes(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    """Log what became of the settings, each with what it was. Wagtail says who did it."""
    before = instance.settings_before
    if before is None:
        return
    after = _settings(instance)
    changes = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    if changes:
        log(instance=instance, action="masthead.settings", data={"changes": changes})


def _settings(instance: Model) -> dict[str, str]:
    """The settings of a row by their names on the screen, in words."""
    meta = instance._meta
    return {
        str(getattr(meta.get_field(name), "verbose_name", name)): _word(getattr(instance, name))
        for name in SETTINGS[type(instance)]
    }


def _word(value: Any) -> str:
    match value:
        case None:
            return "none"
        case bool():
            return "yes" if value else "no"
        case _:
            return str(value)
