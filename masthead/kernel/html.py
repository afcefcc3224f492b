"""HTML from outside: read as a stream of events, written again as clean inline markup.

The reader keeps no tree, so neither depth nor size can exhaust it. What is written is made
from text and a short list of elements, and passes through nh3 before it leaves: one cleaner.
"""

import html as stdlib_html
import re
from typing import Any, Protocol

import nh3
from lxml import etree

from masthead.kernel.characters import without_forbidden
from masthead.kernel.urls import safe_link

# Elements whose content is not for readers: code, alternatives for old browsers, controls.
DROPPED_ELEMENTS = frozenset({
    "applet", "datalist", "frameset", "head", "iframe", "noembed", "noframes", "noscript",
    "script", "select", "style", "svg", "template", "textarea", "title",
})  # fmt: skip

# The inline elements that survive, and the older names that mean the same.
_INLINE_NAMES = {
    "a": "a", "strong": "strong", "b": "strong", "em": "em", "i": "em", "sub": "sub",
    "sup": "sup", "code": "code", "tt": "code", "kbd": "code", "samp": "code",
}  # fmt: skip

# Elements that neither start a line nor mean anything here: their text runs on.
_TRANSPARENT = frozenset({
    "abbr", "acronym", "bdi", "bdo", "big", "cite", "script", "style", "noscript", "template",
    "meta", "link", "param", "svg", "math", "data", "del", "dfn", "font", "ins", "mark", "q", "s",
    "small", "span", "strike", "time", "u", "var", "wbr", "html", "body", "label",
})  # fmt: skip

# An unclosed link may run on through this many blocks; then the sender forgot its end.
_LONGEST_LINK = 16

# No paragraph of words is longer. nh3 takes quadratic time over a long run of ampersands, so
# longer text is cleaned in parts: at a blank beyond the first length, anywhere beyond the second.
_LONG_TEXT, _LONGEST_TEXT = 20_000, 40_000


# XHTML bodies close these at once; an HTML reader would swallow everything that follows.
_SELF_CLOSED = re.compile(
    r"<(iframe|script|style|title|textarea|noscript|object|video|audio|select|template|svg|math)"
    r"(\s[^<>]*)?/>",
    re.IGNORECASE,
)


class HtmlHandler(Protocol):
    """Takes the events of an HTML fragment in document order."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins; `tag` is in lower case."""

    def end(self, tag: str) -> None:
        """The innermost open element ends."""

    def data(self, text: str) -> None:
        """Text stands here, entities decoded."""


def read_html(html: str, handler: HtmlHandler) -> None:
    """Send the events of any HTML, however broken, to `handler`.

    Elements of `DROPPED_ELEMENTS` are announced (their address may matter), their content is
    not. Comments and processing instructions vanish. Never raises on account of the input.
    """
    text = without_forbidden(html)
    if not text.strip():
        return
    text = _SELF_CLOSED.sub(r"<\1\2></\1>", text)
    # huge_tree lifts libxml2's limits on depth and text size: safe, as no tree is built.
    # The stubs demand a target that takes bytes as well, which no parser sends.
    target: Any = _Guard(handler)
    parser = etree.HTMLParser(target=target, encoding="utf-8", huge_tree=True, remove_comments=True)
    parser.feed(text.encode("utf-8"))
    parser.close()


class _Guard:
    """Stands between libxml2 and a handler and holds back what readers must not see."""

    def __init__(self, handler: HtmlHandler) -> None:
        self._handler = handler
        self._dropping = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._dropping:
            self._handler.start(tag.lower(), dict(attributes))
        if tag.lower() in DROPPED_ELEMENTS:
            self._dropping += 1

    def end(self, tag: str) -> None:
        if tag.lower() in DROPPED_ELEMENTS:
            self._dropping = max(0, self._dropping - 1)
        if not self._dropping:
            self._handler.end(tag.lower())

    def data(self, text: str) -> None:
        if not self._dropping:
            for at in range(0, len(text), _LONG_TEXT):
                self._handler.data(text[at : at + _LONG_TEXT])

    def close(self) -> None:
        """End of input; the handler already has everything."""


