"""Raising the classification of what minutes that are out have printed, and withdrawing what showed it."""

from datetime import datetime

from meetings.lifecycle import Status
from meetings.models import AgendaItem, Attendance, AttendanceNote, Meeting, MinuteEntry
from meetings.operations.issuing import RAISED, issue_later, lowest_shown, withdraw_lower
from meetings.operations.minuting import renew_within
from meetings.operations.settling import settle_entry
from secgov.acting import operation
from secgov.classification import Classification, ClassifiedBy, Stage
from secgov.history import save
from secgov.lifecycle import Effective, Refused, log_change
from secgov.models import IssuedDocument, User
from secgov.operations.issuing import withdraw_showing
from secgov.publication import follow_within

Raisable = AgendaItem | MinuteEntry | Attendance | AttendanceNote
NOT_OUT = "These minutes are being written. Classify this where it stands in them."
ONLY_UP = "This is {now} already. A classification is raised here, not lowered."
NO_REASON = "Raising a classification takes a reason. Write on whose authority and why."


@operation
def raise_classification(
    record: Raisable, *, to: Classification, by: User, at: datetime, reason: str
) -> list[IssuedDocument]:
    """Raise what minutes that are out have printed of `record`, in every version of them, with all that stands within
    it; the issued editions that showed it are withdrawn and returned. The words of the versions stay as they are.

    Refused for minutes being written, where `to` is no higher, and where no reason is given.
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=_meeting_of(record))
    record = type(record)._base_manager.select_for_update(of=("self",)).get(pk=record.pk)
    before = Classification(record.classification)
    if meeting.status not in (Status.CIRCULATED, Status.FINAL):
        raise Refused([NOT_OUT])
    if not reason.strip():
        raise Refused([NO_REASON])
    shown = lowest_shown(record.uid, meeting, below=to)
    if to <= before and not shown:
        raise Refused([ONLY_UP.format(now=before.label)])
    record.classification, record.classified_by = max(to, before), ClassifiedBy.SET
    save(record, by=by, update_fields=["classification", "classified_by"])
    follow_within(record, before=before, by=by)
    renew_within(record.uid)
    _settle_within(record, by=by)
    note = f"{before.label} to {to.label}: {reason.strip()}"
    log_change(record, move="raise", after=to.label, by=by, note=note, effective=Effective())
    withdrawn = withdraw_lower(shown, meeting, to=to, by=by, at=at)
    withdrawn += withdraw_showing(record.uid, below=to, why=RAISED.format(level=to.label), by=by, at=at)
    issue_later(meeting)
    return withdrawn


def _meeting_of(record: Raisable) -> int:
    return record.attendance.meeting_id if isinstance(record, AttendanceNote) else record.meeting_id


def _settle_within(record: Raisable, *, by: User) -> None:
    """Let what follows from the text of entries follow it up; text that waits is settled when it comes out."""
    if isinstance(record, Attendance | AttendanceNote):
        return
    if isinstance(record, MinuteEntry):
        entries = MinuteEntry.objects.filter(pk=record.pk)
    else:
        entries = MinuteEntry.objects.filter(within__contains=[record.uid])
    for entry in entries.filter(removed_at__isnull=True, stage__gt=Stage.SECRETARIAT):
        settle_entry(entry, by=by)
