"""Attendance marked line by line: present, by teleconference, apologies, in part, an alternate in somebody's place.

A line is somebody who may be expected or stands on the list already; marking it makes, amends or removes rows of the
list by the operations of attendance.py.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from meetings.models import Attendance, AttendanceNote, Capacity, Meeting, Mode
from meetings.operations.attendance import amend_attendance, record_attendance, remove_attendance
from meetings.operations.minuting import open_meeting
from secgov.acting import operation
from secgov.lifecycle import Refused
from secgov.models import Person, User

CHANGED = "Somebody else has changed this line meanwhile. This is how it stands now: mark it again."
KEEPS = "A remark stands on {}. Open “Remark and all else” and empty it, or use “Take off”."
COMPARED = ("name", "is_present", "mode", "is_part", "part_items", "recused_from", "alternate_for")
PART = re.compile(r"up to (?P<until>\S+)|(?P<one>\S+)|(?P<first>\S+) to (?P<last>\S+)|(?P<since>\S+) onwards")


class Mark(models.TextChoices):
    PRESENT = "present", "Present"
    TELECONFERENCE = "teleconference", "Teleconference"
    APOLOGIES = "apologies", "Apologies"
    NOT_MARKED = "", "Not marked"

    @classmethod
    def of(cls, row: Attendance | None) -> "Mark":
        """What a row of the list says, or that there is none."""
        if row is None:
            return cls.NOT_MARKED
        if not row.is_present:
            return cls.APOLOGIES
        return cls.TELECONFERENCE if row.mode == Mode.TELECONFERENCE else cls.PRESENT


@dataclass(frozen=True, slots=True)
class Attendee:
    """Who a line is of and how the list prints them; `row` is theirs on the list, `stand_in` that of whoever stands in
    their place, `before` the row before which a new one goes."""

    name: str
    person: Person | None = None
    represents: str = ""
    capacity: str = Capacity.MEMBER
    role: str = ""
    alternate_for: str = ""
    row: Attendance | None = None
    stand_in: Attendance | None = None
    before: Attendance | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a line shall say: item numbers for who `arrives` late or `leaves` early, and who is in their place."""

    mark: Mark
    arrives: str = ""
    leaves: str = ""
    recused_from: str = ""
    in_place: str = ""
    person_in_place: Person | None = None


def part_words(arrives: str, leaves: str) -> str:
    """The items somebody was there for, as the list prints them: "3 to 6", "3 onwards", "up to 6", "3"."""
    if arrives and leaves:
        return arrives if arrives == leaves else f"{arrives} to {leaves}"
    return f"{arrives} onwards" if arrives else f"up to {leaves}" if leaves else ""


def part_of(words: str) -> tuple[str, str] | None:
    """At which item they arrived and after which they left, from what is printed; None where it says it otherwise."""
    if not words:
        return "", ""
    found = PART.fullmatch(words)
    if found is None:
        return None
    one = found["one"] or ""
    return found["first"] or found["since"] or one, found["last"] or found["until"] or one


def is_told_otherwise(row: Attendance) -> bool:
    """Whether the list tells the part somebody was there for in words that are no arrival and no departure."""
    return row.is_part and (not row.part_items or part_of(row.part_items) is None)


def mark_attendance(
    *, meeting: Meeting, by: User, wanted: Mapping[str, tuple[Attendee, Wanted]]
) -> dict[str, list[str]]:
    """Mark each line, by its key, as is wanted of it. A line that is refused stays as it was and is given back with
    the sentences that say why; the others are saved."""
    refused = {}
    for key, (attendee, line) in wanted.items():
        try:
            _mark(meeting, attendee, line, by=by)
        except Refused as refusal:
            refused[key] = refusal.sentences
    return refused


@operation
def hold(meeting: Meeting) -> None:
    """Lock the meeting until the transaction ends, so that lines marked at once are read and written one after another,
    each in its place on the list."""
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)


