"""What each act of an editor makes of a front: pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from masthead.fronts.arranging import (
    Arrangement,
    Placed,
    hide_story,
    place_story,
    read_arrangement,
    release_story,
    step_story,
    write_arrangement,
)
from masthead.fronts.rules import BRIEF, LEAD, SECOND, Ranking, rank_front, size_of, strip_place
from tests.fronts.test_rules import SECTIONS, all_places, candidate, candidates

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
PLACES = [LEAD, SECOND, BRIEF, *(strip_place(section) for section in SECTIONS)]
ROWS = [candidate(number) for number in range(1, 41)]


def shown(arrangement: Arrangement, at: datetime = NOW) -> Ranking:
    return rank_front(
        ROWS, sections=SECTIONS, placed=arrangement.standing(at), hidden=arrangement.hidden
    )


acts = st.lists(
    st.tuples(
        st.sampled_from(["place", "up", "down", "hide", "release"]),
        st.integers(1, 45),
        st.sampled_from(PLACES),
        st.integers(0, 7),
        st.sampled_from([None, NOW + timedelta(hours=1), NOW - timedelta(hours=1)]),
    ),
    max_size=25,
)


def done(arrangement: Arrangement, act: tuple[str, int, str, int, datetime | None]) -> Arrangement:
    kind, story, place, position, until = act
    front = shown(arrangement)
    match kind:
        case "place":
            return place_story(
                arrangement, shown=front, story=story, place=place, position=position, until=until
            )
        case "hide":
            return hide_story(arrangement, story=story)
        case "release":
            return release_story(arrangement, story=story)
    return step_story(arrangement, shown=front, story=story, step=-1 if kind == "up" else 1)


@given(acts)
def test_whatever_editors_do_no_story_stands_twice_and_places_keep_their_size(
    history: list[tuple[str, int, str, int, datetime | None]],
) -> None:
    arrangement = Arrangement()
    for act in history:
        arrangement = done(arrangement, act)
        front = shown(arrangement)
        places = all_places(front)
        assert len(places) == len(set(places))
        assert all(len(front.at(place)) <= size_of(place) for place in PLACES)
        ranked = {number for place in PLACES for number in front.at(place)}
        assert not ranked & arrangement.hidden
        assert read_arrangement(write_arrangement(arrangement)) == arrangement


@given(st.integers(1, 40), st.sampled_from(PLACES), st.integers(0, 5))
def test_a_story_stands_where_it_was_put_and_those_above_it_stay(
    story: int, place: str, position: int
) -> None:
    before = [number for number in shown(Arrangement()).at(place) if number != story]
    arrangement = place_story(
        Arrangement(), shown=shown(Arrangement()), story=story, place=place, position=position
    )
    after = shown(arrangement).at(place)
    where = min(position, len(before), size_of(place) - 1)
    assert after[where] == story
    assert list(after[:where]) == before[:where]


def test_a_pin_ends_by_itself() -> None:
    end = NOW + timedelta(hours=2)
    arrangement = place_story(
        Arrangement(), shown=shown(Arrangement()), story=30, place=LEAD, until=end
    )
    assert shown(arrangement).lead == 30
    assert arrangement.next_end(NOW) == end
    assert shown(arrangement, at=end).lead == 1
    assert arrangement.next_end(end) is None


def test_up_and_down_change_places_with_the_neighbour_and_stop_at_the_ends() -> None:
    start = shown(Arrangement()).seconds
    arrangement = step_story(Arrangement(), shown=shown(Arrangement()), story=start[3], step=-1)
    assert shown(arrangement).seconds == (*start[:2], start[3], start[2], *start[4:])
    again = step_story(arrangement, shown=shown(arrangement), story=start[3], step=1)
    assert shown(again).seconds == start
    same = step_story(Arrangement(), shown=shown(Arrangement()), story=start[0], step=-1)
    assert same == Arrangement()


def test_a_story_that_readers_lose_falls_out_and_the_next_moves_up() -> None:
    arrangement = Arrangement(placed=(Placed(place=LEAD, story=99), Placed(place=LEAD, story=7)))
    assert shown(arrangement).lead == 7


def test_what_was_paid_for_cannot_lead_even_when_somebody_says_so() -> None:
    rows = [candidate(1, kind="sponsored"), candidate(2)]
    assert rank_front(rows, sections=SECTIONS, placed={LEAD: [1]}).lead == 2
    assert 1 in rank_front(rows, sections=SECTIONS, placed={SECOND: [1]}).seconds


def test_a_hidden_story_may_stand_among_the_most_recent() -> None:
    arrangement = hide_story(Arrangement(), story=1)
    front = shown(arrangement)
    assert front.place_of(1) is None
    assert 1 in front.recent
    assert shown(release_story(arrangement, story=1)).lead == 1


@given(candidates)
def test_without_an_arrangement_the_page_fills_itself(rows: list[object]) -> None:
    plain = rank_front(rows, sections=SECTIONS)  # type: ignore[arg-type]
    empty = rank_front(rows, sections=SECTIONS, placed={}, hidden=frozenset())  # type: ignore[arg-type]
    assert plain == empty
