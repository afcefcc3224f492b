"""Addresses of signing in and of one's own account. Named one by one: what is not here is not open.

The names are allauth's, which its views look up; the paths are the newsroom's. Three stand where
Wagtail has pages of its own (login/, logout/, password_reset/), so that every way that Wagtail
knows leads here.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.usersessions import views as sessions
from django.contrib.auth.decorators import login_required
from django.urls import path, re_path
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView
from wagtail.utils.urlpatterns import decorate_urlpatterns

_to_sign_in = RedirectView.as_view(pattern_name="account_login")

urlpatterns = decorate_urlpatterns(
    [
        path("login/", account.login, name="account_login"),
        path("logout/", account.logout, name="account_logout"),
        # allauth asks for the address of signing up; here that leads to signing in.
        path("signup/", _to_sign_in, name="account_signup"),
        path("inactive/", account.account_inactive, name="account_inactive"),
        path("confirm/", account.reauthenticate, name="account_reauthenticate"),
        path("password/", account.password_change, name="account_change_password"),
        path("password/set/", account.password_set, name="account_set_password"),
        path("password_reset/", account.password_reset, name="account_reset_password"),
        path(
            "password_reset/sent/", account.password_reset_done, name="account_reset_password_done"
        ),
        path(
            "password_reset/done/",
            account.password_reset_from_key_done,
            name="account_reset_password_from_key_done",
        ),
        re_path(
            r"^password_reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
            account.password_reset_from_key,
            name="account_reset_password_from_key",
        ),
        path("security/", mfa.index, name="mfa_index"),
        path("security/code/", mfa.authenticate, name="mfa_authenticate"),
        path("security/confirm/", mfa.reauthenticate, name="mfa_reauthenticate"),
        path("security/app/", totp.activate_totp, name="mfa_activate_totp"),
        path("security/app/stop/", totp.deactivate_totp, name="mfa_deactivate_totp"),
        path("security/codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
        path(
            "security/codes/new/",
            recovery.generate_recovery_codes,
            name="mfa_generate_recovery_codes",
        ),
        path(
            "security/codes/file/",
            recovery.download_recovery_codes,
            name="mfa_download_recovery_codes",
        ),
        path("security/passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
        path("security/passkeys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
        path("security/passkeys/enter/", passkeys.login_webauthn, name="mfa_login_webauthn"),
        path(
            "security/passkeys/confirm/",
            passkeys.reauthenticate_webauthn,
            name="mfa_reauthenticate_webauthn",
        ),
        path(
            "security/passkeys/<int:pk>/remove/",
            passkeys.remove_webauthn,
            name="mfa_remove_webauthn",
        ),
        path("security/passkeys/<int:pk>/name/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
        path(
            "security/devices/",
            login_required(sessions.list_usersessions),
            name="usersessions_list",
        ),
    ],
    never_cache,
)
