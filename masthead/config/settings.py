"""Django's settings, made from the installation (see `masthead.kernel.installation`)."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import dj_database_url

from masthead.kernel import installation as _installation

INSTALLATION = _installation.load()
PACKAGE = Path(__file__).resolve().parent.parent

# Without an installation (lint, type checks, `masthead --help`) a throw-away key does: nothing it
# signs outlives the process.
SECRET_KEY = INSTALLATION.secret_key or secrets.token_urlsafe(48)
DEBUG = False
# The host is checked by HostMiddleware, against the editions in the database: editors add hosts,
# settings cannot know them. tests/config/test_hosts.py holds that unknown hosts are refused.
ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = [
    "masthead.newsroom",
    "masthead.public",
    "masthead.alerts",
    "masthead.wire",
    "masthead.stories",
    "masthead.accounts",
    "masthead.search",
    "masthead.delivery",
    "masthead.jobs",
    "wagtail.contrib.typed_table_block",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "taggit",
    "modelcluster",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # The headers first: refusals and failures further in carry them too.
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Files before hosts: the page that says "no such host", or "the database is down", has its
    # looks.
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "masthead.config.middleware.HostMiddleware",
    "masthead.config.middleware.TextGZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "masthead.newsroom.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "masthead.config.urls"
# A story's form posts four or five fields for each part of its text, and parts stay in the form,
# marked, when they are deleted. The longest reads have 20,000 words in a thousand parts and more;
# Django's 1,000 fields would end at two hundred. The bytes of a form are limited as before.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
WSGI_APPLICATION = "masthead.config.wsgi.application"
APPEND_SLASH = False

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES: dict[str, dict[str, Any]] = {
    "default": dict(dj_database_url.parse(INSTALLATION.database, conn_max_age=60)),
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # WAL with IMMEDIATE is the one combination in which a web process and a worker that read,
    # write and enqueue at once never met "database is locked" (docs/decisions/0004).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # synchronous=FULL: what was accepted survives a power cut, not just a killed process.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            # Without it INSERT OR REPLACE deletes rows past the triggers of stories.guards.
            "PRAGMA recursive_triggers=ON;"
        ),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TASKS = {
    "default": {
        "BACKEND": "masthead.jobs.backend.QueueBackend",
        "QUEUES": ["default", "pictures"],
    },
}

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

LANGUAGE_CODE = "en-gb"
USE_I18N = True
USE_TZ = True
# The newsroom's clock for forms in the admin; readers' pages use the zone of their edition.
TIME_ZONE = INSTALLATION.time_zone

STATIC_URL = "/static/"
STATIC_ROOT = INSTALLATION.data / "static"
STATICFILES_FINDERS = [
    "masthead.public.finders.StylesheetFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
# A page with an unhashed address beats no page when static files were not collected: doctor says
# that they are missing.
WHITENOISE_MANIFEST_STRICT = False
MEDIA_URL = "/media/"
MEDIA_ROOT = INSTALLATION.data / "media"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "masthead.config.staticfiles.StaticFilesStorage"},
}

# --- Security ---------------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the newsroom shows previews in a frame of its own
if INSTALLATION.behind_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
# Cookies belong to the newsroom's path alone, so that no reader's page ever carries one.
NEWSROOM_PATH = "/newsroom/"
SESSION_COOKIE_NAME = "masthead_newsroom"
SESSION_COOKIE_PATH = NEWSROOM_PATH
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = INSTALLATION.behind_proxy
CSRF_COOKIE_NAME = "masthead_newsroom_csrf"
CSRF_COOKIE_PATH = NEWSROOM_PATH
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = INSTALLATION.behind_proxy
CSRF_FAILURE_VIEW = "masthead.newsroom.views.entry.csrf_refused"

_SELF = ["'self'"]
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": [],
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": _SELF,
        "style-src": _SELF,
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": _SELF,
        "media-src": _SELF,
        "connect-src": _SELF,
        "frame-src": _SELF,
        "manifest-src": _SELF,
        "form-action": _SELF,
        "frame-ancestors": _SELF,
        "base-uri": ["'none'"],
    },
}

# --- Wagtail ----------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Masthead"
WAGTAILADMIN_BASE_URL = f"http://127.0.0.1:{INSTALLATION.port}"
WAGTAILIMAGES_IMAGE_MODEL = "stories.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "masthead.newsroom.forms.picture.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 30 * 1024 * 1024
# A phone's panorama fits; a decompression bomb does not.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 128 * 1_000_000
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # no third party learns who our editors are
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_RESET_ENABLED = False  # mail comes with the newsroom's sign-in
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAILADMIN_GLOBAL_EDIT_LOCK = True
# Pictures alone are in Wagtail's search: over stories it takes seconds (docs/decisions/0002).
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
# Without Wagtail's "localtime", which its own script does not know.
WAGTAIL_USER_TIME_ZONES = sorted(available_timezones() - {"localtime"})

# --- Masthead ---------------------------------------------------------------------------------
MASTHEAD_PORT = INSTALLATION.port
MASTHEAD_NEWSROOM_HOST = INSTALLATION.newsroom_host
# The page a story is previewed with. A name, because stories are below the public site.
MASTHEAD_STORY_PREVIEW = "masthead.public.preview.preview_story"

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "PIL": {"level": "WARNING"},
        # A line for each start and end of a task would bury what an operator must see.
        "django_tasks": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
    },
}
