"""What loading leaves alone: nothing comes out, nothing is stored twice, nothing half."""

import html
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from archive.loading import load_minutes
from meetings.lifecycle import Status
from meetings.models import (
    Meeting,
    PrintedBlock,
)
from meetings.operations import make_move
from secgov.access import Public, SignedIn, reader_for
from secgov.classification import Classification, ClassifiedBy, Stage
from secgov.lifecycle import Refused
from secgov.models import StatusChange, User
from secgov.publication import classified_models
from tests.archive.readings import DEMO, GOOD, content_of, everything, load, loaded_json, readings

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize("path", readings())
def test_loading_publishes_nothing(path, secretary) -> None:
    load(path, secretary)

    chair = User.objects.get(email="chair@demo.test")
    for reader in (Public(), SignedIn(user=chair), reader_for(chair, on=TODAY)):
        out = {model.__name__: model.objects.visible_to(reader).count() for model in classified_models()}
        assert {name: count for name, count in out.items() if count} == {}


@pytest.mark.parametrize("path", readings())
def test_an_unmarked_source_is_amber_until_a_person_says_otherwise(path, secretary) -> None:
    found = content_of(path)

    meeting = load(path, secretary)

    if found["classification"] is None:
        assert (meeting.classification, meeting.classified_by) == (Classification.AMBER, ClassifiedBy.UNMARKED)
    else:
        assert (meeting.level.slug, meeting.classified_by) == (found["classification"], ClassifiedBy.SOURCE)


def test_the_word_of_the_person_who_loads_counts(secretary) -> None:
    meeting = load(DEMO / "tabasc_23.json", secretary, classification=Classification.GREEN)

    assert (meeting.classification, meeting.classified_by) == (Classification.GREEN, ClassifiedBy.SET)
    assert set(meeting.entries.values_list("classification", flat=True)) == {Classification.GREEN}


def test_a_status_of_the_source_is_the_meetings(secretary) -> None:
    statuses = {}
    for path in sorted(DEMO.glob("*.json")):
        meeting = load(path, secretary)
        statuses[content_of(path)["status"]] = (meeting.status, meeting.versions.count())

    assert statuses["draft"] == (Status.DRAFT, 0)
    assert {status: found for status, found in statuses.items() if status != "draft"} == {
        status: (Status.FINAL, 1) for status in statuses if status != "draft"
    }


@pytest.mark.parametrize("path", readings())
def test_the_same_file_twice_changes_nothing(path, secretary) -> None:
    first = load_minutes(content=path.read_bytes(), name=path.name, by=secretary)
    before = everything()

    again = load_minutes(content=path.read_bytes(), name="another_name.json", by=secretary)
    spaced = json.dumps(content_of(path), indent=7).encode("utf-8-sig")
    other_spaces = load_minutes(content=spaced, name=path.name, by=secretary)

    assert (first.is_new, again.is_new, other_spaces.is_new) == (True, False, False)
    assert everything() == before


def test_another_file_for_a_meeting_that_is_not_empty_is_refused(secretary) -> None:
    found = content_of(DEMO / "tabasc_23.json")
    load(DEMO / "tabasc_23.json", secretary)
    before = everything()

    with pytest.raises(Refused, match=r"TABASC 23 exists and is not empty\."):
        loaded_json(found | {"venue": "Elsewhere"}, secretary)

    assert everything() == before


def test_a_meeting_known_from_a_reference_is_filled(secretary) -> None:
    load(DEMO / "tabasc_33.json", secretary, classification=Classification.WHITE)
    known = {meeting.number for meeting in Meeting.objects.filter(status=Status.KNOWN)}

    meeting = load(DEMO / "tabasc_23.json", secretary) if 23 in known else None

    numbers = list(Meeting.objects.filter(committee__abbreviation="TABASC").values_list("number", flat=True))
    assert len(numbers) == len(set(numbers))
    assert meeting is None or meeting.status != Status.KNOWN


def test_the_command_says_what_it_did(secretary, capsys) -> None:
    for _ in range(2):
        call_command("load_minutes", str(DEMO / "tabasc_23.json"), by=secretary.email)

    ref = Meeting.objects.get(number=23).ref
    assert capsys.readouterr().out.splitlines() == [f"{ref}: stored.", f"{ref}: already stored; nothing changed."]


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"by": "nobody@demo.test"}, r"^There is no user nobody@demo\.test\.$"),
        ({"classification": "pink"}, r"'pink' is not a classification\. Use white, green, amber or red\.$"),
        ({"held": "soon"}, r"'soon' is no day or month\. Write 2018-08-16 or 2018-08\.$"),
        ({"by": "member@demo.test"}, r"is not a secretary of the TABASC"),
    ],
)
def test_the_command_refuses_in_a_sentence(facts, sentence, secretary) -> None:
    with pytest.raises(CommandError, match=sentence):
        call_command("load_minutes", str(DEMO / "tabasc_23.json"), **({"by": secretary.email} | facts))

    assert Meeting.objects.count() == 0


def test_the_command_names_a_file_that_is_not_there(secretary, tmp_path) -> None:
    with pytest.raises(CommandError, match=r"no-such\.json cannot be read: No such file or directory\.$"):
        call_command("load_minutes", str(tmp_path / "no-such.json"), by=secretary.email)


def test_the_month_of_a_meeting_is_told_where_the_file_does_not_say(secretary) -> None:
    found = GOOD | {"date": None}

    meeting = loaded_json(found, secretary, held=date(2020, 1, 1))

    assert (meeting.held_on, meeting.month, meeting.ref) == (None, date(2020, 1, 1), "TABASC_50")


def test_loaded_final_minutes_come_out_by_a_move_of_their_own(secretary) -> None:
    meeting = load(DEMO / "tabasc_23.json", secretary)

    make_move(meeting, "publish", by=secretary, on=TODAY)

    assert PrintedBlock.objects.visible_to(Public()).count() == PrintedBlock.objects.count() > 0
    assert set(StatusChange.objects.within(meeting.uid).values_list("stage", flat=True)) == {Stage.PUBLISHED}
    assert html.unescape(meeting.items.first().title)
