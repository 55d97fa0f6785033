"""Giving an agenda out as PDF, drawn by the task worker and kept."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from meetings.composition import latest_version
from meetings.documents.agendas import agenda_file_name, agenda_html, best_agenda
from meetings.documents.editions import key_of
from meetings.documents.vouching import is_stopped
from meetings.models import Printed
from meetings.tasks import draw_agenda
from meetings.views.fetching import meeting_or_404
from meetings.views.issuing import draw, refuse_stopped, stopped, wanted


@login_not_required
@require_GET
def agenda_pdf(request: HttpRequest, ref: str) -> HttpResponse:
    """The agenda as it was published; before that, as it stands, for the meeting's secretaries."""
    meeting = meeting_or_404(request, ref)
    version = latest_version(meeting, request.reader, Printed.AGENDA)
    live = meeting.is_open_to_change and request.user.has_perm("meetings.minute", meeting)
    if version is None and not live:
        raise Http404
    level = best_agenda(meeting, wanted(request), request.reader, version)
    if level is None:
        raise Http404
    key = key_of(agenda_html(meeting, level, version))
    what = {"meeting_id": meeting.pk, "level": int(level), "version_id": version.pk if version else None}
    refuse_stopped(request, meeting, level, version)
    drawn = draw(key, draw_agenda, **what)
    if drawn is None and is_stopped(version, level):
        return stopped(request, meeting, level)
    if drawn is None:
        shown = {"meeting": meeting, "level": level, "again_url": request.get_full_path()}
        return render(request, "meetings/drawing.html", shown, status=202)
    response = HttpResponse(drawn.file.read(), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{agenda_file_name(meeting, level, version)}"'
    return response
