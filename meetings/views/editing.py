"""Writing minutes with plain forms: they need no JavaScript and stay when the live editor comes."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from meetings import forms, operations
from meetings.documents import minutes_for
from meetings.documents.meetings import EFFECTS, moves_open_to, state_words, turn_of
from meetings.lifecycle import LIFECYCLE
from meetings.models import AgendaItem, Attendance, EntryKind, Meeting, MinuteEntry, Outcome
from meetings.views.fetching import (
    entry_or_404,
    item_or_404,
    meeting_or_404,
    meeting_to_minute,
    one_or_404,
)
from secgov.classification import Classification
from secgov.context import band
from secgov.lifecycle import Refused
from secgov.models import Committee, MembershipRole
from secgov.panels import BLOCK_KINDS, COMMANDS
from secgov.storage import store
from secgov.views import form_page, may_or_403

OWN_KINDS = (EntryKind.DISCUSSION, EntryKind.OUTCOME, EntryKind.NOTE, EntryKind.PRIVATE)
BACK = "Back to the minutes"


def attempt(form: Any, act: Callable[[], Any]) -> Any:
    """What `act` gives back; where it is refused the sentences stand on the form, and nothing comes back."""
    try:
        return act()
    except Refused as refused:
        form.add_error(None, refused.sentences)
    except ValueError as error:
        form.add_error(None, str(error))
    return None


def edit_url(meeting: Meeting, anchor: str = "") -> str:
    return reverse("meetings:edit", args=[meeting.ref]) + (f"#{anchor}" if anchor else "")


def _form_page(request: HttpRequest, form: Any, meeting: Meeting, *, title: str, submit: str, intro: str = "") -> Any:
    who = str(request.user)
    return form_page(
        request,
        form,
        title=title,
        submit=submit,
        intro=intro,
        back_url=edit_url(meeting),
        back_label=BACK,
        band=band(meeting.classification, because=" You are writing minutes.", who=who),
    )


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """Plan a meeting of a committee one is secretary of."""
    may_or_403(request, "meetings.plan")
    mine = Committee.objects.filter(
        memberships__person__user=request.user, memberships__role=MembershipRole.SECRETARY
    ).distinct()
    form = forms.PlanForm(request.POST or None, committees=mine)
    if request.method == "POST" and form.is_valid():
        facts = {name: value for name, value in form.cleaned_data.items() if value}
        meeting = attempt(form, lambda: operations.plan_meeting(by=request.user, **facts))
        if meeting is not None:
            return redirect(meeting)
    return form_page(request, form, title="Plan a meeting", submit="Plan the meeting")


@require_GET
def edit(request: HttpRequest, ref: str) -> HttpResponse:
    """The minutes as they stand, with what can be done to each part of them."""
    meeting = meeting_to_minute(request, ref)
    if not meeting.is_open_to_change:
        return redirect(meeting)
    document = minutes_for(meeting, request.reader, live=True, editing=True)
    assert document is not None  # noqa: S101  a live composition is always there
    context = {
        "meeting": meeting,
        "document": document,
        "kinds": [{"name": kind.value, "label": kind.label} for kind in OWN_KINDS],
        "commands": COMMANDS,
        "outcomes": Outcome.objects.filter(meeting=meeting, met_on__isnull=True)
        .exclude(condition="")
        .visible_to(request.reader),
        "moves": moves_open_to(meeting, request.user),
        "turn": turn_of(meeting, request.reader),
        "state": state_words(meeting),
        "band": band(
            Classification(document.shown), because=" Draft, seen by secretaries only.", who=str(request.user)
        ),
    }
    return render(request, "meetings/edit.html", context)


@require_http_methods(["GET", "POST"])
def amend(request: HttpRequest, ref: str) -> HttpResponse:
    meeting = meeting_to_minute(request, ref)
    form = forms.MeetingForm(request.POST or None, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        amended = attempt(form, lambda: operations.amend_meeting(meeting, by=request.user, **facts))
        if amended is not None:
            return redirect(edit_url(amended))
    return _form_page(request, form, meeting, title=f"Amend {meeting}", submit="Save")


@require_http_methods(["GET", "POST"])
def classify(request: HttpRequest, ref: str) -> HttpResponse:
    """Classify a meeting's minutes, with a reason."""
    meeting = meeting_or_404(request, ref)
    may_or_403(request, "meetings.classify", meeting)
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
    return _form_page(request, form, meeting, title=f"Classify {meeting}", submit="Classify", intro=intro)


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, ref: str, move: str) -> HttpResponse:
    """One screen before a move, which says what it does; then the move."""
    meeting = meeting_to_minute(request, ref)
    try:
        wanted = LIFECYCLE.move(move)
    except KeyError:
        raise Http404 from None
    refusals = LIFECYCLE.refusals(meeting, wanted, request.user)
    status = 200
    if request.method == "POST":
        try:
            moved = operations.make_move(
                meeting, move, by=request.user, on=timezone.localdate(), note=request.POST.get("note", "")
            )
            return redirect(moved)
        except Refused as refused:
            refusals, status = refused.sentences, 422
    told = operations.people_to_tell(meeting, on=timezone.localdate()) if move in operations.NOTICES else []
    context = {
        "meeting": meeting,
        "move": wanted,
        "refusals": refusals,
        "effect": EFFECTS[move],
        "recipients": [f"{person}, {person.organisation or 'no organisation'}" for person in told],
        "needs_note": move == "reopen",
        "note": request.POST.get("note", ""),
    }
    return render(request, "meetings/move.html", context, status=status)


