"""Attendance: who was there, in what capacity, and what is remarked of it."""

from typing import Any

from django.db import transaction

from meetings.models import Attendance, AttendanceNote, Meeting
from meetings.operations.minuting import open_meeting
from secgov import ranks
from secgov.classification import ClassifiedBy, Stage
from secgov.history import delete, save
from secgov.models import Person, User, standing


@transaction.atomic
def record_attendance(
    *,
    meeting: Meeting,
    name: str,
    by: User,
    person: Person | None = None,
    classification: int | None = None,
    classified_by: ClassifiedBy = ClassifiedBy.SET,
    note: str = "",
    note_classification: int | None = None,
    **facts: Any,
) -> Attendance:
    """Put somebody on the attendance list, at its end. Who attends is as open as the meeting unless said otherwise."""
    meeting = open_meeting(meeting.pk)
    last = Attendance.objects.filter(meeting=meeting).order_by("rank").last()
    row = Attendance(
        meeting=meeting,
        name=name,
        person=person,
        rank=ranks.between(last.rank if last else None, None),
        classification=classification or meeting.classification,
        classified_by=classified_by if classification else ClassifiedBy.INHERITED,
        **facts,
        **standing(meeting, stage=Stage.SECRETARIAT),
    )
    save(row, by=by)
    if note:
        _remark(row, note, note_classification or meeting.committee.working_classification, by=by)
    return row


def _remark(row: Attendance, text: str, classification: int, *, by: User) -> None:
    remark = AttendanceNote(
        attendance=row,
        text=text,
        classification=max(classification, row.classification),
        classified_by=ClassifiedBy.SET,
        **standing(row),
    )
    save(remark, by=by)


@transaction.atomic
def remove_attendance(row: Attendance, *, by: User) -> None:
    """Take somebody off the list; the history keeps that they stood on it."""
    open_meeting(row.meeting_id)
    delete(row, by=by)
