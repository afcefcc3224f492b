"""The WSGI application that the web server loads: stored pages first, then Django."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "masthead.config.settings")

from django.core.wsgi import get_wsgi_application

django_application = get_wsgi_application()

# Needs Django's settings and apps.
from masthead.config.entry import with_page_store  # noqa: E402

application = with_page_store(django_application)
