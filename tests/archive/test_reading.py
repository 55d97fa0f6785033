"""What a reading may hold: each wrong value is refused in one sentence that names its place."""

import json
from typing import Any

import pytest

from archive.loading import NotReadable, read_minutes
from tests.archive.readings import GOOD, content_of, readings

LONG = "x" * 5_000
ATTENDEE = {"name": "A Member"}
ITEM = {"number": "1", "title": "Minutes"}
RAISED = {"ref": "TABASC50/01", "item": "2", "text": "SECAS to act."}
REVIEWED = {"ref": "TABASC49/01", "text": "SECAS to look.", "update": "Looked.", "status": "CLOSED"}
DECISION = {"item": "2", "verb": "NOTED", "text": "The TABASC NOTED it."}


def agenda(**keys: Any) -> dict[str, Any]:
    """A file whose first item has one entry with these keys."""
    return {"agenda": [ITEM | {"entries": [keys]}]}


# What is too long for the column it would be kept in, and where the sentence says it stands.
TOO_LONG: list[tuple[dict[str, Any], str, int]] = [
    ({"committee": LONG}, "'committee'", 20),
    ({"venue": LONG}, "'venue'", 300),
    ({"source": LONG}, "'source'", 255),
    ({"next_meeting": LONG}, "'next_meeting'", 100),
    ({"meeting_ref": LONG}, "'meeting_ref'", 40),
    ({"attendance": [{"name": LONG}]}, "attendance[0].name", 200),
    ({"attendance": [ATTENDEE | {"represents": LONG}]}, "attendance[0].represents", 200),
    ({"attendance": [ATTENDEE | {"role": LONG}]}, "attendance[0].role", 60),
    ({"attendance": [ATTENDEE | {"alternate_for": LONG}]}, "attendance[0].alternate_for", 200),
    ({"attendance": [ATTENDEE, ATTENDEE | {"note": LONG}]}, "attendance[1].note", 300),
    ({"agenda": [ITEM | {"number": LONG}]}, "agenda[0].number", 10),
    ({"agenda": [ITEM | {"title": LONG}]}, "agenda[0].title", 400),
    ({"agenda": [ITEM | {"presenter": LONG}]}, "agenda[0].presenter", 200),
    ({"agenda": [ITEM | {"subheadings": ["Risks", LONG]}]}, "agenda[0].subheadings[1]", 400),
    (agenda(kind="heading", title=LONG), "agenda[0].entries[0].title", 400),
    (agenda(kind="heading", title="Risks", about=LONG), "agenda[0].entries[0].about", 20),
    ({"actions_raised": [RAISED | {"ref": LONG}]}, "actions_raised[0].ref", 40),
    ({"actions_raised": [RAISED | {"owner": LONG}]}, "actions_raised[0].owner", 200),
    ({"actions_raised": [RAISED | {"due": LONG}]}, "actions_raised[0].due", 200),
    ({"actions_reviewed": [REVIEWED | {"remark": LONG}]}, "actions_reviewed[0].remark", 400),
    ({"actions_reviewed": [REVIEWED | {"superseded_by": LONG}]}, "actions_reviewed[0].superseded_by", 40),
    ({"actions_reviewed": [REVIEWED | {"transferred_to": LONG}]}, "actions_reviewed[0].transferred_to", 200),
    ({"decisions": [DECISION | {"verb": LONG}]}, "decisions[0].verb", 20),
    ({"decisions": [DECISION | {"modification": LONG}]}, "decisions[0].modification", 20),
    ({"modifications": [{"ref": "DP096", "title": LONG}]}, "modifications[0].title", 300),
    ({"mod_assessments": [{"ref": "DP096", "technical": LONG}]}, "mod_assessments[0].technical", 200),
    ({"mod_assessments": [{"ref": "DP096", "business": LONG}]}, "mod_assessments[0].business", 200),
    ({"mod_assessments": [{"ref": "DP096", "ec_notification": LONG}]}, "mod_assessments[0].ec_notification", 100),
    ({"mod_assessments": [{"ref": "DP096", "title": LONG}]}, "mod_assessments[0].title", 300),
]
WRONG: list[tuple[dict[str, Any], str]] = [
    ({"venue": 5}, "'venue' is 5, which is not text."),
    ({"venue": ["Room 1"]}, "'venue' is ['Room 1'], which is not text."),
    ({"source": 5}, "'source' is 5, which is not text."),
    ({"meeting_ref": 5}, "'meeting_ref' is 5, which is not text."),
    ({"next_meeting": 7}, "'next_meeting' is 7, which is not text."),
    ({"status": 0}, "'status' is 0; it should be draft, final or unknown."),
    ({"month": 5}, "'month' is 5; write a month as 2017-10."),
    ({"start": "10:00+01:00"}, "'start' is “10:00+01:00”; write a time as 10:00."),
    ({"start": "10:00", "end": "09:00"}, "'end' is 09:00, which is not after 'start', 10:00."),
    ({"attendance": 0}, "'attendance' should be a list."),
    ({"attendance": [None]}, "attendance[0] is null; take it out."),
    ({"attendance": [{"name": " "}]}, "attendance[0].name is empty; write its text."),
    ({"attendance": [ATTENDEE | {"present": None}]}, "attendance[0].present is null, which is not true or false."),
    ({"attendance": [ATTENDEE | {"part": "no"}]}, "attendance[0].part is “no”, which is not true or false."),
    ({"attendance": [ATTENDEE | {"group": "guest"}]}, "attendance[0].group is “guest”; it should be member or other."),
    ({"agenda": [ITEM | {"subheadings": [5]}]}, "agenda[0].subheadings[0] is 5, which is not text."),
    (
        {"agenda": [ITEM | {"purpose": "odd"}]},
        "agenda[0].purpose is “odd”; it should be decision, discussion or information.",
    ),
    (agenda(kind="heading", title="Risks", about=5), "agenda[0].entries[0].about is 5, which is not text."),
    (agenda(kind="heading", title="Risks", about=["DP096"]), "agenda[0].entries[0].about is ['DP096'], which is"),
    (
        agenda(kind="heading", title="Risks", about="<script>"),
        "agenda[0].entries[0].about: '<script>' is not a modification reference.",
    ),
    (agenda(kind="outcome", html="x", decisions=5), "agenda[0].entries[0].decisions should be a list."),
    (agenda(kind="outcome", html="x", decisions=[{}]), "agenda[0].entries[0].decisions[0] has no 'item'."),
    (agenda(kind="outcome"), "agenda[0].entries[0] has no 'html'."),
    ({"actions_reviewed": [REVIEWED | {"html": 5}]}, "actions_reviewed[0].html is 5, which is not text."),
    ({"decisions": 5}, "'decisions' should be a list."),
    ({"decisions": [{}]}, "decisions[0] has no 'item'."),
    ({"decisions": [DECISION | {"modification": 5}]}, "decisions[0].modification is 5, which is not text."),
    (
        {"decisions": [DECISION | {"modification": "x"}]},
        "decisions[0].modification: 'x' is not a modification reference.",
    ),
    ({"modifications": [{"ref": "a\nb"}]}, "modifications[0].ref: 'a b' is not a modification reference."),
    ({"modifications": [{"ref": "DP096", "items": [[1]]}]}, "modifications[0].items[0] is [1], which is not text."),
    (
        {"mod_assessments": [{"ref": "DP096"}, {"ref": "DP097"}, {"ref": "DP096"}]},
        "mod_assessments[2]: DP096 is in the matrix already; take one out.",
    ),
    (
        {"mod_assessments": [{"ref": "DP098"}, {"ref": "MP098"}]},
        "mod_assessments[1]: MP098 is in the matrix already; take one out.",
    ),
]
UNSTORABLE: list[tuple[dict[str, Any], str]] = [
    ({"venue": "Room\x00"}, "'venue' holds a NUL character; take it out."),
    ({"warnings": [{"field": "a\x00"}]}, "warnings[0].field holds a NUL character; take it out."),
    ({"attendance": [ATTENDEE | {"note": "\x00"}]}, "attendance[0].note holds a NUL character; take it out."),
    ({"of\x00": 1}, "A key in the file holds a NUL character; take it out."),
    ({"attendance": [ATTENDEE | {"\x00": 1}]}, "A key in attendance[0] holds a NUL character; take it out."),
    ({"footnotes": ["\ud800"]}, "footnotes[0] holds half of a character, a surrogate; write the character anew."),
    ({"warnings": {"a": json.loads("[" * 30 + "]" * 30)}}, "The file is nested too deeply to be a set of minutes."),
]


