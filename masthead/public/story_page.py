"""A story's page, from its published version, or from the newsroom's copy for a preview."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from masthead.comments.selectors import comment_counts
from masthead.kernel.clock import now
from masthead.kernel.text import plain, shorten, word_count
from masthead.public.bodies import Linked, body_views, linked_numbers, use_view
from masthead.public.breaking import is_breaking
from masthead.public.cards import make_card
from masthead.public.corrections import ToldCorrection, told_corrections
from masthead.public.foreign import foreign
from masthead.public.pictureviews import PictureView
from masthead.public.sharing import share_links
from masthead.public.sponsors import story_sponsor
from masthead.public.times import shown_time
from masthead.public.viewmodels import (
    Alternate,
    Byline,
    Card,
    Head,
    Link,
    ShareImage,
    SourceFacts,
    StoryPage,
)
from masthead.public.viewmodels import Correction as CorrectionView
from masthead.related.selectors import related_stories
from masthead.stories import selectors, snapshot
from masthead.stories.addresses import (
    author_path,
    edition_origin,
    section_path,
    story_address,
    story_path,
    topic_path,
)
from masthead.stories.models import Author, Edition, Publication, Section
from masthead.syndication import structured
from masthead.syndication.labels import kind_label, labelled
from masthead.wire.selectors import Provenance, provenance

Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Told:
    """A story to be told on a page: its words, and what stands around them."""

    story_id: int
    content: Json
    address: str
    section: Section | None
    published_at: datetime | None
    updated_at: datetime | None
    corrections: Sequence[ToldCorrection] = ()
    version_count: int = 0
    history_path: str = ""
    alternates: tuple[Alternate, ...] = ()
    is_preview: bool = False
    # When these very words were published.
    said_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Around:
    """What the words point to, read in as few queries as there are tables."""

    linked: Linked
    authors: dict[int, Author]
    topics: tuple[Link, ...]
    related: tuple[Card, ...]
    comment_count: int | None
    provenance: Provenance | None


def published_story(publication: Publication, *, edition: Edition) -> Told:
    """The story as readers get it in ``edition``. Two queries."""
    version = publication.version
    if version is None or publication.home is None:
        raise ValueError(f"story {publication.pk} is not published")
    translations = selectors.translations_of(publication)
    alternates = [publication, *translations] if translations else []
    return Told(
        story_id=publication.pk,
        content=version.content,
        address=story_address(publication),
        section=publication.home.section if publication.home.edition_id == edition.pk else None,
        said_at=version.published_at,
        published_at=publication.first_published_at,
        updated_at=publication.substantively_updated_at,
        corrections=told_corrections(selectors.corrections_of(publication.pk)),
        version_count=version.number,
        history_path=f"{story_path(publication)}/history",
        alternates=tuple(_alternate(row) for row in alternates),
    )


def _alternate(publication: Publication) -> Alternate:
    version, home = publication.version, publication.home
    language = version.language if version else ""
    return Alternate(
        language=language or (home.edition.language if home else ""),
        href=story_address(publication),
    )


def story_page(told: Told, *, edition: Edition) -> StoryPage:
    """The page's values. At most nine queries, and what comments take to count."""
    around = _look_around(told, edition=edition)
    content = told.content
    marked = foreign(content["language"], edition=edition)
    lead = use_view(content["lead_picture"], around.linked) if content["lead_picture"] else None
    facts = around.provenance
    is_bar = is_breaking(told.story_id, edition=edition)
    return StoryPage(
        head=_head(told, edition=edition, around=around, lead=lead),
        headline=content["headline"],
        is_breaking=is_bar,
        kind_label=kind_label(content["kind"], sponsor=content.get("sponsor", "")),
        is_opinion=content["kind"] == "opinion",
        is_sponsored=content["kind"] == "sponsored",
        section=Link(label=told.section.name, href=section_path(told.section))
        if told.section
        else None,
        kicker=content["kicker"],
        dek=content["dek"],
        bylines=tuple(_byline(entry, around.authors) for entry in content["bylines"]),
        agency=content["credit"] or content["agency"],
        dateline=content["dateline"],
        published=shown_time(told.published_at, edition=edition) if told.published_at else None,
        updated=shown_time(told.updated_at, edition=edition) if told.updated_at else None,
        lead_picture=lead,
        body=body_views(content["body"], linked=around.linked),
        corrections=tuple(
            CorrectionView(time=shown_time(row.corrected_at, edition=edition), text=row.text)
            for row in told.corrections
        ),
        topics=around.topics,
        share_address=told.address,
        share_links=share_links(address=told.address, headline=_title(content))
        if told.address
        else (),
        comment_count=around.comment_count,
        related=around.related,
        source=SourceFacts(
            agency=content["agency"],
            received=shown_time(facts.received_at, edition=edition) if facts else None,
            usage_terms=content["usage_terms"],
            original_href=content["original_url"],
        ),
        history_href=told.history_path,
        version_count=told.version_count,
        sponsor=None
        if told.is_preview
        else story_sponsor(
            edition,
            story_id=told.story_id,
            kind=content["kind"],
            section=told.section,
            is_breaking=is_bar,
        ),
        language=marked.language,
        direction=marked.direction,
        is_preview=told.is_preview,
    )


