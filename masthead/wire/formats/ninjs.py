"""ninjs, News in JSON (IPTC ninjs 1.0 to 3.1), alone, in a list, or in a page of results."""

from collections.abc import Mapping
from typing import Any

from masthead.wire.dispatch import Aside, Dispatch, NotNews, Reading, Refused, Status
from masthead.wire.formats.elements import Remarks
from masthead.wire.formats.json_fields import Object, inner, json_or_refuse, objects, text
from masthead.wire.formats.ninjs_item import item_of
from masthead.wire.formats.sniff import head_text, json_of

# Members that only ninjs has, in its two spellings (1.x and 2.x in small letters, 3.x in camel
# case); "uri" alone is required by the schemas, and older senders write "guid" for it.
_OWN = frozenset({
    "pubstatus", "pubStatus", "versioncreated", "versionCreated", "firstcreated", "firstCreated",
    "body_text", "body_html", "body_xhtml", "bodies", "headlines", "representationtype",
    "representationType", "associations", "renditions",
})  # fmt: skip

# Where services that answer with several items keep them.
_LISTS = ("item", "items", "_items")

# ninjs 1.x to 3.x, type: classes that are words to read. "composite" is, where it has a body.
_TEXT_TYPES = frozenset({"", "text", "story", "article", "advisory", "component", "composite"})


class Ninjs:
    """One item or several."""

    name = "ninjs"

    def recognises(self, data: bytes, headers: Mapping[str, str]) -> bool:
        """Say whether this is JSON with ninjs items, or a schema or a broken file of them."""
        del headers
        value = json_of(data)
        if value is None:
            # Broken, yet by its names ninjs: the place of the damage is worth telling.
            start = head_text(data).lstrip()[:4096]
            return start.startswith("{") and '"uri"' in start and "jsonfeed.org" not in start
        return _is_schema(value) or any(_is_item(each) for each in _items(value))

    def read(self, data: bytes, headers: Mapping[str, str]) -> Reading:
        """Return the texts, and aside pictures, films and events.

        Raises Refused for broken JSON, NotNews for a JSON schema.
        """
        del headers
        value = json_or_refuse(data)
        if _is_schema(value):
            raise NotNews("a JSON schema: it describes a format and is no news")
        remarks = Remarks()
        dispatches: list[Dispatch] = []
        asides: list[Aside] = []
        for number, item in enumerate(_items(value), 1):
            where = f"item[{number}]"
            if not _is_item(item):
                remarks.add(where, "an object with none of the members of ninjs")
                continue
            dispatch, kind = item_of(item, where, remarks), text(item, "type").lower()
            if kind not in _TEXT_TYPES or (kind == "composite" and not dispatch.body):
                asides.append(Aside(kind, dispatch))
            elif _is_empty(dispatch):
                asides.append(Aside("empty", dispatch))
            else:
                dispatches.append(dispatch)
        if not dispatches and not asides:
            raise Refused("ninjs without items")
        version = _version(value)
        return Reading(self.name, version, tuple(dispatches), tuple(remarks.list), tuple(asides))


def _is_empty(dispatch: Dispatch) -> bool:
    """Say whether an item says nothing: no words, and no word that ends an earlier version."""
    is_usable = dispatch.status is Status.USABLE
    return is_usable and not (dispatch.headline or dispatch.body or dispatch.dek)


def _items(value: Any) -> list[Object]:
    """Return the items of a file: itself, or what it lists."""
    if isinstance(value, list):
        return [each for each in value if isinstance(each, Mapping)]
    if not isinstance(value, Mapping):
        return []
    if _is_item(value):
        return [value]
    return next((found for name in _LISTS if (found := list(objects(value, name)))), [value])


def _is_item(value: Object) -> bool:
    standard = inner(value, "$standard") or inner(value, "standard")
    if text(standard, "name").lower() == "ninjs" or "uri" in value:
        return True
    return bool(_OWN & value.keys()) and ("guid" in value or len(_OWN & value.keys()) > 1)


def _is_schema(value: Any) -> bool:
    return isinstance(value, Mapping) and "$schema" in value and "uri" not in value


def _version(value: Any) -> str:
    """Return the version that the standard member names, else the one that the names tell."""
    items = _items(value)
    if not items:
        return ""
    standard = inner(items[0], "$standard") or inner(items[0], "standard")
    if version := text(standard, "version"):
        return version
    if "versionCreated" in items[0] or "pubStatus" in items[0]:
        return "3"
    return "2" if {"bodies", "headlines", "by"} & items[0].keys() else "1"
