"""The public history of a story: what changed, in plain language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from masthead.public.foreign import foreign
from masthead.public.times import shown_time
from masthead.public.versionlines import Line, version_lines
from masthead.public.viewmodels import Head, HistoryPage, Segment
from masthead.public.viewmodels import Version as VersionView
from masthead.stories.addresses import story_path
from masthead.stories.models import Edition, Publication, Version
from masthead.stories.selectors import public_versions, retired_pictures
from masthead.stories.snapshot import picture_numbers, without_pictures
from masthead.syndication.labels import kind_label, labelled


def history_page(publication: Publication, *, edition: Edition) -> HistoryPage:
    """Every published version of a live story, newest first; two queries.

    A hidden version says why it is hidden and gives no words; the one after it is compared with
    the last one that may be shown.
    """
    current = publication.version
    if current is None:
        raise ValueError(f"story {publication.pk} is not published")
    versions = public_versions(publication.pk)
    retired = retired_pictures(
        number for version in versions for number in picture_numbers(version.content)
    )
    marked = foreign(current.language, edition=edition)
    headline = labelled(current.headline, kind=current.kind, sponsor=current.sponsor)
    title = _("What changed: %(headline)s") % {"headline": headline}
    return HistoryPage(
        head=Head(title=title, is_kept_from_search=True),
        headline=current.headline,
        kind_label=kind_label(current.kind, sponsor=current.sponsor),
        is_opinion=current.kind == "opinion",
        is_sponsored=current.kind == "sponsored",
        story_href=story_path(publication),
        versions=tuple(reversed(_views(versions, retired, edition=edition))),
        language=marked.language,
        direction=marked.direction,
    )


def _views(
    versions: Sequence[Version], retired: Mapping[int, datetime], *, edition: Edition
) -> list[VersionView]:
    views = []
    shown: Version | None = None
    for version in versions:
        hiding = getattr(version, "hiding", None)
        earlier = None if hiding else shown
        changes = differences(earlier, version, retired=retired) if earlier else ()
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


def _told(version: Version, retired: Mapping[int, datetime]) -> list[Line]:
    gone = [number for number, until in retired.items() if version.published_at < until]
    return version_lines(without_pictures(version.content, gone) if gone else version.content)


def differences(
    before: Version, after: Version, *, retired: Mapping[int, datetime] | None = None
) -> tuple[Segment, ...]:
    """What readers were shown of ``after`` against ``before``; empty when they are told the same.

    Paragraphs that stayed are given for the context; details (see `versionlines.Line`) only where
    they changed. Of pictures that were taken down, or replaced since, nothing is said
    (`selectors.retired_pictures`).
    """
    old, new = _told(before, retired or {}), _told(after, retired or {})
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
