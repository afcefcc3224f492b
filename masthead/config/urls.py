"""All addresses. The newsroom's come first; the rest is the public site's."""

from django.conf import settings
from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path(settings.NEWSROOM_PATH.strip("/"), RedirectView.as_view(url=settings.NEWSROOM_PATH)),
    path(settings.NEWSROOM_PATH.lstrip("/"), include("masthead.newsroom.urls")),
    path("", include("masthead.public.urls")),
]

handler404 = "masthead.public.views.errors.page_is_missing"
handler500 = "masthead.public.views.errors.server_failed"
