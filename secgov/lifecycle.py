"""The lifecycle engine: a lifecycle is a table of moves, each with its rules; `apply` alone writes a status."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models, transaction

from secgov.classification import Classification, Stage
from secgov.history import save

Check = Callable[[Any], bool]


@dataclass(frozen=True)
class Rule:
    """A named condition a record must meet; `sentence` is what the user reads when refused."""

    reference: str
    sentence: str
    holds: Check


RULES: dict[str, Rule] = {}


def rule(reference: str, sentence: str) -> Callable[[Check], Rule]:
    """Make the decorated check the rule `reference` ("MTG-3"); every reference is given out once."""

    def named(check: Check) -> Rule:
        if reference in RULES:
            raise ValueError(f"Rule {reference} is defined twice.")
        RULES[reference] = Rule(reference, sentence, check)
        return RULES[reference]

    return named


@dataclass(frozen=True)
class Move:
    """One way from a status to a status: its name in addresses, its label on buttons, who may, and what must hold."""

    name: str
    sources: tuple[str, ...]
    target: str
    label: str
    permission: str
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True)
class Effective:
    """From when a change counts: a meeting by its number, or a day; neither means from now on."""

    number: int | None = None
    on: date | None = None


class Refused(Exception):
    """A move that may not be made; `sentences` say why."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences = list(sentences)
        super().__init__(" ".join(self.sentences))


LIFECYCLES: dict[str, Lifecycle] = {}


@dataclass(frozen=True)
class Lifecycle:
    """The states and moves of one kind of record ("actions.Action"). `by_day` says that several bodies decide on it,
    so that its decisions are ordered by the day and not by one committee's meeting numbers."""

    record: str
    states: type[models.TextChoices]
    moves: tuple[Move, ...]
    ends: frozenset[str] = field(default_factory=frozenset)
    by_day: bool = False

    def __post_init__(self) -> None:
        LIFECYCLES[self.record] = self

    def move(self, name: str) -> Move:
        """The move called `name`; KeyError where there is none."""
        return {move.name: move for move in self.moves}[name]

    def refusals(self, record: Any, move: Move, by: Any) -> list[str]:
        """Why `by` may not make `move` on `record` now, in sentences; empty means that they may."""
        if not by.has_perm(move.permission, record):
            return ["You may not do this here. Ask a secretary of the committee."]
        if record.status not in move.sources:
            return [f"“{move.label}” is not possible while this is {record.get_status_display().lower()}."]
        return [rule.sentence for rule in move.rules if not rule.holds(record)]

    def open_to(self, record: Any, by: Any) -> list[Move]:
        """The moves `by` may make now, in the order of the table."""
        return [move for move in self.moves if not self.refusals(record, move, by)]

    def apply(
        self,
        record: Any,
        move: Move,
        *,
        by: Any,
        note: str = "",
        effective: Effective | None = None,
        born_in: Any = None,
    ) -> Any:
        """Make the move and return the record, its row locked until the transaction ends; Refused says why not."""
        with transaction.atomic():
            record = type(record)._base_manager.select_for_update(of=("self",)).get(pk=record.pk)
            refusals = self.refusals(record, move, by)
            if refusals:
                raise Refused(refusals)
            change = partial(log_change, record, move=move.name, after=move.target, by=by, note=note)
            change(effective=effective or Effective(), born_in=born_in)
            return settle(record, by=by)

    def mermaid(self) -> str:
        """The table as a Mermaid state diagram."""
        arrows = [f"    {source} --> {move.target}: {move.label}" for move in self.moves for source in move.sources]
        ends = [f"    {end} --> [*]" for end in sorted(self.ends)]
        return "\n".join(["stateDiagram-v2", *arrows, *ends])


def log_change(
    record: Any, *, move: str, after: str, by: Any, note: str, effective: Effective, born_in: Any = None
) -> Any:
    """Write the StatusChange of a decision on `record`. It is as unpublished as `born_in`, the minutes it was
    taken in, and carries the higher of their classification and the record's own."""
    from secgov.models import StatusChange, standing  # noqa: PLC0415  app ready

    place = standing(born_in, stage=Stage.SECRETARIAT) if born_in is not None else standing(record)
    place["within"] = list(dict.fromkeys([*place["within"], record.uid]))
    return StatusChange.objects.create(
        target=record.uid,
        move=move,
        before=status_on_record(record, Stage.SECRETARIAT) or "",
        after=after,
        by=by,
        note=note,
        effective_number=effective.number,
        effective_on=effective.on,
        classification=max(record.classification, getattr(born_in, "classification", 0)),
        **place,
    )


