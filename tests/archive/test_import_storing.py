"""The end of an import: stored all or nothing, once, with its file as the source; many at once; a killed worker."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from actions.models import Action
from archive.intake import NotTaken
from archive.lifecycle import LIFECYCLE
from archive.models import Doubt, Import, Reading
from archive.operations import begin_reading, confirm_import, keep_reading, receive_several
from archive.tasks import read_import
from meetings.models import Meeting
from secgov.access import reader_for
from secgov.classification import Classification, ClassifiedBy, Stage
from secgov.lifecycle import Refused
from secgov.models import StatusChange, User
from tests import factories
from tests.archive.imports import DOUBT, OFFER, found, posted, read, received
from tests.archive.readings import everything
from tests.cast import Cast

PROJECT = Path(__file__).resolve().parents[2]


def stored(record: Import, by: User) -> Meeting:
    return confirm_import(record, by=by, reader=reader_for(by, on=timezone.localdate()))


def refusals(record: Import, by: User) -> list[str]:
    return LIFECYCLE.refusals(record, LIFECYCLE.move("confirm"), by)


# -- what must hold ----------------------------------------------------------------------------------------------


def test_imp_1_minutes_are_stored_when_every_doubt_is_settled(cast) -> None:
    assert refusals(read(cast.secretary), cast.secretary) == []

    record = read(cast.secretary, "doubtful", warnings=[DOUBT])

    assert refusals(record, cast.secretary)[0].startswith("Minutes are stored when every doubt is settled.")
    with pytest.raises(Refused, match="Tick the doubts"):
        stored(record, cast.secretary)


def test_imp_2_minutes_are_stored_when_their_meeting_is_known(cast) -> None:
    record = read(cast.secretary, meeting_number=None)

    assert refusals(record, cast.secretary)[0].startswith("Minutes are stored when their committee and number")
    with pytest.raises(Refused, match="The number of the meeting is not known"):
        stored(record, cast.secretary)


def test_imp_3_minutes_are_stored_when_their_day_is_known_or_said_not_to_be(cast, signed_in) -> None:
    record = read(cast.secretary, date=None, month="2020-01")
    assert refusals(record, cast.secretary)[0].startswith("Minutes are stored when their day is known")

    browser, address = signed_in(cast.secretary), record.get_absolute_url()
    browser.post(address, posted(browser.get(address), day_not_known="on"))

    record.refresh_from_db()
    meeting = stored(record, cast.secretary)
    assert (meeting.ref, meeting.when) == ("TABASC_50", "January 2020")


# -- storing -----------------------------------------------------------------------------------------------------


def test_a_reading_is_stored_with_its_file_as_the_source_and_nothing_is_published(cast, signed_in) -> None:
    record = read(cast.secretary)

    response = signed_in(cast.secretary).post(reverse("archive:confirm", args=[record.uid]))

    meeting = Meeting.objects.get(number=50)
    record.refresh_from_db()
    assert response.url == meeting.get_absolute_url()
    assert (meeting.source, meeting.source_name) == (record.file, "minutes.txt")
    assert (meeting.stage, meeting.classified_by) == (Stage.SECRETARIAT, ClassifiedBy.SOURCE)
    assert (record.status, record.meeting) == ("confirmed", meeting)
    change = StatusChange.objects.filter(target=record.uid).latest("pk")
    assert (change.after, change.by, change.note) == ("confirmed", cast.secretary, "Stored as TABASC 50")
    assert Action.objects.get(ref="TABASC50/01").given_owner == "SECAS"
    assert meeting.outcomes.get().verb == "NOTED"
    page = signed_in(cast.secretary).get(record.get_absolute_url()).content.decode()
    assert "Stored as TABASC 50" in page
    assert cast.secretary.email in page


def test_storing_a_second_time_changes_nothing(cast, signed_in) -> None:
    record = read(cast.secretary)
    meeting = stored(record, cast.secretary)
    before = everything()

    assert stored(record, cast.secretary) == meeting
    address = reverse("archive:confirm", args=[record.uid])
    assert signed_in(cast.secretary).post(address).url == meeting.get_absolute_url()
    assert everything() == before


@pytest.mark.parametrize(
    ("source", "chosen", "level", "origin"),
    [
        (None, "", Classification.AMBER, ClassifiedBy.UNMARKED),
        (None, "green", Classification.GREEN, ClassifiedBy.SET),
        ("white", "white", Classification.WHITE, ClassifiedBy.SOURCE),
        ("white", "amber", Classification.AMBER, ClassifiedBy.SET),
    ],
)
def test_the_classification_is_the_sources_or_a_persons(source, chosen, level, origin, cast, signed_in) -> None:
    record = read(cast.secretary, classification=source)
    browser, address = signed_in(cast.secretary), record.get_absolute_url()
    browser.post(address, posted(browser.get(address), classification=chosen))

    record.refresh_from_db()
    meeting = stored(record, cast.secretary)

    assert (meeting.classification, meeting.classified_by) == (level, origin)


def test_a_meeting_that_is_not_empty_is_refused_in_a_sentence_and_nothing_is_left(cast, signed_in) -> None:
    stored(read(cast.secretary), cast.secretary)
    record = read(cast.secretary, "the same meeting, another file")
    before = everything()

    response = signed_in(cast.secretary).post(reverse("archive:confirm", args=[record.uid]))

    assert response.status_code == 422
    assert "TABASC 50 exists and is not empty." in response.content.decode()
    assert everything() == before
    record.refresh_from_db()
    assert record.status == "read"


def test_a_reading_that_breaks_off_in_the_middle_leaves_nothing(cast) -> None:
    reading = found()
    reading["actions_reviewed"][0]["ref"] = "TABASC60/01"  # a later meeting's, which only the review itself refuses
    record = read(cast.secretary, actions_reviewed=reading["actions_reviewed"])
    before = everything()

    with pytest.raises((ValueError, Refused), match="was not raised before"):
        stored(record, cast.secretary)

    assert everything() == before
    assert not Meeting.objects.filter(number=50).exists()


def test_whoever_uploaded_it_for_another_committee_has_it_no_more(cast, signed_in) -> None:
    record = read(cast.secretary_elsewhere)
    browser = signed_in(cast.secretary_elsewhere)

    addresses = [reverse(f"archive:{route}", args=[record.uid]) for route in ("detail", "file", "confirm", "discard")]
    assert [browser.get(address).status_code for address in addresses] == [404] * 4
    assert browser.post(addresses[2]).status_code == 404
    with pytest.raises(Refused):
        stored(record, cast.secretary_elsewhere)
    assert signed_in(cast.secretary).get(addresses[0]).status_code == 200


def test_promises_that_nobody_took_make_no_action(cast) -> None:
    stored(read(cast.secretary, offers=[OFFER]), cast.secretary)

    assert sorted(Action.objects.values_list("ref", flat=True)) == ["TABASC49/01", "TABASC50/01"]


# -- many at once ------------------------------------------------------------------------------------------------


def test_all_that_are_ready_are_stored_and_what_came_of_each_is_listed(cast, signed_in) -> None:
    reader = reader_for(cast.secretary, on=timezone.localdate())
    files = [(f"{name}.txt", name.encode()) for name in ("ready", "doubtful", "twice", "waiting")]
    asked = {"by": cast.secretary, "at": timezone.now(), "reader": reader}
    batch, records = receive_several(files=files, name="4 files", **asked)
    fifty_one = {"meeting_number": 51, "date": "2020-02-20", "actions_raised": [], "actions_reviewed": []}
    readings = [found(), found(warnings=[DOUBT], **fifty_one), found(meeting_ref="x")]
    for record, reading in zip(records, readings, strict=False):
        kept = Import.objects.get(pk=record.pk)
        LIFECYCLE.apply(kept, LIFECYCLE.move("begin"), by=cast.secretary)
        keep_reading(kept, json.loads(json.dumps(reading)), at=timezone.now())

    browser = signed_in(cast.secretary)
    page = browser.get(batch.get_absolute_url())
    assert (page.context["may_store"], "Store all that are ready (2)" in page.content.decode()) == (2, True)
    response = browser.post(reverse("archive:confirm_batch", args=[batch.uid]), follow=True)

    # Sent on, so that a reload does not post again.
    assert response.redirect_chain == [(batch.get_absolute_url(), 302)]
    said = [str(message) for message in response.context["messages"]]
    assert said[0] == "1 of 2 stored as minutes. Nothing is published by it."
    assert [words.startswith("twice.txt: not stored. TABASC 50 exists and is not empty.") for words in said[1:]] == [
        True
    ]
    assert dict(Import.objects.values_list("name", "status")) == {
        "ready.txt": "confirmed",
        "doubtful.txt": "read",
        "twice.txt": "read",
        "waiting.txt": "waiting",
    }
    keys = [group["key"] for group in browser.get(batch.get_absolute_url()).context["groups"]]
    assert keys == ["ready", "doubtful", "waiting", "confirmed"]
    assert signed_in(cast.secretary_elsewhere).get(batch.get_absolute_url()).status_code == 404


def test_whoever_may_store_nothing_of_an_upload_is_not_asked_to(cast, signed_in) -> None:
    by = cast.secretary_elsewhere
    asked: dict[str, Any] = {"by": by, "at": timezone.now(), "reader": reader_for(by, on=timezone.localdate())}
    batch, records = receive_several(files=[("a.txt", b"one")], name="a.zip", **asked)
    begun = begin_reading(records[0].pk, at=timezone.now())
    assert begun is not None
    keep_reading(begun, json.loads(json.dumps(found())), at=timezone.now())
    browser = signed_in(by)

    page = browser.get(batch.get_absolute_url())
    said = browser.post(reverse("archive:confirm_batch", args=[batch.uid]), follow=True).context["messages"]

    assert ([group["key"] for group in page.context["groups"]], page.context["may_store"]) == ([], 0)
    assert "Store all that are ready" not in page.content.decode()
    assert [str(message) for message in said] == ["Nothing here is ready for you to store."]
    assert Import.objects.get().status == "read"


def test_an_upload_of_nothing_but_what_is_not_taken_is_refused(cast) -> None:
    asked: dict[str, Any] = {"by": cast.secretary, "at": timezone.now(), "name": "2 files"}
    asked["reader"] = reader_for(cast.secretary, on=timezone.localdate())

    with pytest.raises(NotTaken, match="is empty"):
        receive_several(files=[("a.txt", b""), ("b.txt", b"")], **asked)


# -- killed in the middle ----------------------------------------------------------------------------------------

KILLED = """
import sys, time, django
django.setup()
from django.conf import settings
from django.db import connection
connection.settings_dict["NAME"], settings.STORED_FILES_DIR = sys.argv[2], sys.argv[3]
import json
from archive import intake, operations
from archive.operations import reading, following
def wait(*args):
    print("now", flush=True)
    time.sleep(60)
