"""Choosers that can be searched: Wagtail searches its own index, which holds no story of ours."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet


class WordsFilterForm(BaseFilterForm):
    """Finds what has the words in its name. ``name`` is the model's field."""

    name: str

    q = forms.CharField(
        label="Search",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"placeholder": "Search"}),
    )

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        """Those that match; all of them without words."""
        if words := self.cleaned_data.get("q", "").strip():
            self.is_searching = True
            self.search_query = words
            objects = objects.filter(**{f"{self.name}__icontains": words})
        found: QuerySet[Any] = super().filter(objects)
        return found


def _searched_by(field: str) -> type[SnippetChooserViewSet]:
    """A chooser whose rows are found by the words in one field of their model."""

    class FilterForm(WordsFilterForm):
        name = field

    class Choose(ChooseView):
        filter_form_class = FilterForm

    class Results(ChooseResultsView):
        filter_form_class = FilterForm

    class Chooser(SnippetChooserViewSet):
        choose_view_class = Choose
        choose_results_view_class = Results

    return Chooser


# For authors, topics and whatever else has a name.
NamedChooser = _searched_by("name")
# For related links and translations: newest stories first.
StoryChooser = _searched_by("headline")
# For audio and video in the text.
RecordingChooser = _searched_by("title")
