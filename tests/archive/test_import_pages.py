"""The pages of the import: waiting, checking beside the source, storing, discarding."""

from datetime import datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from archive.intake import Unread
from archive.models import Origin, Reading
from archive.operations import (
    begin_reading,
    discard_import,
    keep_refusal,
    read_again,
)
from archive.tasks import read_import
from meetings.models import Meeting
from secgov.lifecycle import Refused
from secgov.models import StatusChange
from secgov.storage import store
from secgov.views import download
from tests import factories
from tests.archive.imports import DOUBT, OFFER, found, posted, read, received

NEW = "/imports/new/"


def file(content: bytes | str = "Minutes of a meeting.", name: str = "minutes.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())


# -- reading -----------------------------------------------------------------------------------------------------


def test_the_page_waits_and_opens_by_itself_when_the_file_is_read(cast, signed_in) -> None:
    browser = signed_in(cast.secretary)
    record = received(cast.secretary)
    address = record.get_absolute_url()

    assert "Waiting to be read" in browser.get(address).content.decode()
    fragment = browser.get(address, headers={"HX-Request": "true"})
    assert "<html" not in fragment.content.decode()

    begin_reading(record.pk, at=datetime(2026, 1, 5, 12, 3, 7, tzinfo=timezone.get_current_timezone()))
    assert "Being read since 12:03:07" in browser.get(address).content.decode()

    keep_refusal(record, "The file holds no text.")
    assert browser.get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert "The file holds no text." in browser.get(address).content.decode()


def test_the_worker_keeps_what_was_read_once(cast, monkeypatch) -> None:
    record = received(cast.secretary)
    monkeypatch.setattr("archive.intake.read_apart", lambda path, name: found(warnings=[DOUBT]))

    read_import(import_id=record.pk)
    read_import(import_id=record.pk)

    record.refresh_from_db()
    assert (record.status, record.subject, record.open_doubts) == ("read", "TABASC 50", 1)
    assert (record.committee, record.number) == (cast.tabasc, 50)
    assert (Reading.objects.count(), record.doubts.count()) == (1, 1)
    changes = StatusChange.objects.filter(target=record.uid).order_by("pk").values_list("after", flat=True)
    assert list(changes) == ["waiting", "reading", "read"]


def test_the_worker_keeps_the_sentence_of_a_file_that_cannot_be_read(cast, monkeypatch, signed_in) -> None:
    record = received(cast.secretary)

    def refuse(path: Path, name: str) -> None:
        raise Unread("The PDF holds pictures of pages and no text.")

    monkeypatch.setattr("archive.intake.read_apart", refuse)
    read_import(import_id=record.pk)

    record.refresh_from_db()
    assert (record.status, record.refusal) == ("refused", "The PDF holds pictures of pages and no text.")
    signed_in(cast.secretary).post(reverse("archive:again", args=[record.uid]))
    record.refresh_from_db()
    assert (record.status, record.refusal) == ("waiting", "")
    assert ProcrastinateJob.objects.count() == 1


# -- checking ----------------------------------------------------------------------------------------------------


def test_every_fact_leads_to_its_lines_and_every_doubt_to_its_field(cast, signed_in) -> None:
    record = read(cast.secretary, warnings=[DOUBT], offers=[OFFER])

    page = signed_in(cast.secretary).get(record.get_absolute_url()).content.decode()

    assert 'href="#line-30" data-house-lines="30-33"' in page
    assert 'id="line-30"' in page
    assert 'href="#actions_raised-0"' in page
    assert 'id="actions_raised-0"' in page
    assert "A letter was read as a figure." in page
    assert page.index("A letter was read as a figure.") < page.index('id="about"')


def test_a_save_keeps_the_whole_page_and_who_settled_a_doubt(cast, signed_in) -> None:
    record = read(cast.secretary, warnings=[DOUBT])
    browser, address = signed_in(cast.secretary), record.get_absolute_url()
    doubt = record.doubts.get()
    form = posted(browser.get(address), venue="A hall", settled=[str(doubt.pk)], **{"attendance-0.name": "Somebody"})

    assert browser.post(address, form).url == f"{address}#to-do"

    record.refresh_from_db()
    doubt.refresh_from_db()
    assert (record.amended["venue"], record.amended["attendance"][0]["name"]) == ("A hall", "Somebody")
    assert (record.open_doubts, doubt.settled_by, record.history.latest().history_user) == (
        0,
        cast.secretary,
        cast.secretary,
    )
    assert record.reading.facts.get("venue") is None

    browser.post(address, posted(browser.get(address), settled=[]))
    doubt.refresh_from_db()
    assert doubt.settled_by is None


def test_errors_name_the_field_and_lose_nothing(cast, signed_in) -> None:
    record = read(cast.secretary)
    browser, address = signed_in(cast.secretary), record.get_absolute_url()

    browser.post(address, posted(browser.get(address), venue="x" * 400, **{"actions_raised-0.text": ""}))
    page = browser.get(address).content.decode()

    assert '<a href="#venue">Venue has 400 characters; shorten it to 300.</a>' in page
    assert '<a href="#actions_raised-0-text">Action is empty; enter it, or remove the row.</a>' in page
    assert "x" * 400 in page


def test_a_save_upon_somebody_elses_keeps_neither_from_the_other(cast, signed_in) -> None:
    record = read(cast.secretary)
    browser, address = signed_in(cast.secretary), record.get_absolute_url()
    mine, theirs = (posted(browser.get(address), venue=words) for words in ("Mine", "Theirs"))
    browser.post(address, theirs)

    refused = browser.post(address, mine)

    assert refused.status_code == 409
    assert 'value="Mine"' in refused.content.decode()
    record.refresh_from_db()
    assert record.amended["venue"] == "Theirs"
    browser.post(address, posted(refused))
    record.refresh_from_db()
    assert record.amended["venue"] == "Mine"


def test_a_promise_is_offered_and_taken_by_a_person_only(cast, signed_in) -> None:
    record = read(cast.secretary, offers=[OFFER])
    browser, address = signed_in(cast.secretary), record.get_absolute_url()
    page = browser.get(address)
    assert [row["ref"] for row in record.amended["actions_raised"]] == ["TABASC50/01"]

    browser.post(address, posted(page, do="take:offers-0"))

    record.refresh_from_db()
    assert [row["ref"] for row in record.amended["actions_raised"]] == ["TABASC50/01", "TABASC50/02"]
    assert "Taken as" in browser.get(address).content.decode()


def test_an_unknown_committee_is_said_and_ones_own_are_offered(cast, signed_in) -> None:
    record = read(cast.secretary, committee="XYZ")

    page = signed_in(cast.secretary).get(record.get_absolute_url()).content.decode()

    assert "The committee XYZ is not known." in page
    assert '<option value="TABASC"></option>' in page
    assert '<option value="CSC"></option>' not in page


def test_what_the_record_says_otherwise_is_a_doubt_each_time_the_page_opens(cast, signed_in) -> None:
    meeting = factories.meeting(cast.tabasc, number=49, by=cast.secretary)
    item = factories.item(meeting, by=cast.secretary)
    factories.action(item, body="<p>SECAS to write a letter.</p>", by=cast.secretary)
    factories.matrix(item, [{"ref": "DP096", "title": "Another title"}], by=cast.secretary)
    reading = found()
    reading["modifications"][0]["title"] = "A title"
    record = read(cast.secretary, modifications=reading["modifications"])
    browser, address = signed_in(cast.secretary), record.get_absolute_url()

    page = browser.get(address)
    texts = [doubt["text"] for doubt in page.context["page"].doubts]
    assert texts == [
        "TABASC49/01 is worded otherwise on record: “SECAS to write a letter.”",
        "DP096 is called “Another title” on record.",
    ]

    browser.post(address, posted(page, settled=[page.context["page"].doubts[0]["key"]]))
    again = browser.get(address).context["page"]
    assert [doubt["text"] for doubt in again.doubts] == texts[1:]
    assert [doubt["settled_by"] for doubt in again.settled] == [cast.secretary.email]
    assert record.doubts.get().origin == Origin.RECORD


def test_a_large_reading_costs_as_many_queries_as_a_small_one(
    cast, signed_in, django_assert_max_num_queries, django_assert_num_queries
) -> None:
    reading = found()
    reviewed = reading["actions_reviewed"][0]
    many = {
        "actions_reviewed": [reviewed | {"ref": f"TABASC49/{at:02d}"} for at in range(1, 61)],
        "attendance": [{"name": f"Member {at}"} for at in range(40)],
        "warnings": [DOUBT | {"text": str(at)} for at in range(30)],
    }
    small, large = read(cast.secretary, "small"), read(cast.secretary, "large", **many)
    browser = signed_in(cast.secretary)
    browser.get(small.get_absolute_url())

    with django_assert_max_num_queries(20) as few:
        browser.get(small.get_absolute_url())
    with django_assert_num_queries(len(few.captured_queries)):
        response = browser.get(large.get_absolute_url())
    browser.post(large.get_absolute_url(), posted(response, venue="A hall"))

    large.refresh_from_db()
    assert (len(large.amended["actions_reviewed"]), large.amended["venue"]) == (60, "A hall")


def test_the_list_costs_as_many_queries_for_three_files_as_for_one(cast, signed_in, django_assert_num_queries) -> None:
    browser = signed_in(cast.secretary)
    read(cast.secretary, "one")
    browser.get("/imports/")

    with CaptureQueriesContext(connection) as one:
        browser.get("/imports/")
    for name in ("two", "three"):
        read(cast.secretary, name, warnings=[DOUBT])
    with django_assert_num_queries(len(one)):
        page = browser.get("/imports/").content.decode()

    assert page.count(">minutes.txt</a>") == 3


def test_the_list_is_filtered_by_state_committee_and_words(cast, signed_in) -> None:
    ready, doubtful, waiting = (
        read(cast.secretary, "one", "one.txt"),
        read(cast.secretary, "two", "two.txt", warnings=[DOUBT]),
        received(cast.secretary, "three", "three.txt"),
    )
    browser = signed_in(cast.secretary)

    def names(query: str) -> list[str]:
        return [row.name for row in browser.get(f"/imports/?{query}").context["page"].rows]

    assert names("state=ready") == [ready.name]
    assert names("state=doubtful") == [doubtful.name]
    assert names("state=waiting") == [waiting.name]
    unknown = read(cast.secretary, "four", "four.txt", committee="XYZ")
    assert (unknown.state_words, names("state=doubtful")) == ("Doubtful", [unknown.name, doubtful.name])
    assert names("committee=TABASC&sort=name") == [ready.name, doubtful.name]
    assert names("words=thr") == [waiting.name]
    assert "TABASC 50" in browser.get("/imports/?format=csv").getvalue().decode()


# -- discarding --------------------------------------------------------------------------------------------------


def test_a_discarded_file_stays_on_record_with_its_reason(cast, signed_in) -> None:
    record = read(cast.secretary)
    browser = signed_in(cast.secretary)
    address = reverse("archive:discard", args=[record.uid])
    assert browser.post(address, {"reason": ""}).status_code == 422

    page = browser.post(address, {"reason": "A duplicate of the scan."}, follow=True).content.decode()

    assert "A duplicate of the scan." in page
    record.refresh_from_db()
    assert (record.status, Meeting.objects.filter(number=50).exists()) == ("discarded", False)
    with pytest.raises(Refused):
        discard_import(record, by=cast.secretary, reason="Twice.")
    again = read_again(record, by=cast.secretary)
    assert (again.status, again.amended, again.meeting_is_known) == ("waiting", None, False)


@pytest.mark.parametrize(
    ("name", "disposition"),
    [
        ("Minutes 50.txt", 'attachment; filename="Minutes 50.txt"'),
        ("Protokół ł.txt", "attachment; filename*=utf-8''Protok%C3%B3%C5%82%20%C5%82.txt"),
        ("../wö\nrds.txt", "attachment; filename*=utf-8''.._w%C3%B6_rds.txt"),
    ],
)
def test_the_original_file_comes_back_as_it_was_and_is_never_shown(name, disposition, cast, signed_in) -> None:
    record = read(cast.secretary, "<script>alert(1)</script>", name)

    response = signed_in(cast.secretary).get(reverse("archive:file", args=[record.uid]))

    assert response.content == b"<script>alert(1)</script>"
    assert response["Content-Disposition"] == disposition
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "text/plain"


def test_a_paper_keeps_its_name_too(cast, signed_in) -> None:
    item = factories.item(factories.meeting(cast.tabasc, by=cast.secretary), by=cast.secretary)
    file = store(content=b"%PDF-1.7 words", name="Protokół ł.pdf", media_type="application/pdf")
    paper = factories.paper(item, by=cast.secretary, file=file)

    response = signed_in(cast.secretary).get(reverse("meetings:paper", args=[paper.uid]))

    assert response["Content-Disposition"] == "attachment; filename*=utf-8''Protok%C3%B3%C5%82%20%C5%82.pdf"
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("application/pdf", "nosniff")


@pytest.mark.parametrize("media_type", ["text/html", "application/xhtml+xml", "image/svg+xml"])
def test_what_a_browser_would_run_goes_out_as_mere_bytes(media_type) -> None:
    assert download(b"<script>", media_type, "a.html")["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize("route", ["again", "confirm_batch"])
def test_what_changes_something_is_not_done_by_following_a_link(route, cast, signed_in) -> None:
    address = reverse(f"archive:{route}", args=[received(cast.secretary).uid])

    assert signed_in(cast.secretary).get(address).status_code == 405