def refusal(keys: dict[str, Any]) -> str:
    """The sentence with which a file that is good but for these keys is refused."""
    with pytest.raises(NotReadable) as refused:
        read_minutes(json.dumps(GOOD | keys))
    return str(refused.value)


@pytest.mark.parametrize(("keys", "place", "most"), TOO_LONG, ids=[place for _, place, _ in TOO_LONG])
def test_a_text_too_long_for_its_column_is_refused_by_its_place(keys, place, most) -> None:
    assert refusal(keys) == f"{place} has 5,000 characters; shorten it to {most}."


@pytest.mark.parametrize(("keys", "sentence"), WRONG, ids=[sentence.split(" ")[0] for _, sentence in WRONG])
def test_a_wrong_value_is_refused_by_its_place(keys, sentence) -> None:
    assert refusal(keys)[: len(sentence)] == sentence


@pytest.mark.parametrize(("keys", "sentence"), UNSTORABLE, ids=[sentence.split(" ")[0] for _, sentence in UNSTORABLE])
def test_what_no_column_can_keep_is_refused_wherever_it_stands(keys, sentence) -> None:
    assert refusal(keys) == sentence


@pytest.mark.parametrize("path", readings())
def test_every_reading_at_hand_is_read(path) -> None:
    minutes = read_minutes(path.read_text(encoding="utf-8"))

    found = content_of(path)
    assert (minutes.committee, minutes.number) == (found["committee"], found["meeting_number"])
    assert [item["title"] for item in minutes.agenda] == [item["title"] for item in found["agenda"]]
