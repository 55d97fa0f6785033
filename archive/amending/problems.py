"""What is still wrong with a working copy, and what is still to be said: each a sentence with the id of its field."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from archive.amending.columns import ENTRIES, SECTIONS, Section
from archive.amending.working import as_minutes, number_of
from archive.loading.arranging import arrange
from archive.loading.checking import Check, NotReadable, check_storable
from archive.loading.reading import DOCUMENT, NEEDED, read_minutes, typed_facts

LABELS = {
    "committee": "Committee",
    "committee_name": "Name of the committee",
    "meeting_ref": "Reference as printed",
    "venue": "Venue",
    "next_meeting": "Next meeting",
    "status": "Status in the source",
    "classification": "Classification",
}


@dataclass(frozen=True)
class Problem:
    """One sentence, and the id of the field that it is about; "" for none in particular."""

    anchor: str
    sentence: str


def missing(working: dict[str, Any]) -> list[Problem]:
    """What no reader may invent: it is asked for until somebody has said it."""
    found = []
    if not working.get("committee"):
        found.append(Problem("committee", "Which committee met is not known. Choose it."))
    if number_of(working) is None:
        found.append(Problem("meeting_number", "The number of the meeting is not known. Enter it."))
    if not working.get("date") and not working.get("day_not_known"):
        found.append(
            Problem("date", "The day of the meeting is not known. Enter it, or tick that the day is not known.")
        )
    return found


def problems(working: dict[str, Any]) -> list[Problem]:
    """What the loader would refuse, each with its field; what can only be seen of the whole comes last."""
    found = list(_of_facts(working))
    for section in SECTIONS:
        for row in working[section.name]:
            found += _of_row(section, row)
    for item in working["agenda"]:
        found += _of_entries(item)
    return found or list(_of_whole(working))


def _of_facts(working: dict[str, Any]) -> Iterator[Problem]:
    for name, label in LABELS.items():
        yield from _tried(DOCUMENT[name], working.get(name), label, name)
    for name, sentence in typed_facts(working).items():
        yield Problem(name, sentence)
    if working.get("date") and working.get("day_not_known"):
        yield Problem("day_not_known", "A day is entered, and it is ticked that it is not known. Take one out.")


def _tried(check: Check, value: Any, label: str, anchor: str) -> Iterator[Problem]:
    try:
        check_storable(value)
        check(value, label)
    except NotReadable as error:
        yield Problem(anchor, str(error))


def _of_row(section: Section, row: dict[str, Any]) -> Iterator[Problem]:
    labels = {column.name: column.label for column in section.columns}
    if section.name == "footnotes" and not row["text"]:
        yield Problem(f"{row['key']}-text", "Text is empty; write it, or remove the footnote.")
    for name, check in (section.keys.must | section.keys.may).items():
        if name not in labels:
            continue
        anchor = f"{row['key']}-{name}"
        if name in section.keys.must and row.get(name) in (None, "") and name != "update":
            yield Problem(anchor, f"{labels[name]} is empty; enter it, or remove the row.")
        elif name in row:
            yield from _tried(check, row[name], labels[name], anchor)


def _of_entries(item: dict[str, Any]) -> Iterator[Problem]:
    for entry in item["entries"]:
        needed = NEEDED.get(entry["kind"], "html")
        if needed in ("title", "html") and not entry.get(needed):
            word = ENTRIES[entry["kind"]]
            yield Problem(f"{entry['key']}-body", f"{word} is empty; write it, or remove it.")


def _of_whole(working: dict[str, Any]) -> Iterator[Problem]:
    """Two rows of one name, a fact in no item: the loader's own words."""
    found = as_minutes(working)
    found["committee"] = found["committee"] or "unknown"
    found["meeting_number"] = number_of(working) or 1
    try:
        arrange(read_minutes(json.dumps(found)))
    except NotReadable as error:
        yield Problem("", str(error))
