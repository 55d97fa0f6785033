"""A bad file is refused in a sentence that names the place, and nothing is stored."""

import json
from typing import Any

import pytest

from archive.loading import NotReadable, load_minutes
from meetings.models import (
    Meeting,
)
from secgov.lifecycle import Refused
from secgov.models import User
from tests.archive.readings import GOOD, everything, loaded_json
from tests.at_once import at_once

BAD: list[tuple[str, Any, str]] = [
    ("committee", None, r"'committee' is missing or is not text\."),
    ("committee", "XYZ", r"There is no committee 'XYZ'\. Create it first\."),
    ("meeting_number", "50", r"'meeting_number' is missing or is not a whole number from 1 to 9999\."),
    ("meeting_number", 0, r"'meeting_number' is missing or is not a whole number from 1 to 9999\."),
    ("meeting_number", True, r"'meeting_number' is missing or is not a whole number from 1 to 9999\."),
    ("meeting_number", 10**12, r"'meeting_number' is missing or is not a whole number from 1 to 9999\."),
    ("date", "16/01/2020", r"'date' is “16/01/2020”; write a day as 2017-10-19\."),
    ("start", "ten", r"'start' is “ten”; write a time as 10:00\."),
    ("status", "done", r"'status' is “done”; it should be draft, final or unknown\."),
    ("classification", "pink", r"'classification' is “pink”; it should be white, green, amber or red\."),
    ("attendance", {"name": "x"}, r"'attendance' should be a list\."),
    ("attendance", [{"represents": "x"}], r"attendance\[0\] has no 'name'\."),
    ("attendance", ["A Member"], r"attendance\[0\] should be an object\."),
    ("agenda", [{"number": "1"}], r"agenda\[0\] has no 'title'\."),
    ("agenda", [{"number": 1, "title": "x"}], r"agenda\[0\]\.number is 1, which is not text\."),
    ("agenda", [{"number": "1", "title": "x"}] * 2, r"agenda\[1\]: Another item has the number 1 already"),
    ("agenda", [{"number": "1", "title": "x", "entries": [{"kind": "song"}]}], r"agenda\[0\]\.entries\[0\]\.kind"),
    ("agenda", [{"number": "1", "title": "x", "classification": "pink"}], r"agenda\[0\]\.classification"),
    (
        "actions_raised",
        [{"ref": "TABASC50/01", "item": "9", "text": "x"}],
        r"actions_raised\[0\]: TABASC50/01 stands in item 9",
    ),
    ("actions_raised", [{"ref": "nonsense", "item": "2", "text": "x"}], r"actions_raised: 'nonsense' is not an action"),
    (
        "actions_raised",
        [{"ref": "TABASC50/01", "item": "2", "text": "x"}] * 2,
        r"actions_raised\[1\]: TABASC50/01 is raised twice; take one out or give it another number\.",
    ),
    ("actions_reviewed", [{"ref": "TABASC49/01", "text": "x", "update": "y", "status": "DONE"}], r"the status “DONE”"),
    (
        "actions_reviewed",
        [{"ref": "TABASC49/01", "text": "x", "update": "y", "status": "OPEN"}] * 2,
        r"actions_reviewed\[1\]: TABASC49/01 is reviewed twice; take one out or give it another number\.",
    ),
    (
        "actions_reviewed",
        [{"ref": "TABASC49/01", "text": "x", "update": "y", "status": "CLOSED", "superseded_by": "soon"}],
        r"actions_reviewed: 'soon' is not an action reference",
    ),
    ("decisions", [{"item": "9", "verb": "NOTED", "text": "x"}], r"decisions\[0\]: The outcome stands in item 9"),
    (
        "modifications",
        [{"ref": "nonsense", "items": ["2"]}],
        r"modifications\[0\]\.ref: 'nonsense' is not a modification",
    ),
    ("modifications", [{"ref": "DP096", "items": ["9"]}], r"modifications\[0\]: DP096 is named in item 9"),
    ("mod_assessments", [{"ref": "DP096", "interest": "Keen"}], r"mod_assessments: 'Keen' is not a level of interest"),
    ("footnotes", [1], r"footnotes\[0\] is 1, which is not text\."),
]


def test_the_good_file_is_good(secretary) -> None:
    assert loaded_json(GOOD, secretary).ref == "TABASC_50_1601"


@pytest.mark.parametrize(
    ("name", "value", "sentence"), BAD, ids=[f"{name}-{at}" for at, (name, _, _) in enumerate(BAD)]
)
def test_a_bad_file_is_refused_in_a_sentence_and_nothing_is_stored(name, value, sentence, secretary) -> None:
    before = everything()
    bad = GOOD | {name: value}
    if name == "mod_assessments":
        bad["modifications"] = [{"ref": "DP096", "items": ["2"]}]

    with pytest.raises((NotReadable, Refused), match=sentence):
        loaded_json(bad, secretary)

    assert everything() == before


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", r"The file is not JSON"),
        (b"{\n\n not json", r"The file is not JSON: .* at line 3\."),
        (b"[]", r"The file holds no set of minutes"),
        (b"null", r"The file holds no set of minutes"),
        ("{}".encode("utf-16"), r"The file is not UTF-8 text"),
        (b"[" * 100_000, r"The file "),
        (b'{"committee": NaN}', r"'committee' is missing or is not text"),
    ],
)
def test_what_is_no_reading_is_refused_in_a_sentence(content, sentence, secretary) -> None:
    before = everything()

    with pytest.raises(NotReadable, match=sentence):
        load_minutes(content=content, name="bad.json", by=secretary)

    assert everything() == before


def test_only_a_secretary_of_the_committee_loads_its_minutes(secretary) -> None:
    for who in ("chair@demo.test", "records@demo.test", "admin@demo.test"):
        with pytest.raises(Refused, match="is not a secretary of the TABASC"):
            loaded_json(GOOD, User.objects.get(email=who))

    assert Meeting.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_of_two_readings_of_one_meeting_at_once_the_second_is_refused_in_a_sentence(secretary) -> None:
    first, second = (json.dumps(GOOD | {"venue": venue}).encode() for venue in ("Room 1", "Room 2"))

    results = at_once(
        [
            lambda: load_minutes(content=first, name="first.json", by=secretary),
            lambda: load_minutes(content=second, name="second.json", by=secretary),
        ]
    )

    assert sorted(type(result).__name__ for result in results) == ["Loaded", "NotReadable"]
    assert Meeting.objects.filter(number=50).count() == 1
