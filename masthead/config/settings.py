"""Django's settings, made from the installation (see `masthead.kernel.installation`)."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import dj_database_url

from masthead.kernel import installation as _installation
from masthead.kernel.fetching import Policy

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
    "masthead.syndication",
    "masthead.alerts",
    "masthead.wire",
    "masthead.standing",
    "masthead.fronts",
    "masthead.sponsors",
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
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
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
    "masthead.config.save_data.SaveDataMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "masthead.config.middleware.HostMiddleware",
    "masthead.config.middleware.TextGZipMiddleware",
    "masthead.public.tidy.TidyAddressMiddleware",
    # Before sessions and forms: what they put into an answer keeps it out of the store.
    "masthead.delivery.middleware.PageStoreMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "masthead.newsroom.staff_mark.StaffMarkMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "masthead.newsroom.second_factor.SecondFactorMiddleware",
    "masthead.newsroom.moderators.ModeratorMiddleware",
    "masthead.newsroom.whole_forms.WholeFormMiddleware",
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
        "QUEUES": ["default", "feeds", "pictures"],
    },
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["masthead.accounts.backends.StaffBackend"]
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
# The words of the public site: `make messages` finds new ones. British English is in the code.
LOCALE_PATHS = [PACKAGE / "locale"]
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
# Django would put what a page tells next into a cookie for every path.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
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

# --- Sign-in (docs/decisions/0013) --------------------------------------------------------------
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "newsroom_desk"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "masthead.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "masthead.newsroom.forms.sign_in.SignInForm",
    "reset_password": "masthead.newsroom.forms.sign_in.ForgottenPasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation proves the address
ACCOUNT_EMAIL_NOTIFICATIONS = True
# An unknown address gets the same answer as a known one, and no letter.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
# A morning's shift at a shared desk ends with the browser; a person's own keeps for two weeks.
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
# By address of the network and by account, in the cache that all processes share.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/300s/key",
    "reset_password": "20/h/ip,5/h/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if INSTALLATION.behind_proxy else 0
MFA_ADAPTER = "masthead.accounts.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {"add_webauthn": "masthead.newsroom.forms.sign_in.PasskeyForm"}
# A phone whose clock is half a minute off still signs in (RFC 6238 section 5.2).
MFA_TOTP_TOLERANCE = 1
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False  # allauth's pages, which ask for the old one first
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False  # an address that nobody proved would get the letters

# Counts of tries live in the database, so that all processes and machines count together. Of
# picture sizes nothing is remembered: one that was taken down in another process must not be found.
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "masthead_counts",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}

# --- Wagtail ----------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Masthead"
WAGTAILADMIN_BASE_URL = f"http://127.0.0.1:{INSTALLATION.port}"
WAGTAILIMAGES_IMAGE_MODEL = "stories.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "masthead.newsroom.forms.picture.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
# Sizes for Wagtail's own screens: formats of which we know how to take the metadata out.
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"avif": "png", "gif": "png", "webp": "png"}
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 30 * 1024 * 1024
# A phone's panorama fits; a decompression bomb does not.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 128 * 1_000_000
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # no third party learns who our editors are
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_RESET_ENABLED = False  # allauth's pages take their place
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAILADMIN_GLOBAL_EDIT_LOCK = True
# Pictures alone are in Wagtail's search: over stories it takes seconds (docs/decisions/0002).
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
# Without Wagtail's "localtime", which its own script does not know.
WAGTAIL_USER_TIME_ZONES = sorted(available_timezones() - {"localtime"})

# --- Mail -------------------------------------------------------------------------------------
# What anything sends goes into the queue; the worker hands it to the transport.
EMAIL_BACKEND = "masthead.accounts.mail_backend.QueueMailBackend"
MASTHEAD_MAIL_TRANSPORT = "masthead.accounts.mail_backend.NewsroomMailBackend"
# The operator's server, which wins over the one that administrators enter in the newsroom.
MASTHEAD_MAIL_URL = INSTALLATION.mail_url
MASTHEAD_MAIL_FROM = INSTALLATION.mail_from
# How long an alert waits for somebody to say that she is on it, before the next is told.
MASTHEAD_ALERT_MINUTES = INSTALLATION.alert_minutes

# --- Masthead ---------------------------------------------------------------------------------
MASTHEAD_PORT = INSTALLATION.port
MASTHEAD_NEWSROOM_HOST = INSTALLATION.newsroom_host
# The page store (docs/decisions/0012): a size of nothing switches it off.
MASTHEAD_PAGES_FOLDER = Path(INSTALLATION.pages_folder or INSTALLATION.data / "pages")
# Below these nothing is a page: the newsroom, files, and what is counted.
MASTHEAD_UNSTORED_PATHS = (NEWSROOM_PATH, MEDIA_URL, "/sponsor/")
MASTHEAD_PAGES_BYTES = INSTALLATION.pages_megabytes * 1_000_000
# What the one HTTP client may do: hosts of this network only where the operator names them.
MASTHEAD_FETCH_POLICY = Policy(
    contact=INSTALLATION.contact, allowed_hosts=frozenset(INSTALLATION.inner_hosts.split())
)
# Says "staff reads here" and nothing else: with it a public page is drawn with the bar that leads
# to the acts. No session is on those paths; who may act is asked where the links lead.
MASTHEAD_STAFF_COOKIE = "masthead_staff"
# The page a story is previewed with. A name, because stories are below the public site.
MASTHEAD_STORY_PREVIEW = "masthead.public.preview.preview_story"
# The same for a standing page.
MASTHEAD_STANDING_PREVIEW = "masthead.public.preview.preview_standing"
# And for a front that is being arranged.
MASTHEAD_FRONT_PREVIEW = "masthead.public.preview.preview_front"
# And for the slot of a sponsor.
MASTHEAD_SPONSOR_PREVIEW = "masthead.public.preview.preview_sponsor"
# The page of a published story under the bar for staff: the newsroom is beside the public site.
MASTHEAD_STORY_READ = "masthead.public.views.stories.read_story"

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
