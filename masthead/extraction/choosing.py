"""Which runs of text are the article's body: rules over the runs and the extractor's choice.

The extractor finds the article; these rules take out what a page sets among its paragraphs
(captions, links to other stories, offers, the byline again) and bring back what it lost. A rule
judges a run by where it stands and what it says, never by the site.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from masthead.extraction.headline import fold
from masthead.extraction.leaves import HEADINGS, Leaf, Roles, letters_of
from masthead.extraction.lines import (
    describes_author,
    is_byline_note,
    is_contribution,
    is_control,
    is_legal_note,
    is_picture_note,
    is_promotion,
    is_related_label,
    is_sentence,
    names_author,
    starts_with_related_label,
)

# A role that surrounds more than this share of the article is the designer's name for the article
# itself, and tells nothing about its parts.
_COMMON = 0.3

# Surroundings in which no text is the body's, whatever it says.
_FOREIGN = frozenset({"caption", "credit", "nav", "form", "comments", "share", "embed"})
# Surroundings that make short or linked text suspect.
_SUSPECT = frozenset({"aside", "related", "signup", "author", "footer", "header", "ad", "tool"})

# Shares of linked text: a run that is a link, and one that is mostly one.
_LINK, _MOSTLY_LINK = 0.8, 0.5
# Characters: shorter text in suspect surroundings is furniture, as is a short line before the
# first paragraph; a linked word or two may be a name that the text needs.
_SHORT, _PREFACE, _SHORTEST_LINK = 60, 80, 20
# Runs before the first paragraph and after the last among which furniture stands.
_HEAD_RUNS, _FOOT_RUNS = 8, 4
# Letters of a declared body from which it is one, and the share of ours that must be in it.
_DECLARED, _AGREEING = 400, 0.6

_LINK_BLOCKS = HEADINGS | {"p", "div"}


@dataclass(slots=True)
class Choice:
    """The orders of the runs that are body, and of those that link to other stories."""

    body: set[int]
    related: set[int] = field(default_factory=set)
    embedded: set[int] = field(default_factory=set)
    roles: Roles = frozenset()
    """The roles that tell parts of this page from its article."""
    agrees: bool = False
    """Whether the body that structured data declares is this one."""


def choose_leaves(
    leaves: Sequence[Leaf],
    covered: Collection[int],
    *,
    headline: str,
    declared: str,
    authors: tuple[str, ...] = (),
) -> Choice:
    """Return the runs that make the body.

    `covered` are the runs that the extractor took, `headline` the page's headline, `declared` the
    body that structured data gives, or '', `authors` the names of its byline.
    """
    choice = Choice(set(covered), roles=telling_roles(leaves, covered))
    choice.body |= recovered(leaves, choice.body, choice.roles)
    _hold_against(choice, leaves, declared)
    title = fold(headline)
    for order in sorted(choice.body):
        leaf = leaves[order]
        if "embed" in leaf.roles & choice.roles:
            choice.embedded.add(order)
        elif links_elsewhere(leaf):
            choice.related.add(order)
        elif not (is_furniture(leaf, choice.roles) or is_headline(leaf, title)):
            continue
        choice.body.discard(order)
    _trim_head(choice, leaves, authors)
    _drop_offers_and_names(choice, leaves, authors)
    _trim_foot(choice, leaves, authors)
    return choice


def telling_roles(leaves: Sequence[Leaf], covered: Collection[int]) -> Roles:
    """Return the roles that tell parts of the page from the article: those it is not full of."""
    weight: dict[str, int] = {}
    total = 0
    for order in covered:
        leaf = leaves[order]
        total += len(leaf.letters)
        for role in leaf.roles:
            weight[role] = weight.get(role, 0) + len(leaf.letters)
    common = {role for role, letters in weight.items() if letters > _COMMON * total}
    return (_FOREIGN | _SUSPECT) - common


def is_headline(leaf: Leaf, title: str) -> bool:
    """Say whether a run is the page's headline (`title`, folded), wherever it stands."""
    return leaf.block.tag == "h1" or (bool(title) and fold(leaf.text) == title)


def is_furniture(leaf: Leaf, roles: Roles) -> bool:
    """Say whether a run among the paragraphs is none: by its surroundings or its own words."""
    own = leaf.roles & roles
    if own & _FOREIGN:
        return True
    if own & _SUSPECT and (len(leaf.text) < _SHORT or leaf.link_share > _MOSTLY_LINK):
        return True
    return (
        is_control(leaf.text)
        or is_picture_note(leaf.text)
        or is_byline_note(leaf.text)
        or is_legal_note(leaf.text)
        or is_related_label(leaf.text)
    )


