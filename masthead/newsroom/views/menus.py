"""The menus of an edition: under its name, at the foot, and where it is elsewhere."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.generic import View
from wagtail.admin.menu import MenuItem

from masthead.newsroom.access import PermissionNeeded, member_of
from masthead.newsroom.forms.menus import LineFormSet, initial_of
from masthead.newsroom.permitted_item import PermittedItem
from masthead.standing.models import MenuLink
from masthead.standing.selectors import links_of
from masthead.standing.services import CHANGE_MENUS, set_menus
from masthead.stories.addresses import edition_origin
from masthead.stories.models import Edition

_HELP = {
    MenuLink.Place.HEAD: "Without a line of its own it has the edition’s sections, in their order.",
    MenuLink.Place.FOOT: "Without a line of its own it has the standing pages. All the news and "
    "the feeds follow by themselves.",
    MenuLink.Place.SOCIAL: "The edition’s places on other sites, at the foot and on the contact "
    "page: https://social.example/@courier.",
}


def menus_entry(order: int) -> MenuItem:
    """The entry under Set-up."""
    return PermittedItem(
        [CHANGE_MENUS],
        "Menus",
        reverse("newsroom_menus"),
        name="menus",
        icon_name="list-ul",
        order=order,
    )


class MenusView(PermissionNeeded, View):
    """One form with the three menus of an edition; without a number, of the first."""

    permission = CHANGE_MENUS

    def get(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """The menus as they are."""
        editions = list(Edition.objects.all())
        if not editions:
            messages.info(request, "Make an edition first: a menu belongs to one.")
            return HttpResponseRedirect(reverse("newsroom_desk"))
        edition = get_object_or_404(Edition, pk=pk) if pk else editions[0]
        sets = {
            place: self._lines(edition, place, initial=initial_of(links_of(edition, place)))
            for place in MenuLink.Place.values
        }
        return self._page(edition, sets)

    def post(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """Save all three, or show what is wrong at its line."""
        edition = get_object_or_404(Edition, pk=pk)
        sets = {
            place: self._lines(edition, place, data=request.POST) for place in MenuLink.Place.values
        }
        # Every set is asked, so that all that is wrong is said at once.
        verdicts = [lines.is_valid() for lines in sets.values()]
        if not all(verdicts):
            return self._page(edition, sets, status=422)
        menus = {place: lines.wanted for place, lines in sets.items()}
        set_menus(edition=edition, menus=menus, by=member_of(request))
        messages.success(request, f"The menus of {edition} are saved; readers have them now.")
        return HttpResponseRedirect(reverse("newsroom_menus_of", args=[edition.pk]))

    def _lines(self, edition: Edition, place: str, **kwargs: Any) -> Any:
        options = {"edition": edition, "has_targets": place != MenuLink.Place.SOCIAL}
        return LineFormSet(prefix=place, form_kwargs=options, **kwargs)

    def _page(self, edition: Edition, sets: dict[str, Any], status: int = 200) -> HttpResponse:
        context = {
            "header_title": "Menus",
            "edition": edition,
            "editions": Edition.objects.all(),
            "site_address": edition_origin(edition) + "/",
            "menus": [
                {"place": place, "label": MenuLink.Place(place).label,
                 "help": _HELP[MenuLink.Place(place)], "lines": lines}
                for place, lines in sets.items()
            ],
            "breadcrumbs_items": [
                {"url": reverse("newsroom_desk"), "label": "Desk"},
                {"url": "", "label": "Menus"},
            ],
        }  # fmt: skip
        return render(self.request, "newsroom/menus.html", context, status=status)
