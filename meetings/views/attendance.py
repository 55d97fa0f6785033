"""The attendance list by plain forms."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from meetings import forms, operations
from meetings.models import Attendance
from meetings.views.answering import attempt, edit_url, removal, writing_page
from meetings.views.fetching import (
    meeting_to_minute,
    one_or_404,
)


@require_http_methods(["GET", "POST"])
def add_attendance(request: HttpRequest, ref: str) -> HttpResponse:
    meeting = meeting_to_minute(request, ref)
    form = forms.AttendanceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        row = attempt(form, lambda: operations.record_attendance(meeting=meeting, by=request.user, **facts))
        if row is not None:
            return redirect(edit_url(meeting, "attendance"))
    return writing_page(request, form, meeting, title=f"Attendance at {meeting}", submit="Add")


@require_http_methods(["GET", "POST"])
def remove_attendance(request: HttpRequest, ref: str, uid: UUID) -> HttpResponse:
    meeting = meeting_to_minute(request, ref)
    row = one_or_404(request, Attendance.objects.filter(meeting=meeting), uid)
    act = lambda: operations.remove_attendance(row, by=request.user)  # noqa: E731
    return removal(request, meeting, f"{row} from the attendance list", act)
