"""What stands under a picture, told apart: what it shows, and who made it."""

from __future__ import annotations

import re

_AGENCY = (
    r"AFP|AP|Reuters|REUTERS|dpa|DPA|EPA|PA|ANSA|EFE|TT|NTB|Ritzau|APA|Keystone|KEYSTONE|Imago|IMAGO"
    r"|imago(?: images)?|Getty(?: Images)?|Shutterstock|Alamy|iStock(?:photo)?|picture.alliance"
    r"|Associated Press|Bloomberg|Unsplash|Pexels|Pixabay|Adobe Stock|stock\.adobe\.com|"
    r"Xinhua|Wikimedia"
    r"(?: Commons)?|Archiv|privat|Handout"
)
_LABEL = (
    r"(?:photos?|picture|image|illustration|pic|foto(?:s|graf(?:ie|er|en)?)?|bild(?:quelle|er)?|"
    r"credits?|crédits?(?: photos?)?|photographs?|quelle|source|fonte|kuva|kilde|zdroj|fot\.|"
    r"copyright|©|\(c\)|courtesy|symbolfoto|symbolbild|フォト|写真)"
)
# "Photo: Ada Byron / Agency" at the end, in brackets or not; "Photo by …", "Image credit: …".
_LABELLED = re.compile(
    rf"[\s\[(|–—/-]*(?<!\w)(?:{_LABEL}\s*(?:credits?|courtesy)?\s*[:：©]|(?:photo|image|picture|"
    rf"illustration|photograph|photos|foto|photo illustration|courtesy)\s+(?:by|von|courtesy of)\b|"
    rf"\bcourtesy of\b|"
    rf"©|\(c\)|\bcredit\b:?)\s*(?P<credit>[^()\[\]]{{2,160}}?)[\s\])]*\Z",
    re.IGNORECASE,
)
# "(Ada Byron/Agency)" or "[Agency]" at the end.
_BRACKETED = re.compile(
    rf"\s*[(\[](?P<credit>[^()\[\]]{{0,90}}?\b(?:{_AGENCY})\b[^()\[\]]{{0,60}})[)\]]\.?\s*\Z"
)
# "…a sentence. Ada Byron/Agency", "…a sentence. Agency": names with an agency's after a full stop.
_TRAILING = re.compile(
    rf"(?<=[.!?»”\"])\s*(?P<credit>(?:[A-ZÀ-Ž][\w.'’-]*[ /,&|–-]+){{0,6}}(?:{_AGENCY})"
    rf"(?:[ /,|–-]+[A-ZÀ-Ž][\w.'’-]*){{0,3}})\s*\Z"
)
# The same as a line of its own.
_AGENCY_LINE = re.compile(
    rf"\A[/|\s]*(?:[A-ZÀ-Ž][\w.'’-]*[ /,&|–-]+){{0,6}}(?:{_AGENCY})"
    rf"(?:[ /,|–-]+[A-ZÀ-Ž][\w.'’-]*){{0,3}}\Z"
)
# "…a sentence. Coast/Ada Byron", "…a sentence. (Ada Byron)", "…harbour / Ada Byron": a name set
# apart at the end, of two words or of two parts.
_NAME = r"[A-ZÀ-Ž][\w.'’-]*(?: [A-ZÀ-Ž][\w.'’-]*)"
_NAMED = re.compile(
    rf"(?:(?<=[.!?»”\"])\s*\((?P<a>{_NAME}{{1,3}})\)|\s+[/|]\s+(?P<b>{_NAME}{{1,3}})|"
    rf"(?<=[.!?»”\"])\s*(?P<c>{_NAME}{{0,2}}/{_NAME}{{0,3}}))\s*\Z"
)
_PREFIX = re.compile(
    rf"\A[\s(\[]*(?:{_LABEL}\s*(?:credits?|courtesy|by|von|de)?\s*[:：]|(?:photo|image|picture|"
    r"illustration|foto|photos|fotos|credit|photo credit)\s+(?:by|de|von|"
    r"courtesy(?: of)?)\b|courtesy of\b|copyright\b|©|\(c\))\s*",
    re.IGNORECASE,
)
_RIGHTS = re.compile(
    r"\s*(?:[|/–—-]\s*)?\b(?:all rights reserved|copyright \d{4}[^/|]*)\.?\s*\Z", re.IGNORECASE
)
_LABEL_AT_END = re.compile(rf"(?<=[.!?»”\"«])\s*{_LABEL}\s*[:：]?\s*\Z", re.IGNORECASE)
_LABEL_ALONE = re.compile(_LABEL, re.IGNORECASE)
_EDGES = " \t\n()[]|–—-·•,;:/"


def split_caption(text: str) -> tuple[str, str]:
    """Return caption and credit of one line under a picture; '' for what it does not hold."""
    text = text.strip()
    for pattern in (_LABELLED, _BRACKETED, _TRAILING):
        match = pattern.search(text)
        if match is not None:
            return text[: match.start()].rstrip(" |–—-·•(["), clean_credit(match["credit"])
    if _AGENCY_LINE.match(text):
        return "", clean_credit(text)
    match = _NAMED.search(text)
    if match is not None:
        return text[: match.start()].rstrip(), match["a"] or match["b"] or match["c"]
    return text, ""


def clean_credit(text: str) -> str:
    """Return who made a picture, without the label before the name and brackets around it."""
    text = _RIGHTS.sub("", text)
    if _LABEL_ALONE.fullmatch(text.strip(_EDGES)):
        return ""
    previous = None
    while text != previous:
        previous = text
        text = _PREFIX.sub("", text).strip(_EDGES)
    return text


def join_caption(captions: list[str], credits: list[str]) -> tuple[str, str]:
    """Return one caption and one credit from the lines under a picture.

    Lines that the page marks as credits are credits; the others are captions that may end in one.
    What is said twice is said once.
    """
    credit = " / ".join(dict.fromkeys(filter(None, map(clean_credit, credits))))
    lines: list[str] = []
    for line in dict.fromkeys(captions):
        text, found = split_caption(line)
        if found and (not credit or found in credit or credit in found):
            credit = credit or found
            line = text
        if line and line not in lines:
            lines.append(line)
    caption = " ".join(lines)
    if credit and caption.rstrip(")] ").endswith(credit):
        caption = caption.rstrip(")] ")[: -len(credit)].rstrip(" |–—-·•(/,:[")
    if credit:
        caption = _LABEL_AT_END.sub("", caption)
    return caption, credit
