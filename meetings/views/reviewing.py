"""The classification review of a draft: one screen, one key to confirm White, one button for all as they are."""

from functools import partial
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from meetings.documents.reviewing import parts_of, review_of
from meetings.models import Meeting
from meetings.operations.confirming import Part, confirm_parts, confirm_white
from meetings.views.answering import edit_url, nudged
from meetings.views.fetching import meeting_to_minute
from secgov.context import band, who


@require_GET
def review(request: HttpRequest, ref: str) -> HttpResponse:
    """Every part of the draft, its classification, where that came from, and who stood by it."""
    meeting = meeting_to_minute(request, ref)
    rows = review_of(meeting, request.reader)
    context = {
        "meeting": meeting,
        "rows": rows,
        "open_count": sum(row.is_open for row in rows),
        "may_confirm": meeting.is_open_to_change,
        "back_url": edit_url(meeting) if meeting.is_open_to_change else meeting.get_absolute_url(),
        "band": band(max([meeting.classification, *(row.level for row in rows)]), who=who(request)),
    }
    return render(request, "meetings/review.html", context)


def _part_or_404(request: HttpRequest, meeting: Meeting, uid: UUID) -> Part:
    for part in parts_of(meeting, request.reader):
        if part.uid == uid:
            return part
    raise Http404


def _row_url(request: HttpRequest, meeting: Meeting) -> str:
    """The row after the one that was confirmed, so that the key can be pressed again."""
    address = reverse("meetings:review", args=[meeting.ref])
    try:
        return f"{address}#part-{UUID(request.POST.get('after', ''))}"
    except ValueError:
        return address


@require_POST
def confirm(request: HttpRequest, ref: str, uid: UUID) -> HttpResponse:
    """Stand by one part's classification as it is."""
    meeting = meeting_to_minute(request, ref)
    part = _part_or_404(request, meeting, uid)
    act = partial(confirm_parts, meeting, [part], by=request.user, at=timezone.now())
    return nudged(request, act, _row_url(request, meeting))


@require_POST
def confirm_white_(request: HttpRequest, ref: str, uid: UUID) -> HttpResponse:
    """Make one part White and stand by it."""
    meeting = meeting_to_minute(request, ref)
    part = _part_or_404(request, meeting, uid)
    act = partial(confirm_white, meeting, part, by=request.user, at=timezone.now())
    return nudged(request, act, _row_url(request, meeting))


@require_POST
def confirm_all(request: HttpRequest, ref: str) -> HttpResponse:
    """Stand by every classification as the screen showed it; what has changed since is left for another look."""
    meeting = meeting_to_minute(request, ref)
    shown = dict(word.rsplit(":", 1) for word in request.POST.getlist("shown") if ":" in word)
    parts = [part for part in parts_of(meeting, request.reader) if shown.get(str(part.uid)) == str(part.classification)]
    act = partial(confirm_parts, meeting, parts, by=request.user, at=timezone.now())
    return nudged(request, act, reverse("meetings:review", args=[meeting.ref]))
