"""Which runs are body, among runs that an extractor took."""

from __future__ import annotations

from lxml.html import fromstring

from masthead.extraction.alignment import covered_leaves, has_most_paragraphs
from masthead.extraction.choosing import choose_leaves, recovered, telling_roles
from masthead.extraction.leaves import Leaf, read_runs
from tests.extraction.pages import FOURTH, LEAD, PARAGRAPHS, SECOND, THIRD


def leaves_of(html: str) -> list[Leaf]:
    """The runs of a fragment."""
    return read_runs(fromstring(f"<body>{html}</body>")).leaves


def paragraphs(*texts: str) -> str:
    """Paragraphs beside one another."""
    return "<div>" + "".join(f"<p>{text}</p>" for text in texts) + "</div>"


def test_two_breaks_part_runs_and_one_does_not() -> None:
    assert [leaf.text for leaf in leaves_of("<div>a<br>b<br><br>c</div>")] == ["a b", "c"]


def test_an_extractors_text_is_found_again_in_the_page() -> None:
    leaves = leaves_of(f"<nav>Home</nav>{paragraphs(LEAD, SECOND)}<p>Read more</p>")
    covered = covered_leaves(leaves, f"{LEAD}\n{SECOND}")
    assert [leaves[order].text for order in sorted(covered)] == [LEAD, SECOND]


def test_a_paragraph_whose_link_was_swallowed_is_found_and_whole() -> None:
    leaves = leaves_of(f'<p>{LEAD} See the <a href="/x">county statement</a> for the dates.</p>')
    assert covered_leaves(leaves, f"{LEAD} See the for the dates.") == {0}


def test_a_paragraph_that_was_lost_between_others_comes_back() -> None:
    leaves = leaves_of(paragraphs(*PARAGRAPHS))
    assert recovered(leaves, {0, 1, 3}, frozenset()) == {2}


def test_a_lost_lead_comes_back() -> None:
    leaves = leaves_of(paragraphs(*PARAGRAPHS))
    assert recovered(leaves, {1, 2, 3}, frozenset()) == {0}


def test_a_role_that_surrounds_the_article_tells_nothing() -> None:
    leaves = leaves_of(f'<div class="related">{paragraphs(*PARAGRAPHS)}</div>')
    assert "related" not in telling_roles(leaves, {0, 1, 2, 3})
    assert "caption" in telling_roles(leaves, {0, 1, 2, 3})


def test_notes_at_the_foot_and_short_lines_at_the_head_are_no_body() -> None:
    foot = "Ada Byron is our correspondent for ports and ships, and has been for years."
    leaves = leaves_of(paragraphs("Transport", "2 March", LEAD, SECOND, THIRD, FOURTH, foot))
    choice = choose_leaves(leaves, set(range(7)), headline="x", declared="", authors=("Ada Byron",))
    assert choice.body == {2, 3, 4, 5}


def test_a_declared_body_that_is_another_text_changes_nothing() -> None:
    leaves = leaves_of(paragraphs(*PARAGRAPHS))
    choice = choose_leaves(leaves, {0, 1, 2, 3}, headline="", declared="Another text. " * 60)
    assert choice.body == {0, 1, 2, 3}
    assert not choice.agrees


def test_the_quick_reading_is_enough_when_it_holds_most_paragraphs() -> None:
    leaves = leaves_of(paragraphs(*PARAGRAPHS, *PARAGRAPHS))
    assert has_most_paragraphs(leaves, set(range(8)))
    assert not has_most_paragraphs(leaves, {0, 1})
