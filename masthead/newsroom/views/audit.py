"""The audit log on the screen and as a file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from masthead.newsroom.access import HOLD, PermissionNeeded
from masthead.newsroom.audit import Entry, Wanted, all_entries, audit_page
from masthead.newsroom.cells import safe_cell
from masthead.newsroom.forms.audit import AuditForm


class AuditView(PermissionNeeded, WagtailAdminTemplateMixin, TemplateView):
    """Every act, newest first."""

    permission = HOLD
    page_title = "Audit log"
    template_name = "newsroom/audit.html"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Desk, and here."""
        return [
            {"url": reverse("newsroom_desk"), "label": "Desk"},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the page; what the filters say that cannot be is shown and shows nothing."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        form = AuditForm(self.request.GET)
        before = self.request.GET.get("before", "")
        number = int(before) if before.isdecimal() and len(before) < 19 else None
        page = audit_page(form.wanted(), before=number) if form.is_valid() else None
        asked = self.request.GET.copy()
        asked.pop("before", None)
        return context | {
            "form": form,
            "page": page,
            "asked": asked.urlencode(),
            "is_first_page": number is None,
        }


class AuditFileView(PermissionNeeded, View):
    """The same, all of it, as CSV or JSON."""

    permission = HOLD
    http_method_names = ("get",)

    def get(self, request: HttpRequest, kind: str) -> HttpResponseBase:
        """Stream the entries that the filters leave."""
        form = AuditForm(request.GET)
        if not form.is_valid():
            return HttpResponse("These filters cannot be.", status=400, content_type="text/plain")
        writers = {"csv": (_csv, "text/csv"), "json": (_json, "application/json")}
        if kind not in writers:
            raise Http404(kind)
        write, content_type = writers[kind]
        return StreamingHttpResponse(
            write(form.wanted()),
            content_type=f"{content_type}; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="audit-log.{kind}"'},
        )


_COLUMNS = ("number", "at", "person", "act", "kind", "title", "words")


def _values(entry: Entry) -> dict[str, Any]:
    values = asdict(entry)
    return {name: values[name] for name in _COLUMNS} | {"at": entry.at.isoformat()}


def _csv(wanted: Wanted) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(_COLUMNS)
    for entry in all_entries(wanted):
        writer.writerow(safe_cell(value) for value in _values(entry).values())
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def _json(wanted: Wanted) -> Iterator[str]:
    yield "["
    for position, entry in enumerate(all_entries(wanted)):
        yield (",\n" if position else "\n") + json.dumps(_values(entry), ensure_ascii=False)
    yield "\n]\n"
