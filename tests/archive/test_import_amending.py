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


def test_a_page_sent_unchanged_changes_nothing(secretary) -> None:
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


def test_an_entry_is_added_and_written(secretary) -> None:
    added = changed("add:agenda-0.entries outcome")
    entry = added["agenda"][0]["entries"][-1]
    assert (entry["kind"], entry["html"]) == ("outcome", "")
    assert problems(added) == [Problem(f"{entry['key']}-body", "Outcome is empty; write it, or remove it.")]

    written = changed(working=added, **{f"{entry['key']}.body": "The TABASC AGREED.\n\n- one\n- two"})

    body = written["agenda"][0]["entries"][-1]["html"]
    assert body == "<p>The TABASC AGREED.</p><ul><li>one</li><li>two</li></ul>"


def test_an_item_given_another_number_takes_what_stands_in_it_along(secretary) -> None:
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


def outcomes_in(working: dict[str, Any], item: int = 1) -> list[tuple[str, list[str]]]:
    """The outcome entries of an item: their bodies, and the verbs of the outcomes in each."""
    entries = as_minutes(working)["agenda"][item]["entries"]
    return [
        (entry["html"], [row["verb"] for row in entry["decisions"]]) for entry in entries if entry["kind"] == "outcome"
    ]


def outcomes(*rows: tuple[str, str], bodies: list[str]) -> dict[str, Any]:
    """A working copy whose second item has outcome entries of these bodies, and outcomes of these verbs and texts."""
    reading = found(decisions=[{"item": "2", "verb": verb, "text": text} for verb, text in rows])
    reading["agenda"][1]["entries"] = [{"kind": "outcome", "html": body} for body in bodies]
    return begin(reading)


def test_an_outcome_in_other_words_than_its_item_has_prints_by_itself() -> None:
    working = outcomes(("AGREED", "The TABASC AGREED it."), bodies=["<p>The TABASC NOTED it.</p>"])

    assert outcomes_in(working) == [
        ("<p>The TABASC NOTED it.</p>", []),
        ("<p>The TABASC AGREED it.</p>", ["AGREED"]),
    ]


def test_an_outcome_given_other_words_gives_them_to_its_item() -> None:
    after = changed(**{"decisions-0.text": "The TABASC AGREED it.", "decisions-0.verb": "AGREED"})

    assert outcomes_in(after) == [("<p>The TABASC AGREED it.</p>", ["AGREED"])]


@pytest.mark.parametrize(
    ("body", "old", "ends"),
    [
        ("<p>It NOTED A &amp;\nB.<fn>See C.</fn></p>", "It NOTED A & B.", "<p>It NOTED Z <1>.<fn>See C.</fn></p>"),
        ("<p>The TABASC:</p><ul><li>NOTED A;</li><li>AGREED B.</li></ul>", "NOTED A", None),
        ("<p>It NOTED it all. It NOTED it.</p>", "It NOTED it.", "<p>It NOTED it all. It NOTED Z <1>.</p>"),
        ("<p>It <strong>NOTED</strong> it.<fn>C</fn></p>", "It NOTED it.", "<p>It NOTED Z <1>.<fn>C</fn></p>"),
    ],
)
def test_a_sentence_is_reworded_in_its_place_and_keeps_its_footnote(body, old, ends) -> None:
    new = "NOTED Z" if ends is None else "It NOTED Z <1>."
    before = outcomes(("NOTED", old), bodies=[body])

    after = changed(working=before, **{"decisions-0.text": new})

    expected = ends.replace("<1>", "&lt;1&gt;") if ends else body.replace("NOTED A", "NOTED Z")
    assert [html for html, _ in outcomes_in(after)] == [expected]


def test_of_two_alike_sentences_only_the_one_of_the_outcome_is_reworded() -> None:
    said = ("NOTED", "The TABASC NOTED it.")
    before = outcomes(said, said, bodies=["<p>The TABASC NOTED it.</p>"] * 2)

    after = changed(working=before, **{"decisions-1.text": "The TABASC NOTED that."})

    assert outcomes_in(after) == [
        ("<p>The TABASC NOTED it.</p>", ["NOTED"]),
        ("<p>The TABASC NOTED that.</p>", ["NOTED"]),
    ]


