"""The words that name a story's kind wherever its headline stands."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

_LABELS = {
    "opinion": gettext_noop("Opinion"),
    "analysis": gettext_noop("Analysis"),
    "review": gettext_noop("Review"),
    "obituary": gettext_noop("Obituary"),
    "interview": gettext_noop("Interview"),
    "service": gettext_noop("Service"),
    "sponsored": gettext_noop("Sponsored"),
}


def kind_label(kind: str, *, sponsor: str = "") -> str:
    """The word for a kind that must stand wherever the headline does; empty for plain news.

    A sponsored story's says who paid, where the ``sponsor`` is known.
    """
    if kind == "sponsored" and sponsor:
        return _("Sponsored by %(sponsor)s") % {"sponsor": sponsor}
    label = _LABELS.get(kind)
    return _(label) if label else ""


def labelled(headline: str, *, kind: str, sponsor: str = "") -> str:
    """``headline`` behind its kind's label, for places that take one line and no markup.

    A headline that already begins with the label ("Opinion: …") stays as it is.
    """
    label = kind_label(kind, sponsor=sponsor)
    if not label or headline.casefold().startswith(f"{label}:".casefold()):
        return headline
    return _("%(label)s: %(headline)s") % {"label": label, "headline": headline}
