"""One act on many stories: what would happen, the act, and what became of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from masthead.newsroom.access import EDIT, PUBLISH, WITHDRAW, PermissionNeeded, member_of
from masthead.newsroom.forms.bulk import FORMS
from masthead.stories.models import BulkAct, Story
from masthead.stories.services.bulk import MOST_STORIES, ask_for, can_undo, foresee, undo
from masthead.stories.tasks import begin_bulk_act

_NEEDED = {"publish": PUBLISH, "withdraw": WITHDRAW, "move": EDIT}
_TITLES = {"publish": "Publish", "withdraw": "Withdraw", "move": "Move"}


class BulkView(PermissionNeeded, View):
    """From the desk's selection (``act`` and ``stories``) to a page that asks, and then acts."""

    permission = EDIT
    http_method_names = ("get", "post")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Whoever had to sign in on the way comes back without a selection: to the desk."""
        messages.info(request, "Choose the stories again: signing in has lost the selection.")
        return HttpResponseRedirect(reverse("newsroom_desk"))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Ask first; with ``confirm``, act and lead to the result."""
        act = request.POST.get("act", "")
        stories = _chosen(request)
        if act not in FORMS or not stories:
            messages.error(request, "Choose some stories first, and what to do with them.")
            return HttpResponseRedirect(reverse("newsroom_desk"))
        if not request.user.has_perm(_NEEDED[act]):
            raise PermissionDenied
        is_confirmed = "confirm" in request.POST
        form = FORMS[act](request.POST if is_confirmed or "section" in request.POST else None)
        if is_confirmed and form.is_valid():
            try:
                bulk = ask_for(
                    act=act,
                    stories=stories,
                    by=member_of(request),
                    reason=form.cleaned_data.get("reason", ""),
                    section=form.cleaned_data.get("section"),
                )
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
                return HttpResponseRedirect(reverse("newsroom_desk"))
            begin_bulk_act(bulk)
            return HttpResponseRedirect(reverse("newsroom_bulk_result", args=[bulk.pk]))
        section = form.cleaned_data.get("section") if form.is_bound and form.is_valid() else None
        foreseen = foresee(act, stories, by=member_of(request), section=section)
        if act == "move" and section is None:
            foreseen = []
        title = f"{_TITLES[act]} {len(stories)} {'story' if len(stories) == 1 else 'stories'}"
        context = {
            "header_title": title,
            "breadcrumbs_items": _breadcrumbs(title),
            "act": act,
            "verb": _TITLES[act],
            "form": form,
            "stories": stories,
            "foreseen": foreseen,
            "sound_count": sum(not row.refusals for row in foreseen),
        }
        return render(request, "newsroom/bulk.html", context)


def _breadcrumbs(title: str) -> list[dict[str, str]]:
    return [{"url": reverse("newsroom_desk"), "label": "Desk"}, {"url": "", "label": title}]


def _chosen(request: HttpRequest) -> list[Story]:
    """The stories named, each once, newest first, as many as an act may have; one query."""
    numbers = {int(text) for text in request.POST.getlist("stories") if text.isdecimal()}
    # Longer numbers than a story can have would overflow the database's integer.
    numbers = {number for number in numbers if number < 2**63}
    return list(Story.objects.filter(pk__in=numbers).defer("body")[: MOST_STORIES + 1])


class BulkResultView(PermissionNeeded, WagtailAdminTemplateMixin, TemplateView):
    """What became of each story; while a job is at it, how far it is."""

    permission = EDIT
    template_name = "newsroom/bulk_result.html"

    def get_page_title(self) -> str:
        """The act."""
        title: str = self.bulk.get_act_display()
        return title

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Desk, and here."""
        return _breadcrumbs(self.get_page_title())

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the act."""
        super().setup(request, *args, **kwargs)
        self.bulk = get_object_or_404(
            BulkAct.objects.select_related("asked_by", "undoes", "undone_by"), pk=kwargs["pk"]
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the lines, and whether the act can be taken back."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        lines = list(self.bulk.lines.select_related("section"))
        waiting = sum(line.state == "waiting" for line in lines)
        return context | {
            "bulk": self.bulk,
            "lines": lines,
            "waiting": waiting,
            "finished": len(lines) - waiting,
            "refused": sum(line.state == "refused" for line in lines),
            "can_undo": not waiting and can_undo(self.bulk),
        }


class BulkUndoView(PermissionNeeded, View):
    """Take a bulk act back."""

    permission = EDIT
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take back, and lead to what became of that."""
        bulk = get_object_or_404(BulkAct, pk=pk)
        try:
            back = undo(bulk=bulk, by=member_of(request))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return HttpResponseRedirect(reverse("newsroom_bulk_result", args=[bulk.pk]))
        begin_bulk_act(back)
        return HttpResponseRedirect(reverse("newsroom_bulk_result", args=[back.pk]))
