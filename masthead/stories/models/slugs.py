"""Words of addresses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    _SlugField = models.SlugField[str, str]
else:
    _SlugField = models.SlugField


class AddressField(_SlugField):
    """A slug in small letters, whatever was typed: readers' addresses have no capital.

    So that one who types capitals can be led to the one address that holds (`public.tidy`), two
    slugs must never differ in them alone.
    """

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """To migrations it is a `SlugField`: the column is the same."""
        name, _, arguments, options = super().deconstruct()
        return name, "django.db.models.SlugField", arguments, options

    def to_python(self, value: Any) -> Any:
        """As `SlugField`, in small letters."""
        return _small(super().to_python(value))

    def get_prep_value(self, value: Any) -> Any:
        """As `SlugField`, in small letters; so a look-up finds what was typed with capitals."""
        return _small(super().get_prep_value(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """What is saved, which the row has from then on."""
        value = _small(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value


def _small(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value
