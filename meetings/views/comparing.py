"""Redlines: what changed between two versions of minutes, on screen and as PDF."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from meetings.correction_forms import RedlineForm
from meetings.documents.redlines import compared, may_compare_draft, versions_for
from meetings.documents.redlines_on_paper import best_level, drawing
from meetings.models import Meeting, MinutesVersion
from meetings.tasks import draw_redline
from meetings.views.fetching import meeting_or_404
from secgov import showing
from secgov.classification import Classification
from secgov.context import band, who
from secgov.views.drawing import draw

DRAFT = "draft"


def _sides_or_404(
    request: HttpRequest, meeting: Meeting
) -> tuple[list[MinutesVersion], MinutesVersion, MinutesVersion | None]:
    """The versions that have come out to whoever asks, and the two sides asked for: the last two where none is named,
    None for the draft, which only its secretaries compare."""
    versions = versions_for(meeting, request.reader)
    by_number: dict[str, MinutesVersion | None] = {str(each.number): each for each in versions}
    if may_compare_draft(meeting, request.user):
        by_number[DRAFT] = None
    last = list(by_number)[-2:]
    if len(last) < 2:
        raise Http404
    before, after = request.GET.get("from", last[0]), request.GET.get("to", last[1])
    old = by_number.get(before)
    if old is None or after not in by_number or before == after:
        raise Http404
    return versions, old, by_number[after]


@login_not_required
@require_GET
def redline(request: HttpRequest, ref: str) -> HttpResponse:
    """Both versions in one text: what came underlined, what went struck out."""
    meeting = meeting_or_404(request, ref)
    versions, before, after = _sides_or_404(request, meeting)
    comparison = compared(meeting, request.reader, before, after)
    showing.shown(request, meeting, level=comparison.shown, version=after.number if after is not None else None)
    chosen = {"from": str(before.number), "to": str(after.number) if after is not None else DRAFT}
    may_draft = may_compare_draft(meeting, request.user)
    level = best_level(meeting, Classification.AMBER, request.reader, before, after)
    is_short = request.GET.get("only") == "changes"
    query = f"from={chosen['from']}&to={chosen['to']}"
    context = {
        "meeting": meeting,
        "comparison": comparison.without_same() if is_short else comparison,
        "is_short": is_short,
        "other_url": f"?{query}" if is_short else f"?{query}&only=changes",
        "form": RedlineForm(initial=chosen, versions=versions, draft=may_draft),
        "pdf_url": f"{reverse('meetings:redline_pdf', args=[meeting.ref])}?{query}" if level else "",
        "level": level,
        "band": band(comparison.shown, who=who(request)),
    }
    return render(request, "meetings/redline.html", context)


@login_not_required
@require_GET
def redline_pdf(request: HttpRequest, ref: str) -> HttpResponse:
    """The redline as PDF, in the edition asked for or the highest below it that may be read on both sides."""
    meeting = meeting_or_404(request, ref)
    _, before, after = _sides_or_404(request, meeting)
    level = best_level(meeting, _wanted(request), request.reader, before, after)
    if level is None:
        raise Http404
    wanted = drawing(meeting, level, before, after)
    task: dict[str, Any] = {
        "meeting_id": meeting.pk,
        "level": int(level),
        "from_id": before.pk,
        "to_id": after.pk if after is not None else None,
    }
    drawn = draw(wanted.key, draw_redline, **task)
    if drawn is None:
        shown = {"meeting": meeting, "level": level, "again_url": request.get_full_path()}
        return render(request, "meetings/drawing.html", shown, status=202)
    showing.shown(request, meeting, level=level, version=after.number if after is not None else None, edition=level)
    response = HttpResponse(drawn.file.read(), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{wanted.file_name}"'
    return response


def _wanted(request: HttpRequest) -> Classification:
    try:
        return min(Classification.named(request.GET.get("edition", "amber")), Classification.AMBER)
    except ValueError:
        raise Http404 from None
