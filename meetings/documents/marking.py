"""Attendance as it is marked: a line for everybody who may be expected and whoever stands on the list already."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from itertools import groupby
from typing import Any

from meetings.models import AgendaItem, Attendance, AttendanceNote, Capacity, Meeting
from meetings.operations.marking import CHANGED, Attendee, Mark, is_told_otherwise, part_of
from secgov.access import Reader
from secgov.models import AMBER_ROLES, Membership, MembershipRole, Person

# By which of their roles somebody stands in the table who has several.
ROLES = (
    MembershipRole.CHAIR,
    MembershipRole.MEMBER,
    MembershipRole.ALTERNATE,
    MembershipRole.SECRETARY,
    MembershipRole.STANDING_ATTENDEE,
)
REPLACED = (MembershipRole.CHAIR, MembershipRole.MEMBER)
OTHERS = (MembershipRole.SECRETARY, MembershipRole.STANDING_ATTENDEE)
MEETING_SECRETARY = "Meeting Secretary"
NEW = "new"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it shows, and what its controls hold. `choices` are the alternates who may stand in their place,
    None where nobody does; `part` is the part in other words than an arrival and a departure."""

    key: str
    attendee: Attendee
    group: str
    order: tuple[Any, ...]
    mark: str = ""
    arrives: str = ""
    leaves: str = ""
    recused_from: str = ""
    in_place: str = ""
    name_in_place: str = ""
    choices: tuple[tuple[str, Person], ...] | None = None
    part: str = ""
    errors: Sequence[str] = ()
    remark: str = ""
    saved_at: time | None = None
    is_open: bool = False
    seen: str = ""

    @property
    def name(self) -> str:
        return self.attendee.name

    @property
    def row(self) -> Attendance | None:
        return self.attendee.row

    @property
    def held(self) -> str:
        """What the controls hold, in one text by which a change is known."""
        facts = (self.mark, self.in_place, self.name_in_place, self.arrives, self.leaves, self.recused_from)
        return "|".join(facts)

    @property
    def is_recused_in_print_only(self) -> bool:
        """Whether a recusal reaches nobody who could sign in."""
        person = self.row.person if self.row and self.row.recused_from else None
        return bool(self.recused_from) and not self.errors and (person is None or person.user_id is None)

    @property
    def told(self) -> str:
        """What stands behind "More", in words: "Alternate: A Member · items 3 to 6 · recused from 2"."""
        stand_in, row = self.attendee.stand_in, self.row
        told = [f"in their place {stand_in.name}"] if stand_in else []
        if row is not None and row.is_part:
            told.append(f"part: items {row.part_items}" if row.part_items else "part of the meeting")
        if row is not None and row.recused_from:
            told.append(f"recused from {row.recused_from}")
        return " · ".join(told)


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of a category or body; `heading` is what the column calls it."""

    title: str
    heading: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Marking:
    """The table, and what it counts."""

    lines: list[Line]
    items: list[str]
    people: dict[str, Person] = field(default_factory=dict)
    counts: str = ""

    @property
    def groups(self) -> list[Group]:
        """The lines in the groups of the printed table."""
        groups = groupby(self.lines, key=lambda line: (line.attendee.capacity, line.group))
        return [
            Group(title or "No category stated", "Members" if capacity == Capacity.MEMBER else "Others", list(lines))
            for (capacity, title), lines in groups
        ]

    @property
    def by_key(self) -> dict[str, Line]:
        return {line.key: line for line in self.lines}

    def follower(self, capacity: str, group: str) -> Attendance | None:
        """The row before which somebody new of that category goes: at the end of its group, else of its table."""
        alike = [line for line in self.lines if line.attendee.capacity == capacity]
        same = [line for line in alike if line.group.casefold() == group.casefold()]
        if not alike and capacity == Capacity.MEMBER:
            return next((line.row for line in self.lines if line.row), None)
        return next((line.attendee.before for line in reversed(same or alike)), None)


def marking_of(meeting: Meeting, reader: Reader, *, today: date) -> Marking:
    """Everybody expected at `meeting` on its day (`today` where that is not known), and whoever else stands on its
    list, as far as `reader` may know. Four queries."""
    on = meeting.held_on or meeting.month or today
    current = meeting.committee.memberships.current(on=on).filter(role__in=AMBER_ROLES)
    memberships = sorted(
        current.select_related("person__organisation", "seat", "represents", "alternate_for"),
        key=lambda membership: (ROLES.index(membership.role), membership.pk),
    )
    rows = list(Attendance.objects.filter(meeting=meeting).visible_to(reader).select_related("person").order_by("rank"))
    remarks = AttendanceNote.objects.filter(attendance__in=rows).visible_to(reader)
    items = AgendaItem.objects.filter(meeting=meeting, removed_at__isnull=True).exclude(number="").visible_to(reader)
    lines = _Table(meeting, memberships, rows, dict(remarks.values_list("attendance", "text"))).lines()
    return Marking(
        lines=lines,
        items=list(items.order_by("rank").values_list("number", flat=True)),
        people={membership.person.name.casefold(): membership.person for membership in memberships},
        counts=counted(Mark.of(row) for row in rows),
    )


def counted(marks: Iterable[Mark]) -> str:
    """ "9 present, 2 by teleconference, 3 apologies"."""
    listed = list(marks)
    words = {Mark.PRESENT: "present", Mark.TELECONFERENCE: "by teleconference", Mark.APOLOGIES: "apologies"}
    counts = [f"{listed.count(mark)} {word}" for mark, word in words.items() if mark in listed]
    return ", ".join(counts) or "nobody marked yet"


class _Table:
    """Puts memberships and rows together."""

    def __init__(
        self, meeting: Meeting, memberships: list[Membership], rows: list[Attendance], remarks: dict[int, str]
    ) -> None:
        self.meeting = meeting
        self.memberships = memberships
        self.rows = rows
        self.remarks = remarks
        self.by_person: dict[int, Membership] = {}
        for membership in memberships:
            self.by_person.setdefault(membership.person_id, membership)
        self.has_secretary = any(row.role == MEETING_SECRETARY for row in rows)
        self.taken: set[int] = set()

    def lines(self) -> list[Line]:
        """All lines in the order of the printed table, each knowing the row that a new one goes before."""
        expected = [self._expected(membership) for membership in self.by_person.values()]
        ranks = {(line.attendee.capacity, line.group.casefold()): line.order[:2] for line in expected}
        listed = [self._listed(row, ranks) for row in self.rows if row.pk not in self.taken]
        ordered = sorted([*expected, *listed], key=lambda line: line.order)
        follower: Attendance | None = None
        for at in reversed(range(len(ordered))):
            line = ordered[at]
            ordered[at] = replace(line, attendee=replace(line.attendee, before=follower))
            follower = line.row or follower
        return ordered

    def _expected(self, membership: Membership) -> Line:
        person = membership.person
        row = self._row_of(person)
        group, rank = self._category(membership)
        is_other = membership.role in OTHERS
        attendee = Attendee(
            name=row.name if row else person.name,
            person=person,
            represents=row.represents if row else group,
            capacity=row.capacity if row else Capacity.OTHER if is_other else Capacity.MEMBER,
            role=row.role if row else self._role(membership),
            alternate_for=row.alternate_for if row else self._stands_for(membership),
            row=row,
            stand_in=self._stand_in(person.name, row),
        )
        choices = self._alternates_of(person) if membership.role in REPLACED else None
        is_last = membership.role == MembershipRole.ALTERNATE
        order = (
            attendee.capacity != Capacity.MEMBER,
            rank,
            group.casefold(),
            is_last,
            attendee.name.casefold(),
            person.pk,
        )
        return _filled(Line(f"p{person.pk}", attendee, group, order, choices=choices), self.remarks)

    def _row_of(self, person: Person) -> Attendance | None:
        """Their row of the list: the one that names the person, else one with the name alone."""
        theirs = [row for row in self.rows if row.person_id == person.pk]
        named = [row for row in self.rows if not row.person_id and row.name.casefold() == person.name.casefold()]
        found = next((row for row in [*theirs, *named] if row.pk not in self.taken), None)
        if found is not None:
            self.taken.add(found.pk)
        return found

    def _stand_in(self, name: str, row: Attendance | None) -> Attendance | None:
        names = {name.casefold(), row.name.casefold() if row else name.casefold()}
        return next((each for each in self.rows if each.alternate_for and each.alternate_for.casefold() in names), None)

    def _role(self, membership: Membership) -> str:
        if membership.role == MembershipRole.CHAIR:
            return "Chair"
        is_first = membership.role == MembershipRole.SECRETARY and not self.has_secretary
        return MEETING_SECRETARY if is_first else ""

    def _stands_for(self, membership: Membership) -> str:
        is_alternate = membership.role == MembershipRole.ALTERNATE and membership.alternate_for is not None
        return membership.alternate_for.name if is_alternate and membership.alternate_for else ""

    def _alternates_of(self, person: Person) -> tuple[tuple[str, Person], ...]:
        """The committee's alternates for `person`, and those who are for nobody in particular."""
        alternates = [each for each in self.memberships if each.role == MembershipRole.ALTERNATE]
        theirs = [each.person for each in alternates if each.alternate_for_id in (None, person.pk)]
        return tuple((f"p{each.pk}", each) for each in theirs if each != person)

    def _category(self, membership: Membership) -> tuple[str, int]:
        """What the first column prints, and its place among the others: the Chair, then the seats, then bodies."""
        if membership.role == MembershipRole.CHAIR:
            return f"{self.meeting.abbreviation} Chair", -1
        principal = self.by_person.get(membership.alternate_for_id or 0)
        if principal is not None and principal != membership:
            return self._category(principal)
        if membership.seat is not None:
            return membership.seat.printed, membership.seat.rank
        body = membership.represents or membership.person.organisation
        if body is None:
            return "", 1_000
        return (body.name if membership.role in OTHERS else body.get_category_display()), 999

    def _listed(self, row: Attendance, ranks: dict[tuple[str, str], tuple[Any, ...]]) -> Line:
        """A line of somebody who stands on the list and is not expected, in the group of their category."""
        here = (row.capacity != Capacity.MEMBER, 1_001)
        start = ranks.get((row.capacity, row.represents.casefold()), here)
        attendee = Attendee(row.name, row.person, row.represents, row.capacity, row.role, row.alternate_for, row)
        order = (*start, row.represents.casefold(), bool(row.alternate_for), row.name.casefold(), row.pk)
        return _filled(Line(f"r{row.uid}", attendee, row.represents, order), self.remarks)


