"""What the classification of a record was at a moment, worked out from what was written down about it.

A record's own history states its classification each time it was saved. What stands in a record follows it when that
is changed (secgov/publication.py), which leaves no history of its own: those changes are followed here, from the
events of whatever the record stands within.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from secgov.access import Purpose
from secgov.classification import Classification
from secgov.models import ClassificationChange, Classified, StatusChange
from secgov.wall.doors import as_system

# The moves by which a classification changed before such changes were events; their note begins "White to Amber: ".
BY_MOVE = ("raise", "classify")
FROM_TO = re.compile(r"(White|Green|Amber|Red) to (White|Green|Amber|Red)(?:: |$)")


@dataclass(frozen=True, slots=True)
class Turn:
    """One moment at which a classification was stated (`before` None) or changed. `is_own` says that it was the
    record's own, not that of what it stands within."""

    at: datetime
    before: int | None
    after: int
    is_own: bool

    def forwards(self, level: int | None) -> int | None:
        """What the classification is after this, where it was `level` before it."""
        if self.is_own or level is None:
            return self.after if self.is_own else level
        return self.after if level in (self.before, self.after) or level < self.after else level

    def backwards(self, level: int) -> int:
        """What it was before this, where it is `level` after it."""
        return self.before if self.before is not None and level == self.after else level


def classification_at(record: Classified, at: datetime) -> Classification | None:
    """The classification that `record` had at the moment `at`; None where it was not on record yet. At most three
    queries. What is saved while it is typed is known to five minutes (secgov/history.py)."""
    changes = _changes(record)
    stated = _stated(record)
    if stated:
        turns = sorted([*stated, *changes], key=lambda turn: turn.at)
        if turns[0].at > at and stated[0].at > at:
            return None
        level: int | None = None
        for turn in turns:
            if turn.at <= at:
                level = turn.forwards(level)
        return Classification(level) if level is not None else None
    now = record.classification
    for turn in sorted(changes, key=lambda turn: turn.at, reverse=True):
        if turn.at > at:
            now = turn.backwards(now)
    return Classification(now)


def history_of(record: Classified) -> Any:
    """The rows of the record's own history, oldest first; none for a kind of record that keeps none."""
    history: Any = getattr(type(record), "history", None)
    if history is None:
        return []
    rows = history.filter(uid=record.uid).order_by("history_date", "history_id").select_related("history_user")
    with as_system(Purpose.PROVENANCE):
        return list(rows.only("classification", "classified_by", "history_date", "history_user", "history_type"))


def _stated(record: Classified) -> list[Turn]:
    return [Turn(row.history_date, None, row.classification, True) for row in history_of(record)]


def _changes(record: Classified) -> list[Turn]:
    around = [record.uid, *record.within]
    events = ClassificationChange.objects.filter(target__in=around).values_list("target", "at", "before", "after")
    turns = [_turn(record.uid, *event) for event in events]
    moves = StatusChange.objects.filter(target__in=around, move__in=BY_MOVE).values_list("target", "at", "note")
    with as_system(Purpose.PROVENANCE):
        listed = list(moves)
    for target, moment, note in listed:
        if levels := levels_in(note):
            turns.append(_turn(record.uid, target, moment, *levels))
    return turns


def _turn(uid: UUID, target: UUID, at: datetime, before: int, after: int) -> Turn:
    return Turn(at, before, after, target == uid)


def levels_in(note: str) -> tuple[Classification, Classification] | None:
    """The classifications that the note of a move says it went from and to."""
    found = FROM_TO.match(note)
    return (Classification.named(found[1]), Classification.named(found[2])) if found else None
