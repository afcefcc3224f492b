"""Forms for things that have a name, and an address made from it."""

from __future__ import annotations

from typing import Any

from wagtail.admin.forms.models import WagtailAdminModelForm

from masthead.kernel.text import slugify


class NamedForm(WagtailAdminModelForm):
    """Makes the address from the name when it is left empty."""

    name_field = "name"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        slug = self.fields["slug"]
        slug.required = False
        slug.help_text = (
            f"The words in the address; made from the {self.name_field} when left empty."
        )

    def clean_slug(self) -> str:
        """What was typed, or the name in the letters of an address."""
        slug: str = self.cleaned_data.get("slug") or ""
        return slug or slugify(self.data.get(self.add_prefix(self.name_field), ""))


class TitledForm(NamedForm):
    """The same for what has a title."""

    name_field = "title"
