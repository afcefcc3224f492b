"""Acts on a picture that are not edits: take down, replace, give back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from masthead.newsroom.access import PermissionNeeded, member_of
from masthead.newsroom.forms.acts import ReasonForm
from masthead.newsroom.forms.picture import ReplaceForm
from masthead.stories.models import Picture
from masthead.stories.picture_uses import uses_of
from masthead.stories.rules import PublicationRefused
from masthead.stories.services.takedown import (
    PERMISSION,
    give_back_picture,
    replace_picture,
    take_down_picture,
)

if TYPE_CHECKING:
    # Generic for the type checker alone: Django's class takes no parameter at run time.
    _FormView = FormView[forms.Form]
else:
    _FormView = FormView


def picture_url(picture: Picture) -> str:
    """A picture's own page."""
    return reverse("wagtailimages:edit", args=[picture.pk])


class PictureActView(PermissionNeeded, WagtailAdminTemplateMixin, _FormView):
    """Shows where the picture is used, asks once for the reason, then acts."""

    permission = PERMISSION
    template_name = "newsroom/picture_act.html"
    form_class: type[forms.Form] = ReasonForm
    button: ClassVar[str]
    warning: ClassVar[str]
    done: ClassVar[str]
    picture: Picture

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the picture."""
        super().setup(request, *args, **kwargs)
        self.picture = get_object_or_404(Picture, pk=kwargs["picture"])

    def get_page_subtitle(self) -> str:
        """The picture's title."""
        return str(self.picture)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Pictures, picture, this screen."""
        return [
            {"url": reverse("wagtailimages:index"), "label": "Pictures"},
            {"url": picture_url(self.picture), "label": self.picture.title},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds what the act means and whom it touches."""
        return super().get_context_data(**kwargs) | {
            "picture": self.picture,
            "uses": uses_of(self.picture),
            "button": self.button,
            "warning": self.warning,
            "back_url": picture_url(self.picture),
            "refusal": self.refusal(),
        }

    def refusal(self) -> str:
        """Why the act makes no sense for this picture now; empty when it does."""
        return ""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Act; what is refused is said in the form, and nothing that was typed is lost."""
        try:
            self.act(form)
        except PublicationRefused as refusal:
            for gate in refusal.gates:
                form.add_error(gate.field if gate.field in form.fields else None, gate.message)
            return self.form_invalid(form)
        except ValidationError as error:
            form.add_error("file" if "file" in form.fields else None, error)
            return self.form_invalid(form)
        messages.success(self.request, f"“{self.picture.title}” {self.done}")
        return HttpResponseRedirect(picture_url(self.picture))

    def act(self, form: forms.Form) -> None:
        """Do it. Raises `PublicationRefused` or `ValidationError`."""
        raise NotImplementedError


class TakeDownPictureView(PictureActView):
    """Take a picture away from readers, everywhere."""

    page_title = "Take down"
    button = "Take the picture down everywhere"
    done = "is taken down. No page shows it, and its addresses say that it is gone."
    warning = (
        "Readers no longer get the picture: every page, list, feed and preview card loses it at "
        "once, earlier versions included, and the addresses of its files say that it is gone. "
        "The editors of its stories find a note. You can give it back."
    )

    def refusal(self) -> str:
        """A picture goes once."""
        return "This picture is taken down already." if self.picture.taken_down_at else ""

    def act(self, form: forms.Form) -> None:
        """Take it down."""
        take_down_picture(
            picture=self.picture, by=member_of(self.request), reason=form.cleaned_data["reason"]
        )


class ReplacePictureView(PictureActView):
    """Put the right picture in the place of a wrong one, everywhere."""

    page_title = "Replace"
    form_class = ReplaceForm
    button = "Replace the picture everywhere"
    done = "is replaced. Its new sizes are being made."
    warning = (
        "Every page that has the picture gets the new one at once, at new addresses; those of the "
        "old files say that they are gone. The old file is deleted and cannot be brought back. "
        "Alternative text and credit of published stories become the ones that you give here."
    )

    def act(self, form: forms.Form) -> None:
        """Replace it."""
        if not isinstance(form, ReplaceForm):
            raise TypeError("a picture is replaced by its own form")
        said = form.cleaned_data
        replace_picture(
            picture=self.picture,
            data=form.data_of_file,
            file_name=said["file"].name,
            description=said["description"],
            credit=said["credit"],
            caption=said["caption"],
            by=member_of(self.request),
            reason=said["reason"],
        )


class GiveBackPictureView(PictureActView):
    """Undo a taking down."""

    page_title = "Give back"
    button = "Give the picture back"
    done = "is back. Its sizes are being made."
    warning = (
        "The pages that had the picture get it again, at new addresses, as soon as its sizes are "
        "made."
    )

    def refusal(self) -> str:
        """Only what was taken down comes back."""
        return "" if self.picture.taken_down_at else "This picture is not taken down."

    def act(self, form: forms.Form) -> None:
        """Give it back."""
        give_back_picture(
            picture=self.picture, by=member_of(self.request), reason=form.cleaned_data["reason"]
        )