@require_http_methods(["GET", "POST"])
def add_item(request: HttpRequest, ref: str) -> HttpResponse:
    meeting = meeting_to_minute(request, ref)
    items = AgendaItem.objects.filter(meeting=meeting, removed_at__isnull=True).visible_to(request.reader)
    parents = [(str(item.uid), str(item)) for item in items.exclude(number="").order_by("rank")]
    initial = {"parent": request.GET.get("parent", ""), "is_heading": "heading" in request.GET}
    form = forms.ItemForm(request.POST or None, parents=parents, initial=initial)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        parent = items.filter(uid=facts.pop("parent") or None).first() if facts.get("parent") else None
        facts.pop("parent", None)
        item = attempt(form, lambda: operations.add_item(meeting=meeting, parent=parent, by=request.user, **facts))
        if item is not None:
            return redirect(edit_url(meeting, item.anchor))
    return _form_page(request, form, meeting, title=f"Add to the agenda of {meeting}", submit="Add")


@require_http_methods(["GET", "POST"])
def amend_item(request: HttpRequest, ref: str, uid: UUID) -> HttpResponse:
    meeting = meeting_to_minute(request, ref)
    item = item_or_404(request, meeting, uid)
    names = ("title", "purpose", "presenter", "classification", "postponed_to")
    form = forms.ItemForm(request.POST or None, initial={name: getattr(item, name) for name in names})
    if request.method == "POST" and form.is_valid():
        amended = attempt(form, lambda: operations.amend_item(item, by=request.user, **form.cleaned_data))
        if amended is not None:
            return redirect(edit_url(meeting, amended.anchor))
    return _form_page(request, form, meeting, title=f"Amend “{item}”", submit="Save")


@require_POST
def move_item(request: HttpRequest, ref: str, uid: UUID, way: str) -> HttpResponse:
    meeting = meeting_to_minute(request, ref)
    item = item_or_404(request, meeting, uid)
    operations.move_item(item, by=request.user, up=way == "up")
    item.refresh_from_db()
    return redirect(edit_url(meeting, item.anchor))


@require_http_methods(["GET", "POST"])
def remove_item(request: HttpRequest, ref: str, uid: UUID) -> HttpResponse:
    meeting = meeting_to_minute(request, ref)
    item = item_or_404(request, meeting, uid)
    act = lambda: operations.remove_item(item, by=request.user, at=timezone.now())  # noqa: E731
    return _removal(request, meeting, str(item), act)


def _removal(request: HttpRequest, meeting: Meeting, what: str, act: Callable[[], None]) -> HttpResponse:
    """One question before something is taken out; what was minuted stays in the history."""
    sentences: list[str] = []
    if request.method == "POST":
        try:
            act()
            return redirect(edit_url(meeting))
        except Refused as refused:
            sentences = refused.sentences
    context = {"meeting": meeting, "what": what, "refusals": sentences, "back_url": edit_url(meeting)}
    return render(request, "meetings/remove.html", context, status=422 if sentences else 200)


@require_http_methods(["GET", "POST"])
def add_entry(request: HttpRequest, ref: str, uid: UUID, kind: str) -> HttpResponse:
    meeting = meeting_to_minute(request, ref)
    item = item_or_404(request, meeting, uid)
    if kind not in OWN_KINDS:
        raise Http404
    form = forms.EntryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        after = (
            MinuteEntry.objects.filter(item=item, uid=request.GET["after"]).visible_to(request.reader).first()
            if (_is_uid(request.GET.get("after")))
            else None
        )
        wanted = form.cleaned_data
        entry = attempt(
            form,
            lambda: operations.add_entry(
                item=item,
                kind=kind,
                body=wanted["body"],
                classification=wanted["classification"],
                after=after,
                by=request.user,
            ),
        )
        if entry is not None:
            return redirect(edit_url(meeting, f"entry-{entry.uid}"))
    return _form_page(request, form, meeting, title=f"{EntryKind(kind).label} in “{item}”", submit="Add")


