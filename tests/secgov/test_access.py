"""The gate: who may read what at which classification and stage, written out by hand from product.md section 2."""

from uuid import uuid4

import pytest
from django.http import Http404

from meetings.models import AgendaItem, MinuteEntry
from secgov.access import LinkHolder, Public, Purpose, System, may_read, visible_or_404
from secgov.classification import Classification, Stage
from tests import factories
from tests.cast import NAMES

# x: may read. Columns: White, Green, Amber, Red, before circulation, circulated to the committee, published.
# `invited` was invited for the item, `recused` is recused from the meeting, `named` stands on the list of each record,
# and to `shown` a secretary has shown the draft of the item.
TABLE = """
                        draft   circulated  published
                       W G A R    W G A R    W G A R
public                 . . . .    . . . .    x . . .
party                  . . . .    . . . .    x x . .
member                 . . . .    x x x .    x x x .
alternate              . . . .    x x x .    x x x .
chair                  . . . .    x x x .    x x x .
standing_attendee      . . . .    x x x .    x x x .
cleared_too_low        . . . .    . . . .    x x . .
former_member          . . . .    . . . .    x x . .
member_elsewhere       . . . .    . . . .    x x . .
secretary              x x x x    x x x x    x x x x
secretary_elsewhere    . . . .    . . . .    x x . .
records                . . . .    x x x .    x x x .
admin                  . . . .    . . . .    x x . .
invited                . . . .    x x x .    x x x .
recused                . . . .    . . . .    x x . .
named                  . . . .    . . . x    x x . x
shown                  x x x .    x x x .    x x x .
"""
CELLS = [(level, stage) for stage in Stage for level in Classification]
ROWS = {row.split()[0]: row.split()[1:] for row in TABLE.strip().splitlines()[2:]}


@pytest.fixture
def records(cast) -> dict[tuple[Classification, Stage], MinuteEntry]:
    """An entry of one item for each cell of the table."""
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    item = factories.item(meeting, by=cast.secretary)
    made = {}
    for level, stage in CELLS:
        entry = factories.entry(item, by=cast.secretary, classification=level)
        MinuteEntry.objects.filter(pk=entry.pk).update(stage=stage)
        cast.name(entry.uid)
        made[level, stage] = entry
    cast.invite(item)
    cast.recuse(meeting.uid)
    cast.show(item.uid)
    return made


def test_the_table_is_whole() -> None:
    assert list(ROWS) == list(NAMES)
    assert {len(cells) for cells in ROWS.values()} == {len(CELLS)}


@pytest.mark.parametrize("who", NAMES)
def test_access_is_as_the_table_says(who, cast, records, reader) -> None:
    visible = set(MinuteEntry.objects.visible_to(reader(cast.people[who])).values_list("pk", flat=True))

    assert ["x" if records[cell].pk in visible else "." for cell in CELLS] == ROWS[who]


@pytest.mark.parametrize("who", NAMES)
def test_may_read_agrees_with_lists(who, cast, records, reader) -> None:
    asking = reader(cast.people[who])

    assert ["x" if may_read(records[cell], asking) else "." for cell in CELLS] == ROWS[who]


def test_an_invitation_opens_no_other_item(cast, records, reader) -> None:
    meeting = next(iter(records.values())).meeting
    other = factories.item(meeting, by=cast.secretary, classification=Classification.AMBER)
    beside = factories.item(meeting, by=cast.secretary, classification=Classification.GREEN)
    AgendaItem.objects.filter(pk__in=[other.pk, beside.pk]).update(stage=Stage.COMMITTEE)

    asking = reader(cast.invited)

    assert (may_read(other, asking), may_read(beside, asking)) == (False, True)


def test_a_recusal_closes_only_what_it_names(cast, records, reader) -> None:
    elsewhere = factories.meeting(cast.tabasc, by=cast.secretary, number=34)
    amber = factories.item(elsewhere, by=cast.secretary, classification=Classification.AMBER)
    AgendaItem.objects.filter(pk=amber.pk).update(stage=Stage.COMMITTEE)

    assert may_read(amber, reader(cast.recused))


def test_a_recusal_takes_a_secretary_out_too(cast, records, reader) -> None:
    meeting = next(iter(records.values())).meeting
    factories.recuse(cast.secretary, meeting.uid, by=cast.chair)

    visible = MinuteEntry.objects.visible_to(reader(cast.secretary)).values_list("classification", "stage")

    assert sorted(visible) == [
        (Classification.WHITE, Stage.PUBLISHED),
        (Classification.GREEN, Stage.PUBLISHED),
    ]


def test_amber_of_several_committees_is_read_by_the_people_of_each(cast, records, reader) -> None:
    handed_over = records[Classification.AMBER, Stage.PUBLISHED]
    MinuteEntry.objects.filter(pk=handed_over.pk).update(audience=[cast.tabasc.pk, cast.csc.pk])

    assert may_read(handed_over, reader(cast.member_elsewhere))
    assert may_read(handed_over, reader(cast.member))


def test_amber_without_an_audience_is_read_by_no_committee(cast, records, reader) -> None:
    nobodys = records[Classification.AMBER, Stage.PUBLISHED]
    MinuteEntry.objects.filter(pk=nobodys.pk).update(audience=[])

    assert [who for who, user in cast.people.items() if may_read(nobodys, reader(user))] == [
        "secretary",
        "records",
        "invited",
        "shown",
    ]


def test_a_link_opens_one_action_at_white_and_green(cast) -> None:
    item = factories.item(factories.meeting(cast.tabasc, by=cast.secretary), by=cast.secretary)
    green = factories.action(item, by=cast.secretary, classification=Classification.GREEN)
    amber = factories.action(item, by=cast.secretary, classification=Classification.AMBER)

    assert (may_read(green, LinkHolder(green.uid)), may_read(green, LinkHolder(amber.uid))) == (True, False)
    assert may_read(amber, LinkHolder(amber.uid)) is False
    assert may_read(item, LinkHolder(green.uid)) is False


def test_the_system_reads_everything(records) -> None:
    assert MinuteEntry.objects.visible_to(System(Purpose.LEAK_CHECK)).count() == len(CELLS)


def test_hidden_and_missing_records_are_the_same(cast, records) -> None:
    hidden = records[Classification.GREEN, Stage.PUBLISHED]

    answers = []
    for uid in (hidden.uid, uuid4()):
        with pytest.raises(Http404) as refused:
            visible_or_404(MinuteEntry.objects.all(), Public(), uid=uid)
        answers.append(str(refused.value))

    assert answers == ["", ""]
    shown = records[Classification.WHITE, Stage.PUBLISHED]
    assert visible_or_404(MinuteEntry.objects.all(), Public(), uid=shown.uid) == shown


def test_a_reader_costs_two_queries_and_the_public_none(cast, reader, django_assert_num_queries) -> None:
    with django_assert_num_queries(2):
        reader(cast.member)
    with django_assert_num_queries(0):
        reader(cast.public)
