"""What names items by number follows when the numbers change: recusals, parts attended, "agenda item 4"."""

import pytest

from meetings.composition import compose
from meetings.models import EntryKind
from meetings.operations import move_item, place_item, remove_item
from secgov.access import Purpose, System
from secgov.classification import Classification
from secgov.models import AccessGrant, GrantKind
from secgov.panels import Block
from tests import factories


@pytest.fixture
def meeting(cast):
    return factories.meeting(cast.tabasc, by=cast.secretary)


@pytest.fixture
def items(cast, meeting):
    return [factories.item(meeting, by=cast.secretary, title=f"Item {word}") for word in ("A", "B", "C", "D", "E")]


def test_a_printed_recusal_follows_its_items_and_goes_on_withholding_the_same(cast, meeting, items) -> None:
    row = factories.attendance(
        meeting, by=cast.secretary, name="R.", person=cast.recused.person, recused_from="2 and 4"
    )
    grants = AccessGrant.objects.filter(person=cast.recused.person, kind=GrantKind.RECUSED)
    before = set(grants.values_list("target", flat=True))

    place_item(items[1], by=cast.secretary, after=items[4])

    row.refresh_from_db()
    assert row.recused_from == "3 and 5"
    assert set(grants.values_list("target", flat=True)) == before == {items[1].uid, items[3].uid}
    assert row.history.first().history_user == cast.secretary


def test_a_recusal_from_an_item_that_is_taken_off_ends_with_it(cast, meeting, items) -> None:
    row = factories.attendance(
        meeting, by=cast.secretary, name="R.", person=cast.recused.person, recused_from="2 and 4"
    )

    remove_item(items[1], by=cast.secretary, at=factories.MOMENT)

    row.refresh_from_db()
    targets = AccessGrant.objects.filter(person=cast.recused.person).values_list("target", flat=True)
    assert (row.recused_from, list(targets)) == ("3", [items[3].uid])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2 to 4", "1 to 3"),
        ("1", "5"),
        ("4 and 5", "3 and 4"),
        ("1 to 3", "1, 2 and 5"),
        ("until lunch", "until lunch"),
    ],
)
def test_the_part_somebody_attended_follows_too(before, after, cast, meeting, items) -> None:
    row = factories.attendance(meeting, by=cast.secretary, is_part=True, part_items=before)

    place_item(items[0], by=cast.secretary, after=items[4])

    row.refresh_from_db()
    assert row.part_items == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "<p>See agenda item 1 and <strong>Agenda Item 2</strong>.</p>",
            "<p>See agenda item 2 and <strong>Agenda Item 1</strong>.</p>",
        ),
        ("<p>Agenda items 1, 2 and 3 belong together.</p>", "<p>Agenda items 2, 1 and 3 belong together.</p>"),
        ("<p>It was agenda item 1 of the last meeting.</p>", "<p>It was agenda item 1 of the last meeting.</p>"),
        (
            "<p>The TABASC agenda item 1, and CSC agenda item 2.</p>",
            "<p>The TABASC agenda item 1, and CSC agenda item 2.</p>",
        ),
        ("<p>Options 1 and 2, Release 1.</p>", "<p>Options 1 and 2, Release 1.</p>"),
    ],
)
def test_an_agenda_item_named_in_the_text_follows(before, after, cast, meeting, items) -> None:
    entry = factories.entry(items[2], by=cast.secretary, body=before)

    move_item(items[1], by=cast.secretary, up=True)

    entry.refresh_from_db()
    assert (entry.body, entry.version) == (after, 1 if before == after else 2)


def test_a_private_note_follows_and_keeps_no_history(cast, items) -> None:
    note = factories.entry(items[2], by=cast.secretary, kind=EntryKind.PRIVATE, body="<p>Mind agenda item 1.</p>")

    move_item(items[1], by=cast.secretary, up=True)

    note.refresh_from_db()
    assert (note.text, note.history.count()) == ("Mind agenda item 2.", 0)


def test_a_reference_to_an_item_prints_the_number_it_has(cast, meeting, items) -> None:
    body = f'<p>See <a data-reference="{items[0].uid}">agenda item 1</a>.</p>'
    factories.entry(items[2], by=cast.secretary, body=body)

    move_item(items[1], by=cast.secretary, up=True)

    lines = compose(meeting, System(Purpose.PRINTING))
    printed = [line.facts["html"] for line in lines if isinstance(line, Block) and line.kind == EntryKind.DISCUSSION]
    assert printed == ['<p>See <a data-kind="agenda item" data-cites="agenda item 2">agenda item 2</a>.</p>']


def test_items_that_keep_their_numbers_leave_everything_alone(cast, meeting, items) -> None:
    row = factories.attendance(meeting, by=cast.secretary, recused_from="2")
    entry = factories.entry(items[0], by=cast.secretary, body="<p>See agenda item 2.</p>")

    factories.item(meeting, by=cast.secretary, title="At the end", classification=Classification.AMBER)

    entry.refresh_from_db()
    assert (row.history.count(), entry.version) == (1, 1)
