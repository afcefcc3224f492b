"""Choosers that can be searched: Wagtail searches its own index, which holds no story of ours."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet


class WordsFilterForm(BaseFilterForm):
    """Finds what has the words in its name. ``name`` is the model's field."""

    name = "name"

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


class HeadlineFilterForm(WordsFilterForm):
    """Finds stories by headline."""

    name = "headline"


class TitleFilterForm(WordsFilterForm):
    """Finds recordings by title."""

    name = "title"


class _NamedChoose(ChooseView):
    filter_form_class = WordsFilterForm


class _NamedResults(ChooseResultsView):
    filter_form_class = WordsFilterForm


class NamedChooser(SnippetChooserViewSet):
    """For authors, topics and whatever else has a name."""

    choose_view_class = _NamedChoose
    choose_results_view_class = _NamedResults


class _StoryChoose(ChooseView):
    filter_form_class = HeadlineFilterForm


class _StoryResults(ChooseResultsView):
    filter_form_class = HeadlineFilterForm


class StoryChooser(SnippetChooserViewSet):
    """For related links: newest stories first, found by headline."""

    choose_view_class = _StoryChoose
    choose_results_view_class = _StoryResults


class _RecordingChoose(ChooseView):
    filter_form_class = TitleFilterForm


class _RecordingResults(ChooseResultsView):
    filter_form_class = TitleFilterForm


class RecordingChooser(SnippetChooserViewSet):
    """For audio and video in the text."""

    choose_view_class = _RecordingChoose
    choose_results_view_class = _RecordingResults
