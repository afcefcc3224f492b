"""The public history of a story: what changed, in plain language."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from masthead.kernel.languages import direction
from masthead.public.times import shown_time
from masthead.public.viewmodels import Head, HistoryPage, Segment
from masthead.public.viewmodels import Version as VersionView
from masthead.stories import snapshot
from masthead.stories.addresses import story_path
from masthead.stories.models import Edition, Publication, Version
from masthead.stories.selectors import public_versions


def history_page(publication: Publication, *, edition: Edition) -> HistoryPage:
    """Every published version of a live story, newest first; one query.

    A hidden version says why it is hidden and gives no words; the one after it is compared with
    the last one that may be shown.
    """
    current = publication.version
    if current is None:
        raise ValueError(f"story {publication.pk} is not published")
    versions = public_versions(publication.pk)
    language = current.language if current.language != edition.language else ""
    title = _("What changed: %(headline)s") % {"headline": current.headline}
    return HistoryPage(
        head=Head(title=title, is_kept_from_search=True),
        headline=current.headline,
        story_href=story_path(publication),
        versions=tuple(reversed(_views(versions, edition=edition))),
        language=language,
        direction=direction(language) if language else "",
    )


def _views(versions: Sequence[Version], *, edition: Edition) -> list[VersionView]:
    views = []
    shown: Version | None = None
    for version in versions:
        hiding = getattr(version, "hiding", None)
        view = VersionView(
            number=version.number,
            time=shown_time(version.published_at, edition=edition),
            who=_who(version),
            why="" if hiding else _why(version),
            correction=version.note if version.change == "correction" and not hiding else "",
            hidden_reason=hiding.reason if hiding else "",
            changes=() if hiding or shown is None else differences(shown, version),
        )
        views.append(view)
        if not hiding:
            shown = version
    return views


def _who(version: Version) -> str:
    author = getattr(version.published_by, "author", None) if version.published_by else None
    # A reader is told a name only if the person signs stories with it.
    return author.name if author else _("the newsroom")


def _why(version: Version) -> str:
    words = {
        "first": _("First published."),
        "fix": _("A small fix, such as spelling."),
        "update": _("Updated with new facts."),
        "correction": _("Corrected."),
    }
    return words[version.change]


def differences(before: Version, after: Version) -> tuple[Segment, ...]:
    """The paragraphs of ``after`` against those of ``before``: headline, dek, captions, text."""
    old, new = _paragraphs(before), _paragraphs(after)
    segments: list[Segment] = []
    # autojunk off: it would take a refrain for noise and miss that it moved.
    for act, old_from, old_to, new_from, new_to in SequenceMatcher(
        a=old, b=new, autojunk=False
    ).get_opcodes():
        if act == "equal":
            segments += [Segment(change="same", text=text) for text in new[new_from:new_to]]
            continue
        segments += [Segment(change="removed", text=text) for text in old[old_from:old_to]]
        segments += [Segment(change="added", text=text) for text in new[new_from:new_to]]
    return tuple(segments)


def _paragraphs(version: Version) -> list[str]:
    content = version.content
    lead = content["lead_picture"] or {}
    return [
        text
        for text in (
            content["headline"],
            content["dek"],
            lead.get("caption", ""),
            *snapshot.body_paragraphs(content),
        )
        if text
    ]
