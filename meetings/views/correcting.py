"""Corrections to circulated minutes: made by those who read them, and settled by the secretary."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from meetings import operations
from meetings.composition import latest_version
from meetings.correction_forms import AdjustForm, AdjustTitleForm, AnswerForm, CorrectionForm, RecordedForm, SaidByForm
from meetings.correction_lifecycle import CORRECTIONS
from meetings.documents.corrections import WHOLE, about, asked_of, comments_beside, corrections_for, is_taking, name_of
from meetings.forms import RichTextField
from meetings.models import Correction, Meeting, MinutesVersion
from meetings.operations.correcting import live_text, text_of
from meetings.views.answering import attempt, nudged
from meetings.views.fetching import meeting_or_404, one_or_404
from secgov.classification import Classification
from secgov.context import band, who
from secgov.lifecycle import Refused
from secgov.models import Person
from secgov.views import form_page, may_or_403

RECEIVED = "Thank you. The secretary has your comment and will answer it."
SAID_NONE = "Thank you. It is on record that you have no comments."


def _circulated_or_404(request: HttpRequest, ref: str) -> tuple[Meeting, MinutesVersion]:
    """The meeting and the version of its minutes that has come out to whoever asks."""
    meeting = meeting_or_404(request, ref)
    version = latest_version(meeting, request.reader)
    if version is None:
        raise Http404
    return meeting, version


def _page_of(meeting: Meeting) -> str:
    return reverse("meetings:corrections", args=[meeting.ref])


@require_GET
def index(request: HttpRequest, ref: str) -> HttpResponse:
    """The corrections that may be read: one's own and the settled ones, all of them for a secretary."""
    meeting, version = _circulated_or_404(request, ref)
    rows = corrections_for(meeting, request.reader, user=request.user)
    if not rows and not request.user.has_perm("meetings.comment", meeting):
        raise Http404
    on = timezone.localdate()
    may_minute = request.user.has_perm("meetings.minute", meeting)
    context = {
        "meeting": meeting,
        "version": version,
        "rows": rows,
        "is_taking": is_taking(meeting, version),
        "comments": comments_beside(meeting, version, request.reader, request.user, on=on),
        "asked": asked_of(meeting, version, request.reader, on=on) if may_minute else [],
        "may_minute": may_minute,
        "band": band(max([meeting.classification, *(row.level for row in rows)]), who=who(request)),
    }
    return render(request, "meetings/corrections.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, ref: str, uid: UUID) -> HttpResponse:
    """Comment on a part of circulated minutes, or change its text; a secretary writes down what came by e-mail."""
    meeting = meeting_or_404(request, ref)
    found = about(meeting, uid, request.reader)
    if found is None:
        raise Http404
    may_or_403(request, "meetings.comment", meeting)
    version, blocks = found
    text = text_of(blocks[0]) if len(blocks) == 1 else ""
    form = _form(request, meeting, text)
    if request.method == "POST" and form.is_valid():
        facts = {"person": _person(request)} | form.cleaned_data
        written = attempt(
            form,
            lambda: operations.write_correction(
                version=version, blocks=blocks, by=request.user, at=timezone.now(), **facts
            ),
        )
        if written is not None:
            messages.success(request, RECEIVED)
            return redirect(f"{_page_of(meeting)}#correction-{written.uid}")
    level = max([meeting.classification, *(block.classification for block in blocks)])
    return form_page(
        request,
        form,
        title="Record a correction" if isinstance(form, RecordedForm) else "Comment on the minutes",
        submit="Put on record" if isinstance(form, RecordedForm) else "Send to the secretary",
        intro=f"{meeting}, version {version.number}. {_about(blocks)}",
        back_url=meeting.get_absolute_url(),
        back_label="Back to the minutes",
        band=band(Classification(level), who=who(request)),
    )


def _form(request: HttpRequest, meeting: Meeting, text: str) -> CorrectionForm:
    if request.user.has_perm("meetings.minute", meeting):
        return RecordedForm(request.POST or None, text=text, meeting=meeting, today=timezone.localdate())
    return CorrectionForm(request.POST or None, text=text)


def _about(blocks: list[Any]) -> str:
    if not blocks:
        return f"{WHOLE}."
    words = blocks[0].text.split()
    return f"About: “{' '.join(words[:12])}{' …' if len(words) > 12 else ''}”"


def _person(request: HttpRequest) -> Person | None:
    return getattr(request.user, "person", None)


@require_POST
def say_none(request: HttpRequest, ref: str) -> HttpResponse:
    """One tap: no comments. A secretary says it for somebody who wrote so by e-mail (`person`)."""
    meeting, version = _circulated_or_404(request, ref)
    may_or_403(request, "meetings.comment", meeting)
    now = timezone.now()
    facts: dict[str, Any] = {"person": _person(request)}
    if request.user.has_perm("meetings.minute", meeting) and "person" in request.POST:
        form = SaidByForm(request.POST, meeting=meeting, today=timezone.localdate(now))
        if not form.is_valid():
            raise Http404
        facts = {"person": form.cleaned_data["person"], "received_on": timezone.localdate(now)}
    else:
        messages.success(request, SAID_NONE)
    act = lambda: operations.say_no_comments(version=version, by=request.user, at=now, **facts)  # noqa: E731
    return nudged(request, act, _page_of(meeting))


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, ref: str, uid: UUID, move: str) -> HttpResponse:
    """Settle a correction: at once by its button, or with the secretary's text and reason by a form."""
    meeting = meeting_or_404(request, ref)
    corrections = Correction.objects.filter(meeting=meeting).select_related("meeting", "by", "person", "version")
    correction = one_or_404(request, corrections, uid)
    may_or_403(request, "meetings.minute", meeting)
    if move not in {each.name for each in CORRECTIONS.moves}:
        raise Http404
    if move == "adjust":
        return _adjust(request, meeting, correction)
    if move == "decline":
        return _decline(request, meeting, correction)
    if request.method != "POST":
        return redirect(f"{_page_of(meeting)}#correction-{correction.uid}")
    settle = operations.accept_correction if move == "accept" else operations.note_correction
    act = lambda: settle(correction, by=request.user, at=timezone.now())  # noqa: E731
    return nudged(request, act, f"{_page_of(meeting)}#correction-{correction.uid}")


