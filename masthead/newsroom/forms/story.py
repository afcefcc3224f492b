"""The form a story is edited with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateTimeInput
from wagtail.snippets.widgets import AdminSnippetChooser

from masthead.kernel.clock import now
from masthead.newsroom.access import PUBLISH, WITHDRAW
from masthead.newsroom.forms.gates import body_error, picture_errors
from masthead.stories import publishing
from masthead.stories.acts import is_committed
from masthead.stories.models import Publication, Section, Story
from masthead.stories.rules import Gate, PublicationRefused, decide_publication
from masthead.stories.services.placing import join_translations, place_at_home, set_limits

if TYPE_CHECKING:
    # Generic for the type checker alone: Django's class takes no parameter at run time.
    from masthead.accounts.models import User

    _ModelChoiceField = forms.ModelChoiceField[Section]
else:
    _ModelChoiceField = forms.ModelChoiceField


# What the form holds beside the fields of a revision.
OUTSIDE_REVISIONS = ("section", "embargo_until", "ends_at", "translation_of")


class SectionField(_ModelChoiceField):
    """The home section, grouped by edition once there is more than one."""

    def __init__(self) -> None:
        super().__init__(
            queryset=Section.objects.select_related("edition"),
            required=False,
            help_text="Where the story stands. Its address belongs to the section’s edition.",
        )

    def offer(self, edition_id: int | None) -> None:
        """Offer the sections of one edition, or (None) of all."""
        sections = Section.objects.select_related("edition")
        if edition_id is not None:
            sections = sections.filter(edition_id=edition_id)
        # Kept for validation; what is shown is grouped by hand, since a choice field cannot.
        self.queryset = sections
        groups: dict[str, list[tuple[int, str]]] = {}
        for section in sections:
            groups.setdefault(section.edition.name, []).append((section.pk, section.name))
        options: list[Any] = [("", "No section yet")]
        options += groups.items() if len(groups) > 1 else next(iter(groups.values()), [])
        self.widget.choices = options


class StoryForm(WagtailAdminModelForm):
    """A story's fields, and beside them what stands outside its revisions.

    The view says by ``is_publishing`` that the story is to go out: then every shut gate of
    `masthead.stories.rules` becomes an error at the field that opens it.
    """

    section = SectionField()
    embargo_until = forms.DateTimeField(
        required=False,
        widget=AdminDateTimeInput,
        help_text="Nothing of the story is published before, whoever asks.",
    )
    ends_at = forms.DateTimeField(
        required=False,
        label="Expires",
        widget=AdminDateTimeInput,
        help_text="From then on readers no longer get the story.",
    )

    translation_of = forms.ModelChoiceField(
        queryset=Story.objects.all(),
        required=False,
        widget=AdminSnippetChooser(Story),
        help_text="The pages of a story and of its translations name each other.",
    )

    # Goes into the story's notes with a submission; no part of the story.
    submit_note = forms.CharField(
        required=False,
        max_length=5000,
        label="Note for the editors",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Sent along when you submit the story for review. Readers never see it.",
    )

    is_publishing = False
    # Puts in what others saved while the form was open; see `masthead.newsroom.viewsets.keeping`.
    merge: Callable[[Story], None] | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.publication = publication_for(self.instance)
        home = self.publication.home
        was_published = self.publication.first_published_at is not None
        section = self.fields.get("section")
        if isinstance(section, SectionField):
            section.offer(home.edition_id if home and was_published else None)
        self.initial |= {
            "section": home.section_id if home else None,
            "embargo_until": self.publication.embargo_until,
            "ends_at": self.publication.expire_at,
            "translation_of": translated_story(self.instance),
        }
        # Readers' pages hang on these at once, not with the next publication.
        self.is_committed = self.instance.pk is not None and is_committed(
            self.instance, self.publication
        )
        if self.is_committed and not self._may(PUBLISH):
            for name in OUTSIDE_REVISIONS:
                if name in self.fields:
                    self.fields[name].disabled = True
                    self.fields[name].help_text = "Only who may publish stories changes this now."
        if self.publication.version_id is None:
            # A first publication is neither a fix nor a correction: nothing to choose.
            self.fields.pop("change", None)
            self.fields.pop("change_note", None)

    def clean(self) -> dict[str, Any]:
        """Check the moments against each other and against what readers already have."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self._borrow_words(cleaned)
        embargo, ends = cleaned.get("embargo_until"), cleaned.get("ends_at")
        if embargo and ends and ends <= embargo:
            self.add_error("ends_at", "The story would expire before its embargo ends.")
        since = self.publication.live_since if self.publication.is_live else None
        if embargo and since and embargo > since:
            self.add_error(
                "embargo_until", "Readers already have the story: withdraw it before an embargo."
            )
        is_over = ends is not None and ends != self.publication.expire_at and ends <= now()
        if is_over and self.is_committed and not self._may(WITHDRAW):
            self.add_error("ends_at", "You may not withdraw stories: choose a moment to come.")
        original = cleaned.get("translation_of")
        if original is not None and original.pk == self.instance.pk:
            self.add_error("translation_of", "A story is no translation of itself.")
        return cleaned

    def clean_embargo_until(self) -> datetime | None:
        """The moment chosen; the one there is, to the second, when it was left as shown."""
        return _as_known(self.cleaned_data["embargo_until"], self.publication.embargo_until)

    def clean_ends_at(self) -> datetime | None:
        """As the embargo."""
        return _as_known(self.cleaned_data["ends_at"], self.publication.expire_at)

    def _may(self, permission: str) -> bool:
        return self.for_user is None or self.for_user.has_perm(permission)

    def _borrow_words(self, cleaned: dict[str, Any]) -> None:
        """Let the lead picture's own description and credit stand in for words left empty."""
        picture = cleaned.get("lead_picture")
        if picture is None:
            return
        for field, own in (("lead_alt", picture.description), ("lead_credit", picture.credit)):
            if field in cleaned and not cleaned[field].strip():
                cleaned[field] = own

    def save(self, commit: bool = True) -> Story:
        """Save as Wagtail does, with what others saved meanwhile merged in first.

        Raises `masthead.newsroom.work.merging.WordsInConflict` when somebody has to decide.
        """
        story: Story = super().save(commit=False)
        if self.merge is not None:
            self.merge(story)
        if commit:
            story.save()
            self.save_m2m()
        return story

    @property
    def outside(self) -> dict[str, Any]:
        """What the form says of what stands outside the revision; as loaded until it is valid."""
        said = self.cleaned_data if self.is_bound and hasattr(self, "cleaned_data") else {}
        home = self.publication.home
        known = self.initial | {"section": home.section if home else None}
        return {name: said.get(name, known[name]) for name in OUTSIDE_REVISIONS}

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_publishing:
            self._check_gates(at=now())

    def _check_gates(self, *, at: datetime) -> None:
        story: Story = self.instance
        facts = replace(
            publishing.facts(story, self.publication),
            has_home=self.cleaned_data.get("section") is not None,
        )
        for gate in decide_publication(replace(facts, pictures=()), at=at):
            self._show(gate.field, gate.message)
        if facts.is_killed:
            return
        pictures = list(facts.pictures)
        if story.lead_picture:
            self._show_lead(picture_errors(pictures.pop(0), at=at))
        found = {number: picture_errors(use, at=at) for number, use in enumerate(pictures, 1)}
        if (error := body_error(story.body, found)) and "body" not in self.errors:
            self.add_error("body", error)

    def _show_lead(self, errors: dict[str, str]) -> None:
        fields = {"alt": "lead_alt", "credit": "lead_credit", "picture": "lead_picture"}
        for part, message in errors.items():
            self._show(fields[part], message)

    def _show(self, field: str, message: str) -> None:
        """Show a gate at its field; a field that has an error already says enough."""
        name = field if field in self.fields else None
        if name is None or name not in self.errors:
            self.add_error(name, message)

    def place(self, story: Story, *, by: User) -> None:
        """Write what stands outside the revision: home, embargo, expiry, what it translates.

        Raises `PublicationRefused` if the story changed since the form was checked so that they
        can no longer hold, and `PermissionDenied` if ``by`` may no longer set them.
        """
        section = self.cleaned_data.get("section")
        try:
            if section:
                place_at_home(story=story, section=section, by=by)
            set_limits(
                story=story,
                embargo_until=self.cleaned_data.get("embargo_until"),
                expire_at=self.cleaned_data.get("ends_at"),
                by=by,
            )
            if "translation_of" in self.changed_data:
                original = self.cleaned_data["translation_of"]
                join_translations(story=story, original=original, by=by)
        except ValidationError as error:
            raise PublicationRefused(
                *(Gate("section", message) for message in error.messages)
            ) from error


def _as_known(chosen: datetime | None, known: datetime | None) -> datetime | None:
    """``known`` when ``chosen`` is the same minute: the form shows no seconds, a wire sets them."""
    if chosen and known and chosen == known.replace(second=0, microsecond=0):
        return known
    return chosen


def translated_story(story: Story) -> Story | None:
    """The oldest other story that says the same in another language; one query."""
    if story.pk is None:
        return None
    # The row's own group: the instance may be a revision, whose word on it does not count.
    group = Story.objects.filter(pk=story.pk).values("translation_group")
    others = Story.objects.filter(translation_group__in=group).exclude(pk=story.pk)
    return others.order_by("pk").first()


def publication_for(story: Story) -> Publication:
    """The story's publication with its home; a fresh one for a story that is not saved yet."""
    if story.pk is None:
        return Publication()
    publication: Publication = Publication.objects.select_related("home__section__edition").get(
        story_id=story.pk
    )
    return publication
