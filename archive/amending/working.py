"""The working copy of a reading: each row with a key that stays when rows come and go, and with its place in the
source. It begins as the reader read it and ends as minutes in the loader's schema."""

import copy
from typing import Any

from archive.amending.columns import FACTS, SECTIONS
from archive.loading.placing import placed

Row = dict[str, Any]
# What a row of the working copy has beside the schema's keys.
OWN = ("key", "place", "offer")


def begin(found: dict[str, Any]) -> dict[str, Any]:
    """The working copy of what the reader found."""
    places = found.get("places") or {}
    working: dict[str, Any] = {column.name: found.get(column.name) for column in FACTS}
    working |= {"status": found.get("status") or "unknown", "day_not_known": False, "source": found.get("source")}
    working["places"] = {name: places[f"/{name}"] for name in working if f"/{name}" in places}
    for section in SECTIONS:
        rows = [_row(section.name, each) for each in found.get(section.name) or []]
        working[section.name] = [
            row | {"key": f"{section.name}-{at}", "place": places.get(f"/{section.name}/{at}")}
            for at, row in enumerate(rows)
        ]
    for item in working["agenda"]:
        entries = item.get("entries") or []
        item["entries"] = [each | {"key": f"{item['key']}-entry-{at}"} for at, each in enumerate(entries)]
    offers = found.get("offers") or []
    working["offers"] = [dict(each) | {"key": f"offers-{at}"} for at, each in enumerate(offers)]
    return working


def _row(name: str, found: Any) -> Row:
    return {"text": found} if name == "footnotes" else copy.deepcopy(found)


def as_minutes(working: dict[str, Any]) -> dict[str, Any]:
    """The reading in the schema of the loader, everything in its place in its item."""
    found: dict[str, Any] = {column.name: working.get(column.name) for column in FACTS}
    del found["day_not_known"]
    found["source"] = working.get("source")
    for section in SECTIONS:
        found[section.name] = [_bare(row) for row in working[section.name]]
    found["footnotes"] = [row["text"] for row in working["footnotes"]]
    return placed(found)


def _bare(row: Row) -> Row:
    bare = {name: value for name, value in row.items() if name not in OWN}
    if "entries" in bare:
        bare["entries"] = [_bare(entry) for entry in bare["entries"]]
    return bare


def subject_of(working: dict[str, Any]) -> str:
    """What it is minutes of, as people say it: "TABASC 33"; "" while either is not known."""
    committee, number = working.get("committee"), number_of(working)
    return f"{committee} {number:02d}"[:60] if committee and number else ""


def number_of(working: dict[str, Any]) -> int | None:
    """The meeting's number where it is one."""
    number = working.get("meeting_number")
    is_number = isinstance(number, int) and not isinstance(number, bool) and 0 < number < 10_000
    return number if is_number else None


def anchor_of(pointer: str) -> str:
    """The id of the field or row that a JSON pointer into the reading leads to: "/agenda/3/title" to agenda-3."""
    parts = pointer.strip("/").split("/")
    return "-".join(parts[:2]) if len(parts) > 1 and parts[1].isdigit() else parts[0]
