"""Asking for an export, following it, and having it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from archive.documents.exports import exports_of, exports_register
from archive.export_filters import ExportFilter
from archive.export_forms import ExportForm
from archive.models import Export
from archive.operations.exporting import ask_for_export, have_export, start_again
from secgov import lists
from secgov.access import visible_or_404
from secgov.context import band, who
from secgov.lifecycle import Refused
from secgov.views import may_or_403


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The exports that one asked for."""
    may_or_403(request, "archive.export")
    at = timezone.now()

    def finish(rows: list[Any]) -> None:
        for row in rows:
            row.state, row.tone = row.state_at(at)

    return lists.answer(request, exports_register(at), exports_of(request.reader), ExportFilter, finish=finish)


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    may_or_403(request, "archive.export")
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect(ask_for_export(by=request.user, at=timezone.now(), **form.facts()))
    return render(request, "archive/export_new.html", {"form": form}, status=422 if request.method == "POST" else 200)


@require_GET
def detail(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One export: how far it is, why it failed, or its ZIP."""
    export, at = _export_or_404(request, uid), timezone.now()
    state, tone = export.state_at(at)
    is_under_way = export.ended_at is None and not export.is_dead_at(at)
    if request.htmx and not is_under_way:
        return HttpResponseClientRefresh()
    context = {
        "export": export,
        "state": state,
        "tone": tone,
        "is_under_way": is_under_way,
        "has_failed": export.has_failed_at(at),
        "is_ready": export.is_ready_at(at),
        "band": band(export.classification, because=" An export is for whoever asked for it.", who=who(request)),
    }
    return render(request, "archive/export.html#progress" if request.htmx else "archive/export.html", context)


@require_POST
def again(request: HttpRequest, uid: UUID) -> HttpResponse:
    export = _export_or_404(request, uid)
    try:
        start_again(export, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect(export)


@require_GET
def download(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The ZIP, in pieces; that it was taken is in the access log before the first of them leaves."""
    export = _export_or_404(request, uid)
    try:
        export = have_export(export, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect(export)
    request.shown.is_noted = True  # type: ignore[attr-defined]
    response = FileResponse(export.path.open("rb"), as_attachment=True, filename=export.file_name)
    response["Content-Type"] = "application/zip"
    response["Cache-Control"] = "private, no-store"
    return response


def _export_or_404(request: HttpRequest, uid: UUID) -> Export:
    """The export, for whoever asked for it and still administers records."""
    found: Export = visible_or_404(Export.objects.select_related("committee"), request.reader, uid=uid)
    may_or_403(request, "archive.fetch_export", found)
    return found
