"""Who is signed in: the account, with what the newsroom must know about it, in one query."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.db.models import Exists, OuterRef, Q

from masthead.accounts.models import FirstSteps, SecondFactorRule, User
from masthead.accounts.roles import Role

# Recovery codes alone are no factor: they stand in for one that is lost.
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class StaffBackend(AuthenticationBackend):
    """Signs staff in by address and password; a closed account is nobody."""

    def get_user(self, user_id: Any) -> User | None:
        """The account of a session, or None when it is closed or gone; one query.

        Carries ``lacks_second_factor``, ``has_first_steps`` and ``only_moderates``, for the
        newsroom's middleware and desk.
        """
        rules = SecondFactorRule.objects.filter(role=OuterRef("groups__name"))
        for_chiefs = SecondFactorRule.objects.filter(role=Role.ADMINISTRATOR)
        asked = User.objects.filter(pk=OuterRef("pk")).filter(
            Exists(rules) | (Q(is_superuser=True) & Exists(for_chiefs))
        )
        own = Group.objects.filter(user=OuterRef("pk"))
        has_one = Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS)
        return (
            User.objects.filter(pk=user_id, is_active=True)
            # The model declares these attributes, for accounts that come another way.
            .annotate(  # type: ignore[no-redef]
                lacks_second_factor=Exists(asked) & ~Exists(has_one),
                has_first_steps=Q(is_superuser=True)
                & Exists(FirstSteps.objects.filter(finished_at=None)),
                only_moderates=Q(is_superuser=False)
                & Exists(own.filter(name=Role.MODERATOR))
                & ~Exists(own.exclude(name=Role.MODERATOR)),
            )
            .first()
        )
