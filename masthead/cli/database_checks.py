"""Checks of what the database says: migrations, worker, editors, editions, mail, clocks."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Max, Q
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from masthead.accounts.mail_server import MailUrlError, operators_server
from masthead.accounts.mailing import is_mail_set_up, mail_trouble
from masthead.accounts.models import User
from masthead.cli.findings import Finding, doubtful, judge_clock, well, wrong
from masthead.cli.folder_checks import file_clock
from masthead.jobs.models import WorkerBeat
from masthead.jobs.presence import living_workers
from masthead.kernel.installation import Installation
from masthead.stories.guards import missing_guards
from masthead.stories.models import Edition

# Work that has been due this long while a worker lives: it cannot keep up.
WAITING_TOO_LONG = timedelta(minutes=5)


def check_database() -> Finding:
    """Does the database answer?"""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error as error:
        connection.close()
        return wrong(
            "database",
            f"The database cannot be reached: {str(error).strip().splitlines()[0]}",
            "Start it, and see that database_url in masthead.toml names it.",
        )
    return well("database", f"The database ({connection.display_name}) answers.")


def check_migrations() -> Finding:
    """Does the database have the form that this code expects?"""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        return wrong(
            "migrations",
            f"The database is behind this version; migrations to do: {len(plan)}.",
            "Stop Masthead, make a backup, then: masthead prepare --no-demo",
        )
    return well("migrations", "The database has the form that this version expects.")


def check_guards() -> Finding:
    """Are the triggers in place that hold what a constraint cannot?"""
    if missing := missing_guards(using="default"):
        return wrong(
            "guards",
            f"The database lacks {len(missing)} of its guards: a migration may have been cut off.",
            "Put them back: masthead prepare --no-demo",
        )
    return well("guards", "The database guards killed stories and published versions.")


def check_worker() -> Finding:
    """Does a worker live, and does it keep up?"""
    now = timezone.now()
    workers = living_workers(now)
    due = DBTaskResult.objects.ready()
    if not workers:
        return wrong(
            "worker",
            f"No background worker is running; {due.count()} jobs wait. "
            "Scheduled stories are not released.",
            "Start everything with “masthead run”, or a worker with “masthead worker”.",
        )
    long_ago = now - WAITING_TOO_LONG
    # A job that is due and whose moment lies ahead was never given one: it waits since it came.
    at_once = Q(run_after__gt=now, enqueued_at__lt=long_ago)
    if due.filter(at_once | Q(run_after__lt=long_ago)).exists():
        return doubtful(
            "worker",
            f"{due.count()} jobs wait, some for more than five minutes.",
            "Start another worker: masthead worker",
        )
    return well("worker", f"Workers running: {len(workers)}.")


def check_editor() -> Finding:
    """Can anybody sign in with full rights?"""
    if User.objects.filter(is_active=True, is_superuser=True).exists():
        return well("editor", "There is an administrator's account.")
    return wrong(
        "editor",
        "Nobody can sign in as an administrator.",
        "Make an account: masthead init --email you@example.org",
    )


def check_edition() -> Finding:
    """Is there a site?"""
    if count := Edition.objects.count():
        return well("site", f"Sites: {count}.")
    return wrong("site", "There is no site to publish on.", "Make one: masthead init")


def check_mail() -> Finding:
    """Is there a mail server, and did it take the last letter?"""
    where = "Look at “Mail” in the newsroom, or at mail_url in masthead.toml."
    try:
        operators_server()
    except MailUrlError as error:
        return wrong("mail", f"{error}.", "Mend mail_url in masthead.toml.")
    if not is_mail_set_up():
        return doubtful(
            "mail",
            "No mail server is set up: invitations, new passwords and alarms reach nobody.",
            f"Set one up. {where}",
        )
    if trouble := mail_trouble():
        return wrong("mail", f"The last letter did not go: {trouble}", where)
    return well("mail", "Mail is set up, and no letter failed lately.")


def check_clock(here: Installation) -> Finding:
    """Do the clocks agree: this machine's, the database's, the disk's, and what was stored?"""
    others = {}
    if (of_disk := file_clock(here.data)) is not None:
        others["the disk"] = of_disk
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            others["the database"] = cursor.fetchone()[0]
    return judge_clock(timezone.now(), others, _last_written())


def _last_written() -> datetime:
    """The latest moment that any process of this newsroom has stored."""
    moments = [
        WorkerBeat.objects.aggregate(last=Max("beat_at"))["last"],
        DBTaskResult.objects.aggregate(last=Max("enqueued_at"))["last"],
        DBTaskResult.objects.aggregate(last=Max("finished_at"))["last"],
    ]
    known = [moment for moment in moments if moment is not None]
    return max(known) if known else timezone.now()
