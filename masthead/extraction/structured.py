"""JSON-LD on a page: what schema.org says of the article, read from data that is often broken."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from masthead.kernel.text import collapse, plain

# No page says more about its article; the rest is product catalogues.
_LONGEST_SCRIPT = 2_000_000
_MOST_NODES = 2_000

# schema.org types of which a newsroom would make a story (Article and its subtypes).
_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|LiveBlogPosting|Review|WebPage)\Z")
# WebPage describes any page: it may fill gaps, it proves nothing.
_WEAK = frozenset({"WebPage", "Review"})

# Wrappings that templates leave around the JSON in a script element.
_WRAPPING = re.compile(r"\A\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?://\s*)?(?:-->|\]\]>)\s*\Z")
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class StructuredData:
    """The article's own node ({} when there is none), and the nodes that have an @id."""

    article: Node
    by_id: dict[str, Node]

    @property
    def is_article(self) -> bool:
        """Whether the page declares itself an article, not just a page."""
        return bool(self.article) and not _types(self.article) <= _WEAK

    def text(self, name: str) -> str:
        """Return a property of the article as plain text; '' when it has none."""
        return text_of(self.article.get(name))

    def name(self, name: str) -> str:
        """Return the name of a person or organisation that a property points to; ''."""
        return next(filter(None, map(text_of, self.resolved(self.article.get(name)))), "")

    def resolved(self, value: Any) -> list[Node | str]:
        """Return a property's values as a list, references by @id followed."""
        values = value if isinstance(value, list) else [value]
        return [self._follow(one) for one in values if isinstance(one, dict | str) and one]

    def _follow(self, value: Node | str) -> Node | str:
        if isinstance(value, dict) and not value.get("name"):
            return self.by_id.get(str(value.get("@id")), value)
        return value


def read_structured(scripts: Sequence[str]) -> StructuredData:
    """Read the contents of a page's JSON-LD scripts; never raises on account of them."""
    nodes: list[Node] = []
    for script in scripts:
        if len(script) <= _LONGEST_SCRIPT:
            nodes.extend(_nodes(_load(script), room=_MOST_NODES - len(nodes)))
    by_id: dict[str, Node] = {}
    for node in nodes:
        identifier = node.get("@id")
        if isinstance(identifier, str) and len(node) > 1 and identifier not in by_id:
            by_id[identifier] = node
    return StructuredData(_main_article(nodes), by_id)


def _load(script: str) -> Any:
    text = _WRAPPING.sub("", script).strip().rstrip(";")
    for attempt in (text, _TRAILING_COMMA.sub("", text)):
        try:
            # Raw line breaks inside strings are common; strict=False lets them through.
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: Any, *, room: int) -> Iterator[Node]:
    """Yield the nodes of a document, those that others hold as their main entity included."""
    waiting = [value]
    while waiting and room > 0:
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting[:0] = one[:room]
        elif isinstance(one, dict):
            room -= 1
            yield one
            waiting[:0] = [one[key] for key in ("@graph", "mainEntity", "mainEntityOfPage",
                                                "author", "publisher") if key in one]  # fmt: skip


def _types(node: Node) -> set[str]:
    declared = node.get("@type")
    values = declared if isinstance(declared, list) else [declared]
    return {str(value).rpartition("/")[2].rpartition(":")[2] for value in values if value}


def _main_article(nodes: Sequence[Node]) -> Node:
    """Choose the node that describes the article: a typed one with most of its properties."""
    wanted = ("headline", "datePublished", "author", "articleBody", "image", "description")
    best: Node = {}
    best_score = 0
    for node in nodes:
        types = _types(node)
        if not any(_ARTICLE.search(name) for name in types):
            continue
        score = sum(bool(node.get(name)) for name in wanted) + (0 if types <= _WEAK else 10)
        if score > best_score:
            best, best_score = node, score
    return best


def text_of(value: Any) -> str:
    """Return a JSON-LD value as one line of plain text: a string, a list's first, an @value."""
    if isinstance(value, list):
        return next(filter(None, map(text_of, value[:20])), "")
    if isinstance(value, dict):
        return text_of(value.get("@value") or value.get("name"))
    if not isinstance(value, str):
        return ""
    return plain(value) if "<" in value or "&" in value else collapse(value)


def article_body(data: StructuredData) -> str:
    """Return the text that the publisher declares as the article's body; '' if none."""
    body = data.article.get("articleBody")
    if isinstance(body, list):
        body = "\n".join(part for part in body if isinstance(part, str))
    return body if isinstance(body, str) else ""
