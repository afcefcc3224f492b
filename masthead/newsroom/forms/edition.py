"""The form of an edition, its other host names and colours included."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.admin.forms.models import WagtailAdminModelForm

from masthead.stories.models import Edition, EditionAlias
from masthead.stories.services.editions import set_aliases

# Fields in which a colour is typed; left empty they stand for the house's own.
_COLOURS = ("accent", "accent_dark", "paper")


class EditionForm(WagtailAdminModelForm):
    """An edition and the hosts that lead to it in one form: to an editor they are one thing."""

    other_hosts = forms.CharField(
        required=False,
        label="Other host names",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One a line: www.example.org. Whoever comes there is led to the host above.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            rows = self.instance.aliases.values_list("host", flat=True)
            self.initial["other_hosts"] = "\n".join(rows)
        for name in _COLOURS:
            if name in self.fields:
                self.fields[name].widget.attrs["placeholder"] = "#rrggbb"

    def clean_host(self) -> str:
        """Host names know no capital letters (RFC 4343)."""
        return str(self.cleaned_data["host"]).lower()

    def clean_other_hosts(self) -> list[str]:
        """The hosts, each once, checked as the edition's own is."""
        hosts = list(dict.fromkeys(str(self.cleaned_data["other_hosts"]).lower().split()))
        problems = [problem for host in hosts if (problem := self._problem(host))]
        if problems:
            raise ValidationError(problems)
        return hosts

    def _problem(self, host: str) -> str:
        if host == self.cleaned_data.get("host"):
            return f"{host} is the edition’s own host."
        taken = EditionAlias.objects.filter(host=host).exclude(edition=self.instance.pk).first()
        if taken is not None:
            return f"{host} leads to “{taken.edition}” already."
        try:
            EditionAlias(edition=Edition(pk=self.instance.pk or 0), host=host).full_clean(
                exclude=["edition"], validate_unique=False
            )
        except ValidationError as error:
            return f"{host}: {' '.join(error.messages)}"
        return ""

    @transaction.atomic
    def save(self, commit: bool = True) -> Edition:
        """Save the edition, and which hosts lead to it."""
        edition: Edition = super().save(commit=commit)
        if commit:
            set_aliases(edition=edition, hosts=self.cleaned_data["other_hosts"])
        return edition
