"""When an action is due: read from words, and known by the month in whatever order meetings arrive."""

from datetime import date
from itertools import permutations

import pytest

from actions.documents import log
from actions.models import Action, DueKind
from meetings.lifecycle import Status
from meetings.models import Meeting
from meetings.operations import amend_meeting
from tests import factories
from tests.actions.minutes import publish

SEPTEMBER = date(2018, 9, 1)


@pytest.mark.parametrize(
    ("words", "kind", "on", "month"),
    [
        ("", DueKind.NOT_STATED, None, None),
        ("2018-09-20", DueKind.DATE, date(2018, 9, 20), None),
        ("20 September 2018", DueKind.DATE, date(2018, 9, 20), None),
        ("the September 2018 meeting", DueKind.MEETING, None, SEPTEMBER),
        ("September 2018", DueKind.MEETING, None, SEPTEMBER),
        ("the next meeting", DueKind.MEETING, None, None),
        ("before the September 2018 meeting", DueKind.BEFORE_MEETING, None, SEPTEMBER),
        ("before the next meeting", DueKind.BEFORE_MEETING, None, None),
        ("at a future meeting", DueKind.FUTURE, None, None),
        ("a future meeting, September 2018 at the latest", DueKind.FUTURE, None, SEPTEMBER),
        ("when BEIS has answered", DueKind.EVENT, None, None),
        ("when BEIS has answered, in September 2018", DueKind.EVENT, None, None),
        ("September 2018 SEC Release", DueKind.EVENT, None, None),
    ],
)
def test_due_is_read_from_words_and_keeps_them(words, kind, on, month, cast, august) -> None:
    action = factories.action(august, by=cast.secretary, due=words)

    assert (action.due_kind, action.due_on, action.due_month, action.due_words) == (kind, on, month, words)


def numbered(cast, number: int, day: date) -> Meeting:
    return factories.meeting(cast.tabasc, by=cast.secretary, number=number, held_on=day)


def raise_it(cast) -> None:
    meeting = Meeting.objects.filter(number=33).first()
    if meeting is None:
        item = factories.item(numbered(cast, 33, date(2018, 8, 16)), by=cast.secretary)
    else:  # known already, from the review that named its action
        amend_meeting(meeting, by=cast.secretary, held_on=date(2018, 8, 16))
        item = factories.item(factories.bring_to(meeting, Status.DRAFT, by=cast.secretary), by=cast.secretary)
    factories.action(item, by=cast.secretary, ref="TABASC33/01", due="September 2018 meeting")


def review_it(cast) -> None:
    item = factories.item(numbered(cast, 36, date(2018, 11, 15)), by=cast.secretary)
    factories.review(item, "TABASC33/01", by=cast.secretary, action_text="SECAS to bring the register back.")


def plan_it(cast) -> None:
    numbered(cast, 34, date(2018, 9, 20))


def missed(reader) -> int:
    """The meetings missed by TABASC33/01, as the log tells `reader`."""
    [row] = Action.objects.filter(ref="TABASC33/01").visible_to(reader).as_known_to(reader)
    log.finish([row], reader)
    return row.missed


@pytest.mark.parametrize("steps", list(permutations([raise_it, plan_it, review_it])))
def test_meetings_missed_are_the_same_in_whatever_order_they_arrive(steps, cast, reader) -> None:
    for step in steps:
        step(cast)

    assert missed(reader(cast.secretary)) == 3


@pytest.mark.parametrize("numbers", [(34, 35), (35, 34)])
def test_due_is_the_first_of_two_meetings_in_a_month(numbers, cast, reader) -> None:
    raise_it(cast)
    for number in numbers:
        numbered(cast, number, date(2018, 9, number - 20))
    review_it(cast)

    assert missed(reader(cast.secretary)) == 3


@pytest.mark.parametrize("is_raised_first", [True, False])
def test_due_follows_a_meeting_that_moves_out_of_its_month(is_raised_first, cast, reader) -> None:
    steps = [lambda: raise_it(cast), lambda: plan_it(cast)]
    for step in steps if is_raised_first else steps[::-1]:
        step()
    amend_meeting(Meeting.objects.get(number=34), by=cast.secretary, held_on=date(2018, 10, 4))
    review_it(cast)

    assert missed(reader(cast.secretary)) == 3


def test_due_at_a_meeting_that_nobody_may_know_of_is_not_missed(cast, august, reader) -> None:
    factories.action(august, by=cast.secretary, due="September 2018 meeting")
    publish(august, cast)
    plan_it(cast)
    later = factories.item(numbered(cast, 36, date(2018, 11, 15)), by=cast.secretary)
    factories.review(later, "TABASC33/01", by=cast.secretary)
    publish(later, cast)

    assert (missed(reader(cast.secretary)), missed(reader(cast.public))) == (3, 0)


def test_due_amended_to_other_words_forgets_the_month(cast, august, signed_in) -> None:
    action = factories.action(august, by=cast.secretary, due="September 2018 meeting")

    signed_in(cast.secretary).post(f"{action.get_absolute_url()}amend/", {"owner": "SECAS", "due": "a future meeting"})

    action.refresh_from_db()
    assert (action.due_kind, action.due_month) == (DueKind.FUTURE, None)
