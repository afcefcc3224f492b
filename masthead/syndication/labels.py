"""The words that name a story's kind wherever its headline stands."""

from __future__ import annotations

from django.utils.translation import gettext as _


def kind_label(kind: str) -> str:
    """The word for a kind that must stand wherever the headline does; empty for plain news."""
    labels = {
        "opinion": _("Opinion"),
        "analysis": _("Analysis"),
        "review": _("Review"),
        "obituary": _("Obituary"),
        "interview": _("Interview"),
        "service": _("Service"),
        "sponsored": _("Sponsored"),
    }
    return labels.get(kind, "")


def labelled(headline: str, *, kind: str) -> str:
    """``headline`` behind its kind's label, for places that take one line and no markup.

    A headline that already begins with the label ("Opinion: …") stays as it is.
    """
    label = kind_label(kind)
    if not label or headline.casefold().startswith(f"{label}:".casefold()):
        return headline
    return _("%(label)s: %(headline)s") % {"label": label, "headline": headline}
