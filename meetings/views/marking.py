"""Attendance marked from the membership: each line by itself as it is changed, or all of them with one button."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from meetings import operations
from meetings.documents.marking import NEW, Marking, answered, is_alone, marking_of
from meetings.marking_forms import NewForm, Posted, posted
from meetings.models import Meeting
from meetings.operations.marking import Mark, hold
from meetings.views.answering import edit_url
from meetings.views.attendance import ONLY_PRINTED
from meetings.views.fetching import meeting_to_minute
from meetings.views.parts import asks_for_part, page_or_part
from secgov.classification import Classification
from secgov.context import band, who

# Tells the script that other lines look different too: it fetches the table again when nothing is being typed.
STALE = "marking-stale"


@require_http_methods(["GET", "POST"])
def mark_attendance(request: HttpRequest, ref: str) -> HttpResponse:
    """Who is there: everybody expected on that day, and whoever stands on the list already."""
    meeting = meeting_to_minute(request, ref)
    if request.method == "GET":
        marking = marking_of(meeting, request.reader, today=timezone.localdate())
        table = answered(marking, {}, {}, is_open=request.GET.getlist("open"))
        return _page(request, meeting, table, Posted()) if meeting.is_open_to_change else redirect(meeting)
    with transaction.atomic():
        hold(meeting)
        before = marking_of(meeting, request.reader, today=timezone.localdate())
        came_in = posted(request.POST, meeting, before)
        came_in.refused |= operations.mark_attendance(meeting=meeting, by=request.user, wanted=came_in.wanted)
    if not request.htmx and not came_in.refused:
        messages.success(request, "The attendance is saved.")
        return redirect("meetings:mark_attendance", meeting.ref)
    return _answer(request, meeting, before, came_in)


def _answer(request: HttpRequest, meeting: Meeting, before: Marking, came_in: Posted) -> HttpResponse:
    """To a script the line it sent; else the page again, with its errors."""
    marking = marking_of(meeting, request.reader, today=timezone.localdate())
    at = timezone.localtime().time()
    after = answered(marking, came_in.typed, came_in.refused, is_open=request.POST.getlist("open"), at=at)
    if not request.htmx:
        return _page(request, meeting, after, came_in)
    key = request.POST.get("row", "")
    context = _context(meeting, after, came_in) | {"line": after.by_key.get(key), "is_new": key == NEW}
    response = render(request, "meetings/_marking_line.html", context, status=_status(came_in))
    if not is_alone(before, after, key):
        response["HX-Trigger"] = STALE
    return response


def _page(request: HttpRequest, meeting: Meeting, marking: Marking, came_in: Posted) -> HttpResponse:
    context = _context(meeting, marking, came_in) | {
        "is_part": asks_for_part(request),
        "back_url": edit_url(meeting, "attendance"),
        "band": band(Classification(meeting.classification), because=" You are writing minutes.", who=who(request)),
    }
    return page_or_part(request, "meetings/marking.html", "meetings/_marking.html", context, status=_status(came_in))


def _context(meeting: Meeting, marking: Marking, came_in: Posted) -> dict[str, Any]:
    """What every answer shows; `said` is for those who hear the page."""
    sentences = [sentence for refused in came_in.refused.values() for sentence in refused]
    return {
        "meeting": meeting,
        "marking": marking,
        "marks": Mark.choices,
        "url": reverse("meetings:mark_attendance", args=[meeting.ref]),
        "only_printed": ONLY_PRINTED,
        "new": came_in.new if NEW in came_in.refused else NewForm(),
        "new_errors": came_in.refused.get(NEW, []),
        "said": " ".join(sentences) or ("Saved." if came_in.wanted else ""),
    }


def _status(came_in: Posted) -> int:
    return 422 if came_in.refused else 200
