"""Addresses of our own screens. Wagtail asks for them and guards them like its own.

`register_admin_urls` puts `require_admin_access` and `never_cache` around each.
"""

from django.urls import path

from masthead.newsroom.views.acts import HideVersionView, KillView, VersionsView, WithdrawView
from masthead.newsroom.views.items import AsReceivedView, ItemView, OpenItemView, RawBytesView
from masthead.newsroom.views.notes import ResolveNoteView, WriteNoteView

urlpatterns = [
    path("items/<int:pk>/", ItemView.as_view(), name="newsroom_item"),
    path("items/<int:pk>/open/", OpenItemView.as_view(), name="newsroom_item_open"),
    path("takes/<int:pk>/as-received/", AsReceivedView.as_view(), name="newsroom_as_received"),
    path("takes/<int:pk>/bytes/", RawBytesView.as_view(), name="newsroom_raw_bytes"),
    path("stories/<int:pk>/withdraw/", WithdrawView.as_view(), name="newsroom_withdraw"),
    path("stories/<int:pk>/kill/", KillView.as_view(), name="newsroom_kill"),
    path("stories/<int:pk>/versions/", VersionsView.as_view(), name="newsroom_versions"),
    path(
        "stories/<int:pk>/versions/<int:number>/hide/",
        HideVersionView.as_view(),
        name="newsroom_hide_version",
    ),
    path("stories/<int:pk>/notes/", WriteNoteView.as_view(), name="newsroom_note_write"),
    path("notes/<int:pk>/resolve/", ResolveNoteView.as_view(), name="newsroom_note_resolve"),
]
