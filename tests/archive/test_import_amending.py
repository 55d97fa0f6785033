"""A reading as a person amends it: nothing typed is lost, what is wrong names its field, everything keeps its place."""

from typing import Any

import pytest
from django.http import QueryDict

from archive.amending import Change, Problem, as_minutes, begin, missing, problems, subject_of, typed
from archive.amending.typed import next_ref
from archive.amending.working import anchor_of
from tests.archive.imports import OFFER, found


def sent(working: dict[str, Any], **changes: Any) -> QueryDict:
    """The form of the page for the working copy, unchanged but for `changes`."""
    fields = QueryDict(mutable=True)
    for name in ("attendance", "agenda", "actions_reviewed", "actions_raised", "decisions", "modifications"):
        fields.setlist(name, [row["key"] for row in working[name]])
        for row in working[name]:
            for column, value in row.items():
                shown = ", ".join(value) if column == "items" else ("on" if value is True else value)
                if value not in (None, False) and column not in ("key", "place", "entries", "subheadings"):
                    fields[f"{row['key']}.{column}"] = shown
    for item in working["agenda"]:
        fields.setlist(f"{item['key']}.entries", [entry["key"] for entry in item["entries"]])
    for name in ("committee", "meeting_number", "date", "month", "status", "classification"):
        fields[name] = str(working[name] or "")
    for name, value in changes.items():
        fields.setlist(name, value if isinstance(value, list) else [value])
    return fields


