"""From JSON to a checked reading of minutes; what is wrong is said in one sentence that names the place."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from archive.loading.checking import (
    Check,
    Keys,
    NotReadable,
    check_storable,
    flag,
    list_of,
    modification,
    object_of,
    one_of,
    shown,
    text,
)
from archive.loading.faults import in_matrix

# The schema: what each key takes. A text's length is that of the column it is kept in; without one it may be any.
CLASSIFICATION = one_of("white", "green", "amber", "red")
PURPOSE = one_of("", "decision", "discussion", "information")
WORDS = text(may_be_blank=False)
NUMBER = text(10, may_be_blank=False)
REF = text(40, may_be_blank=False)

ATTENDEE = Keys(
    must={"name": text(200, may_be_blank=False)},
    may={
        "represents": text(200),
        "group": one_of("member", "other"),
        "role": text(60),
        "mode": one_of("", "teleconference"),
        "part": flag,
        "alternate_for": text(200),
        "present": flag,
        "note": text(300),
        "classification": CLASSIFICATION,
    },
)
DECISION = Keys(
    must={"item": NUMBER, "verb": text(20, may_be_blank=False), "text": WORDS},
    may={"modification": modification, "condition": text()},
)
ENTRY = Keys(
    must={"kind": one_of("heading", "discussion", "outcome", "action", "reviews", "matrix", "note", "private")},
    may={
        "title": text(400, may_be_blank=False),
        "ref": REF,
        "html": text(),
        "about": modification,
        "decisions": list_of(object_of(DECISION)),
        "classification": CLASSIFICATION,
    },
)
ITEM = Keys(
    must={"number": NUMBER, "title": text(400, may_be_blank=False)},
    may={
        "subheadings": list_of(text(400, may_be_blank=False)),
        "entries": list_of(object_of(ENTRY)),
        "purpose": PURPOSE,
        "presenter": text(200),
        "classification": CLASSIFICATION,
    },
)
RAISED = Keys(
    must={"ref": REF, "item": NUMBER, "text": WORDS},
    may={"owner": text(200), "due": text(200), "html": text(), "classification": CLASSIFICATION},
)
REVIEWED = Keys(
    must={"ref": REF, "text": WORDS, "update": text(), "status": text(10)},
    may={
        "reopened": flag,
        "superseded_by": text(40),
        "transferred_to": text(200),
        "html": text(),
        "classification": CLASSIFICATION,
        "remark": text(400),
    },
)
MODIFICATION = Keys(must={"ref": modification}, may={"title": text(300), "items": list_of(NUMBER)})
ASSESSMENT = Keys(
    must={"ref": modification},
    may={
        "technical": text(200),
        "business": text(200),
        "ec_notification": text(100),
        "interest": text(30),
        "title": text(300),
        "notes": text(),
        "notes_html": text(),
    },
)
DOCUMENT: dict[str, Check] = {
    "committee": text(20),
    "committee_name": text(200),
    "meeting_ref": text(40),
    "venue": text(300),
    "source": text(255),
    "next_meeting": text(100),
    "status": one_of("draft", "final", "unknown"),
    "classification": CLASSIFICATION,
    "attendance": list_of(object_of(ATTENDEE)),
    "agenda": list_of(object_of(ITEM)),
    "actions_raised": list_of(object_of(RAISED)),
    "actions_reviewed": list_of(object_of(REVIEWED)),
    "decisions": list_of(object_of(DECISION)),
    "modifications": list_of(object_of(MODIFICATION)),
    "mod_assessments": list_of(object_of(ASSESSMENT)),
    "footnotes": list_of(text()),
}
# What a sentence calls the day and the times in a file.
PLACES = {name: f"'{name}'" for name in ("date", "month", "start", "end")}
# What an entry of each kind cannot do without.
NEEDED = {"heading": "title", "action": "ref", "reviews": "", "matrix": ""}


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


def read_minutes(content: str) -> Minutes:
    """The minutes in `content`; NotReadable names the line or the row that is wrong."""
    found = _object_in(content)
    committee, number = _committee(found), _number(found)
    for key, check in DOCUMENT.items():
        check(found.get(key), f"'{key}'")
    starts_at, ends_at = _times(found, PLACES)
    _check_entries(found.get("agenda") or [])
    for fault in in_matrix(found.get("mod_assessments") or []):
        raise NotReadable(str(fault))
    rows = ("attendance", "agenda", "actions_raised", "actions_reviewed", "decisions", "modifications", "footnotes")
    return Minutes(
        committee=committee,
        number=number,
        ref=found.get("meeting_ref"),
        held_on=_day(found, "date", PLACES),
        month=_month(found, PLACES),
        starts_at=starts_at,
        ends_at=ends_at,
        venue=found.get("venue") or "",
        status=found.get("status") or "unknown",
        classification=found.get("classification"),
        next_meeting=found.get("next_meeting") or "",
        source=found.get("source") or "",
        assessments=found.get("mod_assessments") or [],
        **{name: found.get(name) or [] for name in rows},
    )


def typed_facts(found: dict[str, Any], labels: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with day, month and times as somebody typed them: by the name of each a sentence, which calls it
    by its label."""
    wrong: dict[str, str] = {}
    for name, read in (("date", _day), ("start", _time), ("end", _time)):
        try:
            read(found, name, labels)
        except NotReadable as error:
            wrong[name] = str(error)
    try:
        _month(found, labels)
    except NotReadable as error:
        wrong["month"] = str(error)
    if not wrong:
        try:
            _times(found, labels)
        except NotReadable as error:
            wrong["end"] = str(error)
    return wrong


