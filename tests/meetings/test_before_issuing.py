"""Before a move issues editions, the words of each are checked: a stop refuses the move, a warning takes words, which
hold for the drawn document too and are kept with what is issued."""

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.correction_forms import BY_CORRESPONDENCE
from meetings.documents.vouching import Vouching
from meetings.lifecycle import Status
from meetings.models import Meeting, MinutesVersion
from meetings.operations.approving import Approval, approve_minutes
from meetings.tasks import issue_editions
from secgov import issuing
from secgov.classification import Classification
from secgov.issuing import Candidate, Finding
from secgov.lifecycle import Refused
from secgov.models import HeldDocument, IssuedDocument
from tests import factories

WHITE = Classification.WHITE


@pytest.fixture
def findings(monkeypatch) -> list[Finding]:
    """What a check of this test finds in every document, in words and as it is drawn; drawing is at once."""
    found: list[Finding] = []

    def check(candidate: Candidate) -> list[Finding]:
        where = "page 1" if candidate.pdf.startswith(b"%PDF") else "the text"
        return [Finding(finding.stops, finding.sentence, where) for finding in found]

    monkeypatch.setattr(issuing, "_checks", [check])
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


def issue(meeting: Meeting) -> None:
    issue_editions(MinutesVersion.objects.filter(meeting=meeting, kind="minutes").latest("number").pk)


def test_a_stop_refuses_the_move(cast, circulated, findings, signed_in) -> None:
    findings.append(Finding(stops=True, sentence="It says what is Red."))

    answer = approve(signed_in, cast, circulated, accepting="All the same.")

    assert (answer.status_code, circulated.status) == (422, Status.CIRCULATED)
    assert "It says what is Red." in answer.text
    assert not HeldDocument.objects.exists()


def test_a_warning_takes_words_which_are_kept_with_what_is_issued(cast, circulated, findings, signed_in) -> None:
    findings.append(Finding(stops=False, sentence="It names a figure."))
    assert approve(signed_in, cast, circulated).status_code == 422
    assert circulated.status == Status.CIRCULATED

    answer = approve(signed_in, cast, circulated, accepting="The figure is public.")

    assert (answer.status_code, circulated.status) == (302, Status.FINAL)
    issue(circulated)
    issued = IssuedDocument.objects.get(target=circulated.uid, classification=WHITE)
    assert issued.accepted == ["It names a figure. page 1"]
    assert issued.accepted_why == f"{cast.secretary}: The figure is public."


def test_an_acceptance_of_the_words_holds_for_nothing_else_in_the_document(
    cast, circulated, findings, signed_in
) -> None:
    findings.append(Finding(stops=False, sentence="It names a figure."))
    approve(signed_in, cast, circulated, accepting="The figure is public.")
    findings.append(Finding(stops=False, sentence="It names somebody."))

    issue(circulated)

    assert not IssuedDocument.objects.filter(target=circulated.uid).exists()
    held = HeldDocument.objects.get(file__isnull=False)
    assert [finding["sentence"] for finding in held.findings] == ["It names a figure.", "It names somebody."]


def test_nothing_is_accepted_where_the_move_was_not_made(cast, circulated, findings) -> None:
    findings.append(Finding(stops=False, sentence="It names a figure."))
    earlier = factories.item(factories.meeting(cast.tabasc, by=cast.secretary, number=32), by=cast.secretary)
    vouching = Vouching(by=cast.secretary, at=timezone.now(), because="The figure is public.")
    facts = {"by": cast.secretary, "on": timezone.localdate(), "vouching": vouching}

    with pytest.raises(Refused, match="later"):
        approve_minutes(circulated, Approval(item=earlier, sentence="Approved."), **facts)

    circulated.refresh_from_db()
    assert circulated.status == Status.CIRCULATED
    assert not HeldDocument.objects.exists()


def test_without_findings_nothing_is_asked(cast, circulated, findings, signed_in) -> None:
    screen = signed_in(cast.secretary).get(reverse("meetings:move", args=[circulated.ref, "approve"])).text

    assert "Why what was found may stand" not in screen
    assert approve(signed_in, cast, circulated).status_code == 302
    assert not HeldDocument.objects.exists()
