"""What every record, lifecycle and migration must have."""

from collections.abc import Iterable, Iterator
from typing import Any

import rules
from django.apps import apps
from django.db import models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from secgov.house.project import APPS
from secgov.lifecycle import LIFECYCLES, Lifecycle
from secgov.models import Classified

# Moves out of an end: minutes are opened again with a reason, and what was loaded as final comes out by a move.
OUT_OF_AN_END = {"meetings.Meeting": {"reopen", "publish"}, "actions.Action": {"reopen"}}


def _own_models() -> list[Any]:
    return [model for model in apps.get_models() if model._meta.app_label in APPS]


def unindexed_gates() -> list[str]:
    """Columns that every question to the gate looks at and that no index holds."""
    faults = []
    for model in _own_models():
        if not issubclass(model, Classified):
            continue
        indexed = {name for index in model._meta.indexes for name in index.fields}
        indexed |= {field.name for field in model._meta.fields if field.db_index or field.unique}
        faults += [
            f"{model._meta.label}.{name} has no index."
            for name in ("uid", "committee", "within")
            if name not in indexed
        ]
    return faults


def unguarded_pairs() -> list[str]:
    """Nullable "who" and "when" of one act that the database would take one without the other."""
    faults = []
    for model in _own_models():
        if model._meta.label.split(".")[1].startswith("Historical"):
            continue
        fields = {field.name: field for field in model._meta.fields}
        checks = [set(_names(c.condition)) for c in model._meta.constraints if isinstance(c, models.CheckConstraint)]
        for name in fields:
            act, _, who = name.rpartition("_")
            for when in (f"{act}_at", f"{act}_on"):
                pair = {name, when}
                is_pair = who == "by" and act and when in fields and (fields[name].null or fields[when].null)
                if is_pair and not any(pair <= check for check in checks):
                    faults.append(f"{model._meta.label}: {name} and {when} are not held together.")
    return faults


def _names(condition: Any) -> Iterator[str]:
    """The fields that a condition speaks of."""
    for child in getattr(condition, "children", []):
        if isinstance(child, tuple):
            yield child[0].partition("__")[0]
        else:
            yield from _names(child)


def broken_lifecycles() -> list[str]:
    """States nobody named or reaches, moves that lead nowhere, permissions that do not exist, records without one."""
    faults = [f for label, lifecycle in LIFECYCLES.items() for f in _broken(label, lifecycle)]
    for model in _own_models():
        has_status = any(field.name == "status" for field in model._meta.fields)
        if has_status and not hasattr(model, "history_object") and model._meta.label not in LIFECYCLES:
            faults.append(f"{model._meta.label} has a status and no lifecycle.")
    return faults


def _broken(label: str, lifecycle: Lifecycle) -> Iterator[str]:
    states = set(lifecycle.states.values)
    model = apps.get_model(label)
    if {value for value, _ in model._meta.get_field("status").choices or []} != states:
        yield f"{label}.status has other choices than its lifecycle."
    yield from (f"{label}: the state {value} has no name." for value, name in lifecycle.states.choices if not name)
    names = [move.name for move in lifecycle.moves]
    yield from (f"{label}: two moves are called {name}." for name in sorted({n for n in names if names.count(n) > 1}))
    moved = {state for move in lifecycle.moves for state in (*move.sources, move.target)}
    unknown = (moved | set(lifecycle.ends)) - states
    yield from (f"{label}: {state} is no state." for state in sorted(unknown))
    stuck = states - {s for move in lifecycle.moves for s in move.sources} - set(lifecycle.ends)
    yield from (f"{label}: no move leads out of {state}, and it is no end." for state in sorted(stuck))
    for move in lifecycle.moves:
        if not rules.perm_exists(move.permission):
            yield f"{label}: the permission {move.permission} of the move {move.name} does not exist."
        if set(move.sources) & lifecycle.ends and move.name not in OUT_OF_AN_END.get(label, ()):
            yield f"{label}: the move {move.name} leads out of an end."


def migrations() -> list[str]:
    """Models that no migration has caught up with, and apps whose migrations fork."""
    loader = MigrationLoader(None)
    faults = [
        f"{app} has {len(leaves)} latest migrations; they must be one line."
        for app in APPS
        if len(leaves := loader.graph.leaf_nodes(app)) > 1
    ]
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
    return faults + _told(detector.changes(graph=loader.graph))


def _told(changes: dict[str, list[Any]]) -> list[str]:
    listed: Iterable[tuple[str, Any]] = (
        (app, operation) for app, made in changes.items() for one in made for operation in one.operations
    )
    return [f"{app} wants a migration: {operation.describe()}." for app, operation in listed if app in APPS]