def _filled(line: Line, remarks: dict[int, str]) -> Line:
    """The line with what the list says in its controls."""
    row, stand_in = line.row, line.attendee.stand_in
    arrives, leaves = (part_of(row.part_items) if row and row.is_part else None) or ("", "")
    keys = {person.name.casefold(): key for key, person in line.choices or ()}
    name = stand_in.name if stand_in else ""
    known = keys.get(name.casefold(), "")
    filled = replace(
        line,
        mark=Mark.of(row).value,
        arrives=arrives,
        leaves=leaves,
        recused_from=row.recused_from if row else "",
        in_place=known,
        name_in_place="" if known else name,
        part=(row.part_items or "part of the meeting") if row and is_told_otherwise(row) else "",
        remark=remarks.get(row.pk, "") if row else "",
    )
    return replace(filled, seen=filled.held)


def answered(
    marking: Marking,
    typed: Mapping[str, Line],
    refused: Mapping[str, Sequence[str]],
    *,
    is_open: Iterable[str],
    at: time | None = None,
) -> Marking:
    """The table after marking: lines that were saved say when, those refused hold what was typed and say why."""
    open_lines = set(is_open)

    def line_after(line: Line) -> Line:
        errors = refused.get(line.key, [])
        if line.key not in typed or not errors:
            saved_at = at if line.key in typed else None
            return replace(line, saved_at=saved_at, is_open=line.key in open_lines)
        # Of a line that somebody else has changed it shows how it stands, else what was typed.
        shown = line if CHANGED in errors else replace(typed[line.key], attendee=line.attendee, seen=line.seen)
        return replace(shown, errors=errors, is_open=True)

    return replace(marking, lines=[line_after(line) for line in marking.lines])


def is_alone(before: Marking, after: Marking, key: str) -> bool:
    """Whether no other line than that of `key` looks different afterwards."""
    return _looks(before, key) == _looks(after, key)


def _looks(marking: Marking, key: str) -> list[tuple[str, ...]]:
    lines = (line for line in marking.lines if line.key != key)
    return [(line.key, line.seen, line.told, line.attendee.role, line.attendee.alternate_for) for line in lines]
