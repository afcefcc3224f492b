"""What is asked once for an act on many stories."""

from __future__ import annotations

from django import forms

from masthead.newsroom.forms.story import SectionField


class BulkForm(forms.Form):
    """Nothing more to say: publish."""


class BulkWithdrawForm(forms.Form):
    """The reason, once for all."""

    reason = forms.CharField(
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why."},
        help_text="It stands in the history of each story.",
    )


class BulkMoveForm(forms.Form):
    """Where to."""

    section = SectionField()

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        section = self.fields["section"]
        if isinstance(section, SectionField):
            section.offer(None)
            section.required = True
            section.help_text = "Their home in the section’s edition."


FORMS: dict[str, type[forms.Form]] = {
    "publish": BulkForm,
    "withdraw": BulkWithdrawForm,
    "move": BulkMoveForm,
}
