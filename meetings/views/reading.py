"""Reading: the meetings of the committees by year, one meeting as a document, and its papers."""

from dataclasses import replace
from operator import itemgetter
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from meetings.composition import latest_version
from meetings.documents import agenda_for, minutes_for
from meetings.documents.aftermath import after_meeting
from meetings.documents.corrections import acts_for
from meetings.documents.editions import editions_of
from meetings.documents.meetings import (
    groups_of,
    moves_open_to,
    outcomes_of,
    readers_of,
    register,
    state_words,
    turn_of,
    with_counts,
)
from meetings.documents.names import name_for
from meetings.documents.sharing import shown_document, shown_of
from meetings.filters import MeetingFilter
from meetings.lifecycle import Status
from meetings.models import Meeting, Paper, PaperVersion, Printed
from meetings.views.fetching import meeting_or_404, one_or_404
from secgov import lists, showing
from secgov.access import Reader
from secgov.classification import Classification
from secgov.context import band
from secgov.documents import held_of
from secgov.models import Committee
from secgov.panels import cards_for
from secgov.red_door import red_url
from secgov.views import download
from secgov.views.answering import answer_url
from secgov.wall.doors import with_their_places


@login_not_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Meetings by committee and year."""
    meetings = Meeting.objects.visible_to(request.reader).select_related("committee")
    groups: list[dict[str, Any]] = []

    def finish(rows: list[Any]) -> None:
        with_counts(rows, request.reader)
        groups[:] = groups_of(rows)

    extra = {
        "groups": groups,
        "index_url": reverse("meetings:index"),
        "committee_chips": _committee_chips(request),
        "may_plan": request.user.has_perm("meetings.plan"),
        "band": _list_band(request),
    }
    return lists.answer(request, register(), meetings, MeetingFilter, finish=finish, extra=extra)


def _committee_chips(request: HttpRequest) -> list[dict[str, Any]]:
    """Committees as links, the one asked for marked."""
    asked = request.GET.get("committee", "")
    address = reverse("meetings:index")
    chosen = [{"label": "All committees", "url": address, "current": not asked}]
    for abbreviation in Committee.objects.values_list("abbreviation", flat=True):
        url = f"{address}?committee={abbreviation}"
        chosen.append({"label": abbreviation, "url": url, "current": asked == abbreviation})
    return chosen


def _list_band(request: HttpRequest) -> dict[str, Any]:
    who = str(request.user) if request.user.is_authenticated else "Not signed in"
    return band(None, sentence="Meetings as far as you may know of them", who=who)


@login_not_required
@require_GET
def detail(request: HttpRequest, ref: str) -> HttpResponse:
    """A meeting read as a document: the live composition for its secretaries while it is being written, else the
    latest version that has come out to whoever reads."""
    meeting = meeting_or_404(request, ref)
    if meeting.ref != ref:
        return redirect(meeting)
    may_minute = request.user.has_perm("meetings.minute", meeting)
    live = may_minute and meeting.is_open_to_change
    shown = None if live else shown_of(meeting, request.reader)
    if shown is None:
        document = minutes_for(meeting, request.reader, live=live)
    else:
        document = shown_document(meeting, request.reader, shown)
    agenda = document or agenda_for(meeting, request.reader)
    showing.shown(request, meeting, level=agenda.shown, version=agenda.version.number if agenda.version else None)
    acts = acts_for(meeting, agenda, request.user)
    context = {
        "meeting": meeting,
        "document": agenda,
        "is_agenda_only": document is None,
        "papers": _papers_listed(meeting, request.reader),
        "editions": editions_of(meeting, request.reader, document) if document is not None and not shown else [],
        "agenda_editions": _agenda_editions(meeting, request.reader, agenda) if document is None else [],
        "agenda_url": reverse("meetings:agenda", args=[meeting.ref]) if live else "",
        "cards": cards_for(meeting, agenda),
        "moves": moves_open_to(meeting, request.user) if may_minute else [],
        "edit_url": reverse("meetings:edit", args=[meeting.ref]) if live else "",
        "classify_url": _classify_url(request, meeting),
        "outcomes": outcomes_of(meeting, request.reader, may_minute=may_minute),
        "readers": readers_of(meeting, agenda),
        "state": state_words(meeting, agenda.version),
        "may_minute": may_minute,
        "held": held_of(meeting.uid, request.reader) if may_minute else [],
        "acts": acts,
        "after": after_meeting(meeting, request.reader, request.user, agenda.version, on=timezone.localdate()),
        "turn": turn_of(meeting, request.reader),
        "answer_url": answer_url(meeting, request.user),
        "red_url": red_url(meeting, request.reader) if agenda.withheld else "",
        "band": _meeting_band(request, meeting, agenda, is_shown=shown is not None),
    }
    return render(request, "meetings/detail.html", context)


def _agenda_editions(meeting: Meeting, reader: Reader, agenda: Any) -> list[Any]:
    """The editions of the published agenda that the reader may open, where one has come out to them."""
    version = latest_version(meeting, reader, Printed.AGENDA)
    return editions_of(meeting, reader, replace(agenda, version=version)) if version is not None else []


def _classify_url(request: HttpRequest, meeting: Meeting) -> str:
    """Where the minutes are classified, by whoever may, until something of them is published."""
    may_classify = not meeting.is_published and request.user.has_perm("meetings.classify", meeting)
    return reverse("meetings:classify", args=[meeting.ref]) if may_classify else ""


def _meeting_band(request: HttpRequest, meeting: Meeting, document: Any, *, is_shown: bool = False) -> dict[str, Any]:
    """What this page is, as shown to this reader: raised by parts above the meeting's own classification."""
    who = str(request.user) if request.user.is_authenticated else "Not signed in"
    raised = document.raised if document else 0
    level = document.shown if document else meeting.classification
    because = f" Raised by {raised} part{'s' if raised > 1 else ''} of this page." if raised else ""
    if is_shown:
        because += " Draft, shown to you by the secretariat."
    elif meeting.status == Status.DRAFT and meeting.stage == 1:
        because += " Draft, seen by secretaries only."
    return band(Classification(level), because=because, who=who)


def _papers(reader: Reader) -> Any:
    """Papers of items that stand on an agenda; what was put in for a removed item went with it."""
    papers = Paper.objects.visible_to(reader).filter(item__removed_at__isnull=True)
    return papers.select_related("item")


def _papers_listed(meeting: Meeting, reader: Reader) -> list[dict[str, Any]]:
    """What the page says of each paper. Two queries."""
    shown = ("pk", "uid", "title", "classification", "has_file", "item__number")
    versions = PaperVersion.objects.visible_to(reader).filter(paper=OuterRef("pk"))
    papers = _papers(reader).filter(meeting=meeting).annotate(has_file=Exists(versions))
    return with_their_places(papers.values(*shown), itemgetter("pk"))


@login_not_required
@require_GET
def paper(request: HttpRequest, uid: Any) -> HttpResponse:
    """The file of a paper, as a download: the version that is out, or for whoever may read more the latest."""
    found = one_or_404(request, _papers(request.reader), uid)
    versions = PaperVersion.objects.filter(paper=found).visible_to(request.reader).select_related("file")
    latest = versions.order_by("-number").first()
    if latest is None:
        raise Http404
    showing.shown(request, found, level=latest.classification, version=latest.number)
    return download(latest.file.read(), latest.media_type, name_for(latest, request.reader))
