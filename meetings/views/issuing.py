"""Giving minutes out: an edition as PDF, drawn by the task worker and kept."""

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
from secgov.classification import Classification, Stage
from secgov.listings import issue_url
from secgov.models import DrawnDocument, IssuedDocument, IssuedKind
from secgov.pdf import key_of
from secgov.views.drawing import draw, drawn_by_worker
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
    drawn = _given_out(meeting, level, version)
    if drawn is None:
        return render(
            request,
            "meetings/drawing.html",
            {"meeting": meeting, "level": level, "again_url": request.get_full_path()},
            status=202,
        )
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


def _given_out(
    meeting: Meeting, level: Classification, version: MinutesVersion | None
) -> IssuedDocument | DrawnDocument | None:
    """Of published minutes what was issued, which is never drawn again; else what was drawn, now or before."""
    is_published = version is not None and version.stage == Stage.PUBLISHED
    if version is not None and is_published and (given_out := issued(meeting, level, version)) is not None:
        return given_out
    key = drawing_key(meeting, level, version)
    task = {"meeting_id": meeting.pk, "level": int(level), "version_id": version.pk if version else None}
    return drawn_by_worker(draw_minutes, key, **task) if is_published else draw(key, draw_minutes, **task)


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
