"""What a secretary does to minutes that are out without opening them again: post-meeting notes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from meetings import operations
from meetings.correction_forms import NoteForm
from meetings.views.answering import attempt
from meetings.views.fetching import entry_or_404, meeting_to_minute
from secgov.context import band, who
from secgov.views import form_page

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


def _quoted(record: Any) -> str:
    words = str(getattr(record, "text", record)).split()
    return " ".join(words[:12]) + (" …" if len(words) > 12 else "")