def _object_in(content: str) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except ValueError as error:
        place = f" at line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise NotReadable(f"The file is not JSON: {error.args[0].split(':')[0]}{place}.") from None
    except RecursionError:
        raise NotReadable("The file is nested too deeply to be a set of minutes.") from None
    if not isinstance(found, dict):
        raise NotReadable("The file holds no set of minutes: it should be one object with committee, agenda and so on.")
    check_storable(found)
    return found


def _committee(found: dict[str, Any]) -> str:
    committee = found.get("committee")
    if not isinstance(committee, str) or not committee.strip():
        raise NotReadable("'committee' is missing or is not text.")
    return committee.strip()


def _number(found: dict[str, Any]) -> int:
    number = found.get("meeting_number")
    if not isinstance(number, int) or isinstance(number, bool) or not 0 < number < 10_000:
        raise NotReadable("'meeting_number' is missing or is not a whole number from 1 to 9999.")
    return number


def _day(found: dict[str, Any], name: str, labels: Mapping[str, str]) -> date | None:
    if found.get(name) is None:
        return None
    try:
        return date.fromisoformat(found[name])
    except (TypeError, ValueError):
        raise NotReadable(f"{labels[name]} is {shown(found[name])}; write a day as 2017-10-19.") from None


def _month(found: dict[str, Any], labels: Mapping[str, str]) -> date | None:
    if found.get("month") is None:
        return None
    try:
        return date.fromisoformat(f"{found['month']}-01")
    except ValueError:
        raise NotReadable(f"{labels['month']} is {shown(found['month'])}; write a month as 2017-10.") from None


def _times(found: dict[str, Any], labels: Mapping[str, str]) -> tuple[time | None, time | None]:
    start, end = _time(found, "start", labels), _time(found, "end", labels)
    if start and end and end <= start:
        raise NotReadable(f"{labels['end']} is {end:%H:%M}, which is not after {labels['start']}, {start:%H:%M}.")
    return start, end


def _time(found: dict[str, Any], name: str, labels: Mapping[str, str]) -> time | None:
    if found.get(name) is None:
        return None
    try:
        moment = time.fromisoformat(found[name])
    except (TypeError, ValueError):
        moment = None
    if moment is None or moment.tzinfo is not None:
        raise NotReadable(f"{labels[name]} is {shown(found[name])}; write a time as 10:00.")
    return moment


def _check_entries(agenda: list[dict[str, Any]]) -> None:
    for at, item in enumerate(agenda):
        for number, entry in enumerate(item.get("entries") or []):
            needed = NEEDED.get(entry["kind"], "html")
            if needed and entry.get(needed) is None:
                raise NotReadable(f"agenda[{at}].entries[{number}] has no '{needed}'.")
