"""The backend behind Django's tasks API: django-tasks-db's table with a lease beside each job."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from asgiref.sync import sync_to_async
from django.db import IntegrityError, transaction
from django_tasks import TaskResult
from django_tasks.base import Task
from django_tasks_db.backend import DatabaseBackend

from masthead.jobs.rules import DEFAULT_POLICY, RetryPolicy

# What is left of Lease.key's 300 once the task's dotted path stands before it.
LONGEST_KEY = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueTask(Task[Any, Any]):
    """A task that also says how it is retried: ``@task(retry=RetryPolicy(max_attempts=3))``."""

    retry: RetryPolicy = DEFAULT_POLICY


class QueueBackend(DatabaseBackend):
    """Enqueues in the caller's transaction: what is rolled back was never enqueued."""

    task_class = QueueTask

    def enqueue(
        self, task: Task[Any, Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> TaskResult[Any]:
        """Queue ``task``; the way that ``task.enqueue()`` comes, Wagtail's own tasks too."""
        return self.enqueue_keyed(task, args, kwargs, key=None)

    async def aenqueue(
        self, task: Task[Any, Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> TaskResult[Any]:
        """The same from asynchronous code."""
        return await sync_to_async(self.enqueue, thread_sensitive=True)(task, args, kwargs)

    def enqueue_keyed(
        self,
        task: Task[Any, Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        *,
        key: str | None,
    ) -> TaskResult[Any]:
        """Queue ``task``, or return the unfinished job of this task that has the same ``key``.

        Raises ValueError when the key is empty or longer than `LONGEST_KEY`.
        """
        if key is None:
            return self._enqueue(task, args, kwargs, full_key=None)
        if not 0 < len(key) <= LONGEST_KEY:
            raise ValueError(f"a key has 1 to {LONGEST_KEY} characters, not {len(key)}")
        full_key = f"{task.module_path}:{key}"
        while True:
            if (earlier := self._unfinished(full_key)) is not None:
                return earlier
            try:
                return self._enqueue(task, args, kwargs, full_key=full_key)
            except IntegrityError:
                # Another transaction enqueued the key between our look and our write, and has
                # committed since. Its job is found now, or has finished and freed the key. Any
                # other broken constraint has nothing to do with the key.
                if self._is_free(full_key):
                    raise

    def _enqueue(
        self,
        task: Task[Any, Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        *,
        full_key: str | None,
    ) -> TaskResult[Any]:
        # Here and below: tasks are declared, and so this module is read, before models can be.
        from masthead.jobs.models import Lease

        with transaction.atomic():
            result: TaskResult[Any] = super().enqueue(task, args, kwargs)
            Lease.objects.create(task_id=result.id, key=full_key)
        return result

    def _unfinished(self, full_key: str) -> TaskResult[Any] | None:
        from masthead.jobs.models import Lease

        lease = Lease.objects.select_related("task").filter(key=full_key).first()
        return None if lease is None else lease.task.task_result

    def _is_free(self, full_key: str) -> bool:
        from masthead.jobs.models import Lease

        return not Lease.objects.filter(key=full_key).exists()
