"""Who opens the second wall, and why: each place that reads as somebody else than whoever asks is on this list."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

from secgov.house.project import functions, place, python_files, tree
from secgov.models import Classified
from secgov.wall.policies import guarded

OPENERS = ("as_system", "reading", "standing", "standing_at", "stand_by_default")
DOORS = {
    "secgov/acting.py:acted": "a verb numbers, settles and withdraws what whoever acts may not read",
    "meetings/composition/composing.py:_places": "keys and numbers in their places, and no word",
    "secgov/access.py:_found": "a record that gate and wall let through, with the records it hangs on",
    "meetings/composition/composing.py:_attendance": "keys of attendance rows, for the gaps they leave",
    "meetings/composition/composing.py:_reference_nodes": "the number of a withheld item shows in its place too",
    "meetings/documents/reading.py:version_blocks": "every row in its place; the gate leaves the words in the database",
    "meetings/documents/redlines.py:printed": "every row in its place; the gate leaves the words in the database",
    "meetings/documents/editions.py:may_open": "whether anything is withheld, or what an edition itself reads",
    "meetings/documents/editions.py:_classified_as": "the classifications of blocks in a row of digits, for a key",
    "meetings/documents/editions.py:document_for": "an edition reads its own document, whoever asks for it or draws it",
    "meetings/documents/agendas.py:agenda_document": "an edition reads its own document",
    "meetings/documents/redlines_on_paper.py:drawing": "an edition reads its own document",
    "meetings/operations/rehearsing.py:rehearsed": "a version written for a moment and taken back",
    "secgov/documents.py:is_held": "whether anybody gets an edition, and not why",
    "secgov/verifying.py:of_code": "whether a document stands; above White nothing else is said of it",
    "secgov/verifying.py:of_file": "whether a document stands; above White nothing else is said of it",
    "secgov/listings.py:listing_of": "an edition reads its own register",
    "secgov/found.py:_of_file": "of which record a file is; the record is asked for through the gate",
    "secgov/found.py:_of_code": "of which record a printed code is; the record is asked for through the gate",
    "secgov/found.py:record_by_uid": "of which kind a record is; it passes the gate itself, or waits for a reason",
    "actions/governed.py:_number_of": "an update that was read names its action by its number",
    "modifications/governed.py:_number_of": "an interest that was read names its modification by its number",
    "secgov/governed.py:bearer_of": "with what a record that was read is classified; the view asks the gate for it",
    "secgov/governed.py:holder_of": "on whose page a record that was read stands; the view asks the gate for it",
    "secgov/governed.py:page_of": "an address, once the gate has let through the record on whose page it is",
    "secgov/governed.py:printed_at": "the classification under which a record that was read was printed",
    "secgov/foreseeing.py:foresee": "a verb of the record, made and taken back; numbers and names, and no words",
    "secgov/operations/classifying.py:has_come_out": "whether anything has come out, and nothing of it",
    "secgov/provenance.py:_set_by": "who gave a record that was read its classification; no words of its history",
    "secgov/past.py:history_of": "the classifications that a record had; no words of its history",
    "secgov/past.py:_changes": "the classifications that what a record stands in had; no words",
    "secgov/accountability.py:_issued": "by number and hash what was given out of a record that was found; no words",
    "secgov/red_door.py:red_rows": "that Red records are there, by their numbers; their words wait for a reason",
    "secgov/views/red_door.py:_address_of": "where the record is read by whoever has just said why",
    "secgov/views/red_door.py:_holds_red": "whether anything Red stands in a meeting; its words wait for a reason",
    "secgov/access.py:_door_to": "that a Red record is there; its words wait for a reason",
    "actions/models.py:_decided_within": "whoever is recused is told less because of what was decided there",
}
# What calls a verb for each of several records.
EACH_ON_ITS_OWN = {
    "archive/operations/settling.py:confirm_ready": "each record is stored by a verb of its own",
    "meetings/operations/marking.py:mark_attendance": "each line is marked by a verb of its own",
}
# Rooms from which a verb may not be called unless it is one.
CALLERS = ("views", "forms", "documents", "panels", "tasks", "commands")


def unlisted() -> list[str]:
    """Places that open the second wall and are not on the list, and places on the list that do not."""
    met = set()
    for path in python_files():
        if "wall" in path.parts:
            continue
        for inside, node in functions(path):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in OPENERS and _is_imported(path, node):
                met.add(f"{place(path)}:{inside.rpartition('.')[2]}")
    unknown = [
        f"{where} opens the second wall. Give its reason in secgov/house/doors.py." for where in met - set(DOORS)
    ]
    return sorted(unknown) + [f"{where} is a door on the list and opens nothing." for where in sorted(set(DOORS) - met)]


def _is_imported(path: Path, call: ast.Call) -> bool:
    """Whether the name that is called comes from the wall, and not from another module that has one of that name."""
    return any(
        isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("secgov.wall")
        and call.func.id in {alias.asname or alias.name for alias in node.names}  # type: ignore[attr-defined]
        for node in ast.walk(tree(path))
    )


def unopened_verbs() -> list[str]:
    """Functions of operations rooms that name who acts, are called from elsewhere, and are no `@operation`."""
    called = {name for path in python_files() for name in _called(path)}
    return sorted(
        f"{place(path)}:{verb.name} is called from outside its room and is no @operation."
        for path in python_files()
        if "operations" in (path.stem, path.parent.name)
        for verb in tree(path).body
        if isinstance(verb, ast.FunctionDef) and verb.name in called and _names_who_acts(verb) and not _is_whole(verb)
        if f"{place(path)}:{verb.name}" not in EACH_ON_ITS_OWN
    )


def _called(path: Path) -> Iterator[str]:
    """What a module outside the operations rooms takes from one."""
    if not set(CALLERS) & {path.stem, *path.parent.parts}:
        return
    rooms = {"operations"}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and "operations" in (node.module or "").split("."):
            rooms |= {alias.name for alias in node.names}
            yield from (alias.name for alias in node.names)
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") in rooms:
            yield node.attr


def _names_who_acts(verb: ast.FunctionDef) -> bool:
    return "by" in {argument.arg for argument in verb.args.kwonlyargs}


def _is_whole(verb: ast.FunctionDef) -> bool:
    return bool({getattr(each, "id", "") for each in verb.decorator_list} & {"operation", "contextmanager"})


def unguarded_tables() -> list[str]:
    """Tables that hang on a governed record and are not behind the second wall."""

    tables = guarded()
    return sorted(
        f"{model._meta.label} hangs on a governed record. Say READ_WITH or WALL in it."
        for model in apps.get_models()
        if model._meta.db_table not in tables
        and any(
            field.is_relation
            and field.concrete
            and isinstance(field.related_model, type)
            and issubclass(field.related_model, Classified)
            for field in model._meta.get_fields()
        )
    )
