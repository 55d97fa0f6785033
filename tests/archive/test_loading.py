"""Loading minutes: everything in the file stands in the record, in its place."""

import re
from typing import Any

import pytest

from actions.models import ActionLink
from meetings.models import (
    AgendaItem,
    Attendance,
    Footnote,
    Meeting,
    MinuteEntry,
)
from modifications.models import CommitteeInterest, ModificationTitle
from secgov.models import Mention, Reference
from secgov.richtext import plain
from tests.archive.readings import DEMO, GOOD, content_of, load, loaded_json, readings

STATUS = {"ONGOING": "open", "OPEN": "open", "CLOSED": "closed"}


def words(text: str) -> str:
    return " ".join(text.split())


def unmarked(body: str) -> str:
    """The words of a body in a reading, its footnotes left out."""
    return words(plain(re.sub(r"<fn>.*?</fn>", "", body, flags=re.DOTALL)))


@pytest.mark.parametrize("path", readings())
def test_a_reading_stands_in_the_record_whole(path, secretary) -> None:
    found = content_of(path)

    meeting = load(path, secretary)

    assert head_of(meeting) == {
        "number": found["meeting_number"],
        "held_on": found["date"],
        "venue": found["venue"] or "",
        "abbreviation": found["committee"],
        "start": found["start"],
        "end": found["end"],
    }
    assert agenda_of(meeting) == [(item["number"], item["title"]) for item in found["agenda"]]
    assert headings_of(meeting) == headings_in(found)
    assert raised_at(meeting) == [(row["ref"], row["item"], words(row["text"])) for row in in_document_order(found)]
    assert reviewed_at(meeting) == [
        (row["ref"], words(row["text"]), words(row["update"]), STATUS[row["status"]], bool(row.get("reopened")))
        for row in found["actions_reviewed"]
    ]
    assert [outcome[:3] for outcome in outcomes_of(meeting)] == [
        (row["item"], row["verb"], words(row["text"])) for row in found["decisions"]
    ]
    # What a file leaves open may be told by the sub-heading; what it says is kept.
    assert [
        about
        for row, (*_, about) in zip(found["decisions"], outcomes_of(meeting), strict=True)
        if row.get("modification")
    ] == [row["modification"] for row in found["decisions"] if row.get("modification")]
    assert attendance_of(meeting) == [
        (row["name"], row["represents"] or "", row["group"], row["present"], row["role"] or "", row["part"])
        for row in found["attendance"]
    ]


def head_of(meeting: Meeting) -> dict[str, Any]:
    times = {"start": meeting.starts_at, "end": meeting.ends_at}
    return {
        "number": meeting.number,
        "held_on": meeting.held_on.isoformat() if meeting.held_on else None,
        "venue": meeting.venue,
        "abbreviation": meeting.abbreviation,
        **{name: f"{time:%H:%M}" if time else None for name, time in times.items()},
    }


def agenda_of(meeting: Meeting) -> list[tuple[str, str]]:
    items = AgendaItem.objects.filter(meeting=meeting, parent=None).exclude(number="").order_by("rank")
    return list(items.values_list("number", "title"))


def headings_of(meeting: Meeting) -> list[tuple[str, str]]:
    rows = AgendaItem.objects.filter(meeting=meeting, number="", parent__isnull=False)
    return list(rows.order_by("parent__rank", "rank").values_list("parent__number", "title"))


def headings_in(found: dict[str, Any]) -> list[tuple[str, str]]:
    listed = []
    for item in found["agenda"]:
        entries = [entry for entry in item.get("entries", []) if entry["kind"] == "heading"]
        titles = [entry["title"] for entry in entries] if item.get("entries") else item.get("subheadings", [])
        listed += [(item["number"], title) for title in titles]
    return listed


def in_document_order(found: dict[str, Any]) -> list[dict[str, Any]]:
    """The raised actions as the items stand on the agenda, not as a list by number might have them."""
    order = [item["number"] for item in found["agenda"]]
    return sorted(found["actions_raised"], key=lambda row: order.index(row["item"]))


def place(item: AgendaItem) -> str:
    return item.number or (item.parent.number if item.parent else "")


def in_order(meeting: Meeting, kind: str) -> list[MinuteEntry]:
    """The entries of a kind in the order they print: by item, then an item's own before its sub-headings'."""
    entries = meeting.entries.filter(kind=kind).select_related("item__parent")
    return sorted(
        entries,
        key=lambda entry: (
            (entry.item.parent or entry.item).rank,
            entry.item.rank if entry.item.parent else "",
            entry.rank,
        ),
    )


def raised_at(meeting: Meeting) -> list[tuple[str, str, str]]:
    entries = in_order(meeting, "actions.raised")
    return [(entry.action_raised.ref, place(entry.item), words(entry.action_raised.text)) for entry in entries]


def reviewed_at(meeting: Meeting) -> list[tuple[Any, ...]]:
    updates = [entry.action_update for entry in in_order(meeting, "actions.review")]
    return [
        (row.action.ref, words(row.action_text), words(row.text), row.status_after, row.is_reopened) for row in updates
    ]


def outcomes_of(meeting: Meeting) -> list[tuple[str, str, str, str | None]]:
    found = []
    for entry in in_order(meeting, "outcome"):
        for row in entry.outcomes.select_related("about").order_by("rank"):
            about = row.about.canonical if row.about else None
            found.append((place(entry.item), row.verb, words(row.text), about))
    return found


