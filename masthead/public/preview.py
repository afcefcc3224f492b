"""A story as readers would see it, before they do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from masthead.fronts.arranging import Arrangement
from masthead.kernel.clock import now
from masthead.public.corrections import ToldCorrection, told_corrections
from masthead.public.lists import front_page
from masthead.public.pages import STAFF_CACHE_CONTROL, page_response, site_around
from masthead.public.pictures import picture_view
from masthead.public.sponsors import sponsor_view
from masthead.public.standing import standing_view
from masthead.public.story_page import Told, story_page
from masthead.sponsors.models import Sponsorship
from masthead.standing.models import StandingPage
from masthead.stories import snapshot
from masthead.stories.models import Edition, Publication, Section, Story
from masthead.stories.rules import ChangeKind, decide_change
from masthead.stories.selectors import corrections_of, showable_pictures


def preview_story(request: HttpRequest, story: Story, mode: str = "") -> HttpResponse:
    """The page of ``story`` as it stands in the editor, saved or not, in an edition's looks.

    ``mode`` is the number of the edition, of `Story.preview_modes`; any other shows the first of
    them. What pressing Publish would add is there: the correction being written, the time of the
    update. ``request`` is a signed-in editor's; the answer is never stored.
    """
    publication = (
        Publication.objects.select_related("home__section__edition", "version")
        .filter(pk=story.pk)
        .first()
    )
    known = [key for key, _ in story.preview_modes if key]
    number = mode if mode in known else next(iter(known), None)
    edition = Edition.objects.filter(pk=number).first() if number else Edition.objects.first()
    if edition is None:
        return HttpResponse("Make an edition first: a story is shown in its looks.", status=409)
    with translation.override(edition.language):
        told = _told(story, publication, section=_section_in(edition, story))
        page = story_page(told, edition=edition)
    return _unstored(page, edition=edition, current=told.section)


def preview_front(request: HttpRequest, edition: Edition, arrangement: Arrangement) -> HttpResponse:
    """A front that is being arranged, as readers would see it this minute; never stored."""
    with translation.override(edition.language):
        page = front_page(edition, arrangement=arrangement)
    return _unstored(page, edition=edition)


def preview_sponsor(request: HttpRequest, sponsorship: Sponsorship) -> HttpResponse:
    """The edition's front page with ``sponsorship`` in its slot, whenever and wherever it is to
    stand. The picture has its ordinary address, so that nothing is counted; never stored.
    """
    edition = sponsorship.edition
    with translation.override(edition.language):
        slot = sponsor_view(sponsorship)
        found = showable_pictures([sponsorship.picture_id]).get(sponsorship.picture_id)
        shown = picture_view(found, shape="whole") if found else None
        slot = replace(slot, src=shown.src if shown else "", srcset="")
        page = replace(front_page(edition), sponsor=slot)
    return _unstored(page, edition=edition)


def preview_standing(request: HttpRequest, row: StandingPage) -> HttpResponse:
    """A standing page as it stands in the editor, saved or not; never stored."""
    edition = Edition.objects.filter(pk=row.edition_id).first()
    if edition is None:
        return HttpResponse("Choose an edition first: a page is shown in its looks.", status=409)
    row.edition = edition
    with translation.override(edition.language):
        page = standing_view(row, is_preview=True)
    return _unstored(page, edition=edition)


def _unstored(page: Any, *, edition: Edition, current: Section | None = None) -> HttpResponse:
    """``page`` in the edition's looks, for this editor alone."""
    response = page_response(page.template, site=site_around(edition, current=current), page=page)
    # The page store keeps what says that it may be kept; this says that nobody may.
    response.headers["Cache-Control"] = STAFF_CACHE_CONTROL
    return response


def _section_in(edition: Edition, story: Story) -> Section | None:
    """Where ``story`` stands in ``edition``, or will by the form that is not saved yet."""
    chosen: Section | None = story.preview_section
    if chosen is not None and chosen.edition_id == edition.pk:
        return chosen
    if story.pk is None:
        return None
    placement = story.placements.select_related("section").filter(edition=edition).first()
    return placement.section if placement else None


def _told(story: Story, publication: Publication | None, *, section: Section | None) -> Told:
    """``story`` as publishing it this minute would tell it."""
    moment = now()
    content = snapshot.take_snapshot(story)
    change = _pending_change(story, publication, content)
    corrections = told_corrections(corrections_of(story.pk)) if story.pk else ()
    if change == "correction" and (words := story.change_note.strip()):
        corrections = (*corrections, ToldCorrection(text=words, corrected_at=moment))
    updated_at = publication.substantively_updated_at if publication else None
    return Told(
        story_id=story.pk or 0,
        content=content,
        address="",
        section=section,
        published_at=(publication.first_published_at if publication else None) or moment,
        updated_at=moment if change in {"update", "correction"} else updated_at,
        corrections=corrections,
        is_preview=True,
    )


def _pending_change(
    story: Story, publication: Publication | None, content: dict[str, Any]
) -> ChangeKind | None:
    """What publishing ``content`` would be to the history, by the rule that publishing follows."""
    current = publication.version if publication else None
    return decide_change(
        asked=story.change,
        is_first=current is None,
        is_text_changed=current is None or current.digest != snapshot.digest(content),
        is_said=current is not None
        and current.change == "correction"
        and current.note == story.change_note.strip(),
    )
