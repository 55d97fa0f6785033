"""Red apart: one confidential minute for each list of names, opened by those alone, each copy with its name."""

import hashlib
import io

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.documents.confidential import confidential_minutes
from meetings.documents.editions import minutes_html
from meetings.lifecycle import Status
from meetings.models import Meeting, MinutesVersion
from meetings.tasks import issue_editions
from secgov.classification import Classification
from secgov.models import AccessLogEntry, GrantKind, IssuedDocument, Logged
from secgov.operations import grant
from tests import factories
from tests.reading_pdfs import words_of

WHITE, GREEN, AMBER, RED = Classification
SOME = ("public", "party", "member", "named", "shown", "records", "admin", "secretary_elsewhere", "secretary")


def name(cast, who, entry) -> None:
    grant(person=cast.people[who].person, target=entry.uid, kind=GrantKind.NAMED, by=cast.secretary)


@pytest.fixture
def final(cast) -> Meeting:
    """Final White minutes with three Red paragraphs: two of one list of names, one of another."""
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    first = factories.item(meeting, by=cast.secretary, title="The contract")
    second = factories.item(meeting, by=cast.secretary, title="The dispute", classification=AMBER)
    factories.entry(first, by=cast.secretary, body="<p>Everybody heard of zqwhite.</p>")
    for under, word, people in (
        (first, "zqone", ["named"]),
        (first, "zqtwo", ["named", "shown"]),
        (second, "zqthree", ["named"]),
    ):
        entry = factories.entry(under, by=cast.secretary, body=f"<p>Secret {word}.</p>", classification=RED)
        for who in people:
            name(cast, who, entry)
    done = factories.bring_to(meeting, Status.FINAL, by=cast.secretary)
    issue_editions(latest(done).pk)
    return done


def latest(meeting: Meeting) -> MinutesVersion:
    return MinutesVersion.objects.filter(meeting=meeting, kind="minutes").latest("number")


def issued(meeting: Meeting) -> dict[str, IssuedDocument]:
    return {each.part: each for each in IssuedDocument.objects.filter(target=meeting.uid, kind="confidential")}


def test_each_list_of_names_has_a_document_of_its_own(cast, final) -> None:
    found = issued(final)

    assert {part: each.classification for part, each in found.items()} == {"C1": RED, "C2": RED}
    one, two = (words_of(found[part].file.read()) for part in ("C1", "C2"))
    assert [word for word in ("zqwhite", "zqone", "zqtwo", "zqthree") if word in one] == ["zqone", "zqthree"]
    assert [word for word in ("zqwhite", "zqone", "zqtwo", "zqthree") if word in two] == ["zqtwo"]
    assert "The contract" in one
    assert "The dispute" not in one  # an Amber title; its number stands
    assert found["C1"].file_name == "TABASC_33_1608-C1-final-minutes-v2-red.pdf"
    assert "TABASC_33_1608-C1" in one


def test_the_other_editions_have_a_line_in_their_place(cast, final, settings) -> None:
    for level in (WHITE, AMBER):
        html = minutes_html(final, level, latest(final))
        assert "zqwhite" in html
        assert "zqone" not in html
        assert settings.WITHHELD_SENTENCE in html


def test_only_those_named_on_all_of_it_and_the_secretaries_open_it(cast, final, signed_in) -> None:
    readers = {"C1": {"named", "secretary"}, "C2": {"named", "shown", "secretary"}}
    for part, document in issued(final).items():
        at = reverse("secgov:document", args=[document.uid])
        file = reverse("secgov:document_file", args=[document.uid])
        browsers = {who: signed_in(cast.people[who]) for who in SOME}
        assert {who for who, one in browsers.items() if one.get(at).status_code == 200} == readers[part]
        assert {who for who, one in browsers.items() if one.get(file).status_code == 200} == readers[part]
        listed = {who for who, one in browsers.items() if document.title in one.get("/documents/").text}
        assert listed == readers[part]


def test_whoever_is_named_on_a_part_later_does_not_open_the_whole(cast, final, signed_in) -> None:
    entry = final.entries.get(text__contains="zqone")
    name(cast, "invited", entry)

    answer = signed_in(cast.invited).get(reverse("secgov:document_file", args=[issued(final)["C1"].uid]))

    assert answer.status_code == 404


def test_a_copy_bears_its_readers_name_and_is_kept_by_its_own_hash(cast, final, signed_in) -> None:
    document = issued(final)["C1"]
    before = document.file.read()
    files = list(document.file.path.parent.parent.rglob("*"))

    given = signed_in(cast.named).get(reverse("secgov:document_file", args=[document.uid])).content

    entry = AccessLogEntry.objects.get(kind=Logged.OPENED)
    assert (entry.by, entry.target, entry.sha256) == (cast.named, document.uid, hashlib.sha256(given).hexdigest())
    assert entry.sha256 != document.file.sha256
    assert words_of(given) == words_of(before)  # the name is drawn, not written
    with pikepdf.open(io.BytesIO(given)) as copy, pikepdf.open(io.BytesIO(before)) as first:
        assert len(copy.pages) == len(first.pages)
        marks = [len(page.Resources.get("/XObject", {})) for page in copy.pages]
        assert all(marks)
    assert list(document.file.path.parent.parent.rglob("*")) == files
    verified = signed_in(cast.public).post("/verify/", {"file": io.BytesIO(given)})
    assert "it is current" in verified.text
    assert "TABASC" not in verified.text.partition("What we can say")[2].partition("<form")[0]


def test_secretaries_look_at_it_beforehand_and_nobody_else(cast, final, signed_in, settings) -> None:
    settings.PDF_WAIT_SECONDS = 0
    meeting = factories.meeting(cast.tabasc, by=cast.secretary, number=34)
    item = factories.item(meeting, by=cast.secretary)
    name(cast, "named", factories.entry(item, by=cast.secretary, body="<p>Secret.</p>", classification=RED))
    at = reverse("meetings:confidential_pdf", args=[meeting.ref, "C1"])

    got = {who: signed_in(cast.people[who]).get(at).status_code for who in ("public", "member", "named", "secretary")}

    assert got == {"public": 404, "member": 403, "named": 404, "secretary": 202}
    missing = reverse("meetings:confidential_pdf", args=[meeting.ref, "C2"])
    assert signed_in(cast.secretary).get(missing).status_code == 404
    screen = signed_in(cast.secretary).get(reverse("meetings:move", args=[meeting.ref, "circulate"])).text
    assert "Confidential minute C1, for Named and the secretaries" in " ".join(screen.split())


def test_lists_of_names_are_asked_as_of_a_day(cast, final) -> None:
    minutes = confidential_minutes(final, latest(final), on=timezone.localdate())

    assert [minute.names for minute in minutes] == [("Named",), ("Named", "Shown")]
