"""The answer page: who opened what, under which classification, and why it was classified so."""

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from meetings.lifecycle import Status
from meetings.models import Meeting
from secgov.access_log import note
from secgov.classification import Classification
from secgov.models import AccessLogEntry, Authority, ClassificationChange, GrantKind, IssuedDocument, Logged
from secgov.operations import end_grant, grant, reclassify
from secgov.storage import store
from tests import factories
from tests.reading_pdfs import words_of

ANSWERS = "/answers/"
DAY = datetime(2026, 3, 4, 10, 2, tzinfo=UTC)


@pytest.fixture
def meeting(cast) -> Meeting:
    """A White meeting whose one item is Amber, and final."""
    made = factories.meeting(cast.tabasc, by=cast.secretary)
    item = factories.item(made, title="Umbrellabird", classification=Classification.AMBER, by=cast.secretary)
    factories.entry(item, classification=Classification.AMBER, by=cast.secretary)
    factories.action(item, classification=Classification.AMBER, by=cast.secretary)
    return factories.bring_to(made, Status.FINAL, by=cast.secretary)


def read(meeting: Any, who: Any, *, at: datetime = DAY, **facts: Any) -> AccessLogEntry:
    shown = {"classification": Classification.AMBER, "version": 2, "how": "page", "of": "meetings.Meeting"} | facts
    return note(Logged.READ, at=at, by=who, record=meeting, **shown)


def asked(browser: Any, **question: Any) -> Any:
    return browser.get(ANSWERS, question)


def sentences(response: Any) -> list[str]:
    return [row.sentence.whole for row in response.context["page"].rows]


def test_of_a_record_it_says_who_opened_which_version_when_and_why_it_was_amber(cast, meeting, signed_in) -> None:
    change = ClassificationChange.objects.create(
        target=meeting.uid,
        before=Classification.WHITE,
        after=Classification.AMBER,
        by=cast.secretary,
        at=DAY - timedelta(days=1),
        second_by=cast.chair,
        second_at=DAY - timedelta(days=1),
        reason="The figures are the DCC’s",
        authority=Authority.ORIGINATOR,
    )
    read(meeting, cast.member, edition=Classification.AMBER, how="pdf")
    response = asked(signed_in(cast.records), of=meeting.ref)

    assert sentences(response) == [
        f"On 4 March 2026 at 10:02 member@cast.test opened as PDF version 2, Amber edition, of {meeting.ref}; it was "
        "Amber because on 3 March 2026 at 10:02 secretary@cast.test and chair@cast.test changed "
        f"{meeting.ref} from White to Amber, by the originator’s consent: The figures are the DCC’s."
    ]
    decided = [decision.sentence for decision in response.context["decisions"]]
    assert f"secretary@cast.test and chair@cast.test changed {meeting.ref} from White to Amber" in "".join(decided)
    assert change.second_by == cast.chair
    assert sum("from circulated to final" in sentence for sentence in decided) == 1


@pytest.mark.parametrize("spelt", ["TABASC_33", "TABASC33/01", "tabasc 33/1"])
def test_a_record_is_found_as_people_write_it(cast, meeting, signed_in, spelt: str) -> None:
    response = asked(signed_in(cast.records), of=spelt)

    assert response.context["name"] in (meeting.ref, "TABASC33/01")


def test_a_document_is_found_by_its_hash(cast, meeting, signed_in) -> None:
    file = store(content=b"%PDF-1.7 given out", name="a.pdf", media_type="application/pdf")
    facts = {"title": "Minutes", "issued_by": cast.secretary, "issued_at": DAY, "classification": 1}
    IssuedDocument.objects.create(file=file, target=meeting.uid, **facts)
    response = asked(signed_in(cast.records), of=file.sha256.upper())

    assert response.context["name"] == meeting.ref
    assert any(file.sha256 in each.sentence for each in response.context["decisions"])


def test_a_meeting_answers_for_what_stands_in_it_and_for_lists(cast, meeting, signed_in) -> None:
    signed_in(cast.member).get("/actions/TABASC33/01/")
    signed_in(cast.member).get("/actions/")
    told = sentences(asked(signed_in(cast.records), of=meeting.ref))

    assert [sentence.partition(" member@cast.test ")[2] for sentence in told] == [
        "read 1 record above White in a list, /actions/.",
        "read TABASC33/01; it was Amber, as it was first recorded.",
    ]


def test_a_period_is_whole_days_of_here(cast, meeting, signed_in) -> None:
    summer = datetime(2026, 7, 1, tzinfo=UTC)
    for hours in (-2, -1, 22, 23):  # 1 July is British Summer Time: from 23:00 to 23:00
        read(meeting, cast.member, at=summer + timedelta(hours=hours))
    told = sentences(asked(signed_in(cast.records), of=meeting.ref, since="2026-07-01", until="2026-07-01"))

    assert [sentence[:29] for sentence in told] == ["On 1 July 2026 at 23:00 membe", "On 1 July 2026 at 00:00 membe"]


def test_what_it_was_at_both_ends_is_said(cast, meeting, signed_in) -> None:
    today = timezone.localdate()
    item = meeting.items.get()
    said = {"reason": "The originator asked.", "authority": "panel"}
    reason = {"to": Classification.RED, "by": cast.secretary, "at": timezone.now(), **said}
    reclassify(item, **reason)
    yesterday = today - timedelta(days=1)
    response = asked(signed_in(cast.records), of=str(item.uid), since=yesterday, until=today)

    assert [level["word"] for level in response.context["levels"]] == ["not on record yet", "Red", "Red"]
    assert b"Umbrellabird" not in response.content


