"""What the Python sources may not do, read from their syntax trees. Each exception stands here with its reason."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from secgov.house.project import PROJECT, functions, place, python_files, tree

REASONS = ("slow import", "app ready")
LONGEST_FILE = 400  # lines
GATED_ROOMS = ("views", "documents", "panels")
GATES = ("visible_to", "visible_or_404", "one_or_404")

# Records that pages may ask for without the gate, and why.
OPEN_RECORDS = {
    "Committee": "committees and their names are known to everybody",
    "CommitteeName": "committees and their names are known to everybody",
    "Reference": "a form of words; what it stands for is fetched through the gate",
    "Organisation": "bodies and their names are known to everybody",
    "Acronym": "the short forms of a committee are known to everybody",
    "DismissedRemark": "what secretaries said of a draft that came through the gate",
    "Confirmation": "what secretaries said of a draft that came through the gate",
    "ClassificationRequest": "what was asked for of a record that comes through the gate",
    "AccessGrant": "who is named on a record that came through the gate, told to its secretaries",
    "ActionOwner": "who is to act is read with the action, which came through the gate",
}
UNGATED = {
    "meetings/documents/reading.py:version_blocks": "every row in its place; what may not be read becomes a gap",
    "meetings/documents/redlines.py:printed": "every row in its place; what may not be read stays in the database",
    "meetings/documents/editions.py:_classified_as": "the classifications of blocks in a row of digits, for a key",
    "meetings/documents/confidential.py:_named": "who is named, printed for those alone and told to secretaries",
    "meetings/documents/circulating.py:_recipients": "a number of blocks, told only to who may read them all",
    "meetings/documents/live.py:_footnotes": "footnotes are read with their entries, which came through the gate",
    "meetings/documents/live.py:people_here": "who types is told to secretaries alone, whom the caller has asked for",
    "meetings/documents/publishing.py:_held": "who is named on, or recused from, records that came through the gate",
    "secgov/views/answering.py:answers": "the log, for whoever accounts for the records it is about (AnswerFilter)",
    "secgov/views/drawing.py:drawn_under": "a drawing found by the key of what the reader may read",
    "secgov/documents.py:openings_of": "who was mailed, told only to whom the caller has asked for",
    "secgov/documents.py:people_reached": "who belongs to a committee, told to its secretaries",
    "secgov/documents.py:_opened": "who opened a document that came through the gate, told only to whom may see it",
    "secgov/views/pages.py:outbox": "only the mail of whoever is signed in",
}
# Calls of update, delete and their like that write past history, or look as if they did, and why they may.
PAST_HISTORY = {
    "secgov/history.py:delete": "deletes one record with its history row, in the name of a person",
    "secgov/operations/accounts.py:reset_second_factor": "a lost factor goes; the access log keeps which, by whom, why",
    "secgov/references.py:note_mentions": "mentions are worked out from texts, which have their own history",
    "secgov/references.py:forget_mentions": "mentions are worked out from texts, which have their own history",
    "secgov/panels.py:blocks_for": "a dictionary, not the database",
    "secgov/publication.py:bring_out": "the decision is the StatusChange of the meeting that brings it out",
    "secgov/publication.py:take_back": "the decision is the StatusChange of the meeting that came out without it",
    "secgov/publication.py:follow_within": "follows the saved change of the record it stands within",
    "secgov/publication.py:move_within": "follows the saved place of the record it stands within",
    "meetings/composition/versions.py:_write": "printed blocks are written once and have no history",
    "meetings/operations/settling.py:settle_removed": "delete() of single rows, each with its history row",
    "meetings/operations/presence.py:be_here": "who is where is forgotten, not recorded",
    "meetings/operations/minuting.py:renew_within": "a count only, beside a change of classification that is on record",
    "meetings/operations/minuting.py:write_body": "delete() of single rows, each with its history row",
    "meetings/operations/typing.py:_withdraw_to_private": "private notes keep no history",
    "meetings/operations/minuting.py:delete_private": "of private notes nothing is kept, their history neither",
    "meetings/operations/classifying.py:classify_meeting": "one decision, on record as a StatusChange with its reason",
    "meetings/operations/rehearsing.py:rehearsed": "blocks of a version that is rolled back",
    "meetings/operations/meetings.py:_fix_references": "references have no history; circulation is on record",
    "archive/operations/exporting.py:move_export": "how far a job has come, not a change of the record",
    "archive/exporting/writing.py:_add": "a digest, not the database",
    "meetings/operations/withholding.py:settle_name": "a withheld title goes from history too; it is kept apart",
    "secgov/pdf.py:drawn_with": "a digest, not the database",
    "secgov/views/verifying.py:_sha256": "a digest, not the database",
    "actions/operations/settling.py:write_owners": "delete() of single rows, each with its history row",
}
WRITES = ("update", "delete", "bulk_create", "bulk_update", "_raw_delete", "update_or_create_bulk")


def deferred_imports() -> list[str]:
    """Imports inside a function that do not say one of the allowed reasons."""
    faults = []
    for path in python_files():
        lines = path.read_text(encoding="utf-8").splitlines()
        for inside, node in functions(path):
            if isinstance(node, ast.Import | ast.ImportFrom) and inside:
                line = lines[node.lineno - 1]
                if not any(line.rstrip().endswith(reason) for reason in REASONS):
                    faults.append(f"{place(path)}:{node.lineno} imports inside {inside} without a reason of the list.")
    return faults


def banned_names() -> list[str]:
    """get_object_or_404 and get_list_or_404 under any name."""
    faults = []
    for path in python_files():
        for node in ast.walk(tree(path)):
            name = getattr(node, "id", getattr(node, "attr", getattr(node, "name", "")))
            if name in ("get_object_or_404", "get_list_or_404"):
                faults.append(f"{place(path)}:{getattr(node, 'lineno', 0)} names {name}. Use visible_or_404.")
    return faults


def unscoped_records() -> list[str]:
    """`.objects` in views, documents and panels that passes no gate."""
    faults: list[str] = []
    for path in python_files():
        if path.stem in GATED_ROOMS or set(path.parent.parts) & set(GATED_ROOMS):
            faults += _unscoped_in(path)
    return faults


def _unscoped_in(path: Path) -> Iterator[str]:
    for function in (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef)):
        for statement in _statements(function):
            models = _models_in(statement) - set(OPEN_RECORDS)
            where = f"{place(path)}:{function.name}"
            if models and where not in UNGATED and not _passes(statement, function):
                yield f"{where} says {', '.join(sorted(models))}.objects without the gate."


def _statements(function: ast.FunctionDef) -> Iterator[ast.stmt]:
    """The simple statements of a function and the heads of its compound ones, each once."""
    for node in ast.walk(function):
        if isinstance(node, ast.stmt) and node is not function and not getattr(node, "body", None):
            yield node
        elif isinstance(node, ast.For | ast.While | ast.If | ast.With):
            head = getattr(node, "iter", getattr(node, "test", None))
            if head is not None:
                yield ast.copy_location(ast.Expr(head), node)


def _models_in(statement: ast.AST) -> set[str]:
    return {
        node.value.id
        for node in ast.walk(statement)
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager", "_base_manager")
        if isinstance(node.value, ast.Name) and node.value.id[:1].isupper()
    }


def _passes(statement: ast.AST, function: ast.FunctionDef) -> bool:
    """Whether a gate is asked in the statement, or later of the name that it gives its records."""
    if any(_is_gate(node) for node in ast.walk(statement)):
        return True
    names = {target.id for target in getattr(statement, "targets", []) if isinstance(target, ast.Name)}
    asked = (node for node in ast.walk(function) if isinstance(node, ast.Call) and _is_gate(node.func))
    return any(name in _names(call) for call in asked for name in names)


def _is_gate(node: ast.AST) -> bool:
    return getattr(node, "attr", getattr(node, "id", "")) in GATES


def _names(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def writes_past_history() -> list[str]:
    """Calls that write many rows at once, or delete, and are not on the list with a reason."""
    faults, met = [], set()
    for path in python_files():
        for inside, node in functions(path):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
                where = f"{place(path)}:{inside.rpartition('.')[2]}"
                met.add(where)
                if where not in PAST_HISTORY:
                    faults.append(f"{where} calls {node.func.attr}(), which history does not see.")
    return faults + [
        f"{where} is on the list of bulk writes and makes none." for where in sorted(set(PAST_HISTORY) - met)
    ]


def written_statuses() -> list[str]:
    """Assignments to a status outside the engine, by attribute, setattr or update()."""
    faults = []
    for path in python_files():
        if place(path) == "secgov/lifecycle.py":
            continue
        for inside, node in functions(path):
            if _writes_status(node):
                faults.append(f"{place(path)}:{getattr(node, 'lineno', 0)} writes a status in {inside}.")
    return faults


def _writes_status(node: ast.AST) -> bool:
    if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        flat = [each for target in targets for each in (target.elts if isinstance(target, ast.Tuple) else [target])]
        return any(isinstance(each, ast.Attribute) and each.attr == "status" for each in flat)
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Attribute) and node.func.attr == "update":
        return any(keyword.arg == "status" for keyword in node.keywords)
    named = getattr(node.func, "id", "") == "setattr" and len(node.args) > 1
    return named and isinstance(node.args[1], ast.Constant) and node.args[1].value == "status"


def long_files() -> list[str]:
    """Files past the length at which nobody can hold them in their head."""
    templates = [*(PROJECT / "templates").rglob("*.html"), *(PROJECT / "static" / "js").rglob("*.js")]
    lengths = {
        path: len(path.read_text(encoding="utf-8").splitlines()) for path in [*python_files(tests=True), *templates]
    }
    return [f"{place(path)} has {length} lines." for path, length in lengths.items() if length > LONGEST_FILE]


TEXTS = ("*.py", "*.md", "*.html", "*.css", "*.js", "*.toml", "*.lock", "*.sh", "*.json", "Makefile")
REGISTRY = re.compile(r"--(?:extra-)?index-url|--find-links|--registry|^registry *=|/simple/?$", re.MULTILINE)


def machine_paths() -> list[str]:
    """Files that name this clone's place, the home folder it is worked on in, or where packages come from."""
    here = [str(PROJECT), *([f"{Path.home()}/"] if len(Path.home().parts) > 1 else [])]
    faults = []
    for path in _own_texts():
        text = path.read_text(encoding="utf-8")
        faults += [f"{place(path)} names a path of this machine." for word in here if word in text]
        if REGISTRY.search(text) and path.name != "source.py":
            faults.append(f"{place(path)} names where packages come from.")
        if path.suffix == ".lock" and "://" in text:
            faults.append(f"{place(path)} holds an address.")
    return faults


def _own_texts() -> Iterator[Path]:
    folders = [PROJECT / name for name in ("bin", "docs", "static", "templates", "tests", ".ci")]
    folders += [PROJECT / path.parts[0] for path in {path.relative_to(PROJECT) for path in python_files()}]
    for folder in sorted(set(folders)):
        for pattern in TEXTS:
            yield from folder.rglob(pattern)
    for pattern in TEXTS:
        yield from PROJECT.glob(pattern)
