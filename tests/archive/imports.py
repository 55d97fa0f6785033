"""Files on their way in, for tests: a small reading in which nothing is wrong, as the reader would give it."""

import copy
import io
import json
import zipfile
from typing import Any

from django.utils import timezone

from archive.models import Import
from archive.operations import begin_reading, keep_reading, receive
from secgov.access import reader_for
from secgov.models import User
from tests.archive.readings import GOOD

LINES = [[1 + at // 20, at + 1, f"Line {at + 1} of the source"] for at in range(60)]
PLACES = {
    "/meeting_number": {"page": 1, "line": 2, "last": 3, "sure": 0.9},
    "/attendance/0": {"page": 1, "line": 5, "last": 5, "sure": 1.0},
    "/actions_raised/0": {"page": 2, "line": 30, "last": 33, "sure": 0.8},
}
ENTRIES = [
    [{"kind": "discussion", "html": "<p>The minutes were read.</p>"}, {"kind": "reviews"}],
    [{"kind": "outcome", "html": "<p>The TABASC NOTED it.</p>"}, {"kind": "action", "ref": "TABASC50/01"}],
]
DOUBT = {
    "field": "/actions_raised/0",
    "text": "TABASC50/O1",
    "why": "A letter was read as a figure.",
    "page": 2,
    "line": 30,
}
OFFER = {"item": "2", "owner": "DCC", "text": "The DCC agreed to send its plan.", "page": 2, "line": 31}


def found(**changes: Any) -> dict[str, Any]:
    """What the reader gives for a document, with what a test wants otherwise."""
    reading = copy.deepcopy(GOOD)
    for item, entries in zip(reading["agenda"], copy.deepcopy(ENTRIES), strict=True):
        item["entries"] = entries
    reading |= {"month": "2020-01", "places": PLACES, "warnings": [], "offers": [], "lines": LINES}
    return reading | changes


def received(by: User, content: str = "Minutes of a meeting.", name: str = "minutes.txt", **facts: Any) -> Import:
    """A file that waits to be read."""
    asked = {"by": by, "at": timezone.now(), "reader": reader_for(by, on=timezone.localdate()), "is_queued": False}
    came = receive(content=content.encode(), name=name, **(asked | facts))
    assert came.record is not None
    return came.record


def read(by: User, content: str = "Minutes of a meeting.", name: str = "minutes.txt", **changes: Any) -> Import:
    """A file that has been read, with the reading above."""
    record = begin_reading(received(by, content, name).pk, at=timezone.now())
    assert record is not None
    return keep_reading(record, json.loads(json.dumps(found(**changes))), at=timezone.now())


def zipped(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def posted(response: Any, **changes: Any) -> dict[str, Any]:
    """What a browser would send of the checking page, with what a test types otherwise, by the name of the field; None
    takes a field away."""
    page = response.context["page"]
    sent: dict[str, Any] = {"version": str(response.context["record"].version)}
    sent |= _fields(page.facts)
    for section in page.sections:
        sent[section["name"]] = [row["key"] for row in section["rows"]]
        for row in section["rows"]:
            sent |= _fields(row["fields"]) | _entries(row)
    ticks = [*page.doubts, *page.settled]
    sent["doubt"] = [doubt["key"] for doubt in ticks if not doubt["is_final"]]
    sent["settled"] = [doubt["key"] for doubt in page.settled]
    sent |= changes
    return {name: value for name, value in sent.items() if value is not None}


def _fields(fields: list[dict[str, Any]]) -> dict[str, str]:
    ticked = {field["name"]: "on" for field in fields if field["kind"] == "flag" and field["value"]}
    return ticked | {field["name"]: str(field["value"]) for field in fields if field["kind"] != "flag"}


def _entries(row: dict[str, Any]) -> dict[str, Any]:
    entries = row.get("entries") or []
    sent: dict[str, Any] = {f"{row['key']}.entries": [entry["key"] for entry in entries]}
    for entry in entries:
        sent[f"{entry['key']}.kind"] = entry["kind"]
        if entry["is_written"]:
            sent[f"{entry['key']}.body"] = entry["body"]
    return sent