def changed(change: str = "save", *, working: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    before = working or begin(found(offers=[OFFER]))
    return typed(sent(before, **fields), before, Change.read(change))


def test_a_working_copy_ends_as_the_minutes_it_began_with() -> None:
    reading = found()

    ended = as_minutes(begin(reading))

    assert {name: ended[name] for name in ("attendance", "actions_raised", "actions_reviewed", "footnotes")} == {
        name: reading[name] for name in ("attendance", "actions_raised", "actions_reviewed", "footnotes")
    }
    assert [entry["kind"] for item in ended["agenda"] for entry in item["entries"]] == [
        "discussion",
        "reviews",
        "outcome",
        "action",
    ]
    assert ended["agenda"][1]["entries"][0]["decisions"] == reading["decisions"]


def test_rows_keep_their_keys_and_places() -> None:
    working = begin(found())

    assert working["actions_raised"][0]["key"] == "actions_raised-0"
    assert working["actions_raised"][0]["place"]["line"] == 30
    assert working["places"]["meeting_number"]["last"] == 3
    assert (anchor_of("/agenda/3/title"), anchor_of("/date")) == ("agenda-3", "date")


def test_a_page_sent_unchanged_changes_nothing() -> None:
    before = begin(found())

    after = as_minutes(changed(working=before))

    kept, began = (
        [entry for item in each["agenda"] for entry in item["entries"]] for each in (after, as_minutes(before))
    )
    names = ("kind", "html", "ref")
    assert [[entry.get(name) for name in names] for entry in kept] == [
        [entry.get(name) for name in names] for entry in began
    ]
    assert after["actions_raised"][0]["owner"] == "SECAS"
    assert problems(changed(working=before)) == []


def test_rows_are_added_taken_out_and_moved() -> None:
    two = changed("add:attendance")
    assert [row["name"] for row in two["attendance"]] == ["A Member", ""]
    key = two["attendance"][1]["key"]

    moved = changed(f"up:{key}", working=two)
    assert [row["key"] for row in moved["attendance"]] == [key, "attendance-0"]

    assert [row["key"] for row in changed(f"remove:{key}", working=two)["attendance"]] == ["attendance-0"]


def test_an_entry_is_added_and_written() -> None:
    added = changed("add:agenda-0.entries outcome")
    entry = added["agenda"][0]["entries"][-1]
    assert (entry["kind"], entry["html"]) == ("outcome", "")
    assert problems(added) == [Problem(f"{entry['key']}-body", "Outcome is empty; write it, or remove it.")]

    written = changed(working=added, **{f"{entry['key']}.body": "The TABASC AGREED.\n\n- one\n- two"})

    body = written["agenda"][0]["entries"][-1]["html"]
    assert body == "<p>The TABASC AGREED.</p><ul><li>one</li><li>two</li></ul>"


def test_an_item_given_another_number_takes_what_stands_in_it_along() -> None:
    after = changed(**{"agenda-1.number": "7"})

    assert after["decisions"][0]["item"] == "7"
    assert after["actions_raised"][0]["item"] == "7"
    assert after["modifications"][0]["items"] == ["7"]
    assert problems(after) == []


def test_an_action_given_another_reference_keeps_its_place_in_the_item() -> None:
    after = as_minutes(changed(**{"actions_raised-0.ref": "TABASC50/02"}))

    assert after["agenda"][1]["entries"][-1] == {"kind": "action", "ref": "TABASC50/02"}


def test_an_action_moved_to_another_item_prints_there_and_only_there() -> None:
    after = as_minutes(changed(**{"actions_raised-0.item": "1"}))

    assert [entry["kind"] for entry in after["agenda"][0]["entries"]] == ["discussion", "reviews", "action"]
    assert [entry["kind"] for entry in after["agenda"][1]["entries"]] == ["outcome"]


def test_an_outcome_in_other_words_than_its_item_has_prints_by_itself() -> None:
    after = as_minutes(changed(**{"decisions-0.text": "The TABASC AGREED it.", "decisions-0.verb": "AGREED"}))

    last = after["agenda"][1]["entries"][-1]
    assert (last["html"], [row["verb"] for row in last["decisions"]]) == ("<p>The TABASC AGREED it.</p>", ["AGREED"])


def test_alike_outcomes_go_each_to_its_own_sentence() -> None:
    reading = found()
    sentence = {"kind": "outcome", "html": "<p>The TABASC NOTED it.</p>"}
    reading["agenda"][1]["entries"] = [dict(sentence), dict(sentence)]
    reading["decisions"] = reading["decisions"] * 2

    entries = as_minutes(begin(reading))["agenda"][1]["entries"]

    assert [len(entry["decisions"]) for entry in entries if entry["kind"] == "outcome"] == [1, 1]


def test_actions_that_nothing_reviewed_yet_are_reviewed_somewhere() -> None:
    reading = found()
    reading["agenda"][0]["entries"] = [{"kind": "discussion", "html": "<p>Read.</p>"}]

    assert as_minutes(begin(reading))["agenda"][0]["entries"][0] == {"kind": "reviews"}


def test_a_promise_taken_gets_the_next_free_number_and_is_never_taken_by_itself() -> None:
    assert len(begin(found(offers=[OFFER]))["actions_raised"]) == 1

    after = changed("take:offers-0")
    again = changed("take:offers-0", working=after)

    row = after["actions_raised"][1]
    assert (row["ref"], row["item"], row["owner"], row["text"]) == (
        "TABASC50/02",
        "2",
        "DCC",
        "The DCC agreed to send its plan.",
    )
    assert len(again["actions_raised"]) == 2
    assert next_ref(after, ["TABASC50/07"]) == "TABASC50/08"


@pytest.mark.parametrize(
    ("fields", "anchor", "sentence"),
    [
        ({"attendance-0.name": ""}, "attendance-0-name", "Name is empty; enter it, or remove the row."),
        ({"date": "2020-13-40"}, "date", "'date' is '2020-13-40'; write a day as 2017-10-19."),
        ({"start": "12:00", "end": "11:00"}, "end", "'end' is 11:00, which is not after 'start', 12:00."),
        ({"venue": "x" * 301}, "venue", "Venue has 301 characters; shorten it to 300."),
        ({"modifications-0.ref": "none"}, "modifications-0-ref", "Reference: 'none' is not a modification"),
        ({"actions_raised-0.item": "9"}, "", "actions_raised[0] stands in item '9', which is not on the agenda."),
    ],
)
def test_what_is_wrong_is_kept_and_names_its_field(fields, anchor, sentence) -> None:
    working = changed(**fields)

    (problem,) = problems(working)
    assert (problem.anchor, problem.sentence[: len(sentence)]) == (anchor, sentence)


def test_what_nobody_may_invent_is_asked_for() -> None:
    working = begin(found(committee=None, meeting_number=None, date=None))

    assert [problem.anchor for problem in missing(working)] == ["committee", "meeting_number", "date"]
    assert problems(working) == []
    assert subject_of(working) == ""
    assert missing(begin(found()) | {"date": None, "day_not_known": True}) == []
