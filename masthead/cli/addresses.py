"""Where the site and the newsroom of an installation are found."""

from __future__ import annotations

from masthead.kernel.installation import Installation

# Addresses that mean "all of this machine's": a browser on it reaches them by loopback.
_ANYWHERE = {"0.0.0.0", "::", ""}  # noqa: S104 (compared with, not bound)


def site_address(here: Installation) -> str:
    """The site's address as a browser on this machine reaches it."""
    host = "127.0.0.1" if here.bind in _ANYWHERE else here.bind
    return f"http://{f'[{host}]' if ':' in host else host}:{here.port}/"


def newsroom_address(here: Installation) -> str:
    """The newsroom's address, on its own host when settings give it one."""
    if not here.newsroom_host:
        return f"{site_address(here)}newsroom/"
    if here.behind_proxy:
        return f"https://{here.newsroom_host}/newsroom/"
    return f"http://{here.newsroom_host}:{here.port}/newsroom/"


def entry_address(here: Installation, secret: str) -> str:
    """The address that signs in whoever opens it."""
    return f"{newsroom_address(here)}enter/{secret}"
