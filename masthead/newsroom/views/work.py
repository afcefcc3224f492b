"""Work with a due time: the lists, giving, taking and finishing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from masthead.newsroom.access import ASSIGN_WORK, EDIT, PermissionNeeded, member_of
from masthead.newsroom.forms.work import AssignmentForm
from masthead.newsroom.models import Assignment
from masthead.newsroom.views.acts import StoryScreen, edit_url
from masthead.newsroom.work import assigning
from masthead.newsroom.work.listing import everyones_work, my_work, work_on
from masthead.newsroom.work.telling import choose_letters, wants_letters


class WorkView(PermissionNeeded, WagtailAdminTemplateMixin, TemplateView):
    """My work, or everyone's; and a form to plan more."""

    permission = EDIT
    page_title = "Work"
    template_name = "newsroom/work/list.html"
    form: AssignmentForm | None = None

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Desk, this screen."""
        return [
            {"url": reverse("newsroom_desk"), "label": "Desk"},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds one list and the form."""
        person = member_of(self.request)
        is_everyone = self.request.GET.get("of") == "everyone"
        return super().get_context_data(**kwargs) | {
            "is_everyone": is_everyone,
            "lines": everyones_work(person) if is_everyone else my_work(person),
            "form": self.form or AssignmentForm(by=person),
            "may_assign": person.has_perm(ASSIGN_WORK),
            "wants_letters": wants_letters(person),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Plan a line of the budget."""
        by = member_of(request)
        self.form = AssignmentForm(request.POST, by=by)
        if self.form.is_valid() and _assigned(request, self.form, story=None):
            return HttpResponseRedirect(request.get_full_path())
        return self.render_to_response(self.get_context_data(), status=400)


class StoryWorkView(StoryScreen, TemplateView):
    """The work on one story, and a form to give it to somebody."""

    permission = EDIT
    page_title = "Work on this story"
    template_name = "newsroom/work/story.html"
    form: AssignmentForm | None = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the work and the form."""
        person = member_of(self.request)
        return super().get_context_data(**kwargs) | {
            "lines": work_on(self.story, person),
            "form": self.form or AssignmentForm(by=person, has_story=True),
            "back_url": edit_url(self.story),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Give the story to somebody."""
        self.form = AssignmentForm(request.POST, by=member_of(request), has_story=True)
        if self.form.is_valid() and _assigned(request, self.form, story=self.story):
            return HttpResponseRedirect(request.get_full_path())
        return self.render_to_response(self.get_context_data(), status=400)


def _assigned(request: HttpRequest, form: AssignmentForm, *, story: Any) -> bool:
    """Give the work that ``form`` describes, and say so; the form says why if it cannot be."""
    said = form.cleaned_data
    try:
        assignment = assigning.assign_work(
            by=member_of(request),
            story=story,
            slugline=said.get("slugline", ""),
            person=said["person"],
            note=said["note"],
            due_at=said["due_at"],
        )
    except ValidationError as error:
        form.add_error(None, " ".join(error.messages))
        return False
    whom = f"for {assignment.person}" if assignment.person else "for whoever has time"
    messages.success(request, f"“{assignment}” is on the list, {whom}.")
    return True


class WorkAct(PermissionNeeded, View):
    """One act on a piece of work; afterwards back to where it was pressed."""

    permission = EDIT
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Act; say what stands in the way in words."""
        assignment = get_object_or_404(Assignment, pk=kwargs["pk"])
        try:
            return self.act(request, assignment)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        except PermissionDenied as error:
            messages.error(request, str(error))
        return _back(request)

    def act(self, request: HttpRequest, assignment: Assignment) -> HttpResponse:
        """Do it."""
        raise NotImplementedError


class TakeWorkView(WorkAct):
    """Take what nobody has."""

    def act(self, request: HttpRequest, assignment: Assignment) -> HttpResponse:
        """Take it."""
        assigning.take_work(assignment=assignment, by=member_of(request))
        messages.success(request, f"“{assignment}” is yours.")
        return _back(request)


class FinishWorkView(WorkAct):
    """Say that it is done, or is not after all."""

    def act(self, request: HttpRequest, assignment: Assignment) -> HttpResponse:
        """Finish it; with ``again``, take that back."""
        if "again" in request.POST:
            assigning.reopen_work(assignment=assignment, by=member_of(request))
            messages.success(request, f"“{assignment}” is to do again.")
        else:
            assigning.finish_work(assignment=assignment, by=member_of(request))
            messages.success(request, f"“{assignment}” is done.")
        return _back(request)


class BeginStoryView(WorkAct):
    """Make the story that a line of the budget plans."""

    def act(self, request: HttpRequest, assignment: Assignment) -> HttpResponse:
        """Begin it and go there."""
        story = assigning.begin_story(assignment=assignment, by=member_of(request))
        return HttpResponseRedirect(edit_url(story))


class LettersView(PermissionNeeded, View):
    """Switch letters about work and mentions on or off."""

    permission = EDIT
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Switch."""
        is_wanted = request.POST.get("letters") == "on"
        choose_letters(person=member_of(request), is_wanted=is_wanted)
        messages.success(
            request,
            "You get a letter when work or a note is for you."
            if is_wanted
            else "No more letters; work and notes for you stand here and on the desk.",
        )
        return HttpResponseRedirect(reverse("newsroom_work"))


def _back(request: HttpRequest) -> HttpResponse:
    """To the page that the act was pressed on, if it is one of ours."""
    asked = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(asked if is_ours else reverse("newsroom_work"))
