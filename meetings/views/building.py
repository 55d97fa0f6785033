"""The agenda being built: add at once, nest, move to any place, by keyboard, pointer or plain buttons."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from meetings import operations
from meetings.documents.agenda_building import PaperLine, agenda_rows
from meetings.lifecycle import LIFECYCLE, Status
from meetings.models import AgendaItem, Meeting
from meetings.views.answering import agenda_url, nudged
from meetings.views.fetching import item_or_404, meeting_to_minute
from secgov.classification import Stage
from secgov.context import band
from secgov.lifecycle import Refused

LONGEST_TITLE = 400


@require_GET
def agenda(request: HttpRequest, ref: str) -> HttpResponse:
    """The agenda as it stands, with what can be done to each part of it; once it is closed, the meeting itself."""
    meeting = meeting_to_minute(request, ref)
    if not meeting.is_open_to_change:
        return redirect(meeting)
    rows = agenda_rows(meeting, request.reader)
    context = {
        "meeting": meeting,
        "rows": rows,
        "paper_day": operations.paper_day(meeting),
        "is_out": meeting.stage == Stage.PUBLISHED,
        "waiting_papers": [line for row in rows for line in row.papers if _waits(line)],
        "moves": _next_move(meeting),
        "band": band(
            max([meeting.classification, *(row.item.classification for row in rows if row.item)]),
            because=" You are preparing the agenda.",
            who=str(request.user),
        ),
    }
    return render(request, "meetings/agenda.html", context)


def _next_move(meeting: Meeting) -> list[dict[str, str]]:
    """What follows when the agenda is ready, publishing it and then opening the meeting; its screen says what is
    still in the way."""
    names = {Status.PLANNED: "publish-agenda", Status.AGENDA: "open"}
    move = LIFECYCLE.move(names[Status(meeting.status)]) if meeting.status in names else None
    return [{"label": move.label, "url": reverse("meetings:move", args=[meeting.ref, move.name])}] if move else []


def _waits(line: PaperLine) -> bool:
    """Whether a paper, or a newer version of it, has not come out yet."""
    latest = line.latest
    return line.paper.stage < Stage.PUBLISHED or (latest is not None and not latest.is_out)


@require_POST
def add_line(request: HttpRequest, ref: str) -> HttpResponse:
    """An item from its title alone, at the end of the agenda."""
    meeting = meeting_to_minute(request, ref)
    title = " ".join(request.POST.get("title", "").split())
    if not title or len(title) > LONGEST_TITLE:
        messages.warning(request, "Write the title of the item, in 400 letters at most.")
        return redirect(agenda_url(meeting, "add"))
    act = partial(operations.add_item, meeting=meeting, title=title, by=request.user)
    return nudged(request, act, agenda_url(meeting, "add"))


@require_POST
def place(request: HttpRequest, ref: str, uid: UUID) -> HttpResponse:
    """Move an item one step in a way ("up", "down", "in", "out"), or beneath `parent` and behind `after`."""
    meeting = meeting_to_minute(request, ref)
    item = item_or_404(request, meeting, uid)
    way = request.POST.get("way", "")
    if way:
        if way not in operations.WAYS:
            raise Http404
        act = partial(operations.nudge_item, item, by=request.user, way=way)
    else:
        parent, after = (_named(request, meeting, name) for name in ("parent", "after"))
        act = partial(operations.place_item, item, by=request.user, parent=parent, after=after)
    try:
        act()
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect(agenda_url(meeting, f"row-{item.uid}"))


def _named(request: HttpRequest, meeting: Meeting, name: str) -> AgendaItem | None:
    """The item whose uid stands under `name`; None where none does."""
    given = request.POST.get(name, "")
    try:
        return item_or_404(request, meeting, UUID(given)) if given else None
    except ValueError:
        raise Http404 from None


@require_POST
def stand(request: HttpRequest, ref: str, uid: UUID) -> HttpResponse:
    """Let an item stand on every agenda, or no longer."""
    meeting = meeting_to_minute(request, ref)
    item = item_or_404(request, meeting, uid)
    act = partial(operations.amend_item, item, by=request.user, is_standing=not item.is_standing)
    return nudged(request, act, agenda_url(meeting, f"row-{item.uid}"))
