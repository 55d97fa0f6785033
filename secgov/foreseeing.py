"""What a change of classification will do, before it does it: it is made, the gate is asked, and it is taken back."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from secgov.access import Purpose
from secgov.classification import Classification
from secgov.governed import GOVERNED, kind_of
from secgov.lifecycle import Refused
from secgov.models import User
from secgov.operations.classifying import takes_second_person
from secgov.readers import People, people_of
from secgov.readership import bodies_of
from secgov.wall.doors import as_system


@dataclass
class Foreseen:
    """What a change to `to` will do; `refusals` where it may not be made."""

    to: Classification
    takes_second: bool = False
    now: list[str] = field(default_factory=list)
    then: list[str] = field(default_factory=list)
    gains: list[str] = field(default_factory=list)
    loses: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    follows: list[str] = field(default_factory=list)
    keeps: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)

    @property
    def is_same(self) -> bool:
        """Whether nobody gains or loses it."""
        return not self.gains and not self.loses


def foresee(record: Any, *, to: Classification, by: User, at: datetime) -> Foreseen:
    """What giving `record` the classification `to` would do now. Nothing of it stays."""
    with as_system(Purpose.ACTING):
        return _foreseen(record, to=to, by=by, at=at)


def _foreseen(record: Any, *, to: Classification, by: User, at: datetime) -> Foreseen:
    on = timezone.localdate(at)
    found = Foreseen(to, takes_second=takes_second_person(record, to=to))
    before, levels = people_of(record, on=on), _levels_within(record.uid)
    found.now = bodies_of(record)
    try:
        with _taken_back():
            changed = _locked(record)
            found.withdrawn = [str(each) for each in kind_of(changed).change(changed, to=to, by=by, at=at)]
            changed.refresh_from_db()
            found.then = bodies_of(changed)
            after = people_of(changed, on=on)
            found.follows, found.keeps = _told(levels, _levels_within(record.uid), to)
    except Refused as refused:
        found.refusals = refused.sentences
        return found
    is_lower = to < record.classification
    found.gains = _gained(before, after, found.then, is_lower=is_lower)
    found.loses = _lost(before, after, found.now, is_lower=is_lower)
    return found


@contextmanager
def _taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _locked(record: Any) -> Any:
    return type(record)._base_manager.select_for_update(of=("self",)).select_related("committee").get(pk=record.pk)


def _levels_within(uid: UUID) -> dict[UUID, tuple[str, int]]:
    """What stands within the record, by uid: its noun and classification. A query for each kind."""
    found: dict[UUID, tuple[str, int]] = {}
    for label, kind in GOVERNED.items():
        if label == "secgov.IssuedPart":  # told with its document
            continue
        rows: Any = apps.get_model(label)._base_manager.filter(within__contains=[uid])
        found |= {each: (kind.noun, level) for each, level in rows.values_list("uid", "classification")}
    return found


def _told(
    before: dict[UUID, tuple[str, int]], after: dict[UUID, tuple[str, int]], to: Classification
) -> tuple[list[str], list[str]]:
    """How many of each kind within the record follow it, and how many keep another classification."""
    follows = Counter(noun for uid, (noun, level) in after.items() if level != before.get(uid, ("", level))[1])
    keeps = Counter(
        noun for uid, (noun, level) in after.items() if level != to and level == before.get(uid, ("", 0))[1]
    )
    return _counted(follows), _counted(keeps)


def _counted(nouns: Counter[str]) -> list[str]:
    return [f"{number} × {noun}" for noun, number in sorted(nouns.items())]


def _gained(now: People, then: People, bodies: list[str], *, is_lower: bool) -> list[str]:
    """Who reads it as `then` and not as `now`: by name, or in the words for everybody."""
    if then.is_open:
        return bodies if is_lower or not now.is_open else []
    if now.is_open:
        return []
    had = {each.key for each in now.readers}
    return [f"{each.name}: {', '.join(each.reasons)}" for each in then.readers if each.key not in had]


def _lost(now: People, then: People, bodies: list[str], *, is_lower: bool) -> list[str]:
    """Who reads it as `now` and not as `then`: by name, or in the words for everybody."""
    if now.is_open and not then.is_open:
        names = ", ".join(each.name for each in then.readers)
        return [f"Everybody but {names}." if names else "Everybody."]
    return _gained(then, now, bodies, is_lower=not is_lower)
