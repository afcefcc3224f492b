"""Filters that the reader-facing templates need and Django does not bring."""

from urllib.parse import urlsplit

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# Everything else ("javascript:", "data:", "vbscript:"...) could run or pose as ours.
_ALLOWED_SCHEMES = frozenset({"", "http", "https", "mailto"})

# HTML, section 4.12.1.3 (restrictions for contents of script elements): a data block must hold
# no "</script" and no "<!--". JSON allows each of these characters to be written as an escape.
_JSON_ESCAPES = {
    ord("<"): "\\u003C",
    ord(">"): "\\u003E",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


@register.filter
def address(value: str) -> str:
    """Return ``value`` if it is a web, mail or relative address, and an empty string otherwise.

    Browsers skip control characters and blanks in front of and inside a scheme (URL standard,
    section 4.4), so an address that holds any is refused rather than repaired.
    """
    if any(ord(char) <= 0x20 or ord(char) == 0x7F for char in value):
        return ""
    try:
        scheme = urlsplit(value).scheme.lower()
    except ValueError:
        return ""
    return value if scheme in _ALLOWED_SCHEMES else ""


@register.filter
def json_block(value: str) -> SafeString:
    """Return the JSON text ``value`` as it may stand inside ``<script type="…json">``."""
    return mark_safe(value.translate(_JSON_ESCAPES))


@register.filter
def duration(seconds: int) -> str:
    """Return a length in seconds as a clock says it: ``3:05`` or ``1:02:09``."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
