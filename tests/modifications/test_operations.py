"""Modifications: one record under every number it had, its titles as printed, and committees' interest."""

from datetime import date
from functools import partial

import pytest

from meetings.lifecycle import Status
from meetings.operations import amend_entry, amend_item, make_move, remove_entry
from modifications.models import CommitteeInterest, Modification
from secgov.access import may_read
from secgov.classification import Classification
from tests import factories
from tests.at_once import at_once


@pytest.fixture
def item(cast):
    return factories.item(factories.meeting(cast.tabasc, by=cast.secretary), by=cast.secretary)


def out(meeting, cast) -> None:
    factories.entry(meeting.items.first(), by=cast.secretary)
    factories.bring_to(meeting, Status.FINAL, by=cast.secretary)


def test_every_prefix_is_the_same_modification(cast, item) -> None:
    made = {
        factories.modification(ref, born_in=item, by=cast.secretary).pk
        for ref in ("DP098", "MP098", "SECMP0098", "dp 98")
    }

    assert len(made) == 1
    assert Modification.objects.get().ref == "DP098"


def test_a_suffix_is_another_modification(cast, item) -> None:
    refs = [factories.modification(ref, born_in=item, by=cast.secretary).ref for ref in ("MP098", "MP098A")]

    assert (refs, Modification.objects.count()) == (["MP098", "MP098A"], 2)


@pytest.mark.parametrize("printed", ["nonsense", "TABASC33/01", "CR90", ""])
def test_what_is_no_modification_is_refused_in_a_sentence(printed, cast, item) -> None:
    with pytest.raises(ValueError, match="is not a modification reference"):
        factories.modification(printed, born_in=item, by=cast.secretary)

    assert Modification.objects.count() == 0


def test_a_modification_named_in_a_draft_is_nowhere_to_be_seen(cast, item, reader) -> None:
    modification = factories.modification("DP096", born_in=item, by=cast.secretary, title="A title")

    assert [who for who, user in cast.people.items() if may_read(modification, reader(user))] == ["secretary"]


def test_a_modification_first_named_by_typing_has_a_record_like_a_loaded_one(cast, item, reader) -> None:
    factories.entry(item, by=cast.secretary, body="<p>DP098 Digits on the display was looked at.</p>")

    modification = Modification.objects.get()
    told = []
    for status in (Status.DRAFT, Status.CIRCULATED, Status.FINAL):
        factories.bring_to(item.meeting, status, by=cast.secretary)
        told.append([may_read(modification, reader(user)) for user in (cast.public, cast.member, cast.secretary)])

    assert (modification.ref, modification.title) == ("DP098", "")
    assert {row.history_user for row in modification.history.all()} == {cast.secretary}
    assert told == [[False, False, True], [False, True, True], [True, True, True]]


def test_a_modification_named_first_as_amber_is_amber(cast, item, reader) -> None:
    factories.entry(item, by=cast.secretary, body="<p>DP098.</p>", classification=Classification.AMBER)
    factories.bring_to(item.meeting, Status.FINAL, by=cast.secretary)

    modification = Modification.objects.get()
    assert [may_read(modification, reader(user)) for user in (cast.public, cast.party, cast.member)] == [
        False,
        False,
        True,
    ]


@pytest.mark.parametrize("text", ["SECMP00438 has a digit too many.", "The MP was asked.", "CR98 and TABASC33/98."])
def test_what_names_none_for_certain_makes_no_modification(text, cast, item) -> None:
    factories.entry(item, by=cast.secretary, body=f"<p>{text}</p>")

    assert Modification.objects.count() == 0


def test_a_modification_typed_and_taken_out_again_comes_out_with_nothing(cast, item, reader) -> None:
    entry = factories.entry(item, by=cast.secretary, body="<p>DP098 was looked at.</p>")

    amend_entry(entry, by=cast.secretary, body="<p>DP097 was looked at.</p>")
    factories.bring_to(item.meeting, Status.FINAL, by=cast.secretary)

    public = Modification.objects.visible_to(reader(cast.public))
    assert list(public.values_list("ref", flat=True)) == ["DP097"]
    # What is put on record later in a draft does not bring it out either.
    later = factories.meeting(cast.tabasc, by=cast.secretary, number=34, held_on=date(2018, 9, 20))
    factories.entry(factories.item(later, by=cast.secretary), by=cast.secretary, body="<p>DP098 once more.</p>")
    assert list(public.values_list("ref", flat=True)) == ["DP097"]


def test_a_modification_comes_out_though_the_entry_that_named_it_first_was_taken_out(cast, item, reader) -> None:
    first, _ = (factories.entry(item, by=cast.secretary, body="<p>DP098 was looked at.</p>") for _ in range(2))

    remove_entry(first, by=cast.secretary, at=factories.meetings.MOMENT)
    factories.bring_to(item.meeting, Status.FINAL, by=cast.secretary)

    assert may_read(Modification.objects.get(), reader(cast.public))


def test_a_modification_that_is_out_stays_out_while_its_minutes_are_changed(cast, reader) -> None:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    item = factories.item(meeting, by=cast.secretary, title="DP098 Digits")
    out(meeting, cast)
    make_move(meeting, "reopen", by=cast.secretary, on=date(2018, 9, 1), note="A letter is missing")

    amend_item(item, by=cast.secretary, title="DP098 Digits, all of them")

    assert may_read(Modification.objects.get(), reader(cast.public))


