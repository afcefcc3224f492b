"""Wagtail's form widgets without inline scripts, so that the newsroom keeps the strict policy.

Wagtail starts its choosers, date fields and inline panels by a script element beside each, which
``script-src 'self'`` forbids: a page that may run its own inline scripts runs an attacker's too.
Here the element carries data instead, what to start and with what, and ``start.js`` does it for the
few names that it knows. Templates under ``templates/wagtailadmin`` do the same for date fields and
panels; choosers write their script in Python, which `install` replaces.
"""

from __future__ import annotations

import json
import re
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.admin.widgets import BaseChooser

# What every chooser of Wagtail 7.4 writes: `new Name(…);` or `createTaskChooser(…);`.
_START = re.compile(r"(?:new )?(\w+)\((.*)\);?", re.DOTALL)

# Inside a script element only `<` could end it; JSON writes these letters as escapes.
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def escaped(text: str) -> str:
    """JSON ``text`` with no letter in it that could end the element it stands in."""
    return text.translate(_ESCAPES)


def start_element(script: str) -> SafeString:
    """The call in ``script`` as an element that runs nothing by itself.

    Raises `ValueError` for a script that is more than one call with JSON as arguments.
    """
    match = _START.fullmatch(script.strip())
    if match is None:
        raise ValueError(f"not a call that can be written as data: {script}")
    arguments = escaped(json.dumps(json.loads(f"[{match[2]}]")))
    element: SafeString = format_html(
        '<script type="application/json" data-newsroom-start="{}">{}</script>',
        match[1],
        mark_safe(arguments),  # JSON with every letter of markup escaped
    )
    return element


def _render(
    self: BaseChooser, name: str, value: Any, attrs: Any = None, renderer: Any = None
) -> SafeString:
    """`BaseChooser.render`, with the script as data."""
    value_data = self.get_value_data(value)
    html = self.render_html(name, value_data, attrs)
    script = self.render_js_init(attrs["id"], name, value_data)
    markup: SafeString = mark_safe(html + start_element(script))  # both are made as markup
    return markup


def install() -> None:
    """Have every chooser of the admin, Wagtail's own screens included, render in this way."""
    BaseChooser.render = _render
