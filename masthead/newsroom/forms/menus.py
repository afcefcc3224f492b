"""The lines of a menu as an editor fills them in; an empty line is no line."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory

from masthead.standing.models import MenuLink, StandingPage
from masthead.standing.services import Wanted
from masthead.stories.models import Edition, Section

# More than any menu should have; a form that is larger was not made by an editor.
MOST = 40
# Room for lines to add; saving brings more.
SPARE = 3
ADDRESS = "address"


class LineForm(forms.Form):
    """Where one line leads, in which words."""

    target = forms.ChoiceField(label="Leads to", required=False)
    address = forms.CharField(label="Address", required=False, max_length=500)
    label = forms.CharField(label="Words", required=False, max_length=60)

    def __init__(self, *args: Any, edition: Edition, has_targets: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition
        self.wanted: Wanted | None = None
        target = self.fields["target"]
        if has_targets:
            target.choices = _targets(edition)  # type: ignore[attr-defined]
        else:
            del self.fields["target"]

    def clean(self) -> dict[str, Any]:
        """One place to lead to, and words for an address."""
        cleaned = super().clean() or {}
        kind, _, number = cleaned.get("target", "").partition(":")
        address = cleaned.get("address", "").strip()
        wanted = Wanted(label=cleaned.get("label", "").strip(), address=address)
        if kind == "section":
            row = Section.objects.get(edition=self.edition, pk=number)
            wanted = Wanted(label=wanted.label, section=row)
        elif kind == "page":
            page = StandingPage.objects.get(edition=self.edition, pk=number)
            wanted = Wanted(label=wanted.label, page=page)
        elif not address and wanted.label:
            raise ValidationError({"address": "Say where this line leads."})
        if address and (wanted.section or wanted.page):
            raise ValidationError({"address": "Choose one: what it leads to, or an address."})
        if address:
            self._check(address, wanted.label)
        self.wanted = wanted if (wanted.section or wanted.page or address) else None
        return cleaned

    def _check(self, address: str, label: str) -> None:
        try:
            MenuLink.checked_address(address)
        except ValidationError as error:
            raise ValidationError({"address": error.messages}) from error
        if not label:
            raise ValidationError({"label": "Give the words that readers see."})


def _targets(edition: Edition) -> list[Any]:
    sections = [(f"section:{row.pk}", row.name) for row in edition.sections.all()]
    pages = [(f"page:{row.pk}", row.title) for row in edition.standing_pages.defer("body")]
    groups = [("Sections", sections), ("Standing pages", pages)]
    return [("", "An address"), *((name, rows) for name, rows in groups if rows)]


class _Lines(BaseFormSet[LineForm]):
    """The lines of one menu, in the order of their numbers."""

    @property
    def wanted(self) -> list[Wanted]:
        """The lines that lead somewhere and are not to go, in order; of a valid set."""
        forms = [form for form in self.forms if form not in self.deleted_forms]
        order = {id(form): place for place, form in enumerate(self.ordered_forms)}
        forms.sort(key=lambda form: order.get(id(form), len(order)))
        return [form.wanted for form in forms if form.wanted is not None]


LineFormSet = formset_factory(
    LineForm,
    formset=_Lines,
    extra=SPARE,
    can_order=True,
    can_delete=True,
    max_num=MOST,
    validate_max=True,
    absolute_max=MOST + SPARE,
)


def initial_of(links: list[MenuLink]) -> list[dict[str, str]]:
    """What the form of a menu shows first."""
    return [
        {
            "target": (
                f"section:{link.section_id}"
                if link.section_id
                else f"page:{link.page_id}"
                if link.page_id
                else ""
            ),
            "address": link.address,
            "label": link.label,
        }
        for link in links
    ]
