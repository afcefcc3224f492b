"""All addresses. The newsroom's come first; the rest is the public site's."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path(settings.NEWSROOM_PATH.lstrip("/"), include("masthead.newsroom.urls")),
    path("", include("masthead.public.urls")),
]

handler404 = "masthead.public.views.errors.page_is_missing"
handler500 = "masthead.public.views.errors.server_failed"
