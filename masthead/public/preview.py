"""A story as readers would see it, before they do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from masthead.kernel.clock import now
from masthead.public.pages import page_response, site_around
from masthead.public.story_page import Told, story_page
from masthead.stories import snapshot
from masthead.stories.models import Edition, Publication, Story


def preview_story(request: HttpRequest, story: Story) -> HttpResponse:
    """The page of ``story`` as it stands in the editor, saved or not, in its home's looks.

    ``request`` is a signed-in editor's; the answer is never stored.
    """
    publication = (
        Publication.objects.select_related("home__section__edition").filter(pk=story.pk).first()
    )
    home = publication.home if publication else None
    edition = home.edition if home else Edition.objects.first()
    if edition is None:
        return HttpResponse("Make an edition first: a story is shown in its looks.", status=409)
    told = Told(
        story_id=story.pk or 0,
        content=snapshot.take_snapshot(story),
        address="",
        section=home.section if home else None,
        published_at=(publication.first_published_at if publication else None) or now(),
        updated_at=publication.substantively_updated_at if publication else None,
        is_preview=True,
    )
    with translation.override(edition.language):
        page = story_page(told, edition=edition)
    response = page_response(
        page.template, site=site_around(edition, current=told.section), page=page
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response
