"""Meetings, what stands on their agendas, what is minuted, and how far it has come out."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from meetings.lifecycle import Status
from meetings.models import AgendaItem, Attendance, Correction, EntryKind, Meeting, MinuteEntry, Paper
from meetings.operations import (
    add_entry,
    add_item,
    attach_paper,
    make_move,
    plan_meeting,
    record_attendance,
    write_correction,
)
from secgov.classification import Classification
from secgov.models import Committee, StoredFile, User

DAY = date(2018, 8, 16)
# Before the paper day of a meeting on DAY.
MOMENT = datetime(2018, 8, 1, 10, 0, tzinfo=UTC)
# The moves that lead from one status to the next.
PATH = {Status.DRAFT: "draft", Status.CIRCULATED: "circulate", Status.FINAL: "approve"}


def meeting(
    committee: Committee,
    *,
    by: User,
    number: int | None = 33,
    held_on: date | None = DAY,
    classification: Classification = Classification.WHITE,
    status: Status = Status.DRAFT,
    **facts: Any,
) -> Meeting:
    """A meeting whose minutes are being drafted; for a planned one, give `status`."""
    planned = plan_meeting(
        committee=committee, by=by, number=number, held_on=held_on, classification=classification, **facts
    )
    return planned if status == Status.PLANNED else bring_to(planned, status, by=by)


def bring_to(meeting: Meeting, status: Status, *, by: User, on: date = DAY) -> Meeting:
    """The meeting moved step by step, with all that follows from each, until it has `status`."""
    meeting.refresh_from_db()
    steps = list(PATH)
    done = steps.index(meeting.status) + 1 if meeting.status in steps else 0
    for step in steps[done : steps.index(status) + 1]:
        meeting = make_move(meeting, PATH[step], by=by, on=on)
    return meeting


def item(
    meeting: Meeting,
    *,
    by: User,
    title: str = "Risk register",
    classification: Classification = Classification.WHITE,
    parent: AgendaItem | None = None,
    **facts: Any,
) -> AgendaItem:
    return add_item(meeting=meeting, title=title, by=by, classification=classification, parent=parent, **facts)


def heading(
    parent: AgendaItem, *, by: User, title: str, classification: Classification = Classification.WHITE
) -> AgendaItem:
    """A sub-heading of an item."""
    return item(parent.meeting, by=by, title=title, classification=classification, parent=parent, is_heading=True)


def entry(
    item: AgendaItem,
    *,
    by: User,
    body: str = "<p>The register was looked at.</p>",
    kind: str = EntryKind.DISCUSSION,
    classification: Classification = Classification.WHITE,
    footnotes: dict[UUID, str] | None = None,
    after: MinuteEntry | None = None,
) -> MinuteEntry:
    return add_entry(
        item=item,
        kind=kind,
        body=body,
        by=by,
        classification=classification,
        footnotes=footnotes,
        after=after,
    )


def outcome(
    item: AgendaItem,
    *,
    by: User,
    body: str = "<p>The TABASC NOTED the register.</p>",
    classification: Classification = Classification.WHITE,
) -> MinuteEntry:
    """An outcome entry, its outcomes read from its words."""
    return entry(item, by=by, body=body, kind=EntryKind.OUTCOME, classification=classification)


def paper(
    item: AgendaItem,
    *,
    by: User,
    title: str = "Risk register, August",
    classification: Classification = Classification.WHITE,
    file: StoredFile | None = None,
    at: datetime = MOMENT,
) -> Paper:
    return attach_paper(item=item, title=title, by=by, at=at, file=file, classification=classification)


def attendance(
    meeting: Meeting,
    *,
    by: User,
    name: str = "A Member",
    classification: Classification = Classification.WHITE,
    note: str = "",
    note_classification: Classification | None = None,
    **facts: Any,
) -> Attendance:
    return record_attendance(
        meeting=meeting,
        name=name,
        by=by,
        classification=classification,
        note=note,
        note_classification=note_classification,
        **facts,
    )


def correction(
    meeting: Meeting,
    entry: MinuteEntry,
    *,
    by: User,
    after: str | None = None,
    comment: str = "",
    at: datetime = MOMENT,
) -> Correction:
    """A correction of what circulated minutes print of `entry`, proposed by `by`."""
    version = meeting.versions.order_by("-number")[0]
    blocks = list(version.blocks.filter(source=entry.uid))
    facts = {"person": by.person, "after": after, "comment": comment}
    return write_correction(version=version, blocks=blocks, by=by, at=at, **facts)
