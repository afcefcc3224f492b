"""A page that is watched: whatever a browser complains about, and whomever it asks."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

# Measured from the first byte on, by the page itself.
_MEASURE_SHIFTS = """
window.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@dataclass
class Watched:
    """A page in a context of its own, and what went wrong on it so far."""

    context: BrowserContext
    page: Page
    host: str
    complaints: list[str] = field(default_factory=list)

    def on_console(self, message: ConsoleMessage) -> None:
        """Errors of scripts and violations of the policy."""
        # What is not there is `on_response`'s: the reader may ask for a page that is not.
        is_missing = message.text.startswith("Failed to load resource")
        if message.type in {"error", "warning"} and not is_missing:
            self.complaints.append(f"console: {message.text}")

    def on_error(self, error: Exception) -> None:
        """An exception that no script caught."""
        self.complaints.append(f"script: {error}")

    def on_request(self, request: Request) -> None:
        """A page of ours asks nobody but us."""
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"} and parts.netloc != self.host:
            self.complaints.append(f"asks somebody else: {request.url}")

    def on_response(self, response: Response) -> None:
        """Everything that a page asks for is there."""
        if response.status >= 400 and not response.request.is_navigation_request():
            self.complaints.append(f"{response.status}: {response.url}")


def watch(
    browser: Browser,
    address: str,
    *,
    width: int,
    scheme: str = "light",
    has_scripts: bool = True,
) -> Watched:
    """A blank page of a width and colour scheme at ``address``, watched from now on."""
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=has_scripts,
        locale="en-GB",
    )
    context.add_init_script(_MEASURE_SHIFTS)
    page = context.new_page()
    watched = Watched(context=context, page=page, host=urlsplit(address).netloc)
    page.on("console", watched.on_console)
    page.on("pageerror", watched.on_error)
    page.on("request", watched.on_request)
    page.on("response", watched.on_response)
    return watched
