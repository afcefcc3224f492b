"""XMP (ISO 16684-1) in a photograph, read from its RDF/XML."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from masthead.kernel.xml import XmlRefused, parse_xml

# A packet with a whole editing history in it is some 100 KB; what is larger is not read.
LARGEST_PACKET = 1_000_000

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

Properties = dict[str, list[str]]

NAMESPACES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": "Iptc4xmpCore",
    "http://ns.adobe.com/xap/1.0/rights/": "xmpRights",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/exif/1.0/": "exif",
}


def read_xmp(data: bytes) -> Properties:
    """The texts of the properties in our namespaces, as ``dc:description``; none for a bad packet.

    Of a text in several languages the default comes first (ISO 16684-1 section 8.2.2.4). Structures
    are left out. A packet that is too large, broken, or declares entities has no properties.
    """
    if len(data) > LARGEST_PACKET:
        return {}
    try:
        root = parse_xml(data.strip(b" \t\r\n\x00"))
    except XmlRefused:
        return {}
    found: Properties = {}
    for description in root.iter(f"{_RDF}Description"):
        for name, text in description.attrib.items():
            _add(found, name, [str(text)])
        for child in description:
            if isinstance(child.tag, str):
                _add(found, child.tag, list(_texts(child)))
    return found


def _add(found: Properties, name: str | bytes, texts: list[str]) -> None:
    namespace, _, local = str(name).removeprefix("{").rpartition("}")
    prefix = NAMESPACES.get(namespace)
    if prefix and texts:
        found.setdefault(f"{prefix}:{local}", texts)


def _texts(element: etree._Element) -> Iterator[str]:
    """The value of a property: its text, or the texts of its list, the default language first."""
    items = [each for each in element.iter(f"{_RDF}li") if isinstance(each.tag, str)]
    if not items:
        if element.text and element.text.strip():
            yield element.text
        return
    items.sort(key=lambda item: item.get(_LANGUAGE) != "x-default")
    for item in items:
        if item.text and item.text.strip():
            yield item.text
