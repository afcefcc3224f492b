"""Autosave that keeps words beside the story, and saves that never write over another's words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.utils import timezone

from masthead.newsroom.access import member_of
from masthead.newsroom.models import KeptWords
from masthead.newsroom.work import keeping, merging
from masthead.newsroom.work.reviewing import review_of
from masthead.newsroom.work.rules import decide_choices, decide_merge
from masthead.stories.acts import locked

if TYPE_CHECKING:
    from masthead.accounts.models import User
    from masthead.newsroom.forms.story import StoryForm
    from masthead.stories.models import Story

# The hidden field with the fingerprints of what the form showed when it was loaded.
LOADED = "loaded_fields"
# How a choice between two texts is posted: this and the name of the field.
CHOICE = "keep-"


def saved_answer(story_id: int, at: datetime) -> dict[str, Any]:
    """What the page is told of words kept or saved ``at`` (UTC), in the newsroom's zone."""
    return {"success": True, "pk": story_id, "saved": f"Saved {timezone.localtime(at):%H:%M}"}


class RestoringMixin:
    """A form that shows words which were typed before and never saved."""

    is_restored = False

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save; or, for words that the browser kept, show them in the form again."""
        if "restore" not in request.POST:
            response: HttpResponse = super().post(request, *args, **kwargs)  # type: ignore[misc]
            return response
        self.is_restored = True
        self.form = settled(self.get_form())  # type: ignore[attr-defined]
        shown: HttpResponse = self.render_to_response(self.get_context_data())  # type: ignore[attr-defined]
        return shown

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds what the page's own script needs to know."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        form = context["form"]
        return context | {
            "is_restored": self.is_restored,
            "loaded_fields": form.data.get(LOADED, "") if form.is_bound else self.loaded(form),
        }

    def loaded(self, form: StoryForm) -> str:
        """The fingerprints of a form that is loaded fresh; none for a story that is not there."""
        return ""


class BirthMixin(RestoringMixin):
    """The screen of a new story: the first autosave begins it, as Wagtail does."""

    def get_success_json(self) -> dict[str, Any]:
        """Keep the words too, so that the story is known to be begun and not saved."""
        answer: dict[str, Any] = super().get_success_json()  # type: ignore[misc]
        form: StoryForm = self.form
        story: Story = self.object  # type: ignore[attr-defined]
        request: HttpRequest = self.request  # type: ignore[attr-defined]
        prints = merging.fingerprints(form, story=story, outside=form.outside)
        words = request.POST.copy()
        words[LOADED] = merging.to_text(prints)
        for name, value in answer["field_updates"].items():
            words[name] = value
        kept = keeping.keep_words(story=story, by=member_of(request), form=words, is_birth=True)
        answer["field_updates"][LOADED] = words[LOADED]
        return answer | {"saved": saved_answer(story.pk, kept.kept_at)["saved"]}


class KeepingMixin(RestoringMixin):
    """The edit screen of a story."""

    conflicts: tuple[merging.Conflict, ...] = ()
    merged: tuple[str, ...] = ()
    other_save: Any = None
    kept: KeptWords | None = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Autosave keeps words, whatever state they and the story are in; the rest is a save."""
        story: Story = self.object  # type: ignore[attr-defined]
        by = member_of(request)
        if self.expects_json_response:  # type: ignore[attr-defined]
            return self.keep(story, by)
        return super().post(request, *args, **kwargs)

    @transaction.atomic
    def keep(self, story: Story, by: User) -> JsonResponse:
        """Keep the words, unless this person's own save has overtaken them on their way.

        The button was pressed while an autosave was in flight: kept after the save, the same words
        would stand as unsaved ones, compared against what the form showed before it.
        """
        row, _ = locked(story)
        overtaken_at = self.saved_at(row, by)
        if overtaken_at is not None:
            return JsonResponse(saved_answer(story.pk, overtaken_at) | {"changed": ""})
        kept = keeping.keep_words(story=story, by=by, form=self.request.POST)  # type: ignore[attr-defined]
        answer = saved_answer(story.pk, kept.kept_at)
        return JsonResponse(answer | {"changed": self.saved_meanwhile()})

    def saved_at(self, row: Story, by: User) -> datetime | None:
        """When ``by`` saved the very words that are posted (UTC); None when they are not saved.

        No query while the form shows the newest revision of ``row``, as it does nearly always.
        """
        loaded = self.request.POST.get("loaded_revision_id", "")  # type: ignore[attr-defined]
        if row.latest_revision_id is None or str(row.latest_revision_id) == loaded:
            return None
        newest = row.latest_revision
        if newest.user_id != by.pk:
            return None
        form = settled(super().get_form())  # type: ignore[misc]
        if not form.is_valid():
            return None
        latest, outside = self.as_saved(form)
        typed = merging.fingerprints(form, story=form.save(commit=False), outside=form.outside)
        saved = merging.fingerprints(form, story=latest, outside=outside)
        moment: datetime = newest.created_at
        return moment if typed == saved else None

    def saved_meanwhile(self) -> str:
        """Who saved since the form was loaded, in words; empty when nobody did."""
        story: Story = self.object  # type: ignore[attr-defined]
        loaded = self.request.POST.get("loaded_revision_id", "")  # type: ignore[attr-defined]
        newest = story.latest_revision
        if newest is None or str(newest.pk) == loaded:
            return ""
        moment = timezone.localtime(newest.created_at)
        return (
            f"{newest.user or 'The newsroom'} saved this story at {moment:%H:%M}. When you save, "
            "what only one of you changed is merged; where you both wrote, you are shown both "
            "texts."
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form filled with what this person typed last, if that is not saved."""
        values: dict[str, Any] = super().get_form_kwargs()  # type: ignore[misc]
        request: HttpRequest = self.request  # type: ignore[attr-defined]
        if request.method == "GET" and self.view_name == "edit":  # type: ignore[attr-defined]
            self.kept = keeping.words_of(member_of(request), self.object)  # type: ignore[attr-defined]
            if self.kept is not None:
                values["data"] = QueryDict(self.kept.form)
        return values

    def get_form(self, form_class: Any = None) -> Any:
        """The form; a save merges what others saved meanwhile."""
        form: StoryForm = super().get_form(form_class)  # type: ignore[misc]
        if self.kept is not None:
            return settled(form)
        form.merge = lambda story: self.merge(form, story)
        return form

    def merge(self, form: StoryForm, story: Story) -> None:
        """Take what only others changed; raise `WordsInConflict` for what both changed."""
        request: HttpRequest = self.request  # type: ignore[attr-defined]
        loaded = merging.from_text(request.POST.get(LOADED, ""))
        if loaded is None:
            return
        locked(story)
        latest, outside = self.as_saved(form)
        theirs = merging.fingerprints(form, story=latest, outside=outside)
        outcome = decide_merge(
            loaded=loaded,
            mine=merging.fingerprints(form, story=story, outside=form.outside),
            theirs=theirs,
        )
        chosen = {name: request.POST.get(CHOICE + name, "") for name in outcome.both}
        taken, undecided = decide_choices(outcome.both, chosen=chosen, theirs=theirs)
        self.other_save = latest.latest_revision
        if undecided:
            raise merging.WordsInConflict(
                merging.conflicts_in(
                    form,
                    undecided,
                    mine=(story, form.outside),
                    theirs=(latest, outside),
                    seen=theirs,
                )
            )
        others = (*outcome.theirs, *taken)
        merging.take_over(form, others, into=story, other=latest, outside=outside)
        self.merged = tuple(merging.label_of(form, name) for name in outcome.theirs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Save, unless somebody has to decide between two texts; then show both."""
        try:
            response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        except merging.WordsInConflict as conflict:
            self.conflicts = conflict.conflicts
            self.produced_error_message = (
                "Nothing is saved yet: somebody else saved this story while you were writing. "
                "Choose below which words to keep."
            )
            response = self.form_invalid(form)  # type: ignore[attr-defined]
            response.status_code = 409
        return response

    def save_instance(self) -> Story:
        """Save; what was kept of this person's words is saved with it."""
        story: Story = super().save_instance()  # type: ignore[misc]
        keeping.drop_words(story=story, by=member_of(self.request))  # type: ignore[attr-defined]
        return story

    def get_success_message(self, instance: Story | None = None) -> str:
        """What happened, and what others had changed meanwhile."""
        message: str = super().get_success_message(instance)  # type: ignore[misc]
        if not self.merged:
            return message
        return f"{message} What somebody else changed meanwhile is kept: {', '.join(self.merged)}."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds words that are not saved, this person's and others', and what is in conflict."""
        context = super().get_context_data(**kwargs)
        person = member_of(self.request)  # type: ignore[attr-defined]
        story: Story = self.object  # type: ignore[attr-defined]
        return context | {
            "kept": self.kept,
            "kept_by_others": keeping.words_of_others(person, story),
            "conflicts": self.conflicts,
            "other_save": self.other_save,
            "review": review_of(story),
        }

    def loaded(self, form: StoryForm) -> str:
        """What the form shows, against which a save is compared."""
        base = self.base_story()
        return merging.to_text(merging.fingerprints(form, story=base, outside=form.outside))

    def as_saved(self, form: StoryForm) -> tuple[Story, dict[str, Any]]:
        """The story as it is saved this moment, and what stands outside its revision."""
        latest = self.latest_story()
        return latest, type(form)(instance=latest, for_user=form.for_user).outside

    def latest_story(self) -> Story:
        """The story as the newsroom has it this moment, read again."""
        story: Story = self.get_object()  # type: ignore[attr-defined]
        return story

    def base_story(self) -> Story:
        """What a fresh form is compared against: what it shows, on the usual screen."""
        story: Story = self.object  # type: ignore[attr-defined]
        return story


def settled(form: StoryForm) -> StoryForm:
    """A form with words in it that nobody asked to save: checked as a draft, so that it shows."""
    form.defer_required_fields()
    form.is_valid()
    form.restore_required_fields()
    return form