@pytest.mark.django_db(transaction=True)
def test_a_modification_named_twice_at_once_is_put_on_record_once(cast) -> None:
    items = []
    for number in (33, 34):
        meeting = factories.meeting(cast.tabasc, by=cast.secretary, number=number, held_on=date(2018, number - 25, 16))
        items.append(factories.item(meeting, by=cast.secretary))

    results = at_once([partial(factories.entry, item, by=cast.secretary, body="<p>DP098.</p>") for item in items])

    assert [type(result).__name__ for result in results] == ["MinuteEntry"] * 2
    assert Modification.objects.count() == 1


def test_a_title_comes_out_with_the_minutes_that_print_it(cast, item, reader) -> None:
    modification = factories.modification("DP096", born_in=item, by=cast.secretary, title="First title")
    out(item.meeting, cast)
    later = factories.meeting(cast.tabasc, by=cast.secretary, number=34, held_on=date(2018, 9, 20))
    below = factories.item(later, by=cast.secretary)
    factories.modification("DP096", born_in=below, by=cast.secretary, title="Second title")

    modification.refresh_from_db()
    before = modification.title
    out(later, cast)

    modification.refresh_from_db()
    assert (before, modification.title) == ("First title", "Second title")
    printed = modification.titles.order_by("printed_on").values_list("title", "meeting_number")
    assert list(printed) == [("First title", 33), ("Second title", 34)]


@pytest.mark.parametrize("order", [(33, 34), (34, 33)])
def test_the_latest_printed_title_counts_in_any_order_of_arrival(order, cast) -> None:
    days = {33: date(2018, 8, 16), 34: date(2018, 9, 20)}
    for number in order:
        meeting = factories.meeting(cast.tabasc, by=cast.secretary, number=number, held_on=days[number])
        item = factories.item(meeting, by=cast.secretary)
        factories.modification("DP096", born_in=item, by=cast.secretary, title=f"Title at {number}")
        out(meeting, cast)

    assert Modification.objects.get().title == "Title at 34"


def test_an_amber_mention_does_not_tell_its_title(cast, item, reader) -> None:
    factories.modification("DP096", born_in=item, by=cast.secretary, title="An open title")
    out(item.meeting, cast)
    later = factories.meeting(cast.tabasc, by=cast.secretary, number=34, held_on=date(2018, 9, 20))
    amber = factories.item(later, by=cast.secretary, classification=Classification.AMBER)
    factories.modification("DP096", born_in=amber, by=cast.secretary, title="A confidential title")
    out(later, cast)

    modification = Modification.objects.get()
    assert may_read(modification, reader(cast.public))
    assert modification.title == "An open title"
    shown = modification.titles.visible_to(reader(cast.public)).values_list("title", flat=True)
    assert list(shown) == ["An open title"]


def test_a_modification_is_as_open_as_the_most_open_minutes_that_name_it(cast, reader) -> None:
    told = []
    for number, level in ((33, Classification.AMBER), (34, Classification.WHITE)):
        meeting = factories.meeting(cast.tabasc, by=cast.secretary, number=number)
        item = factories.item(meeting, by=cast.secretary, classification=level)
        modification = factories.modification("DP096", born_in=item, by=cast.secretary)
        out(meeting, cast)
        told.append([may_read(modification, reader(user)) for user in (cast.public, cast.member)])

    assert told == [[False, True], [True, True]]


def test_a_matrix_is_one_entry_with_a_row_to_each_modification(cast, item) -> None:
    entry = factories.matrix(
        item,
        [
            {"ref": "DP096", "title": "One", "technical": "Some", "interest": "HIGH"},
            {"ref": "SECMP0006", "interest": "", "notes": "<p onclick=x>words</p>"},
        ],
        by=cast.secretary,
    )

    rows = CommitteeInterest.objects.filter(entry=entry).values_list(
        "modification__ref", "printed_title", "technical", "interest", "notes"
    )
    assert list(rows.order_by("rank")) == [
        ("DP096", "One", "Some", "High", ""),
        ("SECMP0006", "", "", "", "<p>words</p>"),
    ]


def test_a_level_nobody_knows_is_refused_in_a_sentence(cast, item) -> None:
    with pytest.raises(ValueError, match="'Keen' is not a level of interest"):
        factories.matrix(item, [{"ref": "DP096", "interest": "Keen"}], by=cast.secretary)

    assert (item.entries.count(), Modification.objects.count()) == (0, 0)


def test_interest_comes_out_with_its_minutes(cast, item, reader) -> None:
    factories.matrix(item, [{"ref": "DP096", "interest": "High"}], by=cast.secretary)

    told = []
    for status in (Status.DRAFT, Status.CIRCULATED, Status.FINAL):
        factories.bring_to(item.meeting, status, by=cast.secretary)
        told.append([CommitteeInterest.objects.visible_to(reader(user)).count() for user in (cast.public, cast.member)])

    assert told == [[0, 0], [0, 1], [1, 1]]
