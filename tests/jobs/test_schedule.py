from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from masthead.jobs import presence, schedule
from masthead.jobs.leases import LEASE
from masthead.jobs.models import Tick, WorkerBeat
from masthead.jobs.periodic import KEEP_BEATS, KEEP_FINISHED, prune
from masthead.jobs.queue import enqueue, run_until_empty
from masthead.jobs.schedule import Periodic
from tests.jobs import tasks

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def nothing() -> None:
    """Do nothing."""


WORK = Periodic(name="work", seconds=60, function=nothing)


def after(seconds: float) -> datetime:
    """So long after noon."""
    return NOON + timedelta(seconds=seconds)


def test_work_is_due_at_once_the_first_time_and_one_worker_gets_the_turn() -> None:
    assert schedule.seconds_until_due(WORK, NOON) == 0
    assert schedule.take_turn(WORK, holder="first", now=NOON) is not None
    assert schedule.take_turn(WORK, holder="second", now=NOON) is None


def test_work_is_due_again_one_period_after_it_was_due() -> None:
    schedule.seconds_until_due(WORK, NOON)
    turn = schedule.take_turn(WORK, holder="first", now=after(0.2))
    assert turn is not None
    schedule.end_turn(turn, now=after(5))
    assert schedule.seconds_until_due(WORK, after(5)) == 55


def test_turns_that_were_missed_are_not_made_up_for() -> None:
    schedule.seconds_until_due(WORK, NOON)
    turn = schedule.take_turn(WORK, holder="first", now=after(1000))
    assert turn is not None
    schedule.end_turn(turn, now=after(1001))
    assert schedule.seconds_until_due(WORK, after(1001)) == 0
    turn = schedule.take_turn(WORK, holder="first", now=after(1001))
    assert turn is not None
    schedule.end_turn(turn, now=after(1002))
    assert schedule.seconds_until_due(WORK, after(1002)) == 59


def test_a_worker_that_dies_in_its_turn_holds_it_for_one_lease() -> None:
    schedule.seconds_until_due(WORK, NOON)
    schedule.take_turn(WORK, holder="first", now=NOON)
    assert schedule.take_turn(WORK, holder="second", now=after(7)) is None
    assert schedule.take_turn(WORK, holder="second", now=NOON + LEASE) is not None


def test_a_long_turn_is_kept_and_a_lost_one_cannot_be_ended() -> None:
    schedule.seconds_until_due(WORK, NOON)
    turn = schedule.take_turn(WORK, holder="first", now=NOON)
    assert turn is not None
    schedule.keep_turn(turn, now=after(6))
    assert schedule.take_turn(WORK, holder="second", now=after(9)) is None
    assert schedule.take_turn(WORK, holder="second", now=after(15)) is not None
    schedule.end_turn(turn, now=after(16))
    assert Tick.objects.get().due_at == after(15) + LEASE


def test_a_clock_that_is_set_back_does_not_stop_the_schedule() -> None:
    Tick.objects.create(name="work", due_at=after(3600))
    assert schedule.seconds_until_due(WORK, NOON) == 0
    turn = schedule.take_turn(WORK, holder="first", now=NOON)
    assert turn is not None
    schedule.end_turn(turn, now=NOON)
    assert schedule.seconds_until_due(WORK, NOON) == 60


def test_a_name_is_registered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "_registry", {})
    register: Callable[[Callable[[], None]], Callable[[], None]]
    register = schedule.every(seconds=1, name="twice")
    register(nothing)
    with pytest.raises(ValueError, match="registered already"):
        register(nothing)
    with pytest.raises(ValueError, match="above zero"):
        schedule.every(seconds=0, name="never")


def test_the_queues_own_housekeeping_is_registered() -> None:
    assert "prune finished jobs" in [one.name for one in schedule.registered()]


def test_pruning_takes_what_is_finished_and_old_alone() -> None:
    old, recent, open_ = (enqueue(tasks.add, n, n) for n in range(3))
    run_until_empty()
    now = timezone.now()
    DBTaskResult.objects.filter(pk=old.id).update(
        finished_at=now - KEEP_FINISHED - timedelta(minutes=1)
    )
    DBTaskResult.objects.filter(pk=open_.id).update(
        status="READY", finished_at=None, enqueued_at=now - timedelta(days=400)
    )
    prune()
    assert {str(row.pk) for row in DBTaskResult.objects.all()} == {recent.id, open_.id}


def test_a_worker_lives_while_it_beats_and_leaves_when_it_stops() -> None:
    now = timezone.now()
    presence.beat("w")
    presence.beat("w")
    assert [one.worker for one in presence.living_workers(now)] == ["w"]
    WorkerBeat.objects.update(beat_at=now - presence.SILENT_AFTER)
    assert presence.living_workers(now) == []
    WorkerBeat.objects.update(beat_at=now - KEEP_BEATS - timedelta(minutes=1))
    prune()
    assert not WorkerBeat.objects.exists()
    presence.beat("w")
    presence.leave("w")
    assert not WorkerBeat.objects.exists()
