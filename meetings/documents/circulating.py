"""The one screen before minutes go out: who gets what, what changed since last time, and what is open still."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Max

from meetings.composition import latest_version
from meetings.documents import minutes_for
from meetings.documents.checklist import Checklist, checklist_for
from meetings.documents.confidential import Confidential, confidential_minutes
from meetings.documents.editions import Offer, editions_of
from meetings.documents.reviewing import Row, unconfirmed_of
from meetings.documents.sharing import shares_listed
from meetings.models import Meeting, MinutesVersion, PrintedBlock
from meetings.operations import people_to_tell
from meetings.operations.rehearsing import rehearsed
from secgov.access import Public, Reader, reader_for
from secgov.classification import Classification, Stage
from secgov.models import Person, User

STAGES = {"circulate": Stage.COMMITTEE, "approve": Stage.PUBLISHED}


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets the minutes: up to which classification they read them, and how many parts are withheld from them."""

    name: str
    body: str
    level: int
    withheld: int


@dataclass
class Changes:
    """What changed under one item since the last version: blocks added, changed and removed."""

    title: str
    added: int = 0
    changed: int = 0
    removed: int = 0


@dataclass(frozen=True)
class Before:
    """Everything the screen says. `since` is the version compared with, None for the first."""

    recipients: list[Recipient]
    level: Classification
    editions: list[Offer]
    since: MinutesVersion | None
    changes: list[Changes]
    checklist: Checklist
    unconfirmed: list[Row]
    shares: list[dict[str, Any]] = field(default_factory=list)
    confidential: list[Confidential] = field(default_factory=list)


def before_move(meeting: Meeting, move: str, reader: Reader, *, by: User, on: date) -> Before | None:
    """What to know before `move`; None for a move by which nothing is given out. Who would read what is asked of the
    gate, with the version that would be written."""
    if move not in STAGES or meeting.number is None:
        return None
    people = people_to_tell(meeting, on=on)
    since = latest_version(meeting, reader)
    with rehearsed(meeting, stage=STAGES[move], by=by) as version:
        recipients = list(_recipients(version, people, on=on, is_public=STAGES[move] == Stage.PUBLISHED))
        changes = _changes(since, version, reader) if since is not None else []
    live = meeting.is_open_to_change
    document = minutes_for(meeting, reader, live=live)
    return Before(
        recipients=recipients,
        level=Classification(meeting.classification),
        editions=editions_of(meeting, reader, document) if document is not None else [],
        since=since,
        changes=changes,
        checklist=checklist_for(meeting, reader),
        unconfirmed=unconfirmed_of(meeting, reader) if live else [],
        shares=shares_listed(meeting) if move == "circulate" else [],
        confidential=confidential_minutes(meeting, None if live else since, on=on),
    )


def _recipients(version: MinutesVersion, people: list[Person], *, on: date, is_public: bool) -> Iterator[Recipient]:
    """Each person told, and on publication everybody else. Three queries a person."""
    total = PrintedBlock.objects.filter(version=version).count()
    if is_public:
        yield _recipient("Anyone", "without signing in", version, Public(), total)
    for person in people:
        yield _recipient(person.name, str(person.organisation or ""), version, reader_for(person.user, on=on), total)


def _recipient(name: str, body: str, version: MinutesVersion, reader: Reader, total: int) -> Recipient:
    mine = PrintedBlock.objects.filter(version=version).visible_to(reader).order_by()
    read = mine.aggregate(count=Count("pk"), highest=Max("classification"))
    return Recipient(name, body, read["highest"] or version.classification, total - read["count"])


def _changes(since: MinutesVersion, now: MinutesVersion, reader: Reader) -> list[Changes]:
    """What changed by item, those without a change left out. Two queries."""
    old, new = _blocks(since, reader), _blocks(now, reader)
    found: dict[str, Changes] = {}
    for key, (title, facts) in new.items():
        here = found.setdefault(title, Changes(title))
        here.added += key not in old
        here.changed += key in old and old[key][1] != facts
    for key, (title, _) in old.items():
        found.setdefault(title, Changes(title)).removed += key not in new
    return [change for change in found.values() if change.added or change.changed or change.removed]


def _blocks(version: MinutesVersion, reader: Reader) -> dict[tuple[Any, int], tuple[str, Any]]:
    """The blocks of a version by what they were printed from, each with the item it stands in and what it says."""
    rows = PrintedBlock.objects.filter(version=version).visible_to(reader).order_by("rank")
    found: dict[tuple[Any, int], tuple[str, Any]] = {}
    met: dict[Any, int] = {}
    title = "Attendance"
    for kind, source, facts, level in rows.values_list("kind", "source", "facts", "classification"):
        if kind == "item" and not facts["depth"]:
            title = f"{facts['number']}. {facts['title']}".lstrip(". ")
        met[source] = met.get(source, 0) + 1
        found[source, met[source]] = (title, (facts, level))
    return found
