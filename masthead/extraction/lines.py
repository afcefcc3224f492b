"""What a line of text is by its own words: an instruction to readers, a credit, a notice.

Words in the languages of the publishers that the rules were held against; a line is only ever
judged whole, never by a word inside a sentence.
"""

from __future__ import annotations

import re

# A label before a link to another story.
RELATED_LABEL = re.compile(
    r"(?:related(?: (?:stor(?:y|ies)|articles?|news|content|links?|coverage|posts?|topics?|"
    r"reading))?|"
    r"(?:read|see|watch|click)(?: also| more| next| here| now)?(?: (?:on|about|at|"
    r"for) [^.!?]{1,40})?"
    r"|more (?:on|from|about)(?: this)?[^.!?]{0,40}|also read|don.t miss|"
    r"recommended|further reading|(?:you )?(?:may|might) (?:also )?like|more stories|in other news|"
    r"lesen sie (?:auch|hier|mehr|dazu)[^.!?]{0,40}|mehr (?:zum thema|dazu|lesen)|lesetipp|"
    r"siehe auch|"
    r"(?:à |a )?lire (?:aussi|également)|lee (?:también|más)|te puede interesar|ver más|"
    r"leia (?:também|mais)|leggi anche|lees (?:ook|meer)|læs også|les også|läs (?:också|mer|även)|"
    r"lue (?:myös|lisää)|czytaj (?:też|także|więcej)|zobacz (?:też|także)|čtěte také|citește și|"
    r"читайте также|читайте також|关联阅读|相关阅读|関連記事|baca juga|okuyun)\s*[:：»>|→-]*",
    re.IGNORECASE,
)

_BYLINE = re.compile(
    r"(?:by|von|par|por|di|da|af|av|door|text|words|story|written by|reported by|submitted|posted|"
    r"published|updated|last updated|author|autor(?:in)?|date|veröffentlicht|aktualisiert)"
    r"\s*(?:by|on|am)?\s*[:：]\s*.{0,60}",
    re.IGNORECASE,
)

_PICTURE_LABEL = re.compile(
    r"(?:image|photo|picture|pic|foto|fotos|photos|bild|bilder|images?|video|graphic|graphics|"
    r"illustration|grafik|afp|getty(?: images)?|credit|photo credit|image credit|image source|"
    r"photo by|photos by|quelle|bildquelle|fonte|foto de|crédit(?: photo)?|crédits?)"
    r"\s*[:：/©]\s*.{1,240}",
    re.IGNORECASE,
)

_COPYRIGHT = re.compile(
    r"(?:\(c\)|©|ⓒ|copyright\b|all rights reserved|alle rechte vorbehalten|tous droits réservés)"
    r".{0,200}|.{0,120}(?:all rights reserved|alle rechte vorbehalten|tous droits réservés)\.?",
    re.IGNORECASE,
)

# Sentences that sell: newsletters, subscriptions, commissions, accounts elsewhere.
_PROMOTION = re.compile(
    r"\b(?:newsletters?|(?:un)?subscri(?:be|bing|ption|ptions)|sign(?:ing)? up|follow us|"
    r"join us on|"
    r"affiliate|(?:earn|receive) an? (?:\w+ )?commission|download (?:the|our) app|whatsapp.channel|"
    r"abonnieren|abonnement|abonnez|inscrivez|suscr[ií]b\w+|telegram.channel|google news|"
    r"get in touch|reach the reporter|your inbox|privatsphäre-einstellungen|externer inhalt)\b",
    re.IGNORECASE,
)

_CONTRIBUTION = re.compile(
    r"\badditional reporting\b|\bcontributed (?:reporting|to this)\b|\A[(—–-]*\s*with "
    r"(?:files|reporting) (?:from|by)\b|\A[(]?(?:reporting|writing|editing) by\b|"
    r"\Afor more stories\b|"
    r"\Amitarbeit\s*[:：]|\Aavec (?:afp|reuters|ap)\b",
    re.IGNORECASE,
)

