from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from masthead.jobs import leases
from masthead.jobs.leases import Held
from masthead.jobs.models import Lease
from masthead.jobs.queue import enqueue, queues
from tests.jobs import tasks

pytestmark = pytest.mark.django_db(transaction=True)


def taken(worker: str = "first") -> Held:
    """The job that is due, held by ``worker``."""
    held = leases.claim(worker=worker, queues=queues())
    assert held is not None
    return held


def run_out() -> None:
    """Let every lease run out, in place of waiting."""
    Lease.objects.filter(expires_at__isnull=False).update(
        expires_at=timezone.now() - timedelta(seconds=1)
    )


def test_a_job_that_is_held_is_not_taken_again() -> None:
    enqueue(tasks.add, 1, 1)
    taken()
    assert leases.claim(worker="second", queues=queues()) is None
    assert leases.take_back_expired() == 0


def test_a_lease_that_is_extended_does_not_run_out() -> None:
    enqueue(tasks.add, 1, 1)
    held = taken()
    run_out()
    assert leases.extend(held)
    assert leases.take_back_expired() == 0


def test_a_lease_that_has_run_out_lets_another_worker_take_the_job() -> None:
    enqueue(tasks.add, 1, 1)
    taken()
    run_out()
    assert leases.take_back_expired() == 1
    again = taken("second")
    assert (again.fence, again.attempts) == (2, 2)
    assert "stopped without a word" in Lease.objects.get().last_error


def test_the_late_finisher_does_not_overwrite() -> None:
    enqueue(tasks.add, 1, 1)
    late = taken()
    run_out()
    leases.take_back_expired()
    assert not leases.finish(late, "late, before anybody took it")
    again = taken("second")
    assert not leases.extend(late)
    assert not leases.finish(late, "late")
    assert not leases.fail(late, RuntimeError("late"))
    assert not leases.hand_back(late)
    assert leases.finish(again, "in time")
    assert not leases.finish(late, "much too late")
    row = DBTaskResult.objects.get()
    assert (row.status, row.return_value) == (TaskResultStatus.SUCCESSFUL, "in time")


def test_a_finished_job_cannot_be_extended_back_to_life() -> None:
    enqueue(tasks.add, 1, 1)
    held = taken()
    leases.finish(held, 2)
    assert not leases.extend(held)
    assert Lease.objects.get().expires_at is None


def test_a_job_that_loses_its_worker_each_time_fails_for_good() -> None:
    job = enqueue(tasks.always_fail, "never reached", key="k")
    for _ in range(3):
        taken()
        run_out()
        leases.take_back_expired()
    job.refresh()
    assert job.status == TaskResultStatus.FAILED
    assert job.errors[0].exception_class is leases.WorkerLostError
    assert Lease.objects.get().key is None


def test_a_job_that_is_handed_back_is_due_at_once_and_the_try_does_not_count() -> None:
    enqueue(tasks.add, 1, 1)
    assert leases.hand_back(taken())
    again = taken("second")
    assert (again.fence, again.attempts) == (2, 1)


def test_a_job_without_a_lease_row_is_run_too() -> None:
    enqueue(tasks.add, 1, 1)
    Lease.objects.all().delete()
    assert taken().fence == 1


def test_looking_for_work_in_an_empty_queue_takes_no_write_lock(
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert leases.claim(worker="w", queues=queues()) is None
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert leases.take_back_expired() == 0
