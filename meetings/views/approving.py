"""Approving minutes: where it was done is asked on the screen before the move; the amendments behind it."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from meetings import operations
from meetings.correction_forms import ApproveForm
from meetings.documents.approving import approval_of, items_to_approve_under, sentence_for
from meetings.documents.corrections import amendments_of
from meetings.documents.vouching import Vouching
from meetings.models import Meeting
from meetings.views.fetching import meeting_or_404
from secgov.context import band, who
from secgov.lifecycle import Refused


def approve_form(request: HttpRequest, meeting: Meeting, move: str) -> ApproveForm | None:
    """What the screen before approval asks; None before any other move."""
    if move != "approve":
        return None
    items = items_to_approve_under(meeting, request.reader)
    return ApproveForm(request.POST or None, items=items, sentence=sentence_for(meeting, request.reader))


def approve(form: ApproveForm, meeting: Meeting, *, by: Any, on: date, note: str, vouching: Vouching) -> Meeting:
    """Approve `meeting` as the form says; Refused where it says nothing that can be done."""
    if not form.is_valid():
        raise Refused([sentence for sentences in form.errors.values() for sentence in sentences])
    approval = operations.Approval(form.cleaned_data["item"], form.cleaned_data["sentence"])
    return operations.approve_minutes(meeting, approval, by=by, on=on, note=note, vouching=vouching)


@require_GET
def amendments(request: HttpRequest, ref: str) -> HttpResponse:
    """The corrections that the minutes took over, for those who may read any, or might have."""
    meeting = meeting_or_404(request, ref)
    rows = amendments_of(meeting, request.reader)
    if not rows and not request.user.has_perm("meetings.comment", meeting):
        raise Http404
    context = {
        "meeting": meeting,
        "rows": rows,
        "approval": approval_of(meeting, request.reader),
        "corrections_url": reverse("meetings:corrections", args=[meeting.ref]),
        "band": band(max([meeting.classification, *(row.level for row in rows)]), who=who(request)),
    }
    return render(request, "meetings/amendments.html", context)
