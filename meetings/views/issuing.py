"""Giving minutes out: an edition as PDF, drawn by the task worker and kept."""

import time
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET
from procrastinate.exceptions import AlreadyEnqueued

from meetings.composition import latest_version
from meetings.documents.editions import best_edition, drawing_key, file_name, issued
from meetings.documents.vouching import checks_of, is_stopped
from meetings.models import Meeting, MinutesVersion
from meetings.tasks import draw_minutes
from meetings.views.fetching import meeting_or_404
from secgov.classification import Classification, Stage
from secgov.context import band, who
from secgov.models import DrawnDocument, IssuedDocument

LOOK_AGAIN_SECONDS = 0.05


@login_not_required
@require_GET
def minutes_pdf(request: HttpRequest, ref: str) -> HttpResponse:
    """The edition asked for, or the next lower one the reader may open. What was drawn before comes from the store;
    else the worker draws it, and where that takes long the page says so and looks again by itself."""
    meeting = meeting_or_404(request, ref)
    live = request.user.has_perm("meetings.minute", meeting) and meeting.is_open_to_change
    version = None if live else latest_version(meeting, request.reader)
    if version is None and not live:
        raise Http404
    level = best_edition(meeting, wanted(request), request.reader, version)
    if level is None:
        raise Http404
    refuse_stopped(request, meeting, level, version)
    drawn = _given_out(meeting, level, version)
    if drawn is None and is_stopped(version, level):
        return stopped(request, meeting, level)
    if drawn is None:
        return render(
            request,
            "meetings/drawing.html",
            {"meeting": meeting, "level": level, "again_url": request.get_full_path()},
            status=202,
        )
    response = HttpResponse(drawn.file.read(), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{file_name(meeting, level, version)}"'
    return response


def refuse_stopped(
    request: HttpRequest, meeting: Meeting, level: Classification, version: MinutesVersion | None
) -> None:
    """Http404 for whoever is no secretary, where the edition was stopped. A secretary has it drawn and looked at
    again: what stopped it may be gone."""
    if not request.user.has_perm("meetings.minute", meeting) and is_stopped(version, level):
        raise Http404


def stopped(request: HttpRequest, meeting: Meeting, level: Classification) -> HttpResponse:
    """What stopped an edition, for the secretaries."""
    checks = [check for check in checks_of(meeting, request.reader) if check.edition == level]
    shown = {"meeting": meeting, "checks": checks, "band": band(meeting.classification, who=who(request))}
    return render(request, "meetings/stopped.html", shown, status=409)


def _given_out(
    meeting: Meeting, level: Classification, version: MinutesVersion | None
) -> IssuedDocument | DrawnDocument | None:
    """Of published minutes what was issued, which is never drawn again; else what was drawn, now or before."""
    is_published = version is not None and version.stage == Stage.PUBLISHED
    if version is not None and is_published and (given_out := issued(meeting, level, version)) is not None:
        return given_out
    key = drawing_key(meeting, level, version)
    task = {"meeting_id": meeting.pk, "level": int(level), "version_id": version.pk if version else None}
    return drawn_by_worker(draw_minutes, key, **task) if is_published else draw(key, draw_minutes, **task)


def wanted(request: HttpRequest) -> Classification:
    """The edition asked for in the address; without a word the White one."""
    try:
        return Classification.named(request.GET.get("edition", "white"))
    except ValueError:
        raise Http404 from None


def drawn_under(key: str) -> DrawnDocument | None:
    return DrawnDocument.objects.select_related("file").filter(key=key).first()


def draw(key: str, task: Any, **what: Any) -> DrawnDocument | None:
    """What stands under `key`, else ask the worker."""
    return drawn_under(key) or drawn_by_worker(task, key, **what)


def drawn_by_worker(task: Any, key: str, **what: Any) -> DrawnDocument | None:
    """Ask the worker, and wait a little: it takes under a second as a rule."""
    with suppress(AlreadyEnqueued), transaction.atomic():
        task.configure(queueing_lock=key).defer(**what)
    until = time.monotonic() + settings.PDF_WAIT_SECONDS
    while (drawn := drawn_under(key)) is None and time.monotonic() < until:
        time.sleep(LOOK_AGAIN_SECONDS)
    return drawn