def test_grants_given_and_ended_stand_in_the_chain(cast, meeting, signed_in) -> None:
    given = grant(
        person=cast.invited.person, target=meeting.uid, kind=GrantKind.INVITED, by=cast.secretary, why="An expert"
    )
    end_grant(given, by=cast.secretary, at=timezone.now())
    told = [each.sentence for each in asked(signed_in(cast.records), of=meeting.ref).context["decisions"]]
    person = cast.invited.person

    assert f"secretary@cast.test invited {person} to {meeting.ref}: An expert." in told
    assert f"secretary@cast.test ended it: secretary@cast.test invited {person} to {meeting.ref}." in told


def test_what_was_raised_within_a_meeting_stands_in_its_chain(cast, signed_in) -> None:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    item = factories.item(meeting, title="Open matters", classification=Classification.WHITE, by=cast.secretary)
    factories.entry(item, by=cast.secretary)
    factories.bring_to(meeting, Status.FINAL, by=cast.secretary)
    reason = {"by": cast.secretary, "at": timezone.now(), "reason": "The originator asked.", "authority": "panel"}
    reclassify(item, to=Classification.AMBER, **reason)
    told = [each.sentence for each in asked(signed_in(cast.records), of=meeting.ref).context["decisions"]]

    changed = f"secretary@cast.test changed a record in {meeting.ref} from White to Amber, by the Panel: "
    assert f"{changed}The originator asked." in told


def test_of_a_person_it_says_what_they_read(cast, meeting, signed_in) -> None:
    read(meeting, cast.member)
    read(meeting, cast.chair)
    by_mail = asked(signed_in(cast.records), who="Member@cast.test")
    by_name = asked(signed_in(cast.records), who=str(cast.chair.person))

    assert [row.by for row in by_mail.context["page"].rows] == [cast.member]
    assert {row.by for row in by_name.context["page"].rows} == {cast.chair}


def test_a_secretary_asks_of_records_of_their_own_committee(cast, meeting, signed_in) -> None:
    read(meeting, cast.member)

    assert len(sentences(asked(signed_in(cast.secretary), of=meeting.ref))) == 1
    assert sentences(asked(signed_in(cast.secretary_elsewhere), of=meeting.ref)) == []
    assert sentences(asked(signed_in(cast.secretary), who="member@cast.test")) == []


def test_a_draft_is_not_told_to_a_records_administrator(cast, signed_in) -> None:
    draft = factories.meeting(cast.tabasc, by=cast.secretary, number=34)
    entry = factories.entry(factories.item(draft, by=cast.secretary), by=cast.secretary)
    read(entry, cast.secretary, of="meetings.MinuteEntry")

    response = asked(signed_in(cast.records), of=str(entry.uid))
    assert (sentences(response), response.context["decisions"]) == ([], [])


def test_asking_and_exporting_are_on_the_log(cast, meeting, signed_in) -> None:
    browser = signed_in(cast.records)
    browser.get(ANSWERS)
    assert AccessLogEntry.objects.count() == 0
    asked(browser, of=meeting.ref)
    b"".join(asked(browser, of=meeting.ref, format="csv").streaming_content)

    made = list(AccessLogEntry.objects.order_by("pk"))
    assert [(each.kind, each.by, each.target) for each in made] == [
        (Logged.READ, cast.records, meeting.uid),
        (Logged.EXPORTED, cast.records, meeting.uid),
    ]
    assert made[1].facts["asked"] == f"who read {meeting.ref}"


def test_csv_and_xlsx_hold_the_sentences(cast, meeting, signed_in) -> None:
    read(meeting, cast.member)
    browser = signed_in(cast.records)
    text = b"".join(asked(browser, of=meeting.ref, format="csv").streaming_content).decode("utf-8-sig")
    sheet = load_workbook(io.BytesIO(asked(browser, of=meeting.ref, format="xlsx").content)).active
    rows = list(csv.DictReader(io.StringIO(text)))

    whole = f"On 4 March 2026 at 10:02 member@cast.test read version 2 of {meeting.ref}; it was Amber, as it was first"
    assert [row["Sentence"][: len(whole)] for row in rows if row["Who"] == "member@cast.test"] == [whole]
    assert [cell.value for cell in sheet[1]][:3] == ["When", "Who", "What"]


def test_the_pdf_says_the_question_who_asked_and_when(cast, meeting, signed_in) -> None:
    read(meeting, cast.member)
    response = asked(signed_in(cast.records), of=meeting.ref, since="2026-03-01", until="2026-03-31", format="pdf")
    text = " ".join(words_of(response.content).split())

    assert response["Content-Type"] == "application/pdf"
    assert f"who read {meeting.ref}, from 1 March 2026, to 31 March 2026" in text
    assert "Asked by records@cast.test" in text
    assert "On 4 March 2026 at 10:02 member@cast.test read version 2" in text
    assert "This document has a Classification of Amber" in text


@pytest.mark.parametrize("question", [{"of": "TABASC_33"}, {"who": "member@cast.test"}])
def test_it_costs_as_many_queries_for_three_rows_as_for_one(cast, meeting, signed_in, question) -> None:
    browser = signed_in(cast.records)
    read(meeting, cast.member)
    asked(browser, **question)
    with CaptureQueriesContext(connection) as one:
        asked(browser, **question)
    for _ in range(2):
        read(meeting, cast.member)
    with CaptureQueriesContext(connection) as three:
        asked(browser, **question)

    assert len(three) == len(one)


@pytest.mark.parametrize("of", ["nothing like it", "TABASC99/01", "f" * 64, "0", "%"])
def test_what_is_not_found_is_answered_with_a_sentence(cast, meeting, signed_in, of: str) -> None:
    response = asked(signed_in(cast.records), of=of)

    assert response.status_code == 200
    assert b"Nothing on the log answers this" in response.content
