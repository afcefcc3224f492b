"""CDF, the Channel Definition Format (W3C submission of 10 March 1997)."""

from collections.abc import Mapping

from masthead.wire.dispatch import Reading
from masthead.wire.formats.elements import descendants, parse_or_refuse
from masthead.wire.formats.feed_entries import read_feed
from masthead.wire.formats.sniff import root_of


class Cdf:
    """A channel with items; RSS has its channel within another element."""

    name = "CDF"

    def recognises(self, data: bytes, headers: Mapping[str, str]) -> bool:
        """Say whether the root element is a channel in capitals, as CDF's examples write it."""
        del headers
        root = root_of(data)
        return root is not None and root.name == "CHANNEL"

    def read(self, data: bytes, headers: Mapping[str, str]) -> Reading:
        """Return the items, none for a channel without; raise Refused for broken XML."""
        if next(descendants(parse_or_refuse(data), "ITEM"), None) is None:
            return Reading(self.name, "", ())
        return read_feed(data, headers, name=self.name)
