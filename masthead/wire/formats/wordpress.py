"""WordPress exports (WXR): recognised, so that nobody takes an archive for a feed."""

import re
from collections.abc import Mapping

from masthead.wire.dispatch import Reading, Refused
from masthead.wire.formats.sniff import head_text, root_of


class WordPressExport:
    """RSS with WordPress's export namespace."""

    name = "WordPress export"

    def recognises(self, data: bytes, headers: Mapping[str, str]) -> bool:
        """Say whether this is RSS that declares or names a WXR version."""
        del headers
        root = root_of(data)
        if root is None or root.name.lower() != "rss":
            return False
        text = head_text(data)
        return bool(re.search(r"wordpress\.org/export/\d|<wp:wxr_version", text))

    def read(self, data: bytes, headers: Mapping[str, str]) -> Reading:
        """Raise Refused: always."""
        raise Refused(
            "a WordPress export; importing one is a job for the archive tools,"
            " which come with a later version"
        )
