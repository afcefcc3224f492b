"""What somebody has typed and not saved, for colleagues to read."""

from __future__ import annotations

from django.http import QueryDict

from masthead.newsroom.models import KeptWords
from masthead.newsroom.panels import STORY
from masthead.newsroom.work import merging
from masthead.stories.models import Story


def unsaved_differences(kept: KeptWords) -> tuple[merging.Conflict, ...]:
    """In which fields ``kept`` differs from the story as saved: its words and the saved ones.

    An impossible value (a time that is none) is left out: nobody can read it.
    """
    form_class = STORY.bind_to_model(Story).get_form_class()
    latest = _as_saved(kept.story)
    saved = form_class(instance=latest, for_user=kept.person)
    saved_prints = merging.fingerprints(saved, story=latest, outside=saved.outside)
    # Read anew: without a revision the story itself is what the form writes into.
    typed = _as_saved(kept.story)
    form = form_class(QueryDict(kept.form), instance=typed, for_user=kept.person)
    form.defer_required_fields()
    form.is_valid()
    # A form with an error in it does not save; its fields are in the instance nevertheless.
    for formset in form.formsets.values():
        if formset.is_valid():
            formset.save(commit=False)
    prints = merging.fingerprints(form, story=typed, outside=form.outside)
    different = [
        name
        for name in merging.names_in(form)
        if prints[name] != saved_prints.get(name) and name not in form.errors
    ]
    return merging.conflicts_in(
        form,
        different,
        mine=(typed, form.outside),
        theirs=(latest, saved.outside),
        seen=prints,
    )


def _as_saved(story: Story) -> Story:
    saved: Story = Story.objects.get(pk=story.pk).get_latest_revision_as_object()
    return saved