def _adjust(request: HttpRequest, meeting: Meeting, correction: Correction) -> HttpResponse:
    try:
        title, body = live_text(correction)
    except Refused as refused:
        return render(request, "403.html", {"sentence": str(refused)}, status=409)
    shown = title if body is None else RichTextField.shown(body)
    kind = AdjustTitleForm if body is None else AdjustForm
    form = kind(request.POST or None, initial={"text": shown})
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        adjust = operations.adjust_correction
        if attempt(form, lambda: adjust(correction, by=request.user, at=timezone.now(), **facts)) is not None:
            return redirect(f"{_page_of(meeting)}#correction-{correction.uid}")
    return _answer_page(request, form, meeting, correction, title="Adjust the text", submit="Adjust")


def _decline(request: HttpRequest, meeting: Meeting, correction: Correction) -> HttpResponse:
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        decline = operations.decline_correction
        if attempt(form, lambda: decline(correction, by=request.user, at=timezone.now(), **facts)) is not None:
            return redirect(f"{_page_of(meeting)}#correction-{correction.uid}")
    return _answer_page(request, form, meeting, correction, title="Decline", submit="Decline")


def _answer_page(
    request: HttpRequest, form: Any, meeting: Meeting, correction: Correction, **words: str
) -> HttpResponse:
    """The form under what was said: the comment, and the text as its author would have it."""
    author = correction.from_words or str(correction.person or name_of(correction.by))
    said = [f"{author}:", f"“{correction.comment}”" if correction.comment else "", _wanted(correction)]
    return form_page(
        request,
        form,
        intro=" ".join(filter(None, said)),
        back_url=f"{_page_of(meeting)}#correction-{correction.uid}",
        back_label="Back to the corrections",
        band=band(correction.level, who=who(request)),
        **words,
    )


def _wanted(correction: Correction) -> str:
    return f"The text should read: “{correction.after}”" if correction.after else ""