def links_elsewhere(leaf: Leaf) -> bool:
    """Say whether a run is a link to another story: alone, or behind a label that says so."""
    if starts_with_related_label(leaf.text) and leaf.link_share > _MOSTLY_LINK:
        return True
    return (
        leaf.link_share > _LINK
        and leaf.block.tag in _LINK_BLOCKS
        and len(leaf.text) > _SHORTEST_LINK
    )


def recovered(leaves: Sequence[Leaf], body: Collection[int], roles: Roles) -> set[int]:
    """Return runs that the extractor missed: paragraphs and headings among those it took.

    A paragraph before the first one taken comes back too, when it stands beside it and is long
    enough to be a lead.
    """
    paragraphs: dict[HtmlElement | None, list[int]] = {}
    all_kin: dict[HtmlElement | None, list[int]] = {}
    for order in sorted(body):
        block = leaves[order].block
        all_kin.setdefault(block.getparent(), []).append(order)
        if block.tag == "p":
            paragraphs.setdefault(block.getparent(), []).append(order)
    found = set()
    for leaf in leaves:
        if leaf.order in body or leaf.roles & roles or leaf.link_share > _MOSTLY_LINK:
            continue
        parent = leaf.block.getparent()
        if leaf.block.tag == "p":
            kin = paragraphs.get(parent, [])
        elif leaf.block.tag in ("h2", "h3", "h4"):
            kin = all_kin.get(parent, [])
        else:
            continue
        if len(kin) < 2:
            continue
        is_lead = (
            leaf.block.tag == "p" and len(leaf.text) > _SHORT and 1 <= kin[0] - leaf.order <= 2
        )
        if is_lead or kin[0] < leaf.order < kin[-1]:
            found.add(leaf.order)
    return found


def _hold_against(choice: Choice, leaves: Sequence[Leaf], declared: str) -> None:
    """Hold the body against the one that structured data declares, where the two agree.

    Blocks that it lacks are foreign, headings apart, which it often leaves out; paragraphs that
    it has come back. A declared body that is another text, or a summary, changes nothing.
    """
    text = letters_of(declared)
    if len(text) < _DECLARED:
        return
    shared = {order for order in choice.body if leaves[order].letters in text}
    letters = sum(len(leaves[order].letters) for order in choice.body)
    if sum(len(leaves[order].letters) for order in shared) < _AGREEING * letters:
        return
    choice.agrees = True
    headings = {order for order in choice.body if leaves[order].block.tag in HEADINGS}
    begun = {order for order in choice.body - shared if leaves[order].letters[:40] in text}
    missed = {
        leaf.order for leaf in leaves
        if len(leaf.letters) > 40 and leaf.letters in text
        and not leaf.roles & choice.roles & _FOREIGN
    }  # fmt: skip
    choice.body = shared | headings | begun | missed


def _trim_head(choice: Choice, leaves: Sequence[Leaf], authors: tuple[str, ...]) -> None:
    """Drop short lines before the first paragraph: kicker, names, dates, a second headline."""
    for order in sorted(choice.body)[:_HEAD_RUNS]:
        leaf = leaves[order]
        is_text = len(leaf.text) >= _PREFACE or is_sentence(leaf.text)
        if is_text and not names_author(leaf.text, authors):
            return
        if leaf.block.tag != "li":
            choice.body.discard(order)


def _drop_offers_and_names(
    choice: Choice, leaves: Sequence[Leaf], authors: tuple[str, ...]
) -> None:
    """Drop offers that stand out from the text, and lines that repeat the byline."""
    for order in sorted(choice.body):
        leaf = leaves[order]
        stands_out = leaf.is_emphasised or leaf.link_share > 0.15 or leaf.roles & choice.roles
        if (is_promotion(leaf.text) and (stands_out or len(leaf.text) < 200)) or (
            names_author(leaf.text, authors) and len(leaf.text) < _PREFACE
        ):
            choice.body.discard(order)


def _trim_foot(choice: Choice, leaves: Sequence[Leaf], authors: tuple[str, ...]) -> None:
    """Drop notes about those who wrote it, links and headings after the last paragraph."""
    for order in sorted(choice.body)[-_FOOT_RUNS:]:
        text = leaves[order].text
        if describes_author(text, authors) or is_contribution(text):
            choice.body.discard(order)
    for order in sorted(choice.body, reverse=True):
        leaf = leaves[order]
        if leaf.link_share <= _MOSTLY_LINK and leaf.block.tag not in HEADINGS:
            return
        choice.body.discard(order)
