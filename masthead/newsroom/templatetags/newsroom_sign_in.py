"""What the pages of signing in need to know."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from masthead.accounts.mail_server import is_mail_set_up
from masthead.newsroom.passkeys import PasskeyPlace
from masthead.newsroom.passkeys import passkey_place as place_of

register = template.Library()

# In this order: each of the later ones names the earlier ones in what it sends.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrom", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "a Mac"),
    ("Linux", "Linux"),
)


@register.simple_tag(takes_context=True)
def passkey_place(context: dict[str, Any]) -> PasskeyPlace:
    """Whether passkeys work at the address that this page was asked at."""
    request = context["request"]
    path = request.path if request.method == "GET" else reverse("account_login")
    return place_of(host=request.get_host(), is_secure=request.is_secure(), path=path)


@register.simple_tag
def mail_set_up() -> bool:
    """Whether letters can be sent at all; one query at most."""
    return is_mail_set_up()


@register.filter
def browser_name(user_agent: str) -> str:
    """“Firefox on Windows”, as far as a browser says."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "A browser")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    return f"{browser} on {system}" if system else browser
