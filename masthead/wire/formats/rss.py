"""RSS 2.0 and its kin: 0.9x, and RSS 1.0, which is RDF."""

import re
from collections.abc import Mapping

from masthead.wire.dispatch import Reading
from masthead.wire.formats.feed_entries import read_feed
from masthead.wire.formats.own_fields import rss_fields
from masthead.wire.formats.sniff import head_text, root_of

_ROOTS = frozenset({"rss", "rdf", "channel"})
# A feed whose start is damaged still shows its root element near the top.
_DAMAGED = re.compile(r"<(?:\w+:)?(?:rss|rdf|channel)[\s>]", re.IGNORECASE)
_SEARCHED = 4096


class Rss:
    """RSS, as tolerantly as feed readers read it."""

    name = "RSS"

    def recognises(self, data: bytes, headers: Mapping[str, str]) -> bool:
        """Say whether the root is RSS's, or, where no root can be read, whether one follows."""
        del headers
        root = root_of(data)
        if root is not None:
            return root.name.lower() in _ROOTS
        return bool(_DAMAGED.search(head_text(data)[:_SEARCHED]))

    def read(self, data: bytes, headers: Mapping[str, str]) -> Reading:
        """Return the items; raise Refused when nothing can be read."""
        return read_feed(data, headers, name=self.name, own=rss_fields(data))
