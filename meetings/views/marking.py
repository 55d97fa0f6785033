"""Attendance marked from the membership: each line by itself as it is changed, or all of them with one button."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from meetings import operations
from meetings.documents.marking import NEW, Marking, answered, marking_of, only_change
from meetings.marking_forms import NewForm, Posted, posted
from meetings.models import Meeting
from meetings.operations.marking import Mark
from meetings.views.answering import edit_url
from meetings.views.attendance import ONLY_PRINTED
from meetings.views.fetching import meeting_to_minute
from meetings.views.parts import asks_for_part, page_or_part
from secgov.classification import Classification
from secgov.context import band, who


@require_http_methods(["GET", "POST"])
def mark_attendance(request: HttpRequest, ref: str) -> HttpResponse:
    """Who is there: everybody expected on that day, and whoever stands on the list already."""
    meeting = meeting_to_minute(request, ref)
    before = marking_of(meeting, request.reader, today=timezone.localdate())
    if request.method == "GET":
        return _page(request, meeting, before, Posted()) if meeting.is_open_to_change else redirect(meeting)
    came_in = posted(request.POST, meeting, before)
    came_in.refused |= operations.mark_attendance(meeting=meeting, by=request.user, wanted=came_in.wanted)
    if NEW in came_in.wanted and NEW not in came_in.refused:
        came_in.new = NewForm()
    if not request.htmx and not came_in.refused:
        messages.success(request, "The attendance is saved.")
        return redirect("meetings:mark_attendance", meeting.ref)
    return _answer(request, meeting, before, came_in)


def _answer(request: HttpRequest, meeting: Meeting, before: Marking, came_in: Posted) -> HttpResponse:
    """To a script the line that changed, or the table where more did; else the page again, with its errors."""
    after = answered(
        marking_of(meeting, request.reader, today=timezone.localdate()),
        came_in.typed,
        came_in.refused,
        at=timezone.localtime().time(),
        is_open=request.POST.getlist("open"),
    )
    line = only_change(before, after, request.POST.getlist("row"))
    if request.htmx and line is not None:
        context = _context(meeting, after, came_in) | {"line": line}
        return render(request, "meetings/_marking_line.html", context, status=_status(came_in))
    response = _page(request, meeting, after, came_in)
    response["HX-Retarget"], response["HX-Reswap"] = "#marking", "outerHTML"
    return response


def _page(request: HttpRequest, meeting: Meeting, marking: Marking, came_in: Posted) -> HttpResponse:
    context = _context(meeting, marking, came_in) | {
        "new": came_in.new,
        "new_errors": came_in.refused.get(NEW, []),
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
        "said": " ".join(sentences) or ("Saved." if came_in.wanted else ""),
    }


def _status(came_in: Posted) -> int:
    return 422 if came_in.refused else 200
