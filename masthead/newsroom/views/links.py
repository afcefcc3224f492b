"""Wagtail's chooser of outside links, which fails on a form without an address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.admin.views.chooser import ExternalLinkView


class OutsideLinkView(ExternalLinkView):
    """The same, with 400 for a form that did not arrive whole."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take the address, when there is one."""
        if not request.POST.get(f"{self.form_prefix}-url"):
            return render(request, "newsroom/broken_form.html", status=400)
        answer: HttpResponse = super().post(request)
        return answer
