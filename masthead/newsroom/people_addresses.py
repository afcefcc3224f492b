"""Addresses of people, invitations, mail, the rules of signing in, and first steps."""

from __future__ import annotations

from django.urls import path, re_path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from masthead.newsroom.setup.views import (
    DoneView,
    FirstFeedView,
    FirstMailView,
    SectionsView,
    SetUpView,
    StationView,
    YouView,
)
from masthead.newsroom.views.invitations import InviteView, JoinView, ResendView, RevokeView
from masthead.newsroom.views.links import OutsideLinkView
from masthead.newsroom.views.not_here import not_here
from masthead.newsroom.views.people import (
    PeopleView,
    PersonLinkView,
    PersonView,
    RemoveFactorsView,
    SwitchOffView,
    SwitchOnView,
    ToPeopleView,
    ToPersonView,
)
from masthead.newsroom.views.reading import ReadingView
from masthead.newsroom.views.safety import MailView, SecondFactorView, TestMailView

_guarded = decorate_urlpatterns(
    [
        path("people/", PeopleView.as_view(), name="newsroom_people"),
        path("people/invite/", InviteView.as_view(), name="newsroom_invite"),
        path("people/second-factor/", SecondFactorView.as_view(), name="newsroom_second_factor"),
        path("people/<int:pk>/", PersonView.as_view(), name="newsroom_person"),
        path("people/<int:pk>/off/", SwitchOffView.as_view(), name="newsroom_person_off"),
        path("people/<int:pk>/on/", SwitchOnView.as_view(), name="newsroom_person_on"),
        path("people/<int:pk>/link/", PersonLinkView.as_view(), name="newsroom_person_link"),
        path(
            "people/<int:pk>/factors/remove/",
            RemoveFactorsView.as_view(),
            name="newsroom_person_factors",
        ),
        path("invitations/<int:pk>/again/", ResendView.as_view(), name="newsroom_invite_again"),
        path("invitations/<int:pk>/revoke/", RevokeView.as_view(), name="newsroom_invite_revoke"),
        path("reading/", ReadingView.as_view(), name="newsroom_reading"),
        path("mail/", MailView.as_view(), name="newsroom_mail"),
        path("mail/test/", TestMailView.as_view(), name="newsroom_mail_test"),
        path("setup/", SetUpView.as_view(), name="newsroom_setup"),
        path("setup/station/", StationView.as_view(), name="newsroom_setup_station"),
        path("setup/sections/", SectionsView.as_view(), name="newsroom_setup_sections"),
        path("setup/you/", YouView.as_view(), name="newsroom_setup_you"),
        path("setup/mail/", FirstMailView.as_view(), name="newsroom_setup_mail"),
        path("setup/feed/", FirstFeedView.as_view(), name="newsroom_setup_feed"),
        path("setup/done/", DoneView.as_view(), name="newsroom_setup_done"),
        # Wagtail's own screens of users, which know passwords and groups and no roles. Links to
        # them, from the history of changes, lead to ours.
        path("users/edit/<int:pk>/", ToPersonView.as_view(), name="newsroom_users_edit"),
        re_path(r"^users/", ToPeopleView.as_view(), name="newsroom_users"),
        re_path(r"^bulk/accounts/", ToPeopleView.as_view(), name="newsroom_users_bulk"),
        path("choose-external-link/", OutsideLinkView.as_view(), name="newsroom_outside_link"),
        # Pages, which a newsroom here has none of; Wagtail's test of failing; making things within
        # a chooser, for which ours have no form.
        re_path(
            r"^(?:pages/|failwhale/|test404/|snippets/choose/\w+/\w+/create/)",
            not_here,
            name="newsroom_not_here",
        ),
    ],
    require_admin_access,
)

urlpatterns = [
    *decorate_urlpatterns(_guarded, never_cache),
    path("join/<str:secret>/", JoinView.as_view(), name="newsroom_join"),
]
