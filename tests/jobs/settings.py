"""The least that background work needs, for the worker processes that tests start."""

import os
from typing import Any

import dj_database_url

SECRET_KEY = "for tests alone"
USE_TZ = True
INSTALLED_APPS = ["masthead.jobs", "django_tasks", "django_tasks_db", "tests.jobs.beatapp"]
DATABASES: dict[str, dict[str, Any]] = {
    "default": dict(
        dj_database_url.parse(os.environ.get("JOBS_TEST_DATABASE", "sqlite://:memory:"))
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {
    "default": {
        "BACKEND": "masthead.jobs.backend.QueueBackend",
        "QUEUES": ["default", "pictures"],
    },
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
}
