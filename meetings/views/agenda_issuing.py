"""Giving an agenda out as PDF, drawn by the task worker and kept."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from meetings.composition import latest_version
from meetings.documents.agendas import agenda_file_name, agenda_html, best_agenda
from meetings.models import Meeting, MinutesVersion, Printed
from meetings.operations.issuing import edition_of
from meetings.tasks import draw_agenda
from meetings.views.fetching import meeting_or_404
from meetings.views.issuing import answer_with, given_out, held_back, held_page, refuse_held, wanted, withdrawn_or_404
from secgov import showing
from secgov.classification import Classification
from secgov.models import DrawnDocument, IssuedDocument, IssuedKind
from secgov.pdf import key_of


@login_not_required
@require_GET
def agenda_pdf(request: HttpRequest, ref: str) -> HttpResponse:
    """The agenda as it was published; before that, as it stands, for the meeting's secretaries."""
    meeting = meeting_or_404(request, ref)
    version = latest_version(meeting, request.reader, Printed.AGENDA)
    live = meeting.is_open_to_change and request.user.has_perm("meetings.minute", meeting)
    if version is None and not live:
        return withdrawn_or_404(request, meeting, IssuedKind.AGENDA)
    level = best_agenda(meeting, wanted(request), request.reader, version)
    if level is None:
        raise Http404
    if version is not None and edition_of(version, level).is_barred:
        return withdrawn_or_404(request, meeting, IssuedKind.AGENDA)
    refuse_held(request, meeting, level, version)
    drawn = _given_out(meeting, level, version)
    if drawn is None and held_back(version, level):
        return held_page(request, meeting)
    if drawn is None:
        shown = {"meeting": meeting, "level": level, "again_url": request.get_full_path()}
        return render(request, "meetings/drawing.html", shown, status=202)
    showing.shown(request, meeting, level=level, version=version.number if version else None, edition=level)
    return answer_with(request, drawn, agenda_file_name(meeting, level, version))


def _given_out(
    meeting: Meeting, level: Classification, version: MinutesVersion | None
) -> IssuedDocument | DrawnDocument | None:
    """Of a published agenda what was issued, which is never drawn again; else what was drawn, now or before."""
    return given_out(meeting, level, version, draw_agenda, key_of(agenda_html(meeting, level, version)))
