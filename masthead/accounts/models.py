"""Staff accounts: an address and a name, no user name."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, Group
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db import models
from django.db.models.functions import Lower

from masthead.accounts.roles import Role

ROLE_CHOICES = [(role.value, role.value) for role in Role]


class UserManager(DjangoUserManager["User"]):
    """Makes accounts by e-mail address."""

    def create_user(  # type: ignore[override]
        self, email: str, password: str | None = None, **fields: Any
    ) -> User:
        """Make an account that can sign in; without a password, by link only."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(  # type: ignore[override]
        self, email: str, password: str | None = None, **fields: Any
    ) -> User:
        """Make an administrator's account."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        """The account with this address, whatever the case it is typed in."""
        return self.get(email__iexact=username)


class User(AbstractUser):
    """A member of staff."""

    username = None  # type: ignore[assignment]
    email = models.EmailField("e-mail address", unique=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    # Set by the sign-in backend's query: whether a rule asks this person for a second factor
    # that they do not have yet.
    lacks_second_factor: bool = False
    # Likewise: whether this is an administrator of a newsroom whose first steps are not done.
    has_first_steps: bool = False
    # Likewise: whether being a moderator is all that this person may.
    only_moderates: bool = False

    objects = UserManager()  # type: ignore[misc]

    class Meta:
        verbose_name = "account"
        constraints = [
            # Two accounts that differ in case alone are one person and a way to impersonate.
            models.UniqueConstraint(Lower("email"), name="user_email_any_case_unique"),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email


class SignInLink(models.Model):
    """A link that signs one person in once. Only the digest of its secret is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_in_links")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "sign-in link"

    def __str__(self) -> str:
        return f"sign-in link for {self.user}"


class RoleGrant(models.Model):
    """That a permission was given to a role's group once, by us; see `granting.ensure_roles`.

    Without it an update would give back what an administrator took away.
    """

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="role_grants")
    permission = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "permission"], name="role_grant_once"),
        ]


class SecondFactorRule(models.Model):
    """That people of a role sign in with a second factor. A role without a row need not."""

    role = models.CharField(max_length=30, unique=True, choices=ROLE_CHOICES)

    def __str__(self) -> str:
        return f"second factor for {self.role}"


class FirstSteps(models.Model):
    """How far the first person of an empty newsroom has come. One row; none where none is needed.

    A newsroom has it when it was started empty, without a demo and without ``masthead init``.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    step = models.CharField(max_length=20, default="station")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="first_steps_single", condition=models.Q(id=1)),
        ]

    def __str__(self) -> str:
        return f"first steps: {self.step}"


class Invitation(models.Model):
    """A letter that asks somebody in. Only the digest of its secret is kept."""

    email = models.EmailField("e-mail address")
    role = models.CharField(max_length=30, choices=ROLE_CHOICES)
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="invitations_sent"
    )
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_by = models.OneToOneField(
        User, null=True, on_delete=models.SET_NULL, related_name="invitation"
    )
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            # One open invitation an address: a second one would outlive the first's revocation.
            models.UniqueConstraint(
                Lower("email"),
                name="invitation_open_once",
                condition=models.Q(accepted_at=None, revoked_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"invitation of {self.email}"


class MailServer(models.Model):
    """The server that takes our letters, as administrators entered it. One row at most."""

    class Security(models.TextChoices):
        TLS = "tls", "TLS from the start (usually port 465)"
        STARTTLS = "starttls", "STARTTLS (usually port 587)"
        NONE = "none", "None: passwords and letters can be read on the way"

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    host = models.CharField("Mail server", max_length=253)
    port = models.PositiveIntegerField("Port", default=587)
    security = models.CharField(
        "Encryption", max_length=10, choices=Security, default=Security.STARTTLS
    )
    user = models.CharField("User name", max_length=254, blank=True)
    sealed_password = models.TextField(blank=True)
    sender = models.EmailField("Letters come from")

    class Meta:
        constraints = [
            models.CheckConstraint(name="mail_server_single", condition=models.Q(id=1)),
        ]

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


class Letter(models.Model):
    """A letter to one address: on its way, sent, or failed. Its text goes when it has arrived."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        SENT = "sent", "Sent"
        FAILED = "failed", "Failed"

    key = models.CharField(max_length=200)
    recipient = models.EmailField()
    subject = models.CharField(max_length=250)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    queued_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)
    complaint = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "recipient"], name="letter_once"),
        ]
        indexes = [models.Index(fields=["state", "tried_at"])]

    def __str__(self) -> str:
        return f"“{self.subject}” to {self.recipient}"
