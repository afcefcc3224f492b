"""Reading XML elements by local name, with a note of whatever was not understood."""

import html as stdlib_html
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from lxml import etree

from masthead.kernel.clock import parse_time
from masthead.kernel.text import collapse
from masthead.kernel.xml import XmlRefused, parse_xml
from masthead.wire.dispatch import Refused, Remark, Status

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Remarks:
    """Collects what a reader could not understand."""

    def __init__(self) -> None:
        self.list: list[Remark] = []

    def add(self, where: str, what: str) -> None:
        """Note `what` was wrong at `where`."""
        self.list.append(Remark(where, what))

    def moment(self, text: str, where: str) -> datetime | None:
        """Return the moment that `text` names; note it when there is text but no moment."""
        text = collapse(text)
        read = parse_time(text)
        if read.moment is None and text:
            problem = "names no zone" if read.local else "is no time known here"
            self.add(where, f"the time {text[:60]!r} {problem}")
        return read.moment


def embargo(
    text: str, status: Status, where: str, remarks: Remarks
) -> tuple[Status, datetime | None]:
    """Return the status of an item, and until when it is embargoed.

    An embargo whose end cannot be read as a moment still holds: the item is withheld then.
    """
    moment = remarks.moment(text, where)
    is_unclear = bool(collapse(text)) and moment is None
    return (Status.WITHHELD if is_unclear and status is Status.USABLE else status), moment


def parse_or_refuse(data: bytes) -> etree._Element:
    """Return the root element; raise Refused where `parse_xml` refuses."""
    try:
        return parse_xml(data)
    except XmlRefused as error:
        place = f"line {error.line}, column {error.column}" if error.line else ""
        raise Refused(error.reason, place) from error


def local(element: etree._Element) -> str:
    """Return the element's name without its namespace."""
    return etree.QName(element).localname


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """Yield the child elements of that local name."""
    if element is not None:
        yield from (child for child in element if local(child) == name)


def first(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Return the first element at a path of local names, trying every branch."""
    if element is None or not path:
        return element
    for child in children(element, path[0]):
        found = first(child, *path[1:])
        if found is not None:
            return found
    return None


def descendants(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """Yield the elements of that local name at any depth, in document order."""
    if element is not None:
        yield from (each for each in element.iter(f"{{*}}{name}") if each is not element)


def words(element: etree._Element | None) -> str:
    """Return the text of an element and all within it, white space collapsed."""
    if element is None:
        return ""
    return collapse("".join(str(text) for text in element.itertext()))


def attribute(element: etree._Element | None, name: str) -> str:
    """Return an attribute, trimmed; '' when there is none."""
    return collapse(element.get(name) or "") if element is not None else ""


def whole_number(text: str) -> int | None:
    """Return `text` as a non-negative number, None when it is none."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 12 else None


def to_html(
    element: etree._Element,
    *,
    names: Mapping[str, str] | None = None,
    dropped: Collection[str] = (),
) -> str:
    """Return what an element holds as HTML text, without namespaces.

    `names` translates element names, `dropped` elements vanish with their content. Nothing is
    cleaned: the result is for `blocks_from_html`. The parser bounds the depth of the tree.
    """
    pieces = [stdlib_html.escape(element.text or "", quote=False)]
    for child in element:
        name = local(child)
        if name not in dropped:
            name = (names or {}).get(name, name)
            attributes = "".join(
                f' {etree.QName(str(key)).localname}="{stdlib_html.escape(str(value))}"'
                for key, value in child.attrib.items()
            )
            inner = to_html(child, names=names, dropped=dropped)
            pieces.append(f"<{name}{attributes}>{inner}</{name}>")
        pieces.append(stdlib_html.escape(child.tail or "", quote=False))
    return "".join(pieces)


def text_to_html(text: str) -> str:
    """Return plain text as HTML paragraphs.

    Blank lines part paragraphs. Where there are none, indented lines begin them, as telegraph
    text does; the other line ends are breaks of the sender's narrow column and run on.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    paragraphs = [part for part in _split_paragraphs(text) if part.strip()]
    return "".join(f"<p>{stdlib_html.escape(part, quote=False)}</p>" for part in paragraphs)


def _split_paragraphs(text: str) -> list[str]:
    parts: list[list[str]] = [[]]
    for line in text.split("\n"):
        if not line.strip():
            parts.append([])
            continue
        if line.startswith(("  ", "\t")):
            parts.append([])
        parts[-1].append(line)
    return ["\n".join(part) for part in parts]
