"""What a secretary does to minutes that are out without opening them again: post-meeting notes, and raising a
classification."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from meetings import operations
from meetings.correction_forms import NoteForm, RaiseForm
from meetings.documents.places import discussed_at
from meetings.models import AgendaItem, Attendance, AttendanceNote, Meeting, MinuteEntry
from meetings.views.answering import attempt
from meetings.views.fetching import entry_or_404, meeting_or_404, meeting_to_minute
from secgov.access import Reader
from secgov.classification import Classification
from secgov.context import band, who
from secgov.models import Mention
from secgov.views import form_page, may_or_403

NOTED = "The note has come out with a new version of the minutes."


@require_http_methods(["GET", "POST"])
def add_note(request: HttpRequest, ref: str, uid: UUID) -> HttpResponse:
    """Add a dated footnote to final minutes, which come out with it as a new version."""
    meeting = meeting_to_minute(request, ref)
    entry = entry_or_404(request, meeting, uid)
    form = NoteForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        add = operations.add_post_meeting_note
        if attempt(form, lambda: add(meeting, entry, by=request.user, **facts)) is not None:
            messages.success(request, NOTED)
            return redirect(f"{meeting.get_absolute_url()}#{entry.item.anchor}")
    return form_page(
        request,
        form,
        title="Add a post-meeting note",
        submit="Add the note",
        intro=f"{meeting}, on “{_quoted(entry)}”. The minutes come out again at once with the note as a footnote; "
        f"nothing else in them changes. It is {entry.get_classification_display()}, as what it is on.",
        back_url=meeting.get_absolute_url(),
        back_label="Back to the meeting",
        band=band(max(meeting.classification, entry.classification), who=who(request)),
    )


@require_http_methods(["GET", "POST"])
def raise_(request: HttpRequest, ref: str, uid: UUID) -> HttpResponse:
    """Raise the classification of something printed; the editions that showed it are withdrawn."""
    meeting = meeting_or_404(request, ref)
    record = _record_or_404(request, meeting, uid)
    may_or_403(request, "meetings.classify", meeting)
    form = RaiseForm(request.POST or None, now=record.classification)
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        withdrawn = attempt(
            form,
            lambda: operations.raise_classification(
                record, to=Classification(wanted["to"]), by=request.user, at=timezone.now(), reason=wanted["reason"]
            ),
        )
        if withdrawn is not None:
            messages.success(request, _told(withdrawn))
            return redirect(meeting)
    return form_page(
        request,
        form,
        title="Raise a classification",
        submit="Raise and withdraw",
        intro=f"{meeting}: “{_quoted(record)}” is {record.get_classification_display()} now. It rises in every version "
        "of the minutes with all that hangs on it, and the editions in which it could be read are withdrawn."
        + _elsewhere(meeting, record, request.reader),
        back_url=meeting.get_absolute_url(),
        back_label="Back to the meeting",
        band=band(max(meeting.classification, record.classification), who=who(request)),
    )


def _record_or_404(request: HttpRequest, meeting: Meeting, uid: UUID) -> Any:
    """The entry, item or attendance of that uid, through the gate."""
    reader = request.reader
    entries = MinuteEntry.objects.filter(meeting=meeting, removed_at__isnull=True).visible_to(reader)
    items = AgendaItem.objects.filter(meeting=meeting, removed_at__isnull=True).visible_to(reader)
    attendance = Attendance.objects.filter(meeting=meeting).visible_to(reader)
    remarks = AttendanceNote.objects.filter(attendance__meeting=meeting).visible_to(reader)
    for records in (entries, items, attendance, remarks):
        found = records.filter(uid=uid).first()
        if found is not None:
            return found
    raise Http404


def _quoted(record: Any) -> str:
    words = str(getattr(record, "text", record)).split()
    return " ".join(words[:12]) + (" …" if len(words) > 12 else "")


def _told(withdrawn: list[Any]) -> str:
    if not withdrawn:
        return "The classification is raised. No edition that was issued showed it."
    return f"The classification is raised, and withdrawn: {'; '.join(str(document) for document in withdrawn)}."


def _elsewhere(meeting: Meeting, record: Any, reader: Reader) -> str:
    """Where else the record stated here is spoken of: other minutes keep their classification."""
    stated = Mention.objects.filter(source=record.uid, is_stated=True).visible_to(reader).select_related("reference")
    targets = {mention.reference.target for mention in stated if mention.reference.target is not None}
    places = [place for target in targets for found in discussed_at(target, reader) for place in found.places]
    others = sorted({place.label for place in places if place.meeting.pk != meeting.pk})
    return f" What other minutes say of it keeps its own: {', '.join(others)}." if others else ""
