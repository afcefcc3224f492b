"""The public history of a story: what changed, in plain language."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from masthead.kernel.languages import direction
from masthead.public.times import shown_time
from masthead.public.versionlines import version_lines
from masthead.public.viewmodels import Head, HistoryPage, Segment
from masthead.public.viewmodels import Version as VersionView
from masthead.stories.addresses import story_path
from masthead.stories.models import Edition, Publication, Version
from masthead.stories.selectors import public_versions
from masthead.syndication.labels import kind_label, labelled


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
    headline = labelled(current.headline, kind=current.kind, sponsor=current.sponsor)
    title = _("What changed: %(headline)s") % {"headline": headline}
    return HistoryPage(
        head=Head(title=title, is_kept_from_search=True),
        headline=current.headline,
        kind_label=kind_label(current.kind, sponsor=current.sponsor),
        is_opinion=current.kind == "opinion",
        is_sponsored=current.kind == "sponsored",
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
        earlier = None if hiding else shown
        changes = differences(earlier, version) if earlier else ()
        view = VersionView(
            number=version.number,
            time=shown_time(version.published_at, edition=edition),
            who=_who(version),
            why="" if hiding else _why(version),
            correction=version.note if version.change == "correction" and not hiding else "",
            hidden_reason=hiding.reason if hiding else "",
            changes=changes,
            is_unchanged=earlier is not None and not changes,
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
    """What kind of change it was, and the newsroom's own words on it if there are any.

    A correction's words stand by themselves.
    """
    words = {
        "first": _("First published."),
        "fix": _("A small fix, such as spelling."),
        "update": _("Updated with new facts."),
        "correction": _("Corrected."),
    }
    why = words[version.change]
    return f"{why} {version.note}" if version.note and version.change != "correction" else why


def differences(before: Version, after: Version) -> tuple[Segment, ...]:
    """What readers were shown of ``after`` against ``before``; empty when they are told the same.

    Paragraphs that stayed are given for the context; details (see `versionlines.Line`) only where
    they changed.
    """
    old, new = version_lines(before.content), version_lines(after.content)
    if old == new:
        return ()
    segments: list[Segment] = []
    # autojunk off: it would take a refrain for noise and miss that it moved.
    for act, old_from, old_to, new_from, new_to in SequenceMatcher(
        a=old, b=new, autojunk=False
    ).get_opcodes():
        if act == "equal":
            segments += [
                Segment(change="same", text=line.text)
                for line in new[new_from:new_to]
                if not line.is_detail
            ]
            continue
        segments += [Segment(change="removed", text=line.text) for line in old[old_from:old_to]]
        segments += [Segment(change="added", text=line.text) for line in new[new_from:new_to]]
    return tuple(segments)
