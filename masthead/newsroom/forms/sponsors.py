"""The form of a sponsorship. What cannot be is said by the service, at the field that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from wagtail.images.widgets import AdminImageChooser

from masthead.sponsors.models import Sponsorship
from masthead.sponsors.rules import MOST_WEIGHT
from masthead.stories.models import Edition

if TYPE_CHECKING:
    # Generic for the type checker alone: Django's class takes no parameter at run time.
    _ModelForm = forms.ModelForm[Sponsorship]
else:
    _ModelForm = forms.ModelForm

# The browser's own control: a phone has its best one there.
_MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

# The parts of the form, each with its legend; a field stands in one of them.
PARTS = (
    ("What readers see", ("sponsor", "label", "picture", "alt", "address")),
    ("When", ("starts_at", "ends_at")),
    ("Where", ("is_on_front", "is_on_lists", "is_on_stories", "sections")),
    ("Beside", ("is_beside_obituaries", "is_beside_breaking")),
    ("With others", ("weight",)),
)


class SponsorshipForm(_ModelForm):
    """What is booked; times are typed in the edition's zone, which the view has made current."""

    class Meta:
        model = Sponsorship
        fields = tuple(name for _, names in PARTS for name in names)
        widgets = {
            "picture": AdminImageChooser,
            "starts_at": _MOMENT,
            "ends_at": _MOMENT,
            "sections": forms.CheckboxSelectMultiple,
            "address": forms.URLInput(attrs={"placeholder": "https://"}),
            "weight": forms.NumberInput(attrs={"min": 1, "max": MOST_WEIGHT}),
        }

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sections"].queryset = edition.sections.all()  # type: ignore[attr-defined]
        self.fields["picture"].help_text = (
            "Best 800 pixels wide and up to 500 high: it stands four fifths as large, so that its "
            "words are sharp."
        )
        for name in ("starts_at", "ends_at"):
            self.fields[name].help_text = f"In the edition’s time ({edition.zone})."

    def _get_validation_exclusions(self) -> set[str]:
        """Leave the model's checks to the service, which has them all and says each once."""
        return {field.name for field in Sponsorship._meta.get_fields()}

    @property
    def parts(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under their legends."""
        return [(legend, [self[name] for name in names]) for legend, names in PARTS]

    def show(self, error: ValidationError) -> None:
        """Say what the service refused at its field, or above the form."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, messages in error.message_dict.items():
            known = name if name in self.fields else None
            for message in messages:
                self.add_error(known, message)
