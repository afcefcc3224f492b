from masthead.cli.tally import IntakeTally


def test_states_reasons_and_what_was_left_out_are_counted_the_most_frequent_first() -> None:
    tally = IntakeTally()
    tally.add(state="refused", reason="not XML", left_out=())
    tally.add(state="published", reason="", left_out=("picture 1: no credit",))
    tally.add(state="published", reason="", left_out=())
    assert list(tally.sentences()) == [
        "3 items: 2 published, 1 refused.",
        "Reasons:",
        "  1 × not XML",
        "Left out:",
        "  1 × picture 1: no credit",
    ]
    assert not tally.is_all_refused


def test_it_is_known_when_nothing_could_be_read() -> None:
    tally = IntakeTally()
    assert tally.is_all_refused
    tally.add(state="refused", reason="not XML", left_out=())
    assert tally.is_all_refused
    assert next(tally.sentences()) == "1 item: 1 refused."
