"""Before a move issues editions, each is drawn and checked: a stop refuses the move, a warning takes words that are
kept with what is issued."""

import hashlib

import pytest
from django.urls import reverse

from meetings.correction_forms import BY_CORRESPONDENCE
from meetings.lifecycle import Status
from meetings.models import Meeting, MinutesVersion
from meetings.tasks import issue_editions
from secgov import issuing
from secgov.classification import Classification
from secgov.issuing import Candidate, Finding
from secgov.models import DrawnDocument, HeldDocument, IssuedDocument
from secgov.storage import store
from tests import factories

WHITE = Classification.WHITE


@pytest.fixture
def findings(monkeypatch) -> list[Finding]:
    """What a check of this test finds in every document; drawing is at once."""
    found: list[Finding] = []

    def check(candidate: Candidate) -> list[Finding]:
        assert candidate.pdf.startswith(b"%PDF")
        return list(found)

    def draw(key: str, task: object, **what: object) -> DrawnDocument:
        content = f"%PDF-1.7 {key}".encode()
        name = f"{hashlib.sha256(content).hexdigest()}.pdf"
        file = store(content=content, name=name, media_type="application/pdf")
        return DrawnDocument.objects.get_or_create(key=key, defaults={"file": file})[0]

    monkeypatch.setattr(issuing, "_checks", [check])
    monkeypatch.setattr("meetings.views.before_issuing.draw", draw)
    monkeypatch.setattr("secgov.pdf.write_pdf", lambda html, *, identifier: f"%PDF-1.7 {html}".encode())
    return found


@pytest.fixture
def circulated(cast) -> Meeting:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    factories.entry(factories.item(meeting, by=cast.secretary), by=cast.secretary)
    return factories.bring_to(meeting, Status.CIRCULATED, by=cast.secretary)


def approve(signed_in, cast, meeting: Meeting, **words: str):
    address = reverse("meetings:move", args=[meeting.ref, "approve"])
    answer = signed_in(cast.secretary).post(address, {"at": BY_CORRESPONDENCE, **words})
    meeting.refresh_from_db()
    return answer


def test_a_stop_refuses_the_move(cast, circulated, findings, signed_in) -> None:
    findings.append(Finding(stops=True, sentence="It says what is Red."))

    answer = approve(signed_in, cast, circulated, accept="All the same.")

    assert (answer.status_code, circulated.status) == (422, Status.CIRCULATED)
    assert "It says what is Red." in answer.text
    assert not HeldDocument.objects.exists()


def test_a_warning_takes_words_which_are_kept_with_what_is_issued(cast, circulated, findings, signed_in) -> None:
    findings.append(Finding(stops=False, sentence="It names a figure.", where="On page 1."))
    assert approve(signed_in, cast, circulated).status_code == 422
    assert circulated.status == Status.CIRCULATED

    answer = approve(signed_in, cast, circulated, accept="The figure is public.")

    assert (answer.status_code, circulated.status) == (302, Status.FINAL)
    issue_editions(MinutesVersion.objects.filter(meeting=circulated, kind="minutes").latest("number").pk)
    issued = IssuedDocument.objects.get(target=circulated.uid, classification=WHITE)
    assert issued.accepted == ["It names a figure. On page 1."]
    assert issued.accepted_why == f"{cast.secretary}: The figure is public."


def test_what_is_still_being_drawn_waits(cast, circulated, findings, signed_in, monkeypatch) -> None:
    monkeypatch.setattr("meetings.views.before_issuing.draw", lambda key, task, **what: None)

    answer = approve(signed_in, cast, circulated)

    assert (answer.status_code, circulated.status) == (422, Status.CIRCULATED)
    assert "still being drawn" in answer.text


def test_without_findings_nothing_is_asked(cast, circulated, findings, signed_in) -> None:
    screen = signed_in(cast.secretary).get(reverse("meetings:move", args=[circulated.ref, "approve"])).text

    assert "What was found in the editions" not in screen
    assert approve(signed_in, cast, circulated).status_code == 302
