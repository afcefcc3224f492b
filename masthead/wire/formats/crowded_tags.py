"""Elements with more attributes than anything has, which bring feedparser to a halt."""

import re

from masthead.wire.dispatch import Refused
from masthead.wire.formats.sniff import wide_as_utf8

# An order of magnitude above RSS roots with all the namespaces there are. Python's SAX looks each
# attribute up in a list: 50,000 of them take half a minute.
_MOST_ATTRIBUTES = 200

# XML 1.0 section 3.1: a start tag; what is not well-formed never gets as far as SAX.
_CROWDED = re.compile(
    rb"""<[^\s"'<>/=!?]++(?:\s++[^\s"'<>/=]++\s*+=\s*+(?:"[^"]*+"|'[^']*+')){%d}"""
    % (_MOST_ATTRIBUTES + 1)
)


def refuse_crowded_tags(data: bytes) -> None:
    """Raise Refused when an element of a feed has more than 200 attributes."""
    if _CROWDED.search(wide_as_utf8(data)):
        raise Refused(f"an element of the feed has more than {_MOST_ATTRIBUTES} attributes")
