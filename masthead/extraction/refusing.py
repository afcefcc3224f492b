"""Which pages give no draft: no article, a wall, a shell that scripts would fill."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from masthead.extraction.choosing import Choice
from masthead.extraction.leaves import Leaf, Runs
from masthead.extraction.metatags import Head
from masthead.extraction.structured import StructuredData
from masthead.extraction.values import NotAnArticle, Reason

# Letters: the shortest brief is a headline and a sentence.
_SHORTEST = 80
_SHORT = 400
# Letters of all text below which a page with scripts is a shell.
_SHELL = 400

_WALL = re.compile(
    r"\b(?:verify(?:ing)? (?:that )?you are (?:a )?human|are you a robot|checking your browser|"
    r"enable (?:javascript and )?cookies to continue|access denied|unusual traffic|captcha|"
    r"just a moment|attention required|subscribe to (?:continue|read)|log ?in to (?:continue|read)|"
    r"this (?:article|content|story) is (?:only )?(?:available )?(?:for|to) (?:subscribers|"
    r"members)|"
    r"already a subscriber|zugriff verweigert|weiterlesen mit|jetzt weiterlesen|"
    r"réservé aux abonnés|"
    r"contenido exclusivo para suscriptores|会員限定|有料会員)",
    re.IGNORECASE,
)
_SCRIPTS = re.compile(
    r"\b(?:enable|requires?|need|turn on|aktivieren|activer|activar?)\b.{0,30}\bjava ?script",
    re.IGNORECASE | re.DOTALL,
)


def refusal(
    runs: Runs,
    choice: Choice,
    head: Head,
    structured: StructuredData,
    tree: HtmlElement,
    *,
    has_scripts: bool,
) -> NotAnArticle | None:
    """Return why the page gives no draft, or None when it gives one."""
    letters = sum(len(runs.leaves[order].letters) for order in choice.body)
    text = " ".join(leaf.text for leaf in runs.leaves[:400])
    if letters < _SHORT and (_WALL.search(text) or _WALL.search(head.title)):
        return NotAnArticle(Reason.WALLED, "The page asks visitors to sign in or prove themselves.")
    everything = sum(len(leaf.letters) for leaf in runs.leaves)
    if letters < _SHORTEST and (everything < _SHELL or _asks_for_scripts(tree)):
        if has_scripts:
            return NotAnArticle(Reason.NEEDS_SCRIPTS, "Without scripts the page shows no text.")
        if everything == 0:
            return NotAnArticle(Reason.EMPTY, "The page holds no text.")
    if letters == 0 or (letters < _SHORTEST and not structured.is_article):
        return NotAnArticle(Reason.NOT_AN_ARTICLE, "There is no article on the page.")
    if _is_index(runs.leaves, choice, structured, head):
        return NotAnArticle(Reason.NOT_AN_ARTICLE, "The page lists stories; it is none itself.")
    return None


def _asks_for_scripts(tree: HtmlElement) -> bool:
    notes = ("".join(element.itertext()) for element in tree.iter("noscript"))
    return any(_SCRIPTS.search(note[:2_000]) for note in notes)


def _is_index(leaves: list[Leaf], choice: Choice, structured: StructuredData, head: Head) -> bool:
    """A front page or section: hardly a sentence of its own, links all through."""
    if structured.is_article or head.first("og:type") == "article":
        return False
    body = [leaves[order] for order in choice.body]
    paragraphs = [leaf for leaf in body if leaf.link_share < 0.5 and len(leaf.text) >= 100]
    linked = sum(len(leaf.text) for leaf in body if leaf.link_share >= 0.5)
    total = sum(len(leaf.text) for leaf in body)
    return not paragraphs and linked > 0.6 * total
