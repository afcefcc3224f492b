"""Making a newsroom's first edition and first editor, once."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from masthead.accounts.models import User
from masthead.accounts.services import FOUNDER, ensure_first_editor, finish_first_steps
from masthead.cli.editors import sign_in_address
from masthead.kernel.installation import Installation
from masthead.stories.models import Edition
from masthead.stories.services.editions import create_edition


class FoundingError(Exception):
    """What was asked for will not do; the message is for people."""


@dataclass(frozen=True, kw_only=True)
class AskedFor:
    """What the operator wants; empty texts where the newsroom is there already."""

    name: str
    host: str
    zone: str
    language: str
    email: str


@dataclass(frozen=True, kw_only=True)
class Founded:
    """What stands now. ``sign_in`` is empty when no editor was made."""

    data: str
    edition: str
    host: str
    editor: str
    is_edition_new: bool
    is_editor_new: bool
    sign_in: str

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)

    def sentences(self) -> list[str]:
        """For people."""
        if not self.is_edition_new and not self.is_editor_new:
            return [
                f"The newsroom in {self.data} is there already ({self.edition}, {self.host}). "
                "Nothing was changed. For a fresh link: masthead sign-in"
            ]
        lines = [f"{self.edition} is ready in {self.data}."] if self.is_edition_new else []
        if self.is_editor_new:
            lines.append(f"{self.editor} signs in once, after “masthead run”, with:")
            lines.append(f"  {self.sign_in}")
        else:
            lines.append(f"{self.editor} is an editor already. For a link: masthead sign-in")
        return lines


def first_edition() -> Edition | None:
    """The edition that was made first; None in a newsroom without one."""
    return Edition.objects.order_by("pk").first()


def first_editor() -> User | None:
    """The administrator who was made first and may still sign in; None when there is none."""
    chiefs = User.objects.filter(is_superuser=True, is_active=True).exclude(email=FOUNDER)
    return chiefs.order_by("pk").first()


def check(wanted: AskedFor) -> None:
    """Raise `FoundingError` when a value will not do; needs no database."""
    try:
        Edition(
            name=wanted.name, host=wanted.host.lower(), zone=wanted.zone, language=wanted.language
        ).clean_fields()
        validate_email(wanted.email)
    except ValidationError as error:
        raise FoundingError(" ".join(error.messages)) from error


def found(here: Installation, wanted: AskedFor) -> Founded:
    """Make the edition and the editor that are missing; what is there stays as it is.

    Both are made or neither. Raises `FoundingError` when a value will not do.
    """
    with transaction.atomic():
        edition = first_edition()
        editor = first_editor()
        is_edition_new, is_editor_new = edition is None, editor is None
        try:
            if edition is None:
                edition = create_edition(
                    name=wanted.name,
                    host=wanted.host,
                    zone=wanted.zone,
                    language=wanted.language,
                )
            if editor is None:
                validate_email(wanted.email)
                editor = ensure_first_editor(email=wanted.email)
            finish_first_steps()
        except ValidationError as error:
            raise FoundingError(" ".join(error.messages)) from error
    return Founded(
        data=str(here.data),
        edition=edition.name,
        host=edition.host,
        editor=editor.email,
        is_edition_new=is_edition_new,
        is_editor_new=is_editor_new,
        sign_in=sign_in_address(here, email=editor.email) if is_editor_new else "",
    )
