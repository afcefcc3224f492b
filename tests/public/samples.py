"""Sample view models in every shape: full, bare, long, hostile to the layout, right to left."""

from django.utils.safestring import mark_safe

from masthead.public.archiveviews import ArchivePage, CorrectionsPage
from masthead.public.blockviews import (
    AudioBlock,
    BlockView,
    CaptionTrack,
    EmbedBlock,
    FactBoxBlock,
    GalleryBlock,
    HeadingBlock,
    ListBlock,
    ParagraphBlock,
    PictureBlock,
    QuoteBlock,
    RelatedLinkBlock,
    TableBlock,
    VideoBlock,
)
from masthead.public.pictureviews import PictureSource, PictureView
from masthead.public.searchviews import Choice, Found, Piece, SearchPage
from masthead.public.sharing import share_links
from masthead.public.sponsorviews import SponsorView
from masthead.public.standingviews import Contact, ListenPage, StandingPage
from masthead.public.viewmodels import (
    Byline,
    Card,
    CorrectedStory,
    Correction,
    FrontPage,
    GonePage,
    Head,
    HistoryPage,
    Link,
    ListPage,
    Logo,
    Segment,
    ShareImage,
    Site,
    SourceFacts,
    StoryPage,
    Strip,
    Time,
    Version,
)

ADDRESS = "https://calder.example/2026/11/24/harbour-wall-7f3"
PENNANT = "/static/masthead/icons/pennant.svg"
SECTIONS = ("News", "Harbour", "Politics", "Business", "Sport", "Culture", "Opinion")
TIME = Time(iso="2026-11-24T18:40:00+00:00", text="24 November 2026, 18:40")
LATER = Time(iso="2026-11-24T20:05:00+00:00", text="24 November 2026, 20:05")
HEADLINES = (
    "Harbour wall to be rebuilt before the winter, council says “at last”",
    "Ferry timetable: 14 sailings cut from 6 January",
    "Fish market reopens under a roof of recycled sailcloth",
    "Two held after break-in at lifeboat station",
    "School meals: every primary to cook its own by spring",
    "Rovers draw again, and the manager is “not worried yet”",
    "The last lighthouse keeper’s diary goes on show",
    "Water company fined for the spill that closed three beaches",
    "Bus drivers accept offer, strike called off",
    "Library to open on Sundays after 4,000 sign petition",
    "A new bakery, an old oven and a queue round the corner",
    "Planning inspector visits the Northfield site",
)


def site(**changes: object) -> Site:
    """An English edition with seven sections."""
    values: dict[str, object] = {
        "name": "The Calder Bay Courier",
        "language": "en-GB",
        "direction": "ltr",
        "time_zone": "Europe/London",
        "tagline": "News of the bay since 1871",
        "sections": tuple(
            Link(label=name, href=f"/{name.lower()}/", is_current=name == "Harbour")
            for name in SECTIONS
        ),
        "pages": (Link(label="About us", href="/about"), Link(label="Privacy", href="/privacy")),
        "social": (Link(label="On the other network", href="https://social.example/@bay"),),
        "more_news_href": "/news/all",
        "search_href": "/search",
        "archive_href": "/archive",
        "corrections_href": "/corrections",
        "feed_href": "/feed.xml",
        "looks_href": "/looks-0123456789ab.css",
        "logo": Logo(src="/media/logo.webp", width=600, height=120, dark_src="/media/d.webp"),
        "listen": Link(label="Listen live", href="/listen"),
    }
    return Site(**{**values, **changes})  # type: ignore[arg-type]


def arabic_site() -> Site:
    """An Arabic edition, set from right to left."""
    return site(
        name="بريد الخليج",
        tagline="أخبار المدينة والميناء",
        language="ar",
        direction="rtl",
        has_latin_letters=False,
        sections=tuple(
            Link(label=name, href="/s/") for name in ("أخبار", "الميناء", "سياسة", "رياضة", "ثقافة")
        ),
    )


