"""How near one story is to another: pure scoring."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from masthead.related.rules import Candidate, rank_candidates, score_candidate

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)

candidates = st.lists(
    st.builds(
        Candidate,
        st.integers(1, 60),
        st.integers(-60, 60 * 24 * 90).map(lambda minutes: NOON - timedelta(minutes=minutes)),
        st.booleans(),
        st.integers(0, 5),
    ),
    max_size=40,
    unique_by=lambda row: row.story_id,
)


def candidate(number: int, **fields: object) -> Candidate:
    """A story of this moment in the same section."""
    values = {"published_at": NOON, "is_same_section": True, "shared_topics": 0} | fields
    return Candidate(story_id=number, **values)  # type: ignore[arg-type]


@given(candidates, st.integers(0, 6), st.sets(st.integers(1, 60)))
def test_no_story_twice_none_left_out_and_no_more_than_asked(
    rows: list[Candidate], count: int, left_out: set[int]
) -> None:
    chosen = rank_candidates(rows, at=NOON, count=count, left_out=left_out)
    assert len(chosen) == len(set(chosen)) <= count
    assert not left_out & set(chosen)
    assert set(chosen) <= {row.story_id for row in rows}


@given(candidates)
def test_the_best_come_first_and_strangers_never(rows: list[Candidate]) -> None:
    by_number = {row.story_id: row for row in rows}
    chosen = rank_candidates(rows, at=NOON, count=99, left_out=frozenset())
    scores = [score_candidate(by_number[number], at=NOON) for number in chosen]
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)


def test_a_shared_topic_outweighs_the_section_and_a_week_halves_it() -> None:
    section = candidate(1)
    topic = candidate(2, is_same_section=False, shared_topics=1)
    old_topic = candidate(
        3, is_same_section=False, shared_topics=1, published_at=NOON - timedelta(days=14)
    )
    ranked = rank_candidates([section, old_topic, topic], at=NOON, count=3, left_out=frozenset())
    assert ranked == [2, 1, 3]


def test_a_clock_that_is_behind_gains_a_story_nothing() -> None:
    ahead = candidate(1, published_at=NOON + timedelta(days=365))
    assert score_candidate(ahead, at=NOON) == score_candidate(candidate(2), at=NOON)
