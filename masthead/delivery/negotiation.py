"""What a request accepts and what it has already: RFC 9110 sections 12.5.3 and 13. Pure."""

from __future__ import annotations

import re
from datetime import UTC
from email.utils import parsedate_to_datetime

from masthead.delivery.layout import ENCODINGS, Encoding

# RFC 9110 section 12.4.2: three digits after the point at most.
_WEIGHT = re.compile(r"q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)", re.IGNORECASE)
# RFC 9110 section 8.8.3: an entity tag, weak or strong.
_TAG = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')
# RFC 9110 section 8.4.1.3: an old name for the same.
_ALIASES = {"x-gzip": "gzip"}


def choose_encoding(header: str | None) -> Encoding:
    """The coding that ``header`` (Accept-Encoding) likes best; br, gzip, identity among equals.

    Without a header, or when nothing that we have is acceptable, plain: a page that a browser did
    not ask for in this form is of more use to it than a refusal.
    """
    if not header:
        return "identity"
    weights = _weights(header)
    rest = weights.get("*")
    best: Encoding = "identity"
    best_weight = 0.0
    for encoding in ENCODINGS:
        weight = weights.get(encoding, rest)
        if weight is None:
            # Not named: identity is always acceptable, though least, and the others are not.
            weight = 0.0005 if encoding == "identity" else 0.0
        if weight > best_weight:
            best, best_weight = encoding, weight
    return best


def _weights(header: str) -> dict[str, float]:
    """The weight of each coding named; one whose weight cannot be read is taken for refused."""
    weights: dict[str, float] = {}
    for part in header.split(","):
        name, semicolon, parameter = part.partition(";")
        coding = name.strip().lower()
        match = _WEIGHT.fullmatch(parameter.strip()) if semicolon else None
        weight = 1.0 if not semicolon else float(match[1]) if match else 0.0
        weights[_ALIASES.get(coding, coding)] = weight
    return weights


def has_already(
    *, if_none_match: str | None, if_modified_since: str | None, etag: str, mtime: int
) -> bool:
    """Whether the client's copy is the one we would send (RFC 9110 section 13.2.2, steps 3, 4).

    Tags are compared weakly, as section 13.1.2 has it; a date counts only without tags.
    """
    if if_none_match is not None:
        return if_none_match.strip() == "*" or etag in _TAG.findall(if_none_match)
    if if_modified_since is None:
        return False
    try:
        moment = parsedate_to_datetime(if_modified_since)
    except ValueError:
        # Section 13.1.3: what is no date is ignored.
        return False
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return mtime <= moment.timestamp()
