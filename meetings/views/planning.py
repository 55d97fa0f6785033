"""Planning meetings, their facts and classification, and their moves."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from meetings import forms, operations
from meetings.checking_forms import CommentsForm
from meetings.documents.circulating import before_move
from meetings.documents.meetings import EFFECTS
from meetings.documents.publishing import before_publishing
from meetings.documents.vouching import GIVEN_OUT_BY, Vouching, found_before
from meetings.lifecycle import LIFECYCLE
from meetings.views.answering import attempt, edit_url, writing_page
from meetings.views.approving import approve, approve_form
from meetings.views.fetching import (
    meeting_or_404,
    meeting_to_minute,
)
from secgov.classification import Classification
from secgov.context import band, who
from secgov.lifecycle import Refused
from secgov.models import Committee, MembershipRole
from secgov.views import form_page, may_or_403


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """Plan a meeting of a committee one is secretary of."""
    may_or_403(request, "meetings.plan")
    roles = request.user.roles_by_committee(on=timezone.localdate())
    mine = Committee.objects.filter(pk__in=[pk for pk, held in roles.items() if MembershipRole.SECRETARY in held])
    form = forms.PlanForm(request.POST or None, committees=mine)
    if request.method == "POST" and form.is_valid():
        facts = {name: value for name, value in form.cleaned_data.items() if value}
        meeting = attempt(form, lambda: operations.plan_meeting(by=request.user, **facts))
        if meeting is not None:
            return redirect("meetings:proposals", meeting.ref)
    return form_page(request, form, title="Plan a meeting", submit="Plan the meeting")


@require_http_methods(["GET", "POST"])
def amend(request: HttpRequest, ref: str) -> HttpResponse:
    meeting = meeting_to_minute(request, ref)
    form = forms.MeetingForm(request.POST or None, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        amended = attempt(form, lambda: operations.amend_meeting(meeting, by=request.user, **facts))
        if amended is not None:
            return redirect(edit_url(amended))
    return writing_page(request, form, meeting, title=f"Amend {meeting}", submit="Save")


@require_http_methods(["GET", "POST"])
def classify(request: HttpRequest, ref: str) -> HttpResponse:
    """Classify a meeting's minutes, with a reason; of what is published, say that it cannot be changed here."""
    meeting = meeting_or_404(request, ref)
    may_or_403(request, "meetings.classify", meeting)
    if meeting.is_published:
        shown = {"meeting": meeting, "band": band(meeting.level, who=who(request))}
        return render(request, "meetings/classified.html", shown, status=409 if request.method == "POST" else 200)
    form = forms.ClassifyForm(request.POST or None, initial={"classification": meeting.classification})
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        classified = attempt(
            form,
            lambda: operations.classify_meeting(
                meeting,
                classification=Classification(wanted["classification"]),
                by=request.user,
                reason=wanted["reason"],
                only_unmarked=not wanted["everything"],
            ),
        )
        if classified is not None:
            return redirect(classified)
    intro = f"{meeting} is {meeting.get_classification_display()} now: {meeting.get_classified_by_display()}."
    return writing_page(request, form, meeting, title=f"Classify {meeting}", submit="Classify", intro=intro)


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, ref: str, move: str) -> HttpResponse:
    """One screen before a move, which says what it does; then the move."""
    meeting = meeting_to_minute(request, ref)
    try:
        wanted = LIFECYCLE.move(move)
    except KeyError:
        raise Http404 from None
    refusals = LIFECYCLE.refusals(meeting, wanted, request.user)
    approving = approve_form(request, meeting, move)
    today = timezone.localdate()
    posted = request.POST if request.method == "POST" else None
    form = CommentsForm(posted, on=today) if move == "circulate" else None
    status = 422 if form is not None and request.method == "POST" else 200
    if request.method == "POST" and (form is None or form.is_valid()):
        facts: dict[str, Any] = {"by": request.user, "on": today, "note": request.POST.get("note", "")}
        because = request.POST.get("accepting", "")
        facts["vouching"] = Vouching(by=request.user, at=timezone.now(), because=because)  # type: ignore[arg-type]
        try:
            if approving is not None:
                return redirect(approve(approving, meeting, **facts))
            comments_by = form.cleaned_data["comments_by"] if form else None
            return redirect(operations.make_move(meeting, move, comments_by=comments_by, **facts))
        except Refused as refused:
            refusals, status = refused.sentences, 422
    told = operations.people_to_tell(meeting, on=today) if move in operations.NOTICES else []
    context = {
        "meeting": meeting,
        "move": wanted,
        "refusals": refusals,
        "effect": EFFECTS[move],
        "form": form,
        "before": before_move(meeting, move, request.reader, by=request.user, on=today),
        "recipients": [f"{person}, {person.organisation or 'no organisation'}" for person in told],
        "publishing": before_publishing(meeting, request.reader) if move == "publish-agenda" else None,
        "approving": approving,
        "needs_note": move == "reopen",
        "is_compared": move in GIVEN_OUT_BY,
        "findings": found_before(meeting, move, by=request.user),
        "accepting": request.POST.get("accepting", ""),
        "band": band(meeting.classification, who=who(request)),
        "note": request.POST.get("note", ""),
    }
    return render(request, "meetings/move.html", context, status=status)