def picture(
    number: int = 1,
    *,
    width: int = 1200,
    height: int = 800,
    is_made: bool = True,
    caption: str = "Work on the east pier began under floodlights.",
    credit: str = "Ada Whitlock / Courier",
) -> PictureView:
    """A picture in three formats, or the placeholder for one whose files are not made yet."""
    stem = f"/media/{width}x{height}-{number}"
    return PictureView(
        alt="Workers in orange jackets stand on a half-built sea wall at dusk",
        width=width,
        height=height,
        src=f"{stem}.jpg" if is_made else "",
        sources=(
            (
                PictureSource(media_type="image/avif", srcset=f"{stem}.avif {width}w"),
                PictureSource(media_type="image/webp", srcset=f"{stem}.webp {width}w"),
                PictureSource(media_type="image/jpeg", srcset=f"{stem}.jpg {width}w"),
            )
            if is_made
            else ()
        ),
        caption=caption,
        credit=credit,
    )


def card(number: int = 0, *, has_picture: bool = True, **changes: object) -> Card:
    """The card of a story; each number gives another headline."""
    values: dict[str, object] = {
        "headline": HEADLINES[number % len(HEADLINES)],
        "href": f"/2026/11/24/story-{number}",
        "section": SECTIONS[number % len(SECTIONS)],
        "dek": "The vote ends ten years of argument, three inquiries and 1,204 letters to this "
        "newspaper; the first stones are to be laid in March.",
        "published": TIME,
        "picture": picture(number) if has_picture else None,
    }
    if number % 6 == 5:
        values |= {"kind_label": "Opinion", "is_opinion": True}
    return Card(**{**values, **changes})  # type: ignore[arg-type]


def sponsor() -> SponsorView:
    """A sponsor's slot, filled."""
    return SponsorView(
        label="Advertisement",
        name="Ash Beds",
        href="/sponsor/4",
        src=PENNANT,
        srcset=f"{PENNANT} 480w, {PENNANT} 960w",
        alt="A bed in a window above the harbour",
        width=960,
        height=400,
    )


