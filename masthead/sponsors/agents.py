"""Which requests are no reader's: robots by their own word, and pages fetched ahead of time."""

from __future__ import annotations

import re
from collections.abc import Mapping

# What programs call themselves that fetch by themselves. It is no proof: who pretends to be a
# browser is counted. Cubot makes telephones.
_ROBOT = re.compile(
    r"(?<!cu)bot\b|crawl|spider|slurp|archiver|preview|facebookexternalhit|monitor|headless"
    r"|lighthouse|curl/|wget/|python|java/|okhttp|go-http-client|libwww|feed|rss|scan|fetch",
    re.IGNORECASE,
)


def is_reader(headers: Mapping[str, str]) -> bool:
    """Whether a request may be a reader's, by its headers alone; nothing of them is kept.

    A browser that fetches ahead says so (`Sec-Purpose`, Fetch Standard 2.2.6; `Purpose` before it).
    """
    agent = headers.get("User-Agent", "")
    ahead = f"{headers.get('Sec-Purpose', '')} {headers.get('Purpose', '')}".lower()
    return bool(agent) and not _ROBOT.search(agent) and "prefetch" not in ahead
