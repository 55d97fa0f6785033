"""The one screen before minutes go out, and the date until which comments are asked for."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.documents.circulating import before_move
from meetings.lifecycle import Status
from meetings.models import MinutesVersion, PrintedBlock
from meetings.operations import amend_entry, make_move, remove_entry
from meetings.operations.sharing import share_draft
from secgov.classification import Classification
from secgov.working_days import working_days_after
from tests import factories
from tests.factories.meetings import DAY

WHITE, GREEN, AMBER, RED = Classification


@pytest.fixture
def meeting(cast):
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    item = factories.item(meeting, by=cast.secretary)
    factories.outcome(item, by=cast.secretary)
    for level in (WHITE, AMBER, RED):
        factories.entry(item, by=cast.secretary, body=f"<p>Something {level.label}.</p>", classification=level)
    return meeting


@pytest.fixture
def before(cast, meeting, reader):
    today = timezone.localdate()
    return lambda move="circulate": before_move(meeting, move, reader(cast.secretary), by=cast.secretary, on=today)


def test_it_says_who_gets_what_as_the_gate_answers(cast, meeting, before) -> None:
    cast.recuse(meeting.items.get().uid)

    told = {recipient.name: (recipient.level, recipient.withheld) for recipient in before().recipients}

    assert told == {
        "Alternate": (AMBER, 1),
        "Chair": (AMBER, 1),
        "Member": (AMBER, 1),
        "Recused": (WHITE, 5),
        "Secretary": (RED, 0),
        "Standing attendee": (AMBER, 1),
    }


def test_before_they_are_final_everybody_is_told_of_too(cast, meeting, before) -> None:
    meeting = factories.bring_to(meeting, Status.CIRCULATED, by=cast.secretary)

    anyone = before("approve").recipients[0]

    assert (anyone.name, anyone.body, anyone.level, anyone.withheld) == ("Anyone", "without signing in", WHITE, 2)


def test_looking_leaves_nothing_behind(meeting, before) -> None:
    before()

    assert (MinutesVersion.objects.count(), PrintedBlock.objects.count()) == (0, 0)


def test_it_says_what_changed_since_the_last_version(cast, meeting, before) -> None:
    assert before().since is None
    factories.bring_to(meeting, Status.CIRCULATED, by=cast.secretary)
    make_move(meeting, "reopen", by=cast.secretary, on=DAY, note="A slip")
    meeting.refresh_from_db()
    entries = list(meeting.entries.order_by("rank"))
    amend_entry(entries[1], by=cast.secretary, body="<p>Otherwise.</p>")
    remove_entry(entries[2], by=cast.secretary, at=timezone.now())
    factories.entry(entries[0].item, by=cast.secretary)
    factories.item(meeting, by=cast.secretary, title="Another")

    told = [(change.title, change.added, change.changed, change.removed) for change in before().changes]

    assert told == [("1. Risk register", 1, 1, 1), ("2. Another", 1, 0, 0)]


def test_the_screen_holds_what_is_open_and_how_it_will_look(cast, meeting, signed_in) -> None:
    item = meeting.items.get()
    factories.entry(item, by=cast.secretary, body="<p>The LTE was named.</p>")
    first = factories.action(item, by=cast.secretary, owner="", body="<p>Nobody does it.</p>")
    factories.action(item, by=cast.secretary)
    remove_entry(first.raised_in, by=cast.secretary, at=timezone.now())
    share_draft(meeting, people=[cast.chair.person], by=cast.secretary)

    page = signed_in(cast.secretary).get(reverse("meetings:move", args=[meeting.ref, "circulate"])).content.decode()

    for words in (
        "TABASC33/01 is nobody’s: the numbers of actions have a gap.",
        reverse("actions:renumber", args=[meeting.ref]),
        "LTE is neither written out here",
        "would be read outside the committee without anybody’s word",
        "Shown the draft by name until now, which ends: Chair.",
        "edition=white",
        "edition=amber",
        "This is the first version that goes out.",
    ):
        assert words in page, words


@pytest.mark.parametrize("move", ["reopen", "cancel", "draft"])
def test_other_moves_have_no_such_screen(before, move) -> None:
    assert before(move) is None


def test_circulating_sets_the_date_until_which_comments_are_asked_for(cast, meeting, signed_in) -> None:
    browser, address = signed_in(cast.secretary), reverse("meetings:move", args=[meeting.ref, "circulate"])
    day = working_days_after(timezone.localdate(), 5)
    assert f'value="{day:%Y-%m-%d}"' in browser.get(address).content.decode()

    browser.post(address, {"comments_by": day.isoformat()})

    meeting.refresh_from_db()
    assert (meeting.status, meeting.comments_by) == (Status.CIRCULATED, day)
    assert meeting.history.first().history_user == cast.secretary


def test_a_day_that_has_passed_is_refused(cast, meeting, signed_in) -> None:
    past = timezone.localdate() - timedelta(days=1)

    answer = signed_in(cast.secretary).post(
        reverse("meetings:move", args=[meeting.ref, "circulate"]), {"comments_by": past.isoformat()}
    )

    meeting.refresh_from_db()
    assert (answer.status_code, meeting.status) == (422, Status.DRAFT)
    assert "That day has passed." in answer.content.decode()


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2018, 8, 16), 5, date(2018, 8, 23)),
        (date(2018, 8, 24), 1, date(2018, 8, 28)),  # over the August bank holiday
        (date(2026, 12, 23), 5, date(2027, 1, 4)),
    ],
)
def test_working_days_pass_over_weekends_and_bank_holidays(day, count, expected) -> None:
    assert working_days_after(day, count) == expected
