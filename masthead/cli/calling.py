"""Raising an alert from the command line."""

from __future__ import annotations

from masthead.alerts.models import Alert
from masthead.alerts.sending import is_untold, tell_now
from masthead.alerts.services import raise_alert
from masthead.alerts.watching import WORKER_KEY

_WORKER_ADVICE = (
    "It is started again by itself. Until it runs, nothing scheduled goes out and no picture is "
    "made. If this does not end within minutes, run “masthead doctor” on the server."
)
_CALL_ADVICE = "Whoever or whatever called knows more: ask, or look at the server."


def call_people(text: str, *, key: str) -> int | None:
    """Tell whoever is on call of ``text`` now; how many messages went, None when all know of it.

    Without a ``key`` it is about the background worker, whose trouble is one alert while it lasts.
    An alert that a mail server would not take is tried again: the worker, which would do that, may
    not be back.
    """
    raised = raise_alert(
        key=key or WORKER_KEY,
        kind=Alert.Kind.CALL if key else Alert.Kind.WORKER,
        title=text if key else "The background worker is in trouble",
        text="" if key else text,
        advice=_CALL_ADVICE if key else _WORKER_ADVICE,
        is_deed=bool(key),
        is_told=False,
    )
    if raised is not None:
        return tell_now(raised)
    known = Alert.objects.filter(key=key or WORKER_KEY, over_at=None).first()
    return tell_now(known) if known is not None and is_untold(known) else None
