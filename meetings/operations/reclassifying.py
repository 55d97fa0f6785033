"""What follows in a meeting's minutes when the classification of something in them changes: what was printed of it in
every version, and the issued editions that are no longer right."""

from datetime import datetime
from typing import Any
from uuid import UUID

from meetings.models import (
    AgendaItem,
    Attendance,
    AttendanceNote,
    Correction,
    Meeting,
    MinuteEntry,
    Paper,
    PaperVersion,
    WithheldName,
)
from meetings.operations.issuing import RAISED, issue_later, lowest_shown, withdraw_agendas, withdraw_lower
from meetings.operations.minuting import is_in_print, renew_within
from meetings.operations.reissuing import withdraw_outdated
from meetings.operations.settling import settle_entry
from meetings.operations.withholding import settle_names
from secgov.classification import Classification, ClassifiedBy, Stage
from secgov.history import save
from secgov.lifecycle import Refused
from secgov.models import IssuedDocument, User
from secgov.operations.issuing import withdraw_showing
from secgov.publication import follow_within

Part = Meeting | AgendaItem | MinuteEntry | Attendance | AttendanceNote | Paper | PaperVersion
# What stands in a meeting with a classification of its own.
CLASSIFIED_APART = (AgendaItem, MinuteEntry, Paper, PaperVersion, WithheldName, Attendance, AttendanceNote)
NOTE_BELOW_ROW = "A remark is never more open than the row it stands in. Change that row first."
FILE_BELOW_PAPER = "A file is never more open than the paper it is of. Change the paper first."


def change_classification(record: Any, *, to: Classification, by: User, at: datetime) -> list[IssuedDocument]:
    """Give `record` the classification `to`, and what was printed of it in every version; the words of the versions
    stay as they are. The issued editions that are no longer right are withdrawn and returned; the latest version is
    issued anew.

    Raised, all that stands in it is raised; lowered, only what inherited its classification comes down with it.
    """
    _refuse_below_its_place(record, to)
    meeting = meeting_of(record)
    before = Classification(record.classification)
    shown = lowest_shown(record.uid, meeting, below=to)
    left = [*_issued(meeting), *(_keeping(record, before) if to < before else [])]
    record.classification, record.classified_by = to, ClassifiedBy.SET
    save(record, by=by, update_fields=["classification", "classified_by"])
    follow_within(record, before=before, by=by, leaving=left)
    renew_within(record.uid)
    settle_names(record, by=by)
    _settle_within(record, by=by)
    withdrawn = withdraw_lower(shown, meeting, to=to, by=by, at=at)
    if to < before:
        withdrawn += withdraw_outdated(record.uid, meeting, to=to, by=by, at=at)
    withdrawn += withdraw_agendas(record.uid, meeting, before=before, to=to, by=by, at=at)
    withdrawn += withdraw_showing(record.uid, below=to, why=RAISED.format(level=to.label), by=by, at=at)
    issue_later(meeting)
    return withdrawn


def meeting_of(record: Any) -> Meeting:
    """The meeting that a part of it stands in; a meeting is its own."""
    if isinstance(record, Meeting):
        return record
    if isinstance(record, AttendanceNote):
        record = record.attendance
    elif isinstance(record, WithheldName):
        return meeting_of(record.holder)
    elif isinstance(record, PaperVersion):
        record = record.paper
    meeting: Meeting = record.meeting
    return meeting


def printed_at(record: Any) -> int | None:
    """The lowest classification under which anything of `record` was printed in minutes; None where nothing was."""
    shown = lowest_shown(record.uid, meeting_of(record), below=Classification.RED + 1)
    return min(shown.values(), default=None)


def _refuse_below_its_place(record: Part, to: Classification) -> None:
    if isinstance(record, AttendanceNote) and to < record.attendance.classification:
        raise Refused([NOTE_BELOW_ROW])
    if isinstance(record, PaperVersion) and to < record.paper.classification:
        raise Refused([FILE_BELOW_PAPER])


def _issued(meeting: Meeting) -> list[UUID]:
    """What was issued keeps the classification that it was given out under."""
    return list(IssuedDocument.objects.filter(target=meeting.uid).values_list("uid", flat=True))


def _keeping(record: Part, before: Classification) -> list[UUID]:
    """What stands in `record` and does not come down with it: what a person classified apart, and what others said of
    it. Under an item nothing does, because the item is its heading alone (ADR 8)."""
    said = Correction.objects.within(record.uid).values_list("uid", flat=True)
    if isinstance(record, MinuteEntry):
        return list(said)
    kept = list(said)
    for model in CLASSIFIED_APART:
        inside = model._default_manager.within(record.uid)
        if not isinstance(record, AgendaItem):
            inside = inside.exclude(classified_by=ClassifiedBy.INHERITED, classification=before)
        kept += inside.values_list("uid", flat=True)
    return kept + _under_own_contents(record)


def _under_own_contents(record: Part) -> list[UUID]:
    """What inherits from the contents of an item, where those are classified apart from its heading."""
    if not isinstance(record, Meeting):
        return []
    items = AgendaItem.objects.filter(meeting=record, contents_classification__isnull=False)
    rows: list[UUID] = []
    for model in (MinuteEntry, Paper):
        rows += model._default_manager.filter(item__in=items).values_list("uid", flat=True)
    return rows


def _settle_within(record: Part, *, by: User) -> None:
    """Let what follows from the text of entries follow it up; text that waits is settled when it comes out."""
    if isinstance(record, MinuteEntry):
        entries = MinuteEntry.objects.filter(pk=record.pk)
    elif isinstance(record, Meeting | AgendaItem):
        entries = MinuteEntry.objects.filter(within__contains=[record.uid])
    else:
        return
    for entry in entries.filter(removed_at__isnull=True):
        if entry.stage > Stage.SECRETARIAT or not is_in_print(entry):
            settle_entry(entry, by=by)
