"""Giving minutes out: an edition as PDF, drawn by the task worker and kept."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from meetings.composition import latest_version
from meetings.documents import confidential
from meetings.documents.editions import best_edition, drawing_key, file_name, issued
from meetings.models import Meeting, MinutesVersion
from meetings.operations.issuing import edition_of
from meetings.tasks import draw_confidential, draw_minutes
from meetings.views.fetching import meeting_or_404, meeting_to_minute
from secgov import showing
from secgov.classification import Classification, Stage
from secgov.context import band, who
from secgov.documents import held_of, is_held
from secgov.listings import issue_url
from secgov.models import DrawnDocument, IssuedDocument, IssuedKind
from secgov.pdf import key_of
from secgov.views.drawing import asked_of_worker, draw
from secgov.views.opening import as_drawn, open_document, withdrawn_page


@login_not_required
@require_GET
def minutes_pdf(request: HttpRequest, ref: str) -> HttpResponse:
    """The edition asked for, or the next lower one the reader may open. What was drawn before comes from the store;
    else the worker draws it, and where that takes long the page says so and looks again by itself."""
    meeting = meeting_or_404(request, ref)
    live = request.user.has_perm("meetings.minute", meeting) and meeting.is_open_to_change
    version = None if live else latest_version(meeting, request.reader)
    if version is None and not live:
        return withdrawn_or_404(request, meeting, IssuedKind.MINUTES)
    level = best_edition(meeting, wanted(request), request.reader, version)
    if level is None:
        raise Http404
    if version is not None and edition_of(version, level).is_barred:
        return withdrawn_or_404(request, meeting, IssuedKind.MINUTES)
    refuse_held(request, meeting, level, version)
    drawn = _given_out(meeting, level, version)
    if drawn is None and held_back(version, level):
        return held_page(request, meeting)
    if drawn is None:
        return render(
            request,
            "meetings/drawing.html",
            {"meeting": meeting, "level": level, "again_url": request.get_full_path()},
            status=202,
        )
    showing.shown(request, meeting, level=level, version=version.number if version else None, edition=level)
    return answer_with(request, drawn, file_name(meeting, level, version))


@require_GET
def confidential_pdf(request: HttpRequest, ref: str, part: str) -> HttpResponse:
    """A confidential minute for its secretaries to look at, of the draft or the latest version; issued ones are opened
    from the register."""
    meeting = meeting_to_minute(request, ref)
    version = None if meeting.is_open_to_change else latest_version(meeting, request.reader)
    minutes = confidential.confidential_minutes(meeting, version, on=timezone.localdate())
    minute = next((each for each in minutes if each.part == part), None)
    if minute is None:
        raise Http404
    key = key_of(confidential.html_of(meeting, version, minute))
    what = {"meeting_id": meeting.pk, "version_id": version.pk if version else None, "part": part}
    drawn = draw(key, draw_confidential, **what)
    if drawn is None:
        shown = {"meeting": meeting, "level": Classification.RED, "again_url": request.get_full_path()}
        return render(request, "meetings/drawing.html", shown, status=202)
    showing.shown(request, meeting, level=Classification.RED, edition=Classification.RED)
    return as_drawn(request, drawn, drawn.file.name)


def answer_with(request: HttpRequest, given: IssuedDocument | DrawnDocument, name: str) -> HttpResponse:
    """The PDF, under the name it was issued with; each opening of an issued document is kept in the log."""
    if isinstance(given, IssuedDocument):
        if "first" in request.GET:  # looking at a page of what is out already is no opening of it
            raise Http404
        return open_document(request, given)
    return as_drawn(request, given, name)


def withdrawn_or_404(request: HttpRequest, meeting: Meeting, kind: IssuedKind) -> HttpResponse:
    """That what stood here was withdrawn, for whoever could read it; for others there is nothing here."""
    issued_ones = IssuedDocument.objects.filter(target=meeting.uid, kind=kind, withdrawn_at__isnull=False)
    gone = issued_ones.filter(classification__lte=wanted(request)).visible_to(request.reader)
    document = gone.whole_for(request.reader).order_by("-version", "-classification", "-pk").first()
    if document is None:
        raise Http404
    return withdrawn_page(request, document)


def held_back(version: MinutesVersion | None, level: Classification) -> bool:
    """Whether a check holds the edition back, so that it is in nobody's hands."""
    return version is not None and is_held(edition_of(version, level))


def refuse_held(request: HttpRequest, meeting: Meeting, level: Classification, version: MinutesVersion | None) -> None:
    """Http404 for whoever is no secretary, where the edition is held back. A secretary has it drawn and looked at
    again: what held it may be gone."""
    if not request.user.has_perm("meetings.minute", meeting) and held_back(version, level):
        raise Http404


def held_page(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """What holds an edition back, for the secretaries; for others there is nothing here."""
    if not request.user.has_perm("meetings.minute", meeting):
        raise Http404
    held = held_of(meeting.uid, request.reader)
    shown = {"meeting": meeting, "held": held, "band": band(meeting.classification, who=who(request))}
    return render(request, "meetings/stopped.html", shown, status=409)


def _given_out(
    meeting: Meeting, level: Classification, version: MinutesVersion | None
) -> IssuedDocument | DrawnDocument | None:
    """Of published minutes what was issued, which is never drawn again; else what was drawn, now or before."""
    return given_out(meeting, level, version, draw_minutes, drawing_key(meeting, level, version))


def given_out(
    meeting: Meeting, level: Classification, version: MinutesVersion | None, task: Any, key: str
) -> IssuedDocument | DrawnDocument | None:
    """What was issued of a published version, by now or when the worker is asked: what a check holds back is drawn and
    not given out. Of anything else what is drawn under `key`."""
    what = {"meeting_id": meeting.pk, "level": int(level), "version_id": version.pk if version else None}
    if version is None or version.stage < Stage.PUBLISHED:
        return draw(key, task, **what)
    found = issued(meeting, level, version)
    return found or asked_of_worker(lambda: issued(meeting, level, version), task, key, **what)


def issue_url_of(request: HttpRequest, kind: IssuedKind, meeting: Meeting) -> str:
    """Where a register of one meeting is issued, for its secretaries; "" for others."""
    if not request.user.has_perm("meetings.minute", meeting):
        return ""
    return issue_url(kind, meeting.committee, meeting=str(meeting.uid))


def wanted(request: HttpRequest) -> Classification:
    """The edition asked for in the address; without a word the White one."""
    try:
        return Classification.named(request.GET.get("edition", "white"))
    except ValueError:
        raise Http404 from None
