"""Addresses of the newsroom, below its path."""

from django.urls import include, path
from django.views.decorators.cache import never_cache
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access

from masthead.newsroom import account_addresses, people_addresses
from masthead.newsroom.views.desk import DeskView
from masthead.newsroom.views.devices import push_worker
from masthead.newsroom.views.entry import enter

urlpatterns = [
    # Before Wagtail's own home, which this replaces: what leads there leads to the desk.
    path("", never_cache(require_admin_access(DeskView.as_view())), name="newsroom_desk"),
    path("enter/<str:secret>", enter, name="newsroom_enter"),
    # Before Wagtail's own pages of the same paths.
    path("", include(account_addresses.urlpatterns)),
    path("", include(people_addresses.urlpatterns)),
    path("push-worker.js", push_worker, name="newsroom_push_worker"),
    path("", include(wagtailadmin_urls)),
]