intake.read_apart = lambda *args: json.loads(sys.argv[5])
if sys.argv[4] == "reading":
    intake.read_apart = wait
else:
    reading.follow = wait
from archive.tasks import read_import
read_import(import_id=int(sys.argv[1]))
"""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("moment", ["reading", "storing"])
def test_a_worker_killed_in_the_middle_leaves_nothing_half_stored(moment, cast: Cast, monkeypatch) -> None:
    record = received(cast.secretary)
    arguments = [str(record.pk), connection.settings_dict["NAME"], str(configured.STORED_FILES_DIR), moment]
    worker = subprocess.Popen(
        [sys.executable, "-c", KILLED, *arguments, json.dumps(found(warnings=[DOUBT]))],
        cwd=PROJECT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "secgov.settings"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout is not None
    assert worker.stdout.readline() == "now\n"
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    worker.stdout.close()
    until = time.monotonic() + 10
    while connection_count() > 1 and time.monotonic() < until:
        time.sleep(0.05)

    record.refresh_from_db()
    assert (record.status, record.amended) == ("reading", None)
    assert (Reading.objects.count(), Doubt.objects.count()) == (0, 0)

    monkeypatch.setattr("archive.intake.read_apart", lambda path, name: found(warnings=[DOUBT]))
    read_import(import_id=record.pk)
    record.refresh_from_db()
    assert (record.status, Reading.objects.count(), Doubt.objects.count()) == ("read", 1, 1)


def connection_count() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
        return int(cursor.fetchone()[0])


def test_a_made_up_action_number_of_another_meeting_is_a_doubt(cast, signed_in) -> None:
    reading = found()
    reading["actions_raised"][0]["ref"] = "TABASC51/01"
    reading["agenda"][1]["entries"][1]["ref"] = "TABASC51/01"
    record = read(cast.secretary, actions_raised=reading["actions_raised"], agenda=reading["agenda"])

    with pytest.raises(Refused, match="what the record says otherwise"):
        stored(record, cast.secretary)
    factories.meeting(cast.tabasc, number=51, by=cast.secretary)
    page = signed_in(cast.secretary).get(record.get_absolute_url()).context["page"]
    assert [doubt["text"] for doubt in page.doubts] == ["TABASC51/01 bears the number of another meeting."]