def _is_uid(text: str | None) -> bool:
    try:
        return bool(text) and UUID(text) is not None
    except ValueError:
        return False


@require_http_methods(["GET", "POST"])
def amend_entry(request: HttpRequest, ref: str, uid: UUID) -> HttpResponse:
    meeting = meeting_to_minute(request, ref)
    entry = entry_or_404(request, meeting, uid)
    initial = {
        "body": forms.RichTextField.shown(entry.body),
        "classification": entry.classification,
        "version": entry.version,
    }
    form = forms.EntryForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        amended = attempt(
            form,
            lambda: operations.amend_entry(
                entry,
                by=request.user,
                body=wanted["body"],
                classification=wanted["classification"],
                version=wanted["version"],
            ),
        )
        if amended is not None:
            return redirect(edit_url(meeting, f"entry-{entry.uid}"))
    kind = BLOCK_KINDS[entry.kind].label or EntryKind(entry.kind).label
    return _form_page(request, form, meeting, title=f"Amend: {kind.lower()} in “{entry.item}”", submit="Save")


@require_POST
def move_entry(request: HttpRequest, ref: str, uid: UUID, way: str) -> HttpResponse:
    meeting = meeting_to_minute(request, ref)
    entry = entry_or_404(request, meeting, uid)
    operations.move_entry(entry, by=request.user, up=way == "up")
    return redirect(edit_url(meeting, f"entry-{entry.uid}"))


@require_http_methods(["GET", "POST"])
def remove_entry(request: HttpRequest, ref: str, uid: UUID) -> HttpResponse:
    meeting = meeting_to_minute(request, ref)
    entry = entry_or_404(request, meeting, uid)
    act = lambda: operations.remove_entry(entry, by=request.user, at=timezone.now())  # noqa: E731
    return _removal(request, meeting, f"“{entry}”", act)


@require_http_methods(["GET", "POST"])
def condition_met(request: HttpRequest, ref: str, uid: UUID) -> HttpResponse:
    """State how the condition of an outcome was met; this may be done when the minutes are closed to change."""
    meeting = meeting_to_minute(request, ref)
    outcome = one_or_404(request, Outcome.objects.filter(meeting=meeting), uid)
    form = forms.MetForm(request.POST or None, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        met = attempt(form, lambda: operations.record_condition_met(outcome, by=request.user, **form.cleaned_data))
        if met is not None:
            return redirect(meeting)
    intro = f"{outcome.verb}, subject to {outcome.condition}"
    return _form_page(request, form, meeting, title="The condition was met", submit="Save", intro=intro)


@require_http_methods(["GET", "POST"])
def add_attendance(request: HttpRequest, ref: str) -> HttpResponse:
    meeting = meeting_to_minute(request, ref)
    form = forms.AttendanceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        row = attempt(form, lambda: operations.record_attendance(meeting=meeting, by=request.user, **facts))
        if row is not None:
            return redirect(edit_url(meeting, "attendance"))
    return _form_page(request, form, meeting, title=f"Attendance at {meeting}", submit="Add")


@require_http_methods(["GET", "POST"])
def remove_attendance(request: HttpRequest, ref: str, uid: UUID) -> HttpResponse:
    meeting = meeting_to_minute(request, ref)
    row = one_or_404(request, Attendance.objects.filter(meeting=meeting), uid)
    act = lambda: operations.remove_attendance(row, by=request.user)  # noqa: E731
    return _removal(request, meeting, f"{row} from the attendance list", act)


@require_http_methods(["GET", "POST"])
def attach_paper(request: HttpRequest, ref: str, uid: UUID) -> HttpResponse:
    meeting = meeting_to_minute(request, ref)
    item = item_or_404(request, meeting, uid)
    form = forms.PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        upload = facts.pop("file")
        kept = store(content=upload.read(), name=upload.name, media_type="application/pdf") if upload else None
        paper = attempt(
            form,
            lambda: operations.attach_paper(item=item, by=request.user, at=timezone.now(), file=kept, **facts),
        )
        if paper is not None:
            return redirect(edit_url(meeting, item.anchor))
    return _form_page(request, form, meeting, title=f"A paper for “{item}”", submit="Add the paper")
