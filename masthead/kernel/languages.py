"""Language tags (BCP 47) as readers' browsers want them."""

import re
from typing import Literal

# RFC 5646 section 2.1: language, extended language, script, region, variants, extensions and
# private use. Languages of 4 to 8 letters are reserved or unregistered: "english" is no tag.
_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?P<extended>(?:-[a-z]{3}){0,3})(?:-(?P<script>[a-z]{4}))?"
    r"(?:-(?P<region>[a-z]{2}|\d{3}))?(?P<rest>(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*"
    r"(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?)"
)

# Longer than any tag in use; keeps the pattern from working on whole files.
_LONGEST = 60

_RTL_SCRIPTS = frozenset({
    "adlm", "arab", "armi", "aran", "avst", "hebr", "mand", "mend", "narb", "nkoo", "phnx", "rohg",
    "samr", "syrc", "thaa",
})  # fmt: skip

# Languages that are written right to left unless a script subtag says otherwise.
_RTL_LANGUAGES = frozenset({
    "ar", "arc", "ary", "arz", "azb", "bal", "bqi", "ckb", "dv", "fa", "glk", "he", "iw", "ji",
    "ks", "lrc", "mzn", "nqo", "pnb", "prs", "ps", "rhg", "sd", "syr", "ug", "ur", "yi",
})  # fmt: skip


def normalise_language(tag: str) -> str:
    """Return `tag` in the casing of RFC 5646 section 2.1.1 (en-GB, zh-Hant-TW).

    Underscores count as hyphens. Junk, and "und" (undetermined), give ''.
    """
    tag = tag.strip().replace("_", "-").lower()
    match = _TAG.fullmatch(tag) if len(tag) <= _LONGEST else None
    if match is None or match["language"] == "und":
        return ""
    parts = [match["language"] + match["extended"]]
    if match["script"]:
        parts.append(match["script"].title())
    if match["region"]:
        parts.append(match["region"].upper())
    return "-".join(parts) + match["rest"]


def direction(tag: str) -> Literal["ltr", "rtl"]:
    """Return the direction in which text tagged `tag` is written; unknown is left to right."""
    match = _TAG.fullmatch(normalise_language(tag).lower())
    if match is None:
        return "ltr"
    if match["script"]:
        return "rtl" if match["script"] in _RTL_SCRIPTS else "ltr"
    return "rtl" if match["language"] in _RTL_LANGUAGES else "ltr"
