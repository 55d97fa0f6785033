"""Any place on the agenda: among its like, beneath another, out again; and what stands in an item goes with it."""

import pytest

from meetings.models import AgendaItem
from meetings.operations import nudge_item, place_item
from secgov.access import may_read
from secgov.classification import Classification
from secgov.lifecycle import Refused
from tests import factories


@pytest.fixture
def meeting(cast):
    return factories.meeting(cast.tabasc, by=cast.secretary)


@pytest.fixture
def items(cast, meeting):
    return [factories.item(meeting, by=cast.secretary, title=title) for title in ("One", "Two", "Three")]


def agenda(meeting) -> list[tuple[str, str]]:
    items = AgendaItem.objects.filter(meeting=meeting, removed_at__isnull=True)
    return sorted((item.number, item.title) for item in items)


def test_an_item_goes_first_behind_another_and_beneath_one(cast, meeting, items) -> None:
    one, two, three = items

    place_item(three, by=cast.secretary)
    assert agenda(meeting) == [("1", "Three"), ("2", "One"), ("3", "Two")]

    place_item(three, by=cast.secretary, after=one)
    assert agenda(meeting) == [("1", "One"), ("2", "Three"), ("3", "Two")]

    moved = place_item(two, by=cast.secretary, parent=one)
    assert agenda(meeting) == [("1", "One"), ("1.1", "Two"), ("2", "Three")]
    assert (moved.number, moved.history.first().history_user) == ("1.1", cast.secretary)


@pytest.mark.parametrize(
    ("which", "way", "expected"),
    [
        (1, "up", [("1", "Two"), ("2", "One"), ("3", "Three")]),
        (1, "down", [("1", "One"), ("2", "Three"), ("3", "Two")]),
        (1, "in", [("1", "One"), ("1.1", "Two"), ("2", "Three")]),
        (1, "out", [("1", "One"), ("2", "Two"), ("3", "Three")]),
        (0, "up", [("1", "One"), ("2", "Two"), ("3", "Three")]),
        (0, "in", [("1", "One"), ("2", "Two"), ("3", "Three")]),
        (2, "down", [("1", "One"), ("2", "Two"), ("3", "Three")]),
    ],
)
def test_a_step_moves_an_item_one_place(which, way, expected, cast, meeting, items) -> None:
    nudge_item(items[which], by=cast.secretary, way=way)

    assert agenda(meeting) == expected


def test_an_item_taken_out_stands_behind_the_one_it_was_under(cast, meeting, items) -> None:
    below = factories.item(meeting, by=cast.secretary, title="Below", parent=items[0])

    nudge_item(below, by=cast.secretary, way="out")

    assert agenda(meeting) == [("1", "One"), ("2", "Below"), ("3", "Two"), ("4", "Three")]


def test_items_are_nested_two_deep_at_most(cast, meeting, items) -> None:
    one, two, three = items
    place_item(two, by=cast.secretary, parent=one)

    with pytest.raises(Refused, match="two deep at most"):
        place_item(one, by=cast.secretary, parent=three)
    with pytest.raises(Refused, match="Nothing can be put under this"):
        place_item(three, by=cast.secretary, parent=AgendaItem.objects.get(pk=two.pk))


def test_nothing_goes_beneath_itself_a_heading_or_an_item_of_another_meeting(cast, items) -> None:
    heading = factories.heading(items[0], by=cast.secretary, title="A heading")
    elsewhere = factories.item(factories.meeting(cast.tabasc, by=cast.secretary, number=34), by=cast.secretary)

    for parent in (items[1], heading, elsewhere):
        with pytest.raises(Refused, match="Nothing can be put under this"):
            place_item(items[1], by=cast.secretary, parent=parent)


def test_what_stands_in_an_item_goes_with_it_so_that_a_recusal_reaches_it(cast, items, reader) -> None:
    one, two, _ = items
    amber = {"by": cast.secretary, "classification": Classification.AMBER}
    action = factories.action(two, **amber)
    entry = factories.entry(two, **amber)
    factories.bring_to(two.meeting, "circulated", by=cast.secretary)
    before = [may_read(record, reader(cast.recused)) for record in (entry, action)]
    type(two.meeting).objects.filter(pk=two.meeting_id).update(status="draft")

    cast.recuse(one.uid)
    place_item(two, by=cast.secretary, parent=one)

    entry.refresh_from_db()
    assert before == [True, True]
    assert [may_read(record, reader(cast.recused)) for record in (entry, action)] == [False, False]
    assert entry.within == [two.meeting.uid, one.uid, two.uid]
    nudge_item(two, by=cast.secretary, way="out")
    entry.refresh_from_db()
    assert entry.within == [two.meeting.uid, two.uid]
    assert may_read(entry, reader(cast.recused))
