"""Attendance: who was there, in what capacity, what is remarked of it, and from which items they are recused."""

import re
from typing import Any

from django.utils.text import get_text_list

from meetings.models import AgendaItem, Attendance, AttendanceNote, Meeting
from meetings.operations.minuting import open_meeting
from secgov import ranks
from secgov.acting import operation
from secgov.classification import ClassifiedBy, Stage
from secgov.history import delete, save
from secgov.lifecycle import Refused
from secgov.models import AccessGrant, GrantKind, Person, User, standing
from secgov.operations import grant

BETWEEN_NUMBERS = re.compile(r"[\s,;&]+")
NO_NUMBERS = ("and", "item", "items")
# Tells the recusals that stand on an attendance list from those that were stated elsewhere, which are left alone.
ON_THE_LIST = "Recused on the attendance list."


def numbers_in(words: str) -> list[str]:
    """The item numbers in words such as "2, 4 and 6.1", each once."""
    parts = (part.strip(".") for part in BETWEEN_NUMBERS.split(words))
    return list(dict.fromkeys(part for part in parts if part and part.casefold() not in NO_NUMBERS))


@operation
def items_named(meeting: Meeting, words: str) -> list[AgendaItem]:
    """The items of the agenda that words such as "2, 4 and 6.1" name; Refused where it has none of that number."""
    numbers = numbers_in(words)
    items = {item.number: item for item in _numbered(meeting, numbers)}
    if unknown := [number for number in numbers if number not in items]:
        missing = get_text_list(unknown, "or")
        raise Refused([f"The agenda has no item {missing}. Write item numbers as they stand on it, for example 2, 4."])
    return [items[number] for number in numbers]


def _numbered(meeting: Meeting, numbers: list[str]) -> Any:
    return AgendaItem.objects.filter(meeting=meeting, removed_at__isnull=True, number__in=numbers)


@operation
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
    once: bool = False,
    before: Attendance | None = None,
    **facts: Any,
) -> Attendance:
    """Put somebody on the attendance list, `before` another row or at its end. Who attends is as open as the meeting
    unless said otherwise.

    `once` refuses a name and body that stand on it already; minutes that are loaded keep what their source prints.
    """
    meeting = open_meeting(meeting.pk)
    items_named(meeting, facts.get("recused_from", ""))
    row = Attendance(
        meeting=meeting,
        name=name,
        person=person,
        rank=_rank_before(before, meeting),
        classification=classification or meeting.classification,
        classified_by=classified_by if classification else ClassifiedBy.INHERITED,
        **facts,
        **standing(meeting, stage=Stage.SECRETARIAT),
    )
    if once:
        _refuse_twice(row)
    save(row, by=by)
    _write_remark(row, note, note_classification, by=by)
    settle_recusals(meeting, {person}, by=by)
    return row


def _rank_before(row: Attendance | None, meeting: Meeting) -> str:
    """A rank on the list just before `row`; at its end where there is no such row (any more)."""
    listed = Attendance.objects.filter(meeting=meeting).order_by("rank")
    follower = listed.filter(pk=row.pk).first() if row else None
    ahead = listed.filter(rank__lt=follower.rank).last() if follower else listed.last()
    return ranks.between(ahead.rank if ahead else None, follower.rank if follower else None)


@operation
def amend_attendance(
    row: Attendance, *, by: User, note: str = "", note_classification: int | None = None, **facts: Any
) -> Attendance:
    """Change what the list says of somebody, and their remark. Of minutes that are out it stays with the secretariat
    until they come out again. Refused where another row has that name and body."""
    meeting = open_meeting(row.meeting_id)
    row = Attendance.objects.select_for_update(of=("self",)).get(pk=row.pk)
    known_as, people = (row.name, row.represents), {row.person}
    for field, value in facts.items():
        setattr(row, field, value)
    items_named(meeting, row.recused_from)
    if (row.name, row.represents) != known_as:
        _refuse_twice(row)
    row.stage = Stage.SECRETARIAT
    save(row, by=by)
    _write_remark(row, note, note_classification, by=by)
    settle_recusals(meeting, {*people, row.person}, by=by)
    return row


def _refuse_twice(row: Attendance) -> None:
    others = Attendance.objects.filter(meeting=row.meeting).exclude(pk=row.pk)
    if others.filter(name__iexact=row.name, represents__iexact=row.represents).exists():
        body = f" for {row.represents}" if row.represents else ""
        raise Refused([f"{row.name} stands on the attendance list{body} already. Amend that row."])


def _write_remark(row: Attendance, text: str, classification: int | None, *, by: User) -> None:
    """Write the remark on a row, amend it, or take it away where `text` is empty. It starts at the committee's working
    classification and is never more open than the row."""
    level = max(classification or row.meeting.committee.working_classification, row.classification)
    remark = AttendanceNote.objects.filter(attendance=row).first()
    if not text:
        if remark is not None:
            delete(remark, by=by)
        return
    if remark is None:
        remark = AttendanceNote(attendance=row, **standing(row))
    elif (remark.text, remark.classification) == (text, level):
        return
    remark.text, remark.classification, remark.classified_by = text, level, ClassifiedBy.SET
    remark.stage = Stage.SECRETARIAT
    save(remark, by=by)


def settle_recusals(meeting: Meeting, people: set[Person | None], *, by: User) -> None:
    """Let what is withheld from `people` be what the list says now: the items from which any row of theirs recuses
    them, and no other of this meeting."""
    for person in filter(None, people):
        rows = Attendance.objects.filter(meeting=meeting, person=person).values_list("recused_from", flat=True)
        numbers = [number for words in rows for number in numbers_in(words)]
        items = set(_numbered(meeting, numbers).values_list("uid", flat=True))
        ours = AgendaItem.objects.filter(meeting=meeting).values("uid")
        stated = AccessGrant.objects.filter(person=person, kind=GrantKind.RECUSED, why=ON_THE_LIST, target__in=ours)
        for ended in stated.exclude(target__in=items):
            delete(ended, by=by)
        for uid in items:
            grant(person=person, target=uid, kind=GrantKind.RECUSED, by=by, why=ON_THE_LIST)


@operation
def remove_attendance(row: Attendance, *, by: User) -> None:
    """Take somebody off the list, and their recusals with them; the history keeps that they stood on it."""
    meeting, person = open_meeting(row.meeting_id), row.person
    delete(row, by=by)
    settle_recusals(meeting, {person}, by=by)
