"""How stories are given their rank: pure rules."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from masthead.fronts.rules import (
    BRIEF_KINDS,
    BRIEFS,
    RECENT,
    SECONDS,
    STRIP,
    Candidate,
    Ranking,
    rank_front,
)

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
KINDS = ["news", "brief", "feature", "analysis", "opinion", "review", "obituary", "service",
         "sponsored"]  # fmt: skip
SECTIONS = [1, 2, 3]


def candidate(number: int, **fields: object) -> Candidate:
    """A routine story with a picture, a minute older than the one before it."""
    values = {
        "story_id": number, "section": SECTIONS[number % 3], "kind": "news", "urgency": 5,
        "published_at": NOON - timedelta(minutes=number), "has_picture": True,
    } | fields  # fmt: skip
    return Candidate(**values)  # type: ignore[arg-type]


candidates = st.lists(
    st.builds(
        candidate,
        st.integers(1, 200),
        kind=st.sampled_from(KINDS),
        urgency=st.integers(1, 8),
        has_picture=st.booleans(),
        section=st.sampled_from([*SECTIONS, 99]),
        published_at=st.integers(0, 10_000).map(lambda m: NOON - timedelta(minutes=m)),
    ),
    max_size=90,
    unique_by=lambda row: row.story_id,
)


def all_places(ranking: Ranking) -> list[int]:
    """Every number on the page, as often as it stands there."""
    lead = [ranking.lead] if ranking.lead is not None else []
    strips = [number for _, numbers in ranking.strips for number in numbers]
    return [*lead, *ranking.seconds, *ranking.briefs, *strips, *ranking.recent]


@given(candidates)
def test_no_story_stands_twice_and_none_is_invented(rows: list[Candidate]) -> None:
    places = all_places(rank_front(rows, sections=SECTIONS))
    assert len(places) == len(set(places))
    assert set(places) <= {row.story_id for row in rows}


@given(candidates)
def test_places_keep_their_measure_and_are_never_empty_shells(rows: list[Candidate]) -> None:
    ranking = rank_front(rows, sections=SECTIONS)
    assert len(ranking.seconds) <= SECONDS
    assert len(ranking.briefs) <= BRIEFS
    assert len(ranking.recent) <= RECENT
    assert all(0 < len(numbers) <= STRIP for _, numbers in ranking.strips)
    assert [section for section, _ in ranking.strips] == sorted({s for s, _ in ranking.strips})


@given(candidates)
def test_what_is_paid_for_never_leads_and_briefs_never_grow(rows: list[Candidate]) -> None:
    ranking = rank_front(rows, sections=SECTIONS)
    kinds = {row.story_id: row.kind for row in rows}
    if ranking.lead is not None:
        assert kinds[ranking.lead] != "sponsored"
    assert all(kinds[number] not in {"sponsored", "opinion"} for number in ranking.seconds)
    assert all(kinds[number] in BRIEF_KINDS for number in ranking.briefs)


@given(candidates)
def test_there_is_a_lead_whenever_there_is_a_story_of_our_own(rows: list[Candidate]) -> None:
    ranking = rank_front(rows, sections=SECTIONS)
    assert (ranking.lead is not None) == any(row.kind != "sponsored" for row in rows)


@given(candidates)
def test_nothing_is_left_out_while_there_is_room(rows: list[Candidate]) -> None:
    ranking = rank_front(rows, sections=SECTIONS)
    if len(ranking.recent) < RECENT:
        assert set(all_places(ranking)) == {row.story_id for row in rows}


@given(candidates, st.randoms())
def test_the_order_in_which_stories_are_read_does_not_matter(
    rows: list[Candidate], shuffler: object
) -> None:
    distinct = {(row.published_at, row.urgency): row for row in rows}
    rows = list(distinct.values())
    if len({row.published_at - timedelta(hours=8) * row.urgency for row in rows}) < len(rows):
        return
    first = rank_front(rows, sections=SECTIONS)
    shuffler.shuffle(rows)  # type: ignore[attr-defined]
    again = rank_front(rows, sections=SECTIONS)
    assert (again.lead, again.seconds, again.briefs) == (first.lead, first.seconds, first.briefs)


def test_no_story_one_story_eight_and_eighty() -> None:
    assert all_places(rank_front([], sections=SECTIONS)) == []
    assert rank_front([candidate(1)], sections=SECTIONS).lead == 1
    eight = rank_front([candidate(n) for n in range(1, 9)], sections=SECTIONS)
    assert (eight.lead, eight.seconds) == (1, (2, 3, 4, 5, 6, 7))
    assert len(all_places(eight)) == 8
    eighty = rank_front([candidate(n) for n in range(1, 81)], sections=SECTIONS)
    assert [len(numbers) for _, numbers in eighty.strips] == [STRIP] * 3
    assert len(eighty.recent) == RECENT


def test_urgency_outweighs_age_for_hours_not_days() -> None:
    flash = candidate(1, urgency=1, published_at=NOON - timedelta(hours=20))
    routine = candidate(2, published_at=NOON)
    assert rank_front([routine, flash], sections=SECTIONS).lead == 1
    old = candidate(3, urgency=1, published_at=NOON - timedelta(hours=33))
    assert rank_front([routine, old], sections=SECTIONS).lead == 2


def test_a_picture_decides_the_lead_among_the_weightiest_alone() -> None:
    rows = [candidate(n, has_picture=n == 3) for n in range(1, 20)]
    assert rank_front(rows, sections=SECTIONS).lead == 3
    rows = [candidate(n, has_picture=n == 15) for n in range(1, 20)]
    assert rank_front(rows, sections=SECTIONS).lead == 1
