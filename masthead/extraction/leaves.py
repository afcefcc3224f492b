"""The runs of text on a page, in order: each with where it stands and what its surroundings say.

A run is the text between two block boundaries: a paragraph, a heading, a list item, a caption,
text directly in a div, one of the lines parted by double breaks. The runs remember where in the
tree their text is, so that a choice of runs becomes a choice of elements.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from lxml import etree
from lxml.html import HtmlElement

from masthead.kernel.text import collapse

Slot = tuple[HtmlElement, Literal["text", "tail"]]

# Their content is no text of the page.
SKIPPED = frozenset({
    "script", "style", "noscript", "template", "svg", "iframe", "select", "textarea", "button",
    "head", "object", "canvas", "datalist", "math", "input", "audio", "video", "option",
})  # fmt: skip

_EMBEDDING = frozenset({"iframe", "audio", "video"})

_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img", "amp-img", "picture",
    "source", "nobr",
})  # fmt: skip

_PICTURES = frozenset({"img", "amp-img"})
_EMPHASIS = frozenset({"strong", "b", "em", "i"})

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

_ROLE_TAGS = {
    "figcaption": "caption", "caption": "caption", "nav": "nav", "footer": "footer",
    "header": "header", "aside": "aside", "figure": "figure", "form": "form", "address": "author",
    "blockquote": "quote", "table": "table", "li": "list", "dd": "list", "dt": "list",
    "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading",
    "h6": "heading", "time": "date", "pre": "code",
}  # fmt: skip

# What designers call things, in class and id, whatever the system.
_ROLE_NAMES = re.compile("|".join(
    f"(?P<{role}>{pattern})"
    for role, pattern in {
        "credit": r"credit|copyright|fotograf|photographer|bildquelle|photo-?source|image-?source",
        "caption": r"caption|legend(?:e|a)?\b|bildunterschrift|bildtext|image-?text|image-?desc"
                   r"|photo-?desc|bildunter|pie-?(?:de-)?foto|figcap|didascalia",
        "related": r"related|read-?(?:more|also|next)|also-?read|recommend|teaser|see-?also"
                   r"|outbrain|taboola|lire-?aussi|mehr-?zum|more-?(?:on|from)|similar|linkbox"
                   r"|most-?(?:read|popular)|trending|promo|further-?reading|up-?next",
        "share": r"\bshare|sharing|social|follow-?us|addtoany|sharedaddy",
        "signup": r"newsletter|subscri|sign-?up|paywall|piano-|\babo\b|donat|membership|premium",
        "author": r"author|byline|\bbio\b|contributor|autor(?:e|en|in)?\b|verfasser|writer",
        "date": r"\bdate|publish|timestamp|post-?meta|entry-?meta|article-?meta|datum|dateline",
        "kicker": r"breadcrumb|kicker|overline|dachzeile|\btags?\b|topics?\b|tag-?list|categor",
        "comments": r"comment|disqus|respond\b|\breply",
        "ad": r"\bads?\b|\bad-|-ad\b|advert|sponsor|anzeige|werbung|banner",
        "dek": r"\bdek\b|standfirst|\blead\b|\blede\b|intro\b|summary|teaser-?text|sub-?(?:title|"
               r"headline|head)|vorspann|chapo|sapo|ingress|excerpt|deck\b|sommario|entradilla",
        "tool": r"\btoc\b|table-?of-?contents|toolbar|modal|popup|cookie|consent|player|rating"
                r"|print|screen-?reader|sr-?only|visually-?hidden|skip-?link|lightbox",
        "embed": r"twitter-tweet|instagram-media|tiktok-embed|fb-post|bluesky-embed|tumblr-post",
        "correction": r"correction|update-?note|editor-?s?-?note|disclaimer",
    }.items()
), re.IGNORECASE)  # fmt: skip

# Two breaks part paragraphs; text beyond these bounds is cut into more runs, never lost.
_MOST_RUNS = 8_000
_MOST_SPOTS = 1_000

Roles = frozenset[str]
_NONE: Roles = frozenset()


@dataclass(slots=True, eq=False)
class Leaf:
    """A run of text: its words, the block it stands in, the roles that surround it."""

    block: HtmlElement
    roles: Roles
    order: int
    slots: list[Slot]
    text: str
    letters: str
    linked: int
    emphasised: int

    @property
    def link_share(self) -> float:
        """How much of the text is links, from 0 to 1."""
        return self.linked / len(self.text) if self.text else 0.0

    @property
    def is_emphasised(self) -> bool:
        """Whether all of the text is bold or italic."""
        return bool(self.text) and self.emphasised >= 0.9 * len(self.text)


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """Where something without words stands: the run that comes next, and its surroundings."""

    element: HtmlElement
    before: int
    roles: Roles


@dataclass(frozen=True, slots=True)
class Runs:
    """The runs of a page, its pictures, and the frames and players of others that it embeds."""

    leaves: list[Leaf]
    pictures: list[Spot]
    embeds: list[Spot]


_LETTERS = re.compile(r"[\W_]+")


def letters_of(text: str) -> str:
    """Return the letters and digits of a text, nothing else."""
    return _LETTERS.sub("", text)


@lru_cache(maxsize=4096)
def roles_of_names(names: str) -> Roles:
    """Return the roles that a class and id claim."""
    found = _NONE
    for name in names.split():
        roles = _roles_of_name(name)
        if roles:
            found = found | roles
    return found


@lru_cache(maxsize=32_768)
def _roles_of_name(name: str) -> Roles:
    return frozenset(match.lastgroup or "" for match in _ROLE_NAMES.finditer(name))


def _roles(element: HtmlElement, inherited: Roles) -> Roles:
    found = _NONE
    attributes = element.attrib
    if attributes and element.tag != "body":
        names = f"{attributes.get('class', '')} {attributes.get('id', '')}"
        if len(names) > 1:
            found = roles_of_names(names[:300])
        if "hidden" in attributes or "display:none" in attributes.get("style", "").replace(" ", ""):
            found = found | {"hidden"}
    role = _ROLE_TAGS.get(element.tag)
    if role:
        found = found | {role}
    return inherited if found <= inherited else inherited | found


class _Place(NamedTuple):
    """What holds for text at a point of the tree."""

    block: HtmlElement
    roles: Roles
    in_link: bool = False
    in_emphasis: bool = False


def read_runs(root: HtmlElement) -> Runs:
    """Return the runs of text below `root`, in order, without recursion."""
    walker = _Walker()
    places = [_Place(root, _NONE)]
    events = etree.iterwalk(root, events=("start", "end"))
    for event, element in events:
        if event == "start":
            if element.tag in SKIPPED:
                if element.tag in _EMBEDDING:
                    walker.note(walker.embeds, element, _roles(element, places[-1].roles))
                events.skip_subtree()
                places.append(places[-1])
                continue
            places.append(walker.enter(element, places[-1]))
            walker.add((element, "text"), element.text, places[-1])
        else:
            place = places.pop()
            if element is root:
                break
            if element.tag not in _INLINE and element.tag not in SKIPPED and element.tag != "br":
                walker.flush(place)
            walker.add((element, "tail"), element.tail, places[-1])
    walker.flush(places[0])
    return Runs(walker.leaves, walker.pictures, walker.embeds)


class _Walker:
    def __init__(self) -> None:
        self.leaves: list[Leaf] = []
        self.pictures: list[Spot] = []
        self.embeds: list[Spot] = []
        self._slots: list[Slot] = []
        self._pieces: list[str] = []
        self._linked = 0
        self._emphasised = 0
        self._after_break = False

    def enter(self, element: HtmlElement, outer: _Place) -> _Place:
        """Begin an element: a block ends the run before it, two breaks do."""
        tag = element.tag
        if tag == "br":
            if self._after_break:
                self.flush(outer)
            self._pieces.append("\n")
            self._after_break = True
            return outer
        if tag not in _INLINE:
            self.flush(outer)
            return _Place(element, _roles(element, outer.roles), outer.in_link)
        if tag in _PICTURES:
            self.note(self.pictures, element, _roles(element, outer.roles))
        elif tag == "a":
            return _Place(outer.block, outer.roles, True, outer.in_emphasis)
        elif tag in _EMPHASIS:
            return _Place(outer.block, outer.roles, outer.in_link, True)
        return outer

    def note(self, spots: list[Spot], element: HtmlElement, roles: Roles) -> None:
        """Remember a picture or frame and the run that it stands in or before."""
        if len(spots) < _MOST_SPOTS:
            spots.append(Spot(element, len(self.leaves), roles))

    def add(self, slot: Slot, text: str | None, place: _Place) -> None:
        """Take the text of a slot into the run."""
        if not text:
            return
        self._slots.append(slot)
        self._pieces.append(text)
        if not text.isspace():
            self._after_break = False
            self._linked += len(text) * place.in_link
            self._emphasised += len(text) * place.in_emphasis

    def flush(self, place: _Place) -> None:
        """End the run, if it has words, as a leaf of the block that `place` is in."""
        text = collapse("".join(self._pieces))
        if text and len(self.leaves) < _MOST_RUNS:
            self.leaves.append(
                Leaf(
                    place.block, place.roles, len(self.leaves), self._slots, text,
                    letters_of(text), self._linked, self._emphasised,
                )
            )  # fmt: skip
        self._slots, self._pieces = [], []
        self._linked = self._emphasised = 0
        self._after_break = False