class InlineWriter:
    """Writes inline HTML from events; balanced and shallow whatever comes in.

    `take` hands over what was written and keeps formatting open, so that emphasis around two
    paragraphs is emphasis in each.
    """

    def __init__(self, *, base: str = "") -> None:
        self._base = base
        self._pieces: list[str] = []
        self._open: list[tuple[str, str]] = []
        self._depth: dict[str, int] = {}
        self._links: list[bool] = []
        self._link_runs = 0
        self._blank = True
        self._length = 0
        self.has_text = False

    @property
    def is_full(self) -> bool:
        """Whether so much was written that it should be taken now."""
        return self._length > _LONGEST_TEXT or (self._length > _LONG_TEXT and self._blank)

    def start(self, tag: str, attributes: dict[str, str]) -> bool:
        """Open `tag` if it is inline; say whether it was understood."""
        name = _INLINE_NAMES.get(tag)
        if name == "a":
            self._start_link(attributes)
        elif name is not None:
            self._depth[name] = self._depth.get(name, 0) + 1
            if self._depth[name] == 1:
                self._push(name, f"<{name}>")
        return name is not None or tag in _TRANSPARENT

    def end(self, tag: str) -> bool:
        """Close `tag` if it is inline; say whether it was understood."""
        name = _INLINE_NAMES.get(tag)
        if name == "a":
            if self._links and self._links.pop():
                self._pop("a")
        elif name is not None:
            self._depth[name] = max(0, self._depth.get(name, 0) - 1)
            if self._depth[name] == 0:
                self._pop(name)
        return name is not None or tag in _TRANSPARENT

    def text(self, text: str) -> None:
        """Write text; white space runs become one blank."""
        # A no-break space is no layout: it stays, though it alone makes no text.
        text = re.sub(r"[ \t\n\r\f\u2028\u2029]+", " ", text)
        if self._blank:
            text = text.lstrip(" ")
        if not text:
            return
        self._blank = text.endswith(" ")
        self._length += len(text)
        self._pieces.append(stdlib_html.escape(text, quote=False))
        if not self.has_text and text.strip():
            self.has_text = True

    def line_break(self) -> None:
        """Write a line break, unless nothing stands before it."""
        if self.has_text:
            self._pieces.append("<br>")
            self._blank = True
            self._length += 1

    def take(self) -> str:
        """Return the clean inline HTML so far ('' if it has no text) and begin anew."""
        written = self._pieces
        for name, _ in reversed(self._open):
            written.append(f"</{name}>")
        had_text = self.has_text
        self._link_runs += 1
        if self._link_runs > _LONGEST_LINK:
            self._open = [entry for entry in self._open if entry[0] != "a"]
        self._pieces = [markup for _, markup in self._open]
        self._blank, self._length, self.has_text = True, 0, False
        return _finish("".join(written)) if had_text else ""

    def _start_link(self, attributes: dict[str, str]) -> None:
        # HTML standard: a link may not stand in a link; the new one ends the old.
        if self._links and self._links[-1]:
            self._links[-1] = False
            self._pop("a")
        href = safe_link(attributes.get("href") or "", base=self._base)
        self._links.append(href is not None)
        self._link_runs = 0
        if href is not None:
            self._push("a", f'<a href="{stdlib_html.escape(href)}">')

    def _push(self, name: str, markup: str) -> None:
        self._open.append((name, markup))
        self._pieces.append(markup)

    def _pop(self, name: str) -> None:
        """Close `name`, and for a moment what was opened within it."""
        at = next((i for i, (open_name, _) in enumerate(self._open) if open_name == name), None)
        if at is None:
            return
        inner = self._open[at + 1 :]
        for open_name, _ in reversed(self._open[at:]):
            self._pieces.append(f"</{open_name}>")
        del self._open[at:]
        for open_name, markup in inner:
            self._push(open_name, markup)


# An element around nothing, and blanks or breaks at either end.
_EMPTY = re.compile(r"<(a|strong|em|sub|sup|code)(?: [^<>]*)?></\1>")
_EDGES = re.compile(r"\A(?:\s|<br>)+|(?:\s|<br>)+\Z")
_INNER_START = re.compile(r"\A((?:<(?:a|strong|em|sub|sup|code)(?: [^<>]*)?>)+)(?:\s|<br>)+")
_INNER_END = re.compile(r"(?:\s|<br>)+((?:</\w+>)+)\Z")
_TAGS = {"a", "strong", "em", "sub", "sup", "br", "code"}


def _finish(html: str) -> str:
    html = re.sub(r" *<br> *", "<br>", html)
    # An element around blanks alone is empty once its blanks are trimmed, and the one around it
    # then. Each round takes something away, so this ends.
    before = ""
    while html != before:
        before = html
        html = _EDGES.sub("", _EMPTY.sub("", html))
        html = _INNER_END.sub(r"\1", _INNER_START.sub(r"\1", html))
    return nh3.clean(html, tags=_TAGS, attributes={"a": {"href"}}, link_rel=None)


class _InlineHandler:
    def __init__(self, base: str) -> None:
        self._writer = InlineWriter(base=base)
        self._parts: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "br":
            self._writer.line_break()
        elif not self._writer.start(tag, attributes):
            self._writer.text(" ")

    def end(self, tag: str) -> None:
        if tag != "br" and not self._writer.end(tag):
            self._writer.text(" ")

    def data(self, text: str) -> None:
        self._writer.text(text)
        if self._writer.is_full:
            self._parts.append(self._writer.take())

    def finish(self) -> str:
        return " ".join(filter(None, (*self._parts, self._writer.take())))


def clean_inline(html: str, *, base: str = "") -> str:
    """Return `html` as inline markup: a[href], strong, em, sub, sup, br and code, nothing else.

    b and i become strong and em; links keep their words and lose unsafe addresses; relative
    addresses are resolved against `base`. Block elements leave a blank. Never raises.
    """
    handler = _InlineHandler(base)
    read_html(html, handler)
    return handler.finish()


def escape(text: str) -> str:
    """Return plain text as inline HTML."""
    return stdlib_html.escape(text, quote=False)