def _look_around(told: Told, *, edition: Edition) -> Around:
    content = told.content
    body = content["body"]
    inline = linked_numbers(body, "related")
    related = related_stories(
        story_id=told.story_id,
        edition=edition,
        section=told.section,
        topics=content["topics"],
        left_out=frozenset(inline),
    )
    placements = selectors.placements_of([*related, *inline], edition=edition)
    recordings = selectors.recordings_by_number(linked_numbers(body, "recording"))
    pictures = selectors.showable_pictures(
        [
            *snapshot.picture_numbers(content),
            *_lead_numbers(placements.values()),
            *(row.poster_id for row in recordings.values() if row.poster_id),
        ]
    )
    counts = comment_counts([told.story_id, *related])
    numbers = [entry["author"] for entry in content["bylines"] if entry["author"]]
    return Around(
        linked=Linked(
            pictures=pictures,
            recordings=recordings,
            stories=placements,
            said_at=told.said_at,
        ),
        authors=selectors.authors_by_number(numbers),
        topics=tuple(
            Link(label=topic.name, href=topic_path(topic))
            for topic in selectors.topics_by_number(content["topics"])
        ),
        related=tuple(
            make_card(
                placements[number],
                edition=edition,
                pictures=pictures,
                comment_count=counts.get(number),
            )
            for number in related
            if number in placements
        ),
        comment_count=counts.get(told.story_id),
        provenance=provenance(told.story_id),
    )


def _lead_numbers(placements: Any) -> list[int]:
    versions = (row.story.publication.version for row in placements)
    return [version.lead_picture_id for version in versions if version and version.lead_picture_id]


def _byline(entry: Json, authors: dict[int, Author]) -> Byline:
    author = authors.get(entry["author"] or 0)
    if author is None:
        return Byline(name=entry["name"])
    return Byline(name=author.name, href=author_path(author), role=author.role)


def _head(told: Told, *, edition: Edition, around: Around, lead: PictureView | None) -> Head:
    content = told.content
    if told.is_preview:
        return Head(title=_title(content), is_kept_from_search=True)
    origin = edition_origin(edition)
    text = snapshot.body_text(content)
    description = content["dek"] or shorten(_opening(content), 200)
    published_at = told.published_at or now()
    image = (
        ShareImage(href=origin + lead.src, alt=lead.alt, width=lead.width, height=lead.height)
        if lead and lead.src
        else None
    )
    article = structured.Article(
        kind=content["kind"],
        address=told.address,
        headline=content["headline"],
        language=content["language"] or edition.language,
        published_at=published_at,
        modified_at=told.updated_at or published_at,
        publisher_name=edition.name,
        publisher_address=f"{origin}/",
        description=description,
        section=told.section.name if told.section else "",
        agency=content["agency"],
        place=content["place"],
        copyright_notice=content["rights"],
        word_count=word_count(text),
        authors=[
            structured.ArticleAuthor(
                name=name.name, address=origin + name.href if name.href else ""
            )
            for name in (_byline(entry, around.authors) for entry in content["bylines"])
        ],
        images=[
            structured.ArticleImage(
                address=image.href,
                width=image.width,
                height=image.height,
                caption=lead.caption,
                credit=lead.credit,
            )
        ]
        if image and lead
        else [],
        corrections=[
            structured.ArticleCorrection(text=row.text, corrected_at=row.corrected_at)
            for row in told.corrections
        ],
        keywords=[topic.label for topic in around.topics],
    )
    return Head(
        title=_title(content),
        description=description,
        canonical=told.address,
        og_type="article",
        image=image,
        alternates=told.alternates,
        is_kept_from_search=content["is_noindex"],
        json_ld=structured.article_json(article),
    )


def _title(content: Json) -> str:
    """What the page is called where nothing else of it stands: in a tab, a search, a share."""
    return labelled(content["headline"], kind=content["kind"], sponsor=content.get("sponsor", ""))


def _opening(content: Json) -> str:
    """The first words of the text itself: captions belong to pictures, which may be gone."""
    paragraphs = [entry["html"] for entry in content["body"] if entry["type"] == "paragraph"]
    return plain(paragraphs[0]) if paragraphs else ""


def gone_note(publication: Publication) -> str:
    """The polite sentence for a story that readers do not get, or no longer."""
    if publication.state == Publication.State.HELD:
        return _("The newsroom has taken this story offline for the time being.")
    if publication.state == Publication.State.EXPIRED:
        return _("This story was published for a time, and that time is over.")
    return _("The newsroom has taken this story back.")
