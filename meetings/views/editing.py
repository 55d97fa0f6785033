"""Writing minutes with plain forms: they need no JavaScript and stay when the live editor comes."""

from functools import partial
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from meetings import forms, operations
from meetings.documents import minutes_for
from meetings.documents.meetings import moves_open_to, state_words, turn_of
from meetings.models import EntryKind, MinuteEntry, Outcome, Paper
from meetings.views.answering import attempt, edit_url, nudged, removal, writing_page
from meetings.views.fetching import (
    entry_or_404,
    item_or_404,
    meeting_to_minute,
    one_or_404,
)
from secgov.classification import Classification, Stage
from secgov.context import band
from secgov.panels import BLOCK_KINDS, COMMANDS

OWN_KINDS = (EntryKind.DISCUSSION, EntryKind.OUTCOME, EntryKind.NOTE, EntryKind.PRIVATE)


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
        "waiting_papers": Paper.objects.filter(meeting=meeting, stage__lt=Stage.PUBLISHED).visible_to(request.reader)
        if meeting.stage == Stage.PUBLISHED
        else [],
        "moves": moves_open_to(meeting, request.user),
        "turn": turn_of(meeting, request.reader),
        "state": state_words(meeting),
        "band": band(
            Classification(document.shown), because=" Draft, seen by secretaries only.", who=str(request.user)
        ),
    }
    return render(request, "meetings/edit.html", context)


def _form_of(kind: str) -> type[forms.EntryForm]:
    """The form of an entry: an outcome has to say its verb in capitals."""
    return forms.OutcomeForm if kind == EntryKind.OUTCOME else forms.EntryForm


@require_http_methods(["GET", "POST"])
def add_entry(request: HttpRequest, ref: str, uid: UUID, kind: str) -> HttpResponse:
    meeting = meeting_to_minute(request, ref)
    item = item_or_404(request, meeting, uid)
    if kind not in OWN_KINDS:
        raise Http404
    form = _form_of(kind)(request.POST or None)
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
    return writing_page(request, form, meeting, title=f"{EntryKind(kind).label} in “{item}”", submit="Add")


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
    form = _form_of(entry.kind)(request.POST or None, initial=initial)
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
    return writing_page(request, form, meeting, title=f"Amend: {kind.lower()} in “{entry.item}”", submit="Save")


@require_POST
def move_entry(request: HttpRequest, ref: str, uid: UUID, way: str) -> HttpResponse:
    meeting = meeting_to_minute(request, ref)
    entry = entry_or_404(request, meeting, uid)
    act = partial(operations.move_entry, entry, by=request.user, up=way == "up")
    return nudged(request, act, edit_url(meeting, f"entry-{entry.uid}"))


@require_http_methods(["GET", "POST"])
def remove_entry(request: HttpRequest, ref: str, uid: UUID) -> HttpResponse:
    meeting = meeting_to_minute(request, ref)
    entry = entry_or_404(request, meeting, uid)
    act = lambda: operations.remove_entry(entry, by=request.user, at=timezone.now())  # noqa: E731
    return removal(request, meeting, f"“{entry}”", act)


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
    return writing_page(request, form, meeting, title="The condition was met", submit="Save", intro=intro)
