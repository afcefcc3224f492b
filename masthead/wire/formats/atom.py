"""Atom 1.0 (RFC 4287) and the 0.3 draft before it."""

import re
from collections.abc import Mapping

from masthead.wire.dispatch import Reading
from masthead.wire.formats.feed_entries import read_feed
from masthead.wire.formats.own_fields import atom_fields
from masthead.wire.formats.sniff import head_text, root_of

# A feed whose start is damaged still shows its root element near the top.
_DAMAGED = re.compile(r"<(?:\w+:)?(?:feed|entry)[\s>]", re.IGNORECASE)
_SEARCHED = 4096


class Atom:
    """An Atom feed, or an entry document."""

    name = "Atom"

    def recognises(self, data: bytes, headers: Mapping[str, str]) -> bool:
        """Say whether the root is Atom's, or, where no root can be read, whether one follows."""
        del headers
        root = root_of(data)
        if root is not None:
            return root.name.lower() in ("feed", "entry")
        return bool(_DAMAGED.search(head_text(data)[:_SEARCHED]))

    def read(self, data: bytes, headers: Mapping[str, str]) -> Reading:
        """Return the entries; raise Refused when nothing can be read."""
        return read_feed(data, headers, name=self.name, own=atom_fields(data))