def attendance_of(meeting: Meeting) -> list[tuple[Any, ...]]:
    rows = Attendance.objects.filter(meeting=meeting).order_by("rank")
    return [(row.name, row.represents, row.capacity, row.is_present, row.role, row.is_part) for row in rows]


@pytest.mark.parametrize("path", readings())
def test_modifications_footnotes_and_links_of_a_reading_stand_in_the_record(path, secretary) -> None:
    found = content_of(path)

    meeting = load(path, secretary)

    for row in found["modifications"]:
        numbers = named_in(meeting, row["ref"])
        assert (row["ref"], set(row["items"]) - numbers) == (row["ref"], set())
        if row["title"]:
            titles = ModificationTitle.objects.filter(meeting_number=meeting.number).values_list("title", flat=True)
            assert row["title"] in titles
    matrix = CommitteeInterest.objects.filter(meeting=meeting).order_by("rank")
    assert [(row.modification.ref, row.interest.casefold()) for row in matrix] == [
        (row["ref"], (row["interest"] or "").casefold()) for row in found["mod_assessments"]
    ]
    assert set(found["footnotes"]) <= set(footnotes_of(meeting))
    links = {
        (row["ref"], "superseded_by", row["superseded_by"]) for row in found["actions_reviewed"] if row["superseded_by"]
    } | {(row["ref"], "handed_to", row["transferred_to"]) for row in found["actions_reviewed"] if row["transferred_to"]}
    stated = ActionLink.objects.exclude(kind="reopens").select_related("action", "to")
    assert {(link.action.ref, link.kind, str(link.to or link.to_committee)) for link in stated} == links


def named_in(meeting: Meeting, ref: str) -> set[str]:
    """The numbers of the items that name a modification, as "discussed at" would list them."""
    reference = Reference.objects.get(kind="modification", canonical=ref)
    sources = Mention.objects.filter(reference=reference).values_list("source", flat=True)
    items = AgendaItem.objects.filter(meeting=meeting, uid__in=sources).select_related("parent")
    entries = MinuteEntry.objects.filter(meeting=meeting, uid__in=sources).select_related("item__parent")
    return {place(item) for item in items} | {place(entry.item) for entry in entries}


def footnotes_of(meeting: Meeting) -> list[str]:
    anchored = Footnote.objects.filter(entry__meeting=meeting).values_list("text", flat=True)
    notes = meeting.entries.filter(kind__in=["note", "discussion"]).values_list("text", flat=True)
    return [*anchored, *notes]


@pytest.mark.parametrize("path", sorted(DEMO.glob("*.json")), ids=lambda path: path.stem)
def test_the_order_of_entries_in_a_file_is_the_order_of_the_record(path, secretary) -> None:
    found = content_of(path)
    kinds = {"action": "actions.raised", "matrix": "modifications.matrix"}

    meeting = load(path, secretary)

    for item in found["agenda"]:
        expected: list[str] = []
        for entry in item["entries"]:
            if entry["kind"] == "reviews":
                expected += ["actions.review"] * len(found["actions_reviewed"])
            elif entry["kind"] != "heading":
                expected.append(kinds.get(entry["kind"], entry["kind"]))
        rows = [entry for entry in all_in_order(meeting) if place(entry.item) == item["number"]]
        assert [entry.kind for entry in rows] == expected
        told = [unmarked(entry["html"]) for entry in item["entries"] if "html" in entry and entry["kind"] != "action"]
        assert [
            words(entry.text) for entry in rows if entry.kind in ("discussion", "outcome", "note", "private")
        ] == told


def all_in_order(meeting: Meeting) -> list[MinuteEntry]:
    kinds = meeting.entries.values_list("kind", flat=True).distinct()
    merged = [entry for kind in set(kinds) for entry in in_order(meeting, kind)]
    key = {entry.pk: entry for entry in merged}
    items = {item.pk: item for item in meeting.items.select_related("parent")}
    return sorted(
        key.values(),
        key=lambda entry: (
            (items[entry.item_id].parent or items[entry.item_id]).rank,
            items[entry.item_id].rank if items[entry.item_id].parent else "",
            entry.rank,
        ),
    )


def test_a_raised_action_that_no_entries_name_stands_at_the_end_of_its_item(secretary) -> None:
    agenda = [
        {"number": "1", "title": "Minutes", "entries": [{"kind": "reviews"}]},
        {"number": "2", "title": "Risks", "entries": [{"kind": "outcome", "html": "<p>The TABASC NOTED it.</p>"}]},
    ]

    meeting = loaded_json(GOOD | {"agenda": agenda}, secretary)

    assert raised_at(meeting) == [("TABASC50/01", "2", "SECAS to act.")]
    assert [entry.kind for entry in all_in_order(meeting)] == ["actions.review", "outcome", "actions.raised"]


def test_a_sentence_read_with_a_verb_that_is_not_in_use_prints_once(secretary) -> None:
    said = "The TABASC NOTED the paper and WELCOMED the plan."
    decisions = [{"item": "2", "verb": verb, "text": said} for verb in ("NOTED", "WELCOMED")]

    meeting = loaded_json(GOOD | {"decisions": decisions}, secretary)

    assert [entry.text for entry in in_order(meeting, "outcome")] == [said]
    assert [outcome[1] for outcome in outcomes_of(meeting)] == ["NOTED", "WELCOMED"]