_CONTROL = re.compile(
    r"(?:share|share (?:this|on|via|article|story)[^.]{0,60}|tweet|e-?mail|print|copy link|"
    r"whatsapp|"
    r"facebook|twitter|linkedin|pinterest|reddit|telegram|x|instagram|follow us[^.]{0,60}|save|"
    r"comments?|\d+ comments?(?: for this article)?|comment on this story|leave a comment|"
    r"advertisement|ad|anzeige|werbung|publicité|publicidad|annons|annonse|advertentie|reklama|"
    r"article continues (?:below|after)[^.]{0,40}|story continues below[^.]{0,40}|"
    r"scroll (?:down|to continue)[^.]{0,60}|continue reading[^.]{0,80}|read more|load more|"
    r"show (?:more|less|all)|see more|view (?:more|all|gallery)|more news|back to top|"
    r"sign up[^.]{0,120}|subscribe[^.]{0,80}|log ?in|newsletter|teilen|drucken|merken|kommentare?|"
    r"listen(?: to (?:this )?article)?|play|pause|mute|\d+ ?min(?:ute)?s?\.? read|"
    r"reading time.{0,20}|"
    r"lesedauer.{0,20}|table of contents|contents|inhaltsverzeichnis|inhalt|tags?|"
    r"©|\*+|-+|_+|#+|[•·|/]+)\s*[:：»>…]*",
    re.IGNORECASE,
)


def is_control(text: str) -> bool:
    """Say whether a line is a button, a counter, a divider or an advertisement's label."""
    return len(text) < 160 and _CONTROL.fullmatch(text.strip()) is not None


def is_picture_note(text: str) -> bool:
    """Say whether a line names a picture or its maker: `Image: …`, `Foto: …`."""
    return len(text) < 260 and _PICTURE_LABEL.fullmatch(text.strip()) is not None


def is_byline_note(text: str) -> bool:
    """Say whether a line is a label for author or date, with its value or without."""
    return len(text) < 90 and _BYLINE.fullmatch(text.strip()) is not None


def is_legal_note(text: str) -> bool:
    """Say whether a line only reserves rights."""
    return len(text) < 320 and _COPYRIGHT.fullmatch(text.strip()) is not None


def is_related_label(text: str) -> bool:
    """Say whether a line only announces links to other stories."""
    return len(text) < 80 and RELATED_LABEL.fullmatch(text.strip()) is not None


def is_contribution(text: str) -> bool:
    """Say whether a line thanks those who helped to report: a byline at the foot."""
    return len(text) < 200 and _CONTRIBUTION.search(text) is not None


def is_promotion(text: str) -> bool:
    """Say whether a paragraph offers a newsletter, a subscription, an app or a commission."""
    return len(text) < 320 and _PROMOTION.search(text) is not None


def is_sentence(text: str) -> bool:
    """Say whether a line ends as a sentence does, in any script that the rules know."""
    return text.rstrip(" \"'”’»)）」』]\u00a0")[-1:] in tuple(".!?…:;。！？؟।") and text != ""


def starts_with_related_label(text: str) -> bool:
    """Say whether a line announces another story and goes on to name it."""
    match = RELATED_LABEL.match(text.strip())
    return match is not None and len(match[0]) >= 7 and len(text) < 250


def names_author(text: str, authors: tuple[str, ...]) -> bool:
    """Say whether a line is the byline again: the authors' names with little else."""
    words = set(re.findall(r"\w+", text.casefold()))
    known = {word for name in authors for word in re.findall(r"\w+", name.casefold())}
    return (
        bool(words & known)
        and len(text) < 120
        and (len(words - known - {"by", "and", "von", "und", "par", "et", "di", "por", "y"}) <= 2)
    )


def describes_author(text: str, authors: tuple[str, ...]) -> bool:
    """Say whether a paragraph begins with an author's name: `Ada Byron is our correspondent…`."""
    return any(len(name) > 5 and text.startswith(name) for name in authors)
