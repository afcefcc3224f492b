"""Addresses of our own screens. Wagtail asks for them and guards them like its own.

`register_admin_urls` puts `require_admin_access` and `never_cache` around each.
"""

from django.urls import path

from masthead.newsroom.views.acts import HideVersionView, KillView, VersionsView, WithdrawView
from masthead.newsroom.views.alerts import (
    AcknowledgeView,
    AlertsView,
    AlertView,
    RemoveDutyView,
    RotaView,
)
from masthead.newsroom.views.audit import AuditFileView, AuditView
from masthead.newsroom.views.bulk import BulkResultView, BulkUndoView, BulkView
from masthead.newsroom.views.clock import AcknowledgeMomentView, NextView
from masthead.newsroom.views.crisis import (
    ActsView,
    BreakingView,
    CorrectView,
    EndBreakingView,
    ReadView,
)
from masthead.newsroom.views.desk import ChangesView
from masthead.newsroom.views.devices import DevicesView, RemoveDeviceView
from masthead.newsroom.views.front import FrontPreviewView, FrontView
from masthead.newsroom.views.gates import GatesView
from masthead.newsroom.views.holds import HoldView, LiftView, RestoreView
from masthead.newsroom.views.items import AsReceivedView, ItemView, OpenItemView, RawBytesView
from masthead.newsroom.views.menus import MenusView
from masthead.newsroom.views.notes import ResolveNoteView, WriteNoteView
from masthead.newsroom.views.pictures import (
    GiveBackPictureView,
    ReplacePictureView,
    TakeDownPictureView,
)
from masthead.newsroom.views.saved_views import SavedViewsView
from masthead.newsroom.views.search import SearchView
from masthead.newsroom.views.sources import FetchNowView, SourcesView, TrySourceView
from masthead.newsroom.views.sponsors import (
    AddSponsorshipView,
    SponsorPreviewView,
    SponsorReportView,
    SponsorshipActView,
    SponsorshipView,
    SponsorsView,
)
from masthead.newsroom.views.words import DropWordsView, ReadWordsView
from masthead.newsroom.views.work import (
    BeginStoryView,
    FinishWorkView,
    LettersView,
    StoryWorkView,
    TakeWorkView,
    WorkView,
)

