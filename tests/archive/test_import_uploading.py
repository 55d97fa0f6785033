"""Uploading: what is taken in, what is refused in a sentence, and who may see a file on its way."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from procrastinate.contrib.django.models import ProcrastinateJob

from archive.models import Batch, Import
from meetings.models import Meeting
from secgov.classification import Classification
from secgov.models import StatusChange, StoredFile
from tests import factories
from tests.archive.imports import read, received, zipped

NEW = "/imports/new/"


def file(content: bytes | str = "Minutes of a meeting.", name: str = "minutes.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())


# -- uploading ---------------------------------------------------------------------------------------------------


def test_a_file_is_taken_in_and_put_in_line(cast, signed_in) -> None:
    response = signed_in(cast.secretary).post(NEW, {"minutes": file()})

    record = Import.objects.get()
    assert response.url == record.get_absolute_url()
    assert (record.name, record.status, record.uploaded_by) == ("minutes.txt", "waiting", cast.secretary)
    assert (record.committee, record.classification, record.stage) == (None, Classification.AMBER, 1)
    assert record.file.read() == b"Minutes of a meeting."
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.priority < 0) == ("archive.tasks.read_import", True)
    assert StatusChange.objects.filter(target=record.uid).values_list("after", "by").get() == (
        "waiting",
        cast.secretary.pk,
    )


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([("", "a.txt")], "is empty"),
        ([(b"MZ\x90", "a.pdf")], "is a program"),
        ([("x" * 2_000, "a.txt")], "is larger than 0 MB"),
        ([(zipped({"../a.txt": b"x"}), "a.zip")], "leads out of its folder"),
        ([(zipped({"a.png": b"\x89PNG" + bytes(50)}), "a.zip")], "neither text"),
        ([("", "a.txt"), ("", "b.txt")], "is empty"),
    ],
)
def test_what_is_not_taken_gets_a_sentence_and_leaves_nothing(files, words, cast, signed_in, settings) -> None:
    settings.IMPORT_MAX_BYTES = 1_000

    response = signed_in(cast.secretary).post(NEW, {"minutes": [file(*each) for each in files]})

    assert response.status_code == 422
    assert words in response.content.decode()
    assert (Import.objects.count(), Batch.objects.count(), StoredFile.objects.count()) == (0, 0, 0)
    assert ProcrastinateJob.objects.count() == 0


def test_no_file_and_too_many_are_refused(cast, signed_in, settings) -> None:
    settings.IMPORT_MAX_FILES = 1
    browser = signed_in(cast.secretary)

    assert "Choose a file with minutes in it" in browser.post(NEW, {}).content.decode()
    several = browser.post(NEW, {"minutes": [file("a", "a.txt"), file("b", "b.txt")]})
    assert "These are 2 files, more than 1." in several.content.decode()
    settings.IMPORT_MAX_FILES, settings.IMPORT_MAX_TOTAL_BYTES = 2, 1
    several = browser.post(NEW, {"minutes": [file("a", "a.txt"), file("b", "b.txt")]})
    assert "These files are more than 0 MB together." in several.content.decode()


def test_the_same_file_again_leads_to_what_is_there_and_changes_nothing(cast, signed_in) -> None:
    browser = signed_in(cast.secretary)
    first = browser.post(NEW, {"minutes": file()})

    second = browser.post(NEW, {"minutes": file(name="another-name.txt")}, follow=True)

    assert second.redirect_chain[0][0] == first.url
    assert "This file is here already; nothing changed." in second.content.decode()
    assert (Import.objects.count(), ProcrastinateJob.objects.count()) == (1, 1)


def test_the_same_file_of_somebody_else_is_not_given_away(cast, signed_in) -> None:
    received(cast.secretary)

    signed_in(cast.secretary_elsewhere).post(NEW, {"minutes": file()})

    assert sorted(record.uploaded_by.email for record in Import.objects.all()) == [
        "secretary-elsewhere@cast.test",
        "secretary@cast.test",
    ]


def test_the_file_a_meeting_was_made_of_leads_to_the_meeting(cast, signed_in) -> None:
    meeting = factories.meeting(cast.tabasc, number=33, by=cast.secretary)
    record = received(cast.secretary_elsewhere)
    Meeting.objects.filter(pk=meeting.pk).update(source=record.file)

    response = signed_in(cast.secretary).post(NEW, {"minutes": file()})

    assert response.url == meeting.get_absolute_url()
    assert Import.objects.count() == 1


def test_several_files_make_one_upload_and_say_what_was_not_taken(cast, signed_in) -> None:
    received(cast.secretary, "here already", "old.txt")
    packed = zipped({"a.txt": b"one", "b.txt": b"two", "c.png": b"\x89PNG" + bytes(50), "d.txt": b"here already"})

    response = signed_in(cast.secretary).post(NEW, {"minutes": file(packed, "years.zip")}, follow=True)

    batch = Batch.objects.get()
    assert response.redirect_chain[0][0] == batch.get_absolute_url()
    assert sorted(batch.imports.values_list("name", flat=True)) == ["a.txt", "b.txt"]
    page = response.content.decode()
    assert "Read: 0 of 2" in page
    assert "“d.txt” is here already; nothing changed." in page
    assert "“c.png” holds neither text" in page


# -- who may see it ----------------------------------------------------------------------------------------------


def test_an_import_is_its_uploaders_until_its_committee_is_known(cast, signed_in) -> None:
    record = received(cast.secretary_elsewhere)
    address = record.get_absolute_url()
    seen = {name: signed_in(user).get(address).status_code for name, user in cast.people.items()}
    assert {name for name, status in seen.items() if status != 404} == {"secretary_elsewhere"}

    other = read(cast.secretary_elsewhere, "Of the TABASC")

    seen = {name: signed_in(user).get(other.get_absolute_url()).status_code for name, user in cast.people.items()}
    assert {name for name, status in seen.items() if status != 404} == {"secretary"}


def test_red_minutes_are_seen_by_the_committees_secretaries_only(cast, signed_in) -> None:
    record = read(cast.secretary_elsewhere, classification="red")

    assert record.classification == Classification.RED
    assert signed_in(cast.secretary_elsewhere).get(record.get_absolute_url()).status_code == 404
    assert signed_in(cast.secretary).get(record.get_absolute_url()).status_code == 200


def test_whoever_uploads_is_told_that_red_minutes_leave_their_list_and_that_they_did(cast, signed_in) -> None:
    browser = signed_in(cast.secretary_elsewhere)
    waiting = received(cast.secretary_elsewhere, "another")
    told = "Minutes of a committee that you are not a secretary of go to its secretaries alone"
    assert [told in browser.get(page).content.decode() for page in (NEW, waiting.get_absolute_url())] == [True, True]
    read(cast.secretary_elsewhere, classification="red")

    again = browser.post(NEW, {"minutes": file(name="again.txt")})

    assert (again.status_code, again.context["form"].errors["minutes"]) == (
        422,
        ["“again.txt” came in from you before, and its committee’s secretaries alone have it now."],
    )
    assert Import.objects.count() == 2


def test_whoever_is_no_secretary_any_more_may_not_check_their_uploads(cast, signed_in) -> None:
    record = received(cast.secretary)
    cast.secretary.person.memberships.all().delete()
    browser = signed_in(cast.secretary)

    assert browser.get(record.get_absolute_url()).status_code == 403
    assert browser.get("/imports/").status_code == 403
    assert browser.get(NEW).status_code == 403
    assert "/imports/" not in browser.get("/meetings/").content.decode()
