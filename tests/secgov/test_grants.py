"""Dates of memberships and grants: in force on their first and last day, and on no other."""

from datetime import date, timedelta

import pytest

from meetings.models import MinuteEntry
from secgov.access import may_read, reader_for
from secgov.classification import Classification, Stage
from secgov.models import AccessGrant, GrantKind, Membership
from secgov.operations import grant
from tests import factories

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)
DAYS = [
    (FIRST - timedelta(days=1), False),
    (FIRST, True),
    (LAST, True),
    (LAST + timedelta(days=1), False),
]


@pytest.fixture
def amber(cast) -> MinuteEntry:
    """An Amber entry that has been circulated."""
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    item = factories.item(meeting, by=cast.secretary)
    entry = factories.entry(item, by=cast.secretary, classification=Classification.AMBER)
    MinuteEntry.objects.filter(pk=entry.pk).update(stage=Stage.COMMITTEE)
    return entry


@pytest.mark.parametrize(("on", "expected"), DAYS)
def test_a_membership_counts_from_its_first_to_its_last_day(on, expected, cast, amber) -> None:
    Membership.objects.filter(person__user=cast.member).update(since=FIRST, until=LAST)

    assert may_read(amber, reader_for(cast.member, on=on)) is expected


@pytest.mark.parametrize(("on", "expected"), DAYS)
def test_an_invitation_counts_from_its_first_to_its_last_day(on, expected, cast, amber) -> None:
    cast.invite(amber.item)
    AccessGrant.objects.update(since=FIRST, until=LAST)

    assert may_read(amber, reader_for(cast.invited, on=on)) is expected


@pytest.mark.parametrize(("on", "expected"), DAYS)
def test_a_recusal_counts_from_its_first_to_its_last_day(on, expected, cast, amber) -> None:
    cast.recuse(amber.meeting.uid)
    AccessGrant.objects.update(since=FIRST, until=LAST)

    assert may_read(amber, reader_for(cast.recused, on=on)) is not expected


def test_a_name_on_one_red_record_opens_no_other(cast, amber, reader) -> None:
    first, second = (
        factories.entry(amber.item, by=cast.secretary, classification=Classification.RED) for _ in range(2)
    )
    MinuteEntry.objects.filter(pk__in=[first.pk, second.pk]).update(stage=Stage.COMMITTEE)
    cast.name(first.uid)

    asking = reader(cast.named)

    assert (may_read(first, asking), may_read(second, asking), may_read(amber, asking)) == (
        True,
        False,
        False,
    )


def test_a_draft_shown_by_one_item_opens_no_other(cast, reader) -> None:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    shown, other = (factories.item(meeting, by=cast.secretary) for _ in range(2))
    inside = factories.entry(shown, by=cast.secretary, classification=Classification.AMBER)
    red = factories.entry(shown, by=cast.secretary, classification=Classification.RED)
    cast.show(shown.uid)

    asking = reader(cast.shown)

    assert [may_read(record, asking) for record in (shown, inside, red, other)] == [True, True, False, False]


def test_the_same_grant_is_stated_once(cast, amber) -> None:
    facts = {
        "person": cast.invited.person,
        "target": amber.uid,
        "kind": GrantKind.INVITED,
        "by": cast.secretary,
    }

    first, second = grant(**facts, why="asked"), grant(**facts, why="asked again")

    assert (first, second.why) == (second, "asked")


def test_every_role_but_the_observers_reads_amber(cast, amber, reader) -> None:
    roles = Membership.objects.filter(committee=cast.tabasc, until=None).values_list("role", "person__user")
    users = {user.pk: user for user in cast.people.values()}

    assert {role: may_read(amber, reader(users[pk])) for role, pk in roles} == {
        "chair": True,
        "member": True,
        "alternate": True,
        "secretary": True,
        "standing_attendee": True,
        "observer": False,
    }