def front(count: int = 40) -> FrontPage:
    """A front page of roughly ``count`` stories, ranked as the selector ranks them."""
    head = Head(title="The Calder Bay Courier", description="News of the bay", canonical="/")
    if count <= 8:
        return FrontPage(
            head=head,
            lead=card(0),
            seconds=tuple(card(n, has_picture=n != 3) for n in range(1, min(count, 4))),
            briefs=tuple(card(n) for n in range(4, count)),
        )
    strip_count = min(7, (count - 14) // 4)
    return FrontPage(
        head=head,
        lead=card(0, updated=LATER, kicker="Harbour wall"),
        seconds=tuple(card(n, has_picture=n != 2) for n in range(1, 8)),
        briefs=tuple(card(n) for n in range(8, 14)),
        corrections=corrections().rows,
        strips=tuple(
            Strip(
                name=SECTIONS[s],
                href=f"/{s}/",
                cards=tuple(card(14 + s * 5 + n, has_picture=n != 3) for n in range(s % 5 + 1)),
            )
            for s in range(strip_count)
        ),
        recent=tuple(card(n) for n in range(60, 70)),
        sponsor=sponsor(),
    )


def paragraph(text: str) -> ParagraphBlock:
    """A paragraph of clean HTML."""
    return ParagraphBlock(html=mark_safe(f"<p>{text}</p>"))


def body() -> tuple[BlockView, ...]:
    """Every kind of block, in the order in which a story might hold them."""
    long = (
        "The council voted by nine to four on Tuesday night to rebuild the harbour wall, after a "
        "decade in which three inquiries, two storms and 1,204 letters to this newspaper failed "
        'to move it. The money comes from <a href="/2026/10/02/coast-fund">the coast fund</a>, '
        "which <em>nobody</em> expected to be spent <strong>before the spring</strong>."
    )
    return (
        paragraph(long),
        paragraph("“It is a wall,” said the harbour master. “It will not argue back.”"),
        RelatedLinkBlock(
            headline=HEADLINES[1],
            href="/2026/11/20/ferry",
            thumbnail=picture(3, width=480, height=320, caption="", credit=""),
        ),
        paragraph(long),
        HeadingBlock(text="What happens in March"),
        paragraph(long),
        QuoteBlock(
            text="The tide will not wait for a third inquiry",
            speaker="Ines Calloway",
        ),
        paragraph(long),
        PictureBlock(picture=picture(4)),
        paragraph(long),
        ListBlock(
            items=tuple(
                mark_safe(text)
                for text in ("The east pier closes on 3 March", "The quay road stays open", "Ends")
            )
        ),
        RelatedLinkBlock(headline=HEADLINES[5], href="/2026/11/19/rovers", label="Opinion"),
        paragraph(long),
        FactBoxBlock(
            title="The wall in figures",
            html=mark_safe(
                "<ul><li>412 metres, built in 1836</li><li>£8.4 million</li>"
                "<li>11 breaches since 1953</li></ul>"
            ),
        ),
        paragraph(long),
        HeadingBlock(text="The cost, year by year"),
        TableBlock(
            caption="Spending on the harbour, in thousands of pounds",
            header=("Year", "Planned", "Spent", "Repairs", "Dredging", "Left over"),
            rows=tuple(
                (str(2022 + n), "1,200", f"{900 + n * 40}", "310", "95", "300") for n in range(4)
            ),
        ),
        paragraph(long),
        PictureBlock(picture=picture(5, width=800, height=1200)),
        ListBlock(
            items=tuple(mark_safe(text) for text in ("Tender", "Survey", "Stone")), is_ordered=True
        ),
        GalleryBlock(
            title="The wall through two centuries",
            pictures=tuple(picture(n) for n in (6, 7, 8)),
        ),
        paragraph(long),
        AudioBlock(
            title="The harbour master on the vote",
            src="/media/master.mp3",
            media_type="audio/mpeg",
            duration_seconds=605,
            size_bytes=9_700_000,
            credit="Courier Radio",
            transcript=mark_safe("<p>It has been a long time coming.</p>"),
        ),
        paragraph(long),
        VideoBlock(
            title="Storm Ida breaks over the pier",
            src="/media/storm.mp4",
            media_type="video/mp4",
            width=1280,
            height=720,
            poster_src="/media/1280x720-9.jpg",
            duration_seconds=75,
            size_bytes=14_200_000,
            captions=(CaptionTrack(src="/media/storm.vtt", language="en", label="English"),),
            transcript=mark_safe("<p>(Wind and waves.)</p>"),
        ),
        EmbedBlock(
            href="https://bsky.app/profile/harbour.example/post/1",
            provider="Bluesky",
            text="The pier is closed to walkers until further notice.",
        ),
        paragraph(long),
    )


def story(**changes: object) -> StoryPage:
    """A story with everything that a story page can show."""
    values: dict[str, object] = {
        "head": Head(
            title=HEADLINES[0],
            description="The vote ends ten years of argument.",
            canonical=ADDRESS,
            og_type="article",
            image=ShareImage(
                href="https://calder.example/media/share.jpg", alt="A wall", width=1200, height=630
            ),
            json_ld='{"@context": "https://schema.org", "@type": "NewsArticle"}',
        ),
        "headline": HEADLINES[0],
        "section": Link(label="Harbour", href="/harbour/"),
        "kicker": "Sea defences",
        "dek": "The vote ends ten years of argument, three inquiries and 1,204 letters to this "
        "newspaper; the first stones are to be laid in March.",
        "bylines": (
            Byline(name="Mara Lindqvist", href="/authors/mara-lindqvist", role="Harbour reporter"),
            Byline(name="Joseph Oduya"),
        ),
        "agency": "Northern Wire",
        "dateline": "CALDER BAY —",
        "published": TIME,
        "updated": LATER,
        "lead_picture": picture(1, width=1280, height=720),
        "body": body(),
        "corrections": (
            Correction(
                time=LATER, text="An earlier version gave the length of the wall as 421 metres."
            ),
        ),
        "topics": (Link(label="Coast", href="/topics/coast"), Link(label="Council", href="/c")),
        "share_address": ADDRESS,
        "share_links": share_links(address=ADDRESS, headline=HEADLINES[0]),
        "related": tuple(card(n, has_picture=n != 3) for n in range(1, 7)),
        "source": SourceFacts(
            agency="Northern Wire",
            received=TIME,
            usage_terms="Not for use after 24 December 2026.",
            original_href="https://wire.example/items/2026-11-24-0042",
        ),
        "history_href": "/2026/11/24/harbour-wall-7f3/history",
        "version_count": 3,
        "sponsor": sponsor(),
    }
    return StoryPage(**{**values, **changes})  # type: ignore[arg-type]


def bare_story() -> StoryPage:
    """A story of three words and nothing else."""
    return StoryPage(
        head=Head(title="Ferry is late"), headline="Ferry is late", body=(paragraph("It is."),)
    )


def arabic_story() -> StoryPage:
    """An Arabic story."""
    text = (
        "صوّت المجلس مساء الثلاثاء بأغلبية تسعة أصوات مقابل أربعة لإعادة بناء جدار الميناء، بعد "
        "عقد من الجدل وثلاثة تحقيقات وعاصفتين. وقالت المتحدثة باسم الشركة إن العمل يبدأ في مارس."
    )
    return story(
        headline="المجلس يقرر إعادة بناء جدار الميناء قبل الشتاء بعد عشر سنوات من الجدل",
        kicker="حماية الساحل",
        section=Link(label="الميناء", href="/harbour/"),
        dek="التصويت ينهي عشر سنوات من الجدل وثلاثة تحقيقات، والعمل يبدأ في مارس.",
        bylines=(Byline(name="ليلى الحداد", href="/authors/layla"),),
        agency="",
        dateline="خليج كالدر —",
        published=Time(iso=TIME.iso, text="24 نوفمبر 2026، 18:40"),
        updated=None,
        body=(
            paragraph(text),
            RelatedLinkBlock(headline="تقليص رحلات العبّارة ابتداءً من يناير", href="/f"),
            paragraph(text),
            HeadingBlock(text="ماذا يحدث في مارس"),
            QuoteBlock(text="المدّ لا ينتظر تحقيقًا ثالثًا", speaker="إيناس"),
            paragraph(text),
            TableBlock(
                caption="الإنفاق على الميناء", header=("السنة", "المبلغ"), rows=(("2024", "900"),)
            ),
            paragraph(text),
        ),
        corrections=(),
        related=tuple(
            card(
                n,
                comment_count=n * 12,
                headline="تقليص رحلات العبّارة ابتداءً من يناير",
                section="أخبار",
                dek="",
            )
            for n in range(1, 4)
        ),
        source=None,
    )


def other_script(language: str) -> StoryPage:
    """A Japanese or Hebrew story on the English site."""
    japanese = "港の防波堤、冬を前に再建へ　市議会が九対四で可決、十年の議論に決着"
    hebrew = "המועצה החליטה לבנות מחדש את חומת הנמל לפני החורף"
    text = japanese if language == "ja" else hebrew
    return story(
        headline=text,
        dek=text,
        kicker="",
        body=(paragraph(text * 6), paragraph(text * 4)),
        language=language,
        direction="ltr" if language == "ja" else "rtl",
    )


def awkward_story() -> StoryPage:
    """Five lines of headline, a word of 200 characters, emoji, a portrait, a placeholder."""
    word = "Küstenschutz" * 17
    return story(
        headline="🌊 Council, harbour board, water company, fishermen’s association and the "
        "Department for the Coast agree, after ten years of quarrel, to rebuild the old harbour "
        "wall from the east pier to the lighthouse before the winter storms return",
        dek=word,
        kicker="",
        kind_label="Opinion",
        is_opinion=True,
        lead_picture=picture(2, width=800, height=1200),
        body=(
            paragraph(word),
            paragraph("👩🏽‍🚒🇬🇧 " * 20),
            PictureBlock(picture=picture(is_made=False)),
            TableBlock(rows=((word, word),)),
            QuoteBlock(text=word),
            RelatedLinkBlock(headline=word, href="/x"),
        ),
        related=(card(5), card(1, headline=word), card(2, is_sponsored=True, kind_label="Paid")),
    )


def listing(kind: str = "section", count: int = 9) -> ListPage:
    """A list of ``count`` stories of the given kind."""
    return ListPage(
        kind=kind,  # type: ignore[arg-type]
        head=Head(title="Harbour", feed_href="/harbour/feed.xml"),
        title="Mara Lindqvist" if kind == "author" else "Harbour",
        intro="Boats, tides, fish and the people who live by them.",
        role="Harbour reporter" if kind == "author" else "",
        portrait=picture(9, width=480, height=480) if kind == "author" else None,
        cards=tuple(card(n, has_picture=n % 3 != 2) for n in range(count)),
        newer_href="?after=9",
        older_href="?before=1",
        sponsor=sponsor(),
    )


def history() -> HistoryPage:
    """Three versions: a corrected one, a hidden one, the first."""
    return HistoryPage(
        head=Head(title="What changed", is_kept_from_search=True),
        headline=HEADLINES[0],
        story_href=ADDRESS,
        versions=(
            Version(
                number=3,
                time=LATER,
                who="Mara Lindqvist",
                why="The length of the wall was corrected.",
                correction="An earlier version gave the length of the wall as 421 metres.",
                changes=(
                    Segment(change="same", text="The council voted by nine to four."),
                    Segment(change="removed", text="The wall is 421 metres long."),
                    Segment(change="added", text="The wall is 412 metres long."),
                ),
            ),
            Version(number=2, time=TIME, who="the newsroom", hidden_reason="it named a child."),
            Version(number=1, time=TIME, why="First published."),
        ),
    )


def gone() -> GonePage:
    """A withdrawn story."""
    title = "This story is no longer here"
    return GonePage(head=Head(title=title, is_kept_from_search=True))


def search() -> SearchPage:
    """Something found."""
    found = Found(
        href="/2026/11/24/a-1",
        headline=(Piece(text="The "), Piece(text="harbour", is_marked=True), Piece(text=" wall")),
        excerpt=(Piece(text="… by the "), Piece(text="harbour", is_marked=True)),
        section="News",
        kind_label="Opinion",
        time=TIME,
    )
    arabic = Found(
        href="/2026/11/24/b-2",
        headline=(Piece(text="حريق في الميناء"),),
        time=TIME,
        language="ar",
        direction="rtl",
    )
    return SearchPage(
        head=Head(title="Search: harbour", feed_href="/search.xml?q=harbour"),
        title="Search",
        words="harbour",
        order="newest",
        choices=(
            Choice(value="news", label="News", is_chosen=True),
            Choice(value="sport", label="Sport"),
        ),
        found=(found, arabic),
        is_asked=True,
        first_href="/search?q=harbour",
        older_href="/search?q=harbour&before=1-2",
    )


def archive() -> ArchivePage:
    """A month of the archive."""
    return ArchivePage(
        head=Head(title="November 2026"),
        title="November 2026",
        up=Link(label="2026", href="/2026"),
        periods=(Link(label="24 November 2026", href="/2026/11/24"),),
        cards=tuple(front(4).seconds),
        newer_href="/2026/11?after=1-2",
        older_href="/2026/11?before=1-2",
        earlier=Link(label="October 2026", href="/2026/10"),
        later=Link(label="December 2026", href="/2026/12"),
    )


def corrections() -> CorrectionsPage:
    """The list of all corrections."""
    correction = Correction(time=TIME, text="It was £3, not £30 million.")
    return CorrectionsPage(
        head=Head(title="Corrections", description="What we got wrong, and what is right."),
        title="Corrections",
        rows=(
            CorrectedStory(correction=correction, headline=HEADLINES[0], href="/2026/11/24/a-1"),
            CorrectedStory(
                correction=correction,
                headline="حريق في الميناء",
                href="/2026/11/24/b-2",
                language="ar",
                direction="rtl",
            ),
        ),
        first_href="/corrections",
        older_href="/corrections?before=1-2",
    )


def standing() -> StandingPage:
    """A page that is no story, with all that it may have."""
    return StandingPage(
        head=Head(title="Contact", description="How to reach us"),
        title="Contact",
        body=story().body[:6],
        contact=Contact(
            email="desk@calder.example",
            email_href="mailto:desk@calder.example",
            telephone="+44 20 7946 0000",
            telephone_href="tel:+442079460000",
            postal_address="1 Quay Street\nCalder Bay",
            social=(Link(label="On the other network", href="https://social.example/@bay"),),
        ),
        is_preview=True,
    )


def listen() -> ListenPage:
    """The station's live stream."""
    return ListenPage(
        head=Head(title="Listen live"),
        name="Sound of the Bay",
        stream_address="https://stream.example/live.mp3",
    )