urlpatterns = [
    path("desk/changes/", ChangesView.as_view(), name="newsroom_desk_changes"),
    path("desk/search/", SearchView.as_view(), name="newsroom_search"),
    path("desk/views/", SavedViewsView.as_view(), name="newsroom_views"),
    path("items/<int:pk>/", ItemView.as_view(), name="newsroom_item"),
    path("items/<int:pk>/open/", OpenItemView.as_view(), name="newsroom_item_open"),
    path("front/", FrontView.as_view(), name="newsroom_front"),
    path("front/<int:pk>/", FrontView.as_view(), name="newsroom_front_of"),
    path("front/<int:pk>/preview/", FrontPreviewView.as_view(), name="newsroom_front_preview"),
    path("menus/", MenusView.as_view(), name="newsroom_menus"),
    path("menus/<int:pk>/", MenusView.as_view(), name="newsroom_menus_of"),
    path("sponsors/", SponsorsView.as_view(), name="newsroom_sponsors"),
    path("sponsors/<int:pk>/", SponsorsView.as_view(), name="newsroom_sponsors_of"),
    path("sponsors/<int:pk>/add/", AddSponsorshipView.as_view(), name="newsroom_sponsors_add"),
    path("sponsorships/<int:pk>/", SponsorshipView.as_view(), name="newsroom_sponsorship"),
    path(
        "sponsorships/<int:pk>/act/",
        SponsorshipActView.as_view(),
        name="newsroom_sponsorship_act",
    ),
    path(
        "sponsorships/<int:pk>/preview/",
        SponsorPreviewView.as_view(),
        name="newsroom_sponsorship_preview",
    ),
    path(
        "sponsorships/<int:pk>/report.csv",
        SponsorReportView.as_view(),
        name="newsroom_sponsorship_report",
    ),
    path("sources/", SourcesView.as_view(), name="newsroom_sources"),
    path("sources/try/", TrySourceView.as_view(), name="newsroom_source_try"),
    path("sources/<int:pk>/fetch/", FetchNowView.as_view(), name="newsroom_source_fetch"),
    path("takes/<int:pk>/as-received/", AsReceivedView.as_view(), name="newsroom_as_received"),
    path("takes/<int:pk>/bytes/", RawBytesView.as_view(), name="newsroom_raw_bytes"),
    path("stories/<int:pk>/withdraw/", WithdrawView.as_view(), name="newsroom_withdraw"),
    path("stories/<int:pk>/acts/", ActsView.as_view(), name="newsroom_acts"),
    path("stories/<int:pk>/correct/", CorrectView.as_view(), name="newsroom_correct"),
    path("stories/<int:pk>/breaking/", BreakingView.as_view(), name="newsroom_breaking"),
    path("stories/<int:pk>/breaking/end/", EndBreakingView.as_view(), name="newsroom_breaking_end"),
    path("read/<int:pk>/", ReadView.as_view(), name="newsroom_read"),
    path("alerts/", AlertsView.as_view(), name="newsroom_alerts"),
    path("alerts/rota/", RotaView.as_view(), name="newsroom_rota"),
    path("alerts/rota/<int:pk>/remove/", RemoveDutyView.as_view(), name="newsroom_duty_remove"),
    path("alerts/devices/", DevicesView.as_view(), name="newsroom_devices"),
    path(
        "alerts/devices/<int:pk>/remove/",
        RemoveDeviceView.as_view(),
        name="newsroom_device_remove",
    ),
    path("alerts/<int:pk>/", AlertView.as_view(), name="newsroom_alert"),
    path(
        "alerts/<int:pk>/acknowledge/",
        AcknowledgeView.as_view(),
        name="newsroom_alert_acknowledge",
    ),
    path("stories/<int:pk>/hold/", HoldView.as_view(), name="newsroom_hold"),
    path("stories/<int:pk>/lift/", LiftView.as_view(), name="newsroom_lift"),
    path("stories/<int:pk>/restore/", RestoreView.as_view(), name="newsroom_restore"),
    path("stories/gates/", GatesView.as_view(), name="newsroom_gates_new"),
    path("stories/<int:pk>/gates/", GatesView.as_view(), name="newsroom_gates"),
    path(
        "pictures/<int:picture>/take-down/",
        TakeDownPictureView.as_view(),
        name="newsroom_picture_take_down",
    ),
    path(
        "pictures/<int:picture>/replace/",
        ReplacePictureView.as_view(),
        name="newsroom_picture_replace",
    ),
    path(
        "pictures/<int:picture>/give-back/",
        GiveBackPictureView.as_view(),
        name="newsroom_picture_give_back",
    ),
    path("next/", NextView.as_view(), name="newsroom_next"),
    path(
        "missed/<int:pk>/acknowledge/",
        AcknowledgeMomentView.as_view(),
        name="newsroom_acknowledge",
    ),
    path("bulk/", BulkView.as_view(), name="newsroom_bulk"),
    path("bulk/<int:pk>/", BulkResultView.as_view(), name="newsroom_bulk_result"),
    path("bulk/<int:pk>/undo/", BulkUndoView.as_view(), name="newsroom_bulk_undo"),
    path("audit/", AuditView.as_view(), name="newsroom_audit"),
    path("audit/audit-log.<str:kind>", AuditFileView.as_view(), name="newsroom_audit_file"),
    path("stories/<int:pk>/kill/", KillView.as_view(), name="newsroom_kill"),
    path("stories/<int:pk>/versions/", VersionsView.as_view(), name="newsroom_versions"),
    path(
        "stories/<int:pk>/versions/<int:number>/hide/",
        HideVersionView.as_view(),
        name="newsroom_hide_version",
    ),
    path("stories/<int:pk>/notes/", WriteNoteView.as_view(), name="newsroom_note_write"),
    path("work/", WorkView.as_view(), name="newsroom_work"),
    path("work/letters/", LettersView.as_view(), name="newsroom_work_letters"),
    path("work/<int:pk>/take/", TakeWorkView.as_view(), name="newsroom_work_take"),
    path("work/<int:pk>/finish/", FinishWorkView.as_view(), name="newsroom_work_finish"),
    path("work/<int:pk>/begin/", BeginStoryView.as_view(), name="newsroom_work_begin"),
    path("stories/<int:pk>/assignments/", StoryWorkView.as_view(), name="newsroom_story_work"),
    path("stories/<int:pk>/words/drop/", DropWordsView.as_view(), name="newsroom_words_drop"),
    path(
        "stories/<int:pk>/words/<int:person>/",
        ReadWordsView.as_view(),
        name="newsroom_words_read",
    ),
    path("notes/<int:pk>/resolve/", ResolveNoteView.as_view(), name="newsroom_note_resolve"),
]
