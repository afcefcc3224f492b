"""The form of a wire source, with the address at which it is polled, if it has one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from wagtail.admin.forms.models import WagtailAdminModelForm

from masthead.wire.models import Feed, Source
from masthead.wire.sources import check_address, set_feed


class SourceForm(WagtailAdminModelForm):
    """A source and its feed in one form: to an editor they are one thing."""

    address = forms.CharField(
        max_length=2000,
        required=False,
        label="Address of the feed",
        help_text="RSS, Atom, JSON Feed or any format of the wire. Leave it empty for a source "
        "whose files arrive in a folder.",
    )
    is_asked = forms.BooleanField(
        required=False,
        initial=True,
        label="Ask it regularly",
        help_text="Switched off, the feed is left alone until you switch it on again.",
    )
    quiet_after_hours = forms.FloatField(
        required=False,
        min_value=0.25,
        max_value=24 * 60,
        label="Call the editor after so many hours of silence",
        help_text="Empty: twice the longest silence seen lately, and not under three hours.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        feed = Feed.objects.filter(source_id=self.instance.pk).first()
        if feed is not None:
            hours = feed.quiet_after.total_seconds() / 3600 if feed.quiet_after else None
            self.initial |= {
                "address": feed.address,
                "is_asked": feed.is_active,
                "quiet_after_hours": hours,
            }

    def clean_address(self) -> str:
        """An address that can be asked, or none."""
        address = str(self.cleaned_data["address"]).strip()
        if address:
            try:
                check_address(address)
            except ValidationError as error:
                raise ValidationError(error.messages) from error
        return address

    def save(self, commit: bool = True) -> Source:
        """Save the source and set its feed; a new address is asked at once."""
        source: Source = super().save(commit=commit)
        set_feed(
            source=source,
            address=self.cleaned_data["address"],
            is_active=self.cleaned_data["is_asked"],
            quiet_hours=self.cleaned_data["quiet_after_hours"],
        )
        return source
