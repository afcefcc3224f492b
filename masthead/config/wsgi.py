"""The WSGI application that the web server loads: stored pages first, then Django."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "masthead.config.settings")

from django.core.wsgi import get_wsgi_application
from django.urls import resolve

django_application = get_wsgi_application()
# Every view is imported now. The first request would do it, for seconds, and all others that Django
# has to answer would wait for it, on the threads by which stored pages go out.
resolve("/")

# Needs Django's settings and apps.
from masthead.config.entry import with_page_store  # noqa: E402

application = with_page_store(django_application)
