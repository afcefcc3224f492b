import logging
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks.exceptions import InvalidTaskError
from django_tasks_db.models import DBTaskResult

from masthead.jobs import leases
from masthead.jobs.models import Lease
from masthead.jobs.queue import Tally, enqueue, queues, run_until_empty
from tests.jobs import tasks

pytestmark = pytest.mark.django_db(transaction=True)


def due_now() -> None:
    """Bring every waiting retry forward, in place of waiting for it."""
    DBTaskResult.objects.filter(status=TaskResultStatus.READY).update(run_after=timezone.now())


def test_a_job_runs_once_and_its_value_is_kept() -> None:
    job = enqueue(tasks.add, 2, right=3)
    assert run_until_empty() == Tally(succeeded=1, failed=0)
    assert run_until_empty() == Tally(succeeded=0, failed=0)
    job.refresh()
    assert job.return_value == 5


def test_jobs_that_wagtail_enqueues_in_its_own_way_have_a_lease_too() -> None:
    job = tasks.add.enqueue(1, 1)
    assert Lease.objects.get(task_id=job.id).attempts == 0
    assert run_until_empty().succeeded == 1


def test_a_rolled_back_transaction_enqueues_nothing() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        enqueue(tasks.add, 1, 1)
        enqueue(tasks.add, 1, 1, key="a")
        raise ZeroDivisionError
    assert not DBTaskResult.objects.exists()
    assert not Lease.objects.exists()
    assert enqueue(tasks.add, 1, 1, key="a").status == TaskResultStatus.READY


def test_the_same_key_returns_the_unfinished_job() -> None:
    first = enqueue(tasks.add, 1, 1, key="story 1")
    assert enqueue(tasks.add, 2, 2, key="story 1").id == first.id
    assert enqueue(tasks.add, 2, 2, key="story 2").id != first.id
    assert DBTaskResult.objects.count() == 2


def test_the_same_key_returns_the_job_that_is_running() -> None:
    first = enqueue(tasks.add, 1, 1, key="k")
    assert leases.claim(worker="w", queues=queues()) is not None
    assert enqueue(tasks.add, 1, 1, key="k").id == first.id


def test_a_key_belongs_to_its_task() -> None:
    first = enqueue(tasks.add, 1, 1, key="k")
    assert enqueue(tasks.add_in_pictures, 1, 1, key="k").id != first.id


def test_a_key_is_free_again_once_its_job_has_succeeded_or_failed_for_good() -> None:
    first = enqueue(tasks.add, 1, 1, key="k")
    failing = enqueue(tasks.always_fail, "no", key="k")
    for _ in range(3):
        run_until_empty()
        due_now()
    assert enqueue(tasks.add, 1, 1, key="k").id != first.id
    assert enqueue(tasks.always_fail, "no", key="k").id != failing.id


@pytest.mark.parametrize("key", ["", "k" * 161])
def test_a_key_that_the_table_cannot_hold_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="a key has"):
        enqueue(tasks.add, 1, 1, key=key)


def test_a_delayed_job_waits_for_its_moment() -> None:
    enqueue(tasks.add, 1, 1, run_after=timezone.now() + timedelta(hours=1))
    assert run_until_empty().succeeded == 0
    due_now()
    assert run_until_empty().succeeded == 1


def test_a_higher_priority_goes_first_and_a_queue_is_taken_alone() -> None:
    low = enqueue(tasks.add, 1, 1, priority=-5)
    high = enqueue(tasks.add, 1, 1, priority=5)
    picture = enqueue(tasks.add_in_pictures, 1, 1, priority=-50)
    taken = [
        leases.claim(worker="w", queues=[queue]) for queue in ("pictures", "default", "default")
    ]
    assert [str(one.job.pk) for one in taken if one] == [picture.id, high.id, low.id]


def test_a_priority_that_django_tasks_does_not_know_is_refused() -> None:
    with pytest.raises(InvalidTaskError):
        enqueue(tasks.add, 1, 1, priority=101)


def test_a_failed_job_is_tried_again_after_a_growing_pause_and_then_fails_for_good(
    caplog: pytest.LogCaptureFixture,
) -> None:
    job = enqueue(tasks.always_fail, "the disk is full")
    pauses = []
    for _ in range(2):
        before = timezone.now()
        assert run_until_empty() == Tally(succeeded=0, failed=1)
        row = DBTaskResult.objects.get()
        assert row.status == TaskResultStatus.READY
        pauses.append((row.run_after - before).total_seconds())
        assert "the disk is full" in Lease.objects.get().last_error
        due_now()
    assert 1 <= pauses[0] <= 2.5
    assert 2 <= pauses[1] <= 4.5
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]

    assert run_until_empty().failed == 1
    job.refresh()
    assert job.status == TaskResultStatus.FAILED
    assert job.errors[0].exception_class is RuntimeError
    assert [r.levelname for r in caplog.records if "failed for good" in r.message] == ["ERROR"]


def test_a_task_sees_which_attempt_it_is() -> None:
    job = enqueue(tasks.tell_attempt)
    first = leases.claim(worker="w", queues=queues())
    assert first is not None
    leases.hand_back(first)
    run_until_empty()
    job.refresh()
    assert job.return_value == 2


@pytest.mark.parametrize("task", [tasks.return_what_json_cannot_hold, tasks.leave])
def test_odd_ends_are_failures_of_the_job_not_of_the_worker(task: object) -> None:
    enqueue(task)  # type: ignore[arg-type]
    assert run_until_empty() == Tally(succeeded=0, failed=1)
    assert DBTaskResult.objects.get().status == TaskResultStatus.READY


def test_a_job_whose_code_is_gone_is_tried_again_then_fails() -> None:
    enqueue(tasks.add, 1, 1)
    DBTaskResult.objects.update(task_path="masthead.no_such.task")
    for _ in range(8):
        assert run_until_empty() == Tally(succeeded=0, failed=1)
        due_now()
    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED
