"""The actions log, and what was outstanding at a meeting, as documents that an edition may have."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from meetings.lifecycle import Status
from meetings.models import Meeting
from secgov import issuing, listings
from secgov.classification import Classification
from secgov.models import IssuedDocument
from secgov.operations import reclassify
from secgov.tasks import issue_listing
from tests import factories

WHITE, GREEN, AMBER, RED = Classification
AT = datetime(2018, 9, 3, 9, 0, tzinfo=UTC)
ON = "3 September 2018"


@pytest.fixture
def drawn(monkeypatch) -> None:
    """Drawing stands still: the bytes are the words that would be drawn, which no check can read."""
    monkeypatch.setattr("secgov.pdf.write_pdf", lambda html, *, identifier: f"%PDF-1.7 {html}".encode())
    monkeypatch.setattr(issuing, "_checks", [])


@pytest.fixture
def final(cast) -> Meeting:
    """Final White minutes that raised a White, an Amber and a Red action, and reviewed one of an earlier meeting."""
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    item = factories.item(meeting, by=cast.secretary)
    for level, word in ((WHITE, "zqwhite"), (AMBER, "zqamber"), (RED, "zqred")):
        factories.action(item, by=cast.secretary, body=f"<p>SECAS to do {word}.</p>", classification=level)
    factories.review(item, "TABASC20/01", by=cast.secretary, action_text="Look into zqold.", body="<p>It goes on.</p>")
    return factories.bring_to(meeting, Status.FINAL, by=cast.secretary)


def listed(cast, kind: str, target, level: Classification, **asked: str) -> listings.Listing:
    return listings.listing_of(kind, target, cast.tabasc, level, asked)


def issue(cast, level: Classification, **asked: str) -> IssuedDocument:
    facts = {"kind": "actions", "target": str(cast.tabasc.uid), "committee_id": cast.tabasc.pk, "asked": asked}
    issue_listing(**facts, level=int(level), by=cast.secretary.pk, why="The September meeting", on=ON)
    return IssuedDocument.objects.latest("pk")


@pytest.mark.parametrize(("level", "words"), [(WHITE, ["zqwhite", "zqold"]), (AMBER, ["zqwhite", "zqamber", "zqold"])])
def test_an_edition_lists_what_everybody_of_it_may_read(cast, final, level, words) -> None:
    html = listings.html_of(listed(cast, "actions", cast.tabasc.uid, level), level, on=ON)

    assert [word for word in ("zqwhite", "zqamber", "zqred", "zqold") if word in html] == words
    assert f"classified above {level.label} is left out" in html


def test_what_it_was_asked_is_printed_and_holds(cast, final) -> None:
    listing = listed(cast, "actions", cast.tabasc.uid, AMBER, status="open", words="zqamber")

    assert [row[0] for row in listing.rows] == ["TABASC33/02"]
    assert listing.asked == "Status: Ongoing; Words: zqamber"
    assert listing.asked in listings.html_of(listing, AMBER, on=ON)


def test_what_was_outstanding_at_a_meeting_is_listed(cast, final) -> None:
    listing = listed(cast, "outstanding", final.uid, WHITE)

    assert [row[0] for row in listing.rows] == ["TABASC20/01"]
    assert listing.title == "Actions outstanding at TABASC 33"


def test_each_issue_takes_the_place_of_the_last_that_was_asked_the_same(cast, final, drawn) -> None:
    first, filtered, second = issue(cast, WHITE), issue(cast, WHITE, status="open"), issue(cast, WHITE)

    for document in (first, filtered):
        document.refresh_from_db()
    assert [each.version for each in (first, filtered, second)] == [1, 1, 2]
    assert [each.state for each in (first, filtered, second)] == ["superseded", "current", "current"]
    assert (first.superseded_by, first.superseded_why) == (second, "The September meeting")
    assert second.file_name == "TABASC-actions-v2-white.pdf"
    assert second.title == "Actions of the TABASC, White edition"


def test_whoever_is_recused_from_one_action_does_not_open_the_log_that_has_it(cast, final, drawn, signed_in) -> None:
    amber = issue(cast, AMBER)
    address = reverse("secgov:document_file", args=[amber.uid])
    assert signed_in(cast.recused).get(address).status_code == 200

    cast.recuse(final.items.get().uid)

    assert signed_in(cast.recused).get(address).status_code == 404
    assert signed_in(cast.member).get(address).status_code == 200


def test_raising_an_action_withdraws_the_log_that_lists_it_lower(cast, final, drawn, signed_in) -> None:
    white, amber = issue(cast, WHITE), issue(cast, AMBER)
    entry = final.entries.get(text__contains="zqwhite")

    reclassify(entry, to=AMBER, by=cast.secretary, at=AT, reason="It was found to be.", authority="panel")

    for document in (white, amber):
        document.refresh_from_db()
    assert [white.state, amber.state] == ["withdrawn", "current"]
    assert white.withdrawn_why == "Part of it was raised to Amber."
    address = reverse("secgov:document_file", args=[white.uid])
    assert [signed_in(who).get(address).status_code for who in (cast.public, cast.member)] == [404, 410]


def test_a_secretary_issues_it_with_a_reason(cast, final, signed_in) -> None:
    address = reverse("secgov:issue_listing", args=["TABASC", "actions"])
    browser = signed_in(cast.secretary)

    assert browser.post(address, {"why": ""}).status_code == 422
    assert browser.post(address, {"why": "For the meeting"}).status_code == 302
    assert signed_in(cast.member).post(address, {"why": "For the meeting"}).status_code == 403
    assert signed_in(cast.public).post(address, {"why": "For the meeting"}).status_code == 404


@pytest.mark.parametrize("query", ["edition=red", "edition=blue", "meeting=no-uid", "meeting=" + "0" * 32])
def test_what_cannot_be_issued_is_not_there(cast, final, signed_in, query) -> None:
    address = reverse("secgov:issue_listing", args=["TABASC", "outstanding"])

    assert signed_in(cast.secretary).get(f"{address}?{query}").status_code == 404


def test_a_register_of_another_committees_meeting_is_not_there(cast, final, signed_in) -> None:
    address = reverse("secgov:issue_listing", args=["CSC", "outstanding"])

    assert signed_in(cast.secretary_elsewhere).get(f"{address}?meeting={final.uid}").status_code == 404


def test_it_is_offered_where_it_is_read(cast, final, signed_in) -> None:
    pages = ["/actions/?committee=TABASC&status=open", reverse("actions:outstanding", args=[final.ref])]

    assert ["Issue as PDF" in signed_in(cast.secretary).get(page).text for page in pages] == [True, True]
    assert ["Issue as PDF" in signed_in(cast.member).get(page).text for page in pages] == [False, False]