@operation
def _mark(meeting: Meeting, attendee: Attendee, wanted: Wanted, *, by: User) -> None:
    open_meeting(meeting.pk)
    _refuse_changed(meeting, attendee)
    if wanted.mark == Mark.NOT_MARKED:
        _take_off(attendee.row, by=by)
    elif attendee.row is None:
        _record(meeting, attendee, _facts(wanted, None), by=by)
    else:
        _amend(attendee.row, _facts(wanted, attendee.row), by=by)
    _put_in_place(meeting, attendee, wanted, by=by)


def _refuse_changed(meeting: Meeting, attendee: Attendee) -> None:
    """Refused where the list, now locked, is not what the line was marked on."""
    for row in filter(None, (attendee.row, attendee.stand_in)):
        now = Attendance.objects.filter(pk=row.pk).first()
        if now is None or any(getattr(now, name) != getattr(row, name) for name in COMPARED):
            raise Refused([CHANGED])
    person = attendee.person
    if attendee.row is None and person and Attendance.objects.filter(meeting=meeting, person=person).exists():
        raise Refused([CHANGED])


def _facts(wanted: Wanted, row: Attendance | None) -> dict[str, Any]:
    """What the list says of how somebody attended. A part that the list tells in other words stays as it is told."""
    is_present = wanted.mark != Mark.APOLOGIES
    words = part_words(wanted.arrives, wanted.leaves)
    facts = {
        "is_present": is_present,
        "mode": Mode.TELECONFERENCE if wanted.mark == Mark.TELECONFERENCE else Mode.IN_PERSON,
        "recused_from": wanted.recused_from,
        "is_part": is_present and bool(words),
        "part_items": words if is_present else "",
    }
    if row is not None and is_present and not words and is_told_otherwise(row):
        facts |= {"is_part": True, "part_items": row.part_items}
    return facts


def _record(meeting: Meeting, attendee: Attendee, facts: dict[str, Any], *, by: User) -> None:
    record_attendance(
        meeting=meeting,
        name=attendee.name,
        person=attendee.person,
        by=by,
        once=True,
        before=attendee.before,
        represents=attendee.represents,
        capacity=attendee.capacity,
        role=attendee.role,
        alternate_for=attendee.alternate_for,
        **facts,
    )


def _amend(row: Attendance, facts: dict[str, Any], *, by: User) -> None:
    """Change a row where anything of it changes; its remark stays."""
    if any(getattr(row, name) != value for name, value in facts.items()):
        remark = AttendanceNote.objects.filter(attendance=row).first()
        note, level = (remark.text, remark.classification) if remark else ("", None)
        amend_attendance(row, by=by, note=note, note_classification=level, **facts)


def _take_off(row: Attendance | None, *, by: User) -> None:
    """Take a row off the list; Refused where it would take a remark with it unseen."""
    if row is None:
        return
    if AttendanceNote.objects.filter(attendance=row).exists():
        raise Refused([KEEPS.format(row.name)])
    remove_attendance(row, by=by)


def _put_in_place(meeting: Meeting, attendee: Attendee, wanted: Wanted, *, by: User) -> None:
    """Let whoever is wanted stand in for the attendee, and nobody else."""
    now = attendee.stand_in
    if (now.name.casefold() if now else "") == wanted.in_place.casefold():
        return
    _take_off(now, by=by)
    if not wanted.in_place:
        return
    place: dict[str, Any] = {
        "alternate_for": attendee.name,
        "represents": attendee.represents,
        "capacity": attendee.capacity,
    }
    listed = Attendance.objects.filter(meeting=meeting)
    person = wanted.person_in_place
    named = listed.filter(person=person) if person else listed.filter(name__iexact=wanted.in_place)
    if row := named.first():
        _amend(row, place | {"is_present": True}, by=by)
    else:
        there = Attendee(wanted.in_place, person, before=attendee.before, **place)
        _record(meeting, there, _facts(Wanted(Mark.PRESENT), None), by=by)
