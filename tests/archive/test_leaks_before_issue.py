"""The leak check where documents go out: the screen before, the worker that draws, the register looked through; and
the minutes that rightly speak of something classified higher (DP104, seed 003)."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from archive.demo.seeding import FOLDER
from archive.loading import load_minutes
from meetings.documents.vouching import found_before
from meetings.lifecycle import Status
from meetings.models import MinuteEntry, MinutesVersion
from meetings.operations import make_move
from meetings.operations.issuing import edition_of
from meetings.tasks import draw_minutes, issue_editions
from modifications.models import Modification
from secgov.classification import Classification, Stage
from secgov.documents import is_held
from secgov.models import HeldDocument, IssuedDocument
from tests import factories

WHITE, GREEN, AMBER, RED = Classification
GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold" / "003_f0b7501dd6cdcbf0.json"
SECRET = "The DCC told the members that its reserve site had failed twice during the winter exercise."


@pytest.fixture
def meeting(cast):
    """White minutes in draft, in which something Amber is minuted."""
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    item = factories.item(meeting, by=cast.secretary)
    factories.outcome(item, by=cast.secretary)
    factories.entry(item, by=cast.secretary, body=f"<p>{SECRET}</p>", classification=AMBER)
    return meeting


@pytest.fixture
def leaking(cast, meeting):
    """The same with a copy of it that was left White."""
    body = f"<p>As minuted elsewhere: {SECRET}</p>"
    factories.entry(meeting.items.get(), by=cast.secretary, body=body)
    return meeting


@pytest.fixture
def circulate(cast, signed_in):
    """Ask for, or make, the move from the screen before it."""

    def ask(meeting, *, method="post", who=cast.secretary, **typed):
        address = reverse("meetings:move", args=[meeting.ref, "circulate"])
        return getattr(signed_in(who), method)(address, typed)

    return ask


def status(meeting) -> str:
    meeting.refresh_from_db()
    return meeting.status


def test_a_leak_stops_circulation_before_anything_has_changed(leaking, circulate) -> None:
    page = circulate(leaking, accepting="I want to.")

    assert page.status_code == 422
    assert (
        "White edition, the text: It says “The DCC told the members that its reserve site had" in page.content.decode()
    )
    assert status(leaking) == Status.DRAFT
    assert MinutesVersion.objects.count() == 0
    assert HeldDocument.objects.count() == 0


def test_the_screen_before_says_what_would_stop_it(leaking, circulate) -> None:
    page = circulate(leaking, method="get").content.decode()

    assert page.count("Stops it") == 1
    assert "a minute entry of TABASC 33 (Amber)" in page


def test_a_warning_asks_for_a_reason_which_is_kept_with_who_gave_it(cast, meeting, circulate) -> None:
    near = SECRET.replace("members", "attendees").replace("twice", "often")
    factories.entry(meeting.items.get(), by=cast.secretary, body=f"<p>{near}</p>")

    refused = circulate(meeting)
    assert (refused.status_code, status(meeting)) == (422, Status.DRAFT)
    assert "Write why you accept it" in refused.content.decode()
    circulate(meeting, accepting="The DCC agreed to it in this form.")

    assert status(meeting) == Status.CIRCULATED
    kept = HeldDocument.objects.get()
    assert (kept.accepted_by, kept.accepted_why) == (cast.secretary, "The DCC agreed to it in this form.")
    assert [finding["stops"] for finding in kept.findings] == [False]
    assert (kept.level, kept.stage, kept.within, kept.file) == (WHITE, Stage.SECRETARIAT, [], None)


def test_only_the_secretaries_see_what_was_found(cast, meeting, circulate, signed_in) -> None:
    near = SECRET.replace("members", "attendees").replace("twice", "often")
    factories.entry(meeting.items.get(), by=cast.secretary, body=f"<p>{near}</p>")
    circulate(meeting, accepting="The DCC agreed to it in this form.")
    meeting.refresh_from_db()

    told = {
        name: "agreed to it in this form"
        in signed_in(getattr(cast, name)).get(meeting.get_absolute_url()).content.decode()
        for name in ("secretary", "member", "chair", "records", "secretary_elsewhere")
    }

    assert [name for name, is_told in told.items() if is_told] == ["secretary"]


def test_minutes_without_a_leak_go_out_without_a_question(meeting, circulate) -> None:
    assert circulate(meeting).status_code == 302
    assert status(meeting) == Status.CIRCULATED
    assert HeldDocument.objects.count() == 0


@pytest.mark.parametrize(("who", "expected"), [("member", 404), ("records", 404), ("party", 404), ("public", 404)])
def test_nobody_else_reaches_the_screen(cast, leaking, circulate, who, expected) -> None:
    assert circulate(leaking, who=getattr(cast, who)).status_code in (expected, 403)


def published(cast, meeting) -> MinutesVersion:
    """The minutes published by a command, which shows no screen before."""
    factories.bring_to(meeting, Status.FINAL, by=cast.secretary)
    return MinutesVersion.objects.filter(meeting=meeting, kind="minutes").latest("number")


def is_stopped(version: MinutesVersion, level: Classification) -> bool:
    return is_held(edition_of(version, level))


def test_the_worker_issues_no_edition_with_a_leak(cast, leaking, signed_in, settings) -> None:
    settings.PDF_WAIT_SECONDS = 0
    version = published(cast, leaking)

    issue_editions(version.pk)

    assert [document.level for document in IssuedDocument.objects.all()] == [AMBER]
    assert [is_stopped(version, level) for level in (WHITE, AMBER)] == [True, False]
    address = reverse("meetings:pdf", args=[leaking.ref])
    assert signed_in(cast.public).get(address).status_code == 404
    assert signed_in(cast.member).get(address).status_code == 404
    mine = signed_in(cast.secretary).get(address)
    assert mine.status_code == 409
    assert "page 1" in mine.content.decode()
    assert "in nobody’s hands" in signed_in(cast.secretary).get(leaking.get_absolute_url()).content.decode()


def test_an_edition_is_issued_once_nothing_stops_it_any_more(cast, leaking) -> None:
    version = published(cast, leaking)
    draw_minutes(leaking.pk, int(WHITE), version.pk)
    assert IssuedDocument.objects.count() == 0
    MinuteEntry.objects.filter(meeting=leaking, classification=AMBER).update(classification=WHITE)
    version.blocks.filter(classification=AMBER).update(classification=WHITE)

    draw_minutes(leaking.pk, int(WHITE), version.pk)

    assert [document.level for document in IssuedDocument.objects.all()] == [WHITE]
    assert not is_stopped(version, WHITE)
    assert HeldDocument.objects.get().released_at is not None


def checked(*arguments: str) -> tuple[str, str]:
    """What the command says, and what it ends with, "" where nothing stops."""
    said = io.StringIO()
    try:
        call_command("check_leaks", *arguments, stdout=said)
    except CommandError as error:
        return said.getvalue(), str(error)
    return said.getvalue(), ""


def test_the_command_looks_through_the_register_and_through_what_would_go_out(cast, meeting) -> None:
    issue_editions(published(cast, meeting).pk)
    assert checked()[1] == ""
    other = factories.meeting(cast.tabasc, by=cast.secretary, number=34)
    factories.entry(factories.item(other, by=cast.secretary), by=cast.secretary, body=f"<p>{SECRET}</p>")

    said, ended = checked("--committee", "TABASC")

    assert ended == "1 of 3 documents hold something that their readers may not read."
    assert "stops  TABASC_34_1608-draft-minutes-white.pdf  the text: It says" in said
    assert checked("--committee", "CSC")[1] == ""
    assert checked("--committee", "XYZ")[1] == "There is no committee XYZ."


def classified_matter(meeting, secretary) -> None:
    """DP104 as it stood when the White minutes were written: a Green record, with a Green paper of the SSC about it."""
    later = factories.meeting(meeting.committee, by=secretary, number=90, classification=GREEN)
    item = factories.item(later, by=secretary, title="DP104 'Security Improvements'", classification=GREEN)
    factories.entry(
        item,
        by=secretary,
        classification=GREEN,
        body="<p>On DP104 the SSC reported that one set of keys signs both the service requests and the pre-commands "
        "of several users, so that a fault in one could not be told from a fault in the other.</p>",
    )
    # Last, because a modification takes the classification of the lowest minutes that name it.
    Modification.objects.filter(ref="DP104").update(classification=GREEN)


def loaded(path: Path, secretary):
    """The CSC minutes in `path`, loaded as White."""
    return load_minutes(content=path.read_bytes(), name=path.name, by=secretary, classification=WHITE).meeting


def move_out(meeting) -> str:
    """The move by which loaded minutes come out first."""
    return "circulate" if meeting.status == Status.DRAFT else "publish"


@pytest.mark.parametrize("path", [FOLDER / "csc_11.json", GOLD], ids=["the demo", "seed 003"])
def test_white_minutes_may_summarise_dp104_and_somebody_accepts_it(secretary, path) -> None:
    if not path.exists():
        pytest.skip("The seeds are not here.")
    meeting = loaded(path, secretary)
    classified_matter(meeting, secretary)

    found = found_before(meeting, move_out(meeting), by=secretary)

    assert [finding.sentence for finding in found if finding.stops] == []
    assert "It cites DP104, which is Green." in [finding.sentence for finding in found]


@pytest.mark.slow
def test_the_pdf_of_the_demos_own_minutes_passes(secretary) -> None:
    meeting = loaded(FOLDER / "csc_11.json", secretary)
    classified_matter(meeting, secretary)
    make_move(meeting, move_out(meeting), by=secretary, on=timezone.localdate())
    version = MinutesVersion.objects.filter(meeting=meeting, kind="minutes").latest("number")

    draw_minutes(meeting.pk, int(WHITE), version.pk)

    assert not is_stopped(version, WHITE)