def record_decided(
    record: Any, *, after: str, by: Any, effective: Effective, note: str = "", born_in: Any = None
) -> Any:
    """Set down what was decided at an earlier meeting, as records arrive in any order, and return the record.
    Nothing is written where that meeting's decision already stands."""
    from secgov.models import StatusChange  # noqa: PLC0415  app ready

    stated = StatusChange.objects.filter(target=record.uid, after=after, effective_number=effective.number)
    if born_in is not None:
        stated = stated.filter(committee=born_in.committee)
    if effective.number is None or not stated.exists():
        log_change(record, move="recorded", after=after, by=by, note=note, effective=effective, born_in=born_in)
    return settle(record, by=by)


def status_on_record(record: Any, stage: Stage, *, up_to: int = Classification.RED) -> str | None:
    """The status of the latest effective change that has come out at least to `stage`, decided under a classification
    no higher than `up_to`; None where there is none."""
    from secgov.models import StatusChange  # noqa: PLC0415  app ready

    changes = StatusChange.objects.filter(target=record.uid, stage__gte=stage, classification__lte=up_to)
    lifecycle = LIFECYCLES.get(record._meta.label)
    changes = changes.latest_first(by_day=lifecycle is not None and lifecycle.by_day)
    return changes.values_list("after", flat=True).first()


# Where a record keeps the status that the committee, and everybody who may read it, may know while minutes are on
# their way out, and the classification up to which each may know what was decided.
STAGED_STATUS = {
    "status_circulated": (Stage.COMMITTEE, Classification.AMBER),
    "status_published": (Stage.PUBLISHED, Classification.WHITE),
}


Settler = Callable[[Any, Any], Any]
SETTLERS: dict[str, Settler] = {}


def also_settle(record: str, settler: Settler) -> None:
    """Let `settler(record, by)` bring what else hangs on decisions up to date for a kind of record."""
    SETTLERS[record] = settler


@transaction.atomic
def settle(record: Any, *, by: Any) -> Any:
    """Bring the status and stage of `record` up to the decisions on record, and return it.

    A record is as far out as the furthest of its decisions: an action printed in published minutes is published,
    though the minutes that raised it have not arrived. The row is locked first, so that two decisions at once are
    both counted.
    """
    type(record)._base_manager.select_for_update(of=("self",)).get(pk=record.pk)
    classification = None
    while classification != record.classification:  # what may be known follows it, and the settler may change it
        classification = record.classification
        _bring_up(record, by=by)
        settler = SETTLERS.get(record._meta.label)
        if settler is not None:
            settler(record, by)
    return record


def _bring_up(record: Any, *, by: Any) -> None:
    wanted = {"status": status_on_record(record, Stage.SECRETARIAT) or record.status}
    for column, (stage, level) in STAGED_STATUS.items():
        if hasattr(record, column):
            up_to = max(level, record.classification)
            wanted[column] = status_on_record(record, stage, up_to=up_to) or ""
    changed = [column for column, value in wanted.items() if getattr(record, column) != value]
    for column in changed:
        setattr(record, column, wanted[column])
    furthest = _furthest_stage(record.uid)
    if furthest > record.stage:
        record.stage = furthest
        changed.append("stage")
    if changed:
        save(record, by=by, update_fields=changed)


def _furthest_stage(target: UUID) -> int:
    from secgov.models import StatusChange  # noqa: PLC0415  app ready

    stages = StatusChange.objects.filter(target=target).aggregate(furthest=models.Max("stage"))
    return stages["furthest"] or Stage.SECRETARIAT


def settle_all(targets: Iterable[UUID], *, by: Any) -> None:
    """Settle every record among `targets` that has a lifecycle, after their changes came out further."""
    wanted = set(targets)
    for label in LIFECYCLES:
        for record in apps.get_model(label)._base_manager.filter(uid__in=wanted):
            settle(record, by=by)
