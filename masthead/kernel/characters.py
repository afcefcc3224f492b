"""Which characters a text may not hold, for pages, databases and XML alike."""

import re

# What neither XML 1.0 (section 2.2) nor HTML (13.2.3.5) lets stand in a text, with DEL, which both
# allow and nobody prints, and halves of surrogate pairs, which UTF-8 has not. Word pastes some.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def without_forbidden(text: str, *, instead: str = "") -> str:
    """``text`` with each forbidden character replaced.

    A form feed becomes a blank in any case: it is white space to HTML and parts words.
    """
    return _FORBIDDEN.sub(instead, text.replace("\x0c", " "))
