"""From JSON to a checked reading of minutes; what is wrong is said in one sentence that names the place."""

import json
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

CLASSIFICATIONS = ("white", "green", "amber", "red")
STATUSES = ("draft", "final", "unknown")
ENTRY_KINDS = ("heading", "discussion", "outcome", "action", "reviews", "matrix", "note", "private")


class NotReadable(ValueError):
    """A file that is not minutes in the schema; the text is one sentence for whoever loads it."""


@dataclass(frozen=True)
class Minutes:
    """One set of minutes as read; rows are dictionaries whose keys and kinds of value have been checked."""

    committee: str
    number: int
    ref: str | None
    held_on: date | None
    month: date | None
    starts_at: time | None
    ends_at: time | None
    venue: str
    status: str
    classification: str | None
    next_meeting: str
    source: str
    attendance: list[dict[str, Any]]
    agenda: list[dict[str, Any]]
    actions_raised: list[dict[str, Any]]
    actions_reviewed: list[dict[str, Any]]
    decisions: list[dict[str, Any]]
    modifications: list[dict[str, Any]]
    assessments: list[dict[str, Any]]
    footnotes: list[str] = field(default_factory=list)


# The keys a row must have, and those it may have, each with the kinds of value it takes.
TEXT, WORDS, FLAG, LIST = (str,), (str, type(None)), (bool,), (list,)
ROWS: dict[str, tuple[dict[str, tuple[type, ...]], dict[str, tuple[type, ...]]]] = {
    "attendance": (
        {"name": TEXT},
        {
            "represents": WORDS,
            "group": TEXT,
            "role": WORDS,
            "mode": WORDS,
            "part": FLAG,
            "alternate_for": WORDS,
            "present": FLAG,
            "note": WORDS,
            "classification": TEXT,
        },
    ),
    "agenda": (
        {"number": TEXT, "title": TEXT},
        {
            "subheadings": LIST,
            "entries": LIST,
            "purpose": WORDS,
            "presenter": WORDS,
            "classification": TEXT,
        },
    ),
    "actions_raised": (
        {"ref": TEXT, "item": TEXT, "text": TEXT},
        {"owner": WORDS, "due": WORDS, "html": WORDS, "classification": TEXT},
    ),
    "actions_reviewed": (
        {"ref": TEXT, "text": TEXT, "update": TEXT, "status": TEXT},
        {
            "reopened": FLAG,
            "superseded_by": WORDS,
            "transferred_to": WORDS,
            "classification": TEXT,
            "remark": WORDS,
        },
    ),
    "decisions": (
        {"item": TEXT, "verb": TEXT, "text": TEXT},
        {"modification": WORDS, "condition": WORDS},
    ),
    "modifications": ({"ref": TEXT}, {"title": WORDS, "items": LIST}),
    "mod_assessments": (
        {"ref": TEXT},
        {
            "technical": WORDS,
            "business": WORDS,
            "ec_notification": WORDS,
            "interest": WORDS,
            "title": WORDS,
            "notes": WORDS,
            "notes_html": WORDS,
        },
    ),
}


def read_minutes(text: str) -> Minutes:
    """The minutes in `text`; NotReadable names the line or the row that is wrong."""
    try:
        found = json.loads(text)
    except ValueError as error:
        place = f" at line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise NotReadable(f"The file is not JSON: {error.args[0].split(':')[0]}{place}.") from None
    except RecursionError:
        raise NotReadable("The file is nested too deeply to be a set of minutes.") from None
    if not isinstance(found, dict):
        raise NotReadable("The file holds no set of minutes: it should be one object with committee, agenda and so on.")
    return Minutes(
        committee=_text(found, "committee"),
        number=_number(found),
        ref=found.get("meeting_ref"),
        held_on=_day(found, "date"),
        month=_month(found),
        starts_at=_time(found, "start"),
        ends_at=_time(found, "end"),
        venue=found.get("venue") or "",
        status=_one_of(found.get("status") or "unknown", STATUSES, "status"),
        classification=_classification(found.get("classification"), "classification"),
        next_meeting=found.get("next_meeting") or "",
        source=found.get("source") or "",
        assessments=_rows(found, "mod_assessments"),
        footnotes=_texts(found, "footnotes"),
        **{name: _rows(found, name) for name in ROWS if name != "mod_assessments"},
    )


