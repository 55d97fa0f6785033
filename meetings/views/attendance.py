"""The attendance list by plain forms."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from meetings import forms, operations
from meetings.models import Attendance, AttendanceNote
from meetings.views.answering import attempt, edit_url, removal, writing_page
from meetings.views.fetching import (
    meeting_to_minute,
    one_or_404,
)

ONLY_PRINTED = "We know no login for this name: the recusal is printed, and withholds nothing."


@require_http_methods(["GET", "POST"])
def add_attendance(request: HttpRequest, ref: str) -> HttpResponse:
    meeting = meeting_to_minute(request, ref)
    form = forms.AttendanceForm(request.POST or None, meeting=meeting, on=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        row = attempt(form, lambda: operations.record_attendance(meeting=meeting, by=request.user, once=True, **facts))
        if row is not None:
            return _listed(request, row)
    return writing_page(request, form, meeting, title=f"Attendance at {meeting}", submit="Add")


@require_http_methods(["GET", "POST"])
def amend_attendance(request: HttpRequest, ref: str, uid: UUID) -> HttpResponse:
    meeting = meeting_to_minute(request, ref)
    row = one_or_404(request, Attendance.objects.filter(meeting=meeting).select_related("person"), uid)
    remark = AttendanceNote.objects.filter(attendance=row).visible_to(request.reader).first()
    form = forms.AttendanceForm(request.POST or None, meeting=meeting, on=timezone.localdate(), row=row, remark=remark)
    if request.method == "POST" and form.is_valid():
        amended = attempt(form, lambda: operations.amend_attendance(row, by=request.user, **form.cleaned_data))
        if amended is not None:
            return _listed(request, amended)
    return writing_page(request, form, meeting, title=f"Amend {row} at {meeting}", submit="Save")


def _listed(request: HttpRequest, row: Attendance) -> HttpResponse:
    """Back to the list; where a recusal reaches nobody who could sign in, to the head of the page, which says so."""
    if row.recused_from and (row.person is None or row.person.user_id is None):
        messages.warning(request, ONLY_PRINTED)
        return redirect(edit_url(row.meeting))
    return redirect(edit_url(row.meeting, "attendance"))


@require_http_methods(["GET", "POST"])
def remove_attendance(request: HttpRequest, ref: str, uid: UUID) -> HttpResponse:
    meeting = meeting_to_minute(request, ref)
    row = one_or_404(request, Attendance.objects.filter(meeting=meeting), uid)
    act = lambda: operations.remove_attendance(row, by=request.user)  # noqa: E731
    return removal(request, meeting, f"{row} from the attendance list", act)
