"""What the desk shows: what is mine to do, what came out last, and what fits the words somebody looks for."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, OrderBy, OuterRef, Q, Subquery, Window
from django.db.models.functions import RowNumber

from actions.documents import log
from actions.filters import matching as in_action
from actions.filters import owned_by
from actions.lifecycle import Status as ActionStatus
from actions.models import Action
from meetings.lifecycle import LIFECYCLE
from meetings.lifecycle import Status as MeetingStatus
from meetings.models import Meeting
from modifications.filters import matching as in_modification
from modifications.models import Modification
from secgov.access import Reader
from secgov.models import Committee, User

MEETINGS_EACH = 4
MEETINGS_OUT = 12
MY_ACTIONS = 10
MATCHES = 20
# Moves back or away are found on the meeting's own page; the desk says what comes next.
NOT_NEXT = {"cancel", "reopen"}
TONES = {
    MeetingStatus.DRAFT: "open",
    MeetingStatus.IN_SESSION: "open",
    MeetingStatus.CIRCULATED: "open",
    MeetingStatus.FINAL: "done",
    MeetingStatus.CANCELLED: "wrong",
}


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting on the desk: how it stands, and what whoever looks may do with it, in the words of the buttons."""

    meeting: Meeting
    tone: str
    can_do: list[str]


@dataclass(frozen=True, slots=True)
class CommitteeDesk:
    """One committee of mine: its latest meetings, and how many of its actions are open as far as I may know."""

    committee: Committee
    lines: list[MeetingLine]
    open_actions: int


def committee_desks(user: User, reader: Reader) -> list[CommitteeDesk]:
    """A desk to each committee the reader belongs to, those with meetings first. Five queries."""
    mine = {*getattr(reader, "belongs_to", ()), *getattr(reader, "secretary_of", ())}
    committees = Committee.objects.filter(pk__in=mine).order_by("abbreviation")
    counts = _open_actions(mine, reader) if mine else {}
    lines = _latest_lines(mine, user, reader)
    desks = [
        CommitteeDesk(committee, lines.get(committee.pk, []), counts.get(committee.pk, 0)) for committee in committees
    ]
    return sorted(desks, key=lambda desk: not desk.lines)


def _latest_lines(committees: set[int], user: User, reader: Reader) -> dict[int, list[MeetingLine]]:
    """The latest few meetings of each committee, by its key. One query."""
    held = Meeting.objects.filter(committee__in=committees).visible_to(reader).exclude(status=MeetingStatus.KNOWN)
    latest = [F("order_on").desc(), F("number").desc(), F("pk").desc()]
    place = Window(RowNumber(), partition_by=[F("committee")], order_by=latest)
    lines: dict[int, list[MeetingLine]] = {}
    for meeting in held.annotate(place=place).filter(place__lte=MEETINGS_EACH).latest_first():
        lines.setdefault(meeting.committee_id, []).append(line_of(meeting, user))
    return lines


def line_of(meeting: Meeting, user: Any) -> MeetingLine:
    """The meeting with the moves that its status and the user's roles leave open; whether they are refused for another
    reason is said where they are made."""
    not_next = {*NOT_NEXT, "publish"} if meeting.is_published else NOT_NEXT
    moves = [move for move in LIFECYCLE.moves if meeting.status in move.sources and move.name not in not_next]
    can_do = [move.label for move in moves if user.has_perm(move.permission, meeting)]
    return MeetingLine(meeting, TONES.get(MeetingStatus(meeting.status), "plain"), can_do)


def _open_actions(committees: set[int], reader: Reader) -> dict[int, int]:
    actions = Action.objects.filter(committee__in=committees).visible_to(reader).as_known_to(reader)
    still_open = actions.filter(known_status=ActionStatus.OPEN).order_by()
    return dict(still_open.values_list("committee").annotate(Count("pk")))


@dataclass(frozen=True, slots=True)
class MyActions:
    """The first few of the open actions that are somebody's to do, and how many there are."""

    rows: list[Any]
    count: int

    @property
    def has_more(self) -> bool:
        return self.count > len(self.rows)


def my_actions(user: Any, reader: Reader, *, on: date) -> MyActions:
    """Open actions that the user owns, in person or by the office they hold on the day `on`, then their
    organisation's; of each the latest raised first. Three queries, one more where there are more than are shown."""
    known = owned_by(Action.objects.visible_to(reader).as_known_to(reader), user, on=on)
    still_open = known.filter(known_status=ActionStatus.OPEN)
    # The day of a meeting that is known by its number alone lies behind that of the meetings before it.
    before = Meeting.objects.filter(committee=OuterRef("committee"), number__lte=OuterRef("raised_number"))
    day = Subquery(before.visible_to(reader).order_by("-order_on").values("order_on")[:1])
    ordered = still_open.order_by("-is_own", OrderBy(day, descending=True, nulls_last=True), "-raised_number", "-ref")
    found = list(ordered[: MY_ACTIONS + 1])
    rows = found[:MY_ACTIONS]
    log.finish(rows, reader)
    return MyActions(rows, still_open.order_by().count() if len(found) > MY_ACTIONS else len(rows))


def latest_out(user: Any, reader: Reader) -> list[MeetingLine]:
    """The latest meetings of all committees that have come out to the reader. One query."""
    meetings = Meeting.objects.visible_to(reader).exclude(status=MeetingStatus.KNOWN).latest_first()
    return [line_of(meeting, user) for meeting in meetings.select_related("committee")[:MEETINGS_OUT]]


@dataclass(frozen=True, slots=True)
class Matches:
    """What fits the words, by app; `shown` is the highest classification among it, None where nothing fits."""

    meetings: list[Meeting]
    actions: list[Action]
    modifications: list[Modification]
    committees: list[Committee]

    @property
    def is_empty(self) -> bool:
        return not (self.meetings or self.actions or self.modifications or self.committees)

    @property
    def records(self) -> list[Any]:
        """Those among it that are classified."""
        return [*self.meetings, *self.actions, *self.modifications]

    @property
    def shown(self) -> int | None:
        return max((record.classification for record in self.records), default=None)


def matches_of(words: str, reader: Reader) -> Matches:
    """At most twenty of each kind whose reference, title or text holds the words. Four queries."""
    named = Q()
    for word in words.split():
        named &= Q(ref__icontains=word) | Q(committee__name__icontains=word)
    meetings = Meeting.objects.filter(named).visible_to(reader).latest_first()
    actions = Action.objects.filter(in_action(words)).visible_to(reader).order_by("-raised_number", "-ref")
    modifications = Modification.objects.filter(in_modification(words)).visible_to(reader).order_by("-number", "-pk")
    committees = Committee.objects.filter(Q(names__abbreviation__iexact=words) | Q(names__name__icontains=words))
    return Matches(
        meetings=list(meetings[:MATCHES]),
        actions=list(actions[:MATCHES]),
        modifications=list(modifications[:MATCHES]),
        committees=list(committees.distinct().order_by("abbreviation")),
    )