def _text(found: dict[str, Any], name: str) -> str:
    value = found.get(name)
    if not isinstance(value, str) or not value.strip():
        raise NotReadable(f"'{name}' is missing or is not text.")
    return value.strip()


def _number(found: dict[str, Any]) -> int:
    number = found.get("meeting_number")
    if not isinstance(number, int) or isinstance(number, bool) or not 0 < number < 10_000:
        raise NotReadable("'meeting_number' is missing or is not a whole number above zero.")
    return number


def _day(found: dict[str, Any], name: str) -> date | None:
    try:
        return date.fromisoformat(found[name]) if found.get(name) else None
    except (TypeError, ValueError):
        raise NotReadable(f"'{name}' is {found[name]!r}; write a day as 2017-10-19.") from None


def _month(found: dict[str, Any]) -> date | None:
    if not found.get("month"):
        return None
    return _day({"month": f"{found['month']}-01"}, "month")


def _time(found: dict[str, Any], name: str) -> time | None:
    try:
        return time.fromisoformat(found[name]) if found.get(name) else None
    except (TypeError, ValueError):
        raise NotReadable(f"'{name}' is {found[name]!r}; write a time as 10:00.") from None


def _one_of(value: Any, allowed: tuple[str, ...], place: str) -> str:
    if value not in allowed:
        raise NotReadable(f"'{place}' is {value!r}; it should be {', '.join(allowed[:-1])} or {allowed[-1]}.")
    return str(value)


def _classification(value: Any, place: str) -> str | None:
    return None if value is None else _one_of(value, CLASSIFICATIONS, place)


def _texts(found: dict[str, Any], name: str) -> list[str]:
    values = found.get(name) or []
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise NotReadable(f"'{name}' should be a list of texts.")
    return values


def _rows(found: dict[str, Any], name: str) -> list[dict[str, Any]]:
    rows = found.get(name) or []
    if not isinstance(rows, list):
        raise NotReadable(f"'{name}' should be a list.")
    for at, row in enumerate(rows):
        _check_row(row, name, at)
    return rows


def _check_row(row: Any, name: str, at: int) -> None:
    place = f"{name}[{at}]"
    if not isinstance(row, dict):
        raise NotReadable(f"{place} should be an object.")
    must, may = ROWS[name]
    for key, kinds in (must | may).items():
        if key in must and key not in row:
            raise NotReadable(f"{place} has no '{key}'.")
        if key in row and not isinstance(row[key], kinds) and row[key] is not None:
            raise NotReadable(f"{place}.{key} is {row[key]!r}, which is not {_kind_words(kinds)}.")
        if key in must and row[key] is None:
            raise NotReadable(f"{place} has no '{key}'.")
    _classification(row.get("classification"), f"{place}.classification")
    for number, entry in enumerate(row.get("entries") or []):
        _check_entry(entry, f"{place}.entries[{number}]")


def _kind_words(kinds: tuple[type, ...]) -> str:
    return {str: "text", bool: "true or false", list: "a list"}[kinds[0]]


def _check_entry(entry: Any, place: str) -> None:
    if not isinstance(entry, dict):
        raise NotReadable(f"{place} should be an object.")
    kind = _one_of(entry.get("kind"), ENTRY_KINDS, f"{place}.kind")
    needed = {"heading": "title", "action": "ref", "reviews": "", "matrix": ""}.get(kind, "html")
    if needed and not isinstance(entry.get(needed), str):
        raise NotReadable(f"{place} has no '{needed}'.")
    _classification(entry.get("classification"), f"{place}.classification")
