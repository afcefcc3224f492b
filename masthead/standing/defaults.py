"""The pages that every new edition begins with, in its language; all of what they say is true.

An editor changes them as any other. Nothing here promises what an installation might not do.
"""

from __future__ import annotations

from html import escape

from django.utils import translation
from django.utils.translation import gettext as _

from masthead.standing.models import StandingPage
from masthead.stories.models import Edition

Block = tuple[str, str]


def make_default_pages(edition: Edition) -> list[StandingPage]:
    """About, contact and privacy for an edition that has no standing page yet."""
    if edition.standing_pages.exists():
        return []
    with translation.override(edition.language):
        pages = [_about(edition), _contact(edition), _privacy(edition)]
    for position, page in enumerate(pages):
        page.position = position
        page.save()
    return pages


def _about(edition: Edition) -> StandingPage:
    return _page(
        edition,
        slug="about",
        title=_("About us"),
        blocks=[
            ("paragraph", _("%(name)s reports the news of its area.") % {"name": edition.name}),
            ("heading", _("How we work")),
            (
                "paragraph",
                _(
                    "Stories by our own staff carry their names. Stories from news agencies carry "
                    "the agency’s. What somebody paid for is labelled wherever it stands, and so "
                    "is opinion."
                ),
            ),
            ("heading", _("When we get something wrong")),
            (
                "paragraph",
                _(
                    "We correct it, say in the story what was wrong and what is right, and keep "
                    "every published version for comparison."
                ),
            ),
        ],
    )


def _contact(edition: Edition) -> StandingPage:
    return _page(
        edition,
        kind=StandingPage.Kind.CONTACT,
        slug="contact",
        title=_("Contact"),
        blocks=[
            (
                "paragraph",
                _(
                    "Have you seen something that we should report, or found a mistake? "
                    "Tell the newsroom."
                ),
            )
        ],
    )


def _privacy(edition: Edition) -> StandingPage:
    return _page(
        edition,
        slug="privacy",
        title=_("Privacy"),
        blocks=[
            (
                "paragraph",
                _(
                    "You can read everything here without an account. The pages set no cookie "
                    "for readers, and load nothing from other companies: no advertising "
                    "networks, no counters, no fonts, no social media."
                ),
            ),
            ("heading", _("What our server learns")),
            (
                "paragraph",
                _(
                    "Like every server, ours sees your network address and which page you ask "
                    "for while it answers you. We count how often pages are read; we do not note "
                    "by whom."
                ),
            ),
        ],
    )


def _page(
    edition: Edition,
    *,
    slug: str,
    title: str,
    blocks: list[Block],
    kind: str = StandingPage.Kind.PLAIN,
) -> StandingPage:
    body = [
        (name, text if name == "heading" else f"<p>{escape(text, quote=False)}</p>")
        for name, text in blocks
    ]
    page = StandingPage(edition=edition, kind=kind, slug=slug, title=title, live=True)
    page.body = [{"type": name, "value": value} for name, value in body]
    return page