def test_all_outcomes_of_a_sentence_stand_in_it_and_are_reworded_with_it() -> None:
    said = "The TABASC NOTED the paper and WELCOMED the plan."
    before = outcomes(("NOTED", said), ("WELCOMED", said), bodies=[f"<p>{said}</p>"])
    assert outcomes_in(before) == [(f"<p>{said}</p>", ["NOTED", "WELCOMED"])]

    after = changed(working=before, **{"decisions-0.text": said.replace("plan", "plans")})

    assert outcomes_in(after) == [(f"<p>{said.replace('plan', 'plans')}</p>", ["NOTED", "WELCOMED"])]


def test_an_item_in_which_two_actions_bear_one_reference_is_not_right(secretary) -> None:
    for name, word in (("actions_raised", "raised"), ("actions_reviewed", "reviewed")):
        row = found()[name][0]

        working = begin(found(**{name: [row, row]}))
        (problem,) = problems(working)
        assert problem == Problem(
            f"{name}-1-ref", f"{row['ref']} is {word} twice; take one out or give it another number."
        )
        assert problems(begin(found(**{name: [row, row | {"ref": row["ref"][:-1] + "2"}]}))) == []


def test_no_row_is_cut_off_and_new_ones_beyond_the_limit_are_said(secretary) -> None:
    working = begin(found(attendance=[{"name": f"Member {at}"} for at in range(500)]))
    more = begin(found(attendance=[{"name": f"Member {at}"} for at in range(520)]))

    after = changed("add:attendance", working=working)
    key = after["attendance"][-1]["key"]
    kept = changed(working=after, **{f"{key}.name": "One more"})

    assert len(changed(working=more)["attendance"]) == 520
    assert problems(changed(working=more)) == []
    assert kept["attendance"][-1]["name"] == "One more"
    assert problems(kept) == [
        Problem("attendance", "Attendance has 501 rows; none can be added beyond 500. Remove the new ones.")
    ]


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
        ({"date": "2020-13-40"}, "date", "Day is “2020-13-40”; write a day as 2017-10-19."),
        ({"start": "12:00", "end": "11:00"}, "end", "Until is 11:00, which is not after From, 12:00."),
        ({"venue": "x" * 301}, "venue", "Venue has 301 characters; shorten it to 300."),
        ({"modifications-0.ref": "none"}, "modifications-0-ref", "Reference: 'none' is not a modification"),
        (
            {"actions_raised-0.item": "9"},
            "actions_raised-0-item",
            "TABASC50/01 stands in item 9, which is not on the agenda.",
        ),
        ({"decisions-0.item": "9"}, "decisions-0-item", "The outcome stands in item 9, which is not on the agenda."),
        (
            {"modifications-0.items": "2, 9"},
            "modifications-0-items",
            "DP096 is named in item 9, which is not on the agenda.",
        ),
        ({"agenda-1.number": "1"}, "agenda-1-number", "Another item has the number 1 already; give this one its own."),
        (
            {"actions_raised-0.ref": "later"},
            "actions_raised-0-ref",
            "“later” is not an action reference of a committee on record.",
        ),
        (
            {"actions_raised-0.ref": "CSC50/01"},
            "actions_raised-0-ref",
            "CSC50/01 is an action of another committee. Name it in the text, or raise one here.",
        ),
        (
            {"actions_reviewed-0.ref": "TABASC50/01"},
            "actions_reviewed-0-ref",
            "TABASC50/01 was not raised before this meeting. Review it at a later meeting.",
        ),
        (
            {"actions_reviewed-0.superseded_by": "soon"},
            "actions_reviewed-0-superseded_by",
            "“soon” is not an action reference of a committee on record.",
        ),
        (
            {"actions_reviewed-0.status": "DONE"},
            "actions_reviewed-0-status",
            "Status is “DONE”; choose Ongoing, Open or Closed.",
        ),
    ],
)
def test_what_is_wrong_is_kept_and_names_its_field(fields, anchor, sentence, secretary) -> None:
    working = changed(**fields)

    (problem,) = problems(working)
    assert (problem.anchor, problem.sentence[: len(sentence)]) == (anchor, sentence)


def test_what_nobody_may_invent_is_asked_for(secretary) -> None:
    working = begin(found(committee=None, meeting_number=None, date=None))

    assert [problem.anchor for problem in missing(working)] == ["committee", "meeting_number", "date"]
    assert problems(working) == []
    assert subject_of(working) == ""
    assert missing(begin(found()) | {"date": None, "day_not_known": True}) == []
