"""The agenda: numbers follow the order, sub-headings have none, and nothing minuted is lost unseen."""

from datetime import UTC, date, datetime

import pytest

from meetings.lifecycle import Status
from meetings.models import AgendaItem
from meetings.operations import (
    add_item,
    amend_item,
    amend_meeting,
    attach_paper,
    make_move,
    move_item,
    plan_meeting,
    record_attendance,
    remove_attendance,
    remove_item,
)
from secgov.access import may_read
from secgov.classification import Classification, ClassifiedBy, Stage
from secgov.lifecycle import Refused
from tests import factories

AT = datetime(2018, 8, 16, 12, 0, tzinfo=UTC)
DAY = date(2018, 8, 16)


@pytest.fixture
def meeting(cast):
    return factories.meeting(cast.tabasc, by=cast.secretary)


def agenda(meeting) -> list[tuple[str, str]]:
    items = AgendaItem.objects.filter(meeting=meeting, removed_at__isnull=True).order_by("parent__rank", "rank")
    return [(item.number, item.title) for item in items]


def test_items_are_numbered_as_they_come(cast, meeting) -> None:
    for title in ("One", "Two", "Three"):
        factories.item(meeting, by=cast.secretary, title=title)

    assert agenda(meeting) == [("1", "One"), ("2", "Two"), ("3", "Three")]


def test_items_below_an_item_are_numbered_under_it_and_headings_have_no_number(cast, meeting) -> None:
    one = factories.item(meeting, by=cast.secretary, title="One")
    factories.item(meeting, by=cast.secretary, title="Two")
    made = [
        factories.item(meeting, by=cast.secretary, title="First below", parent=one),
        factories.heading(one, by=cast.secretary, title="A heading"),
        factories.item(meeting, by=cast.secretary, title="Second below", parent=one),
    ]

    assert [item.number for item in made] == ["1.1", "", "1.2"]


def test_a_moved_item_takes_its_new_number_and_what_is_below_follows(cast, meeting) -> None:
    one, two = (factories.item(meeting, by=cast.secretary, title=title) for title in ("One", "Two"))
    below = factories.item(meeting, by=cast.secretary, title="Below", parent=one)

    move_item(two, by=cast.secretary, up=True)

    below.refresh_from_db()
    assert agenda(meeting)[-2:] == [("1", "Two"), ("2", "One")]
    assert below.number == "2.1"


def test_a_move_beyond_the_end_changes_nothing(cast, meeting) -> None:
    one, two = (factories.item(meeting, by=cast.secretary, title=title) for title in ("One", "Two"))

    move_item(one, by=cast.secretary, up=True)
    move_item(two, by=cast.secretary, up=False)

    assert agenda(meeting) == [("1", "One"), ("2", "Two")]


def test_a_removed_item_leaves_no_gap_and_keeps_its_row(cast, meeting) -> None:
    one = factories.item(meeting, by=cast.secretary, title="One")
    factories.item(meeting, by=cast.secretary, title="Two")

    remove_item(one, by=cast.secretary, at=AT)

    one.refresh_from_db()
    assert agenda(meeting) == [("1", "Two")]
    assert one.removed_at == AT


def test_an_item_with_something_minuted_is_not_removed(cast, meeting) -> None:
    with_entry, with_item = (factories.item(meeting, by=cast.secretary) for _ in range(2))
    factories.entry(with_entry, by=cast.secretary)
    factories.heading(with_item, by=cast.secretary, title="A heading")

    for item in (with_entry, with_item):
        with pytest.raises(Refused, match="Something is minuted under this item"):
            remove_item(item, by=cast.secretary, at=AT)


def test_a_printed_number_is_kept(cast, meeting) -> None:
    item = factories.item(meeting, by=cast.secretary, number="7")

    assert item.number == "7"


@pytest.mark.parametrize(
    ("parent", "expected"),
    [
        (Classification.WHITE, (Classification.AMBER, ClassifiedBy.WORKING)),
        (Classification.GREEN, (Classification.GREEN, ClassifiedBy.INHERITED)),
        (Classification.RED, (Classification.RED, ClassifiedBy.INHERITED)),
    ],
)
def test_a_new_item_starts_at_its_parents_or_the_working_classification(parent, expected, cast) -> None:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary, classification=parent)

    item = add_item(meeting=meeting, title="One", by=cast.secretary)
    paper = attach_paper(item=item, title="A paper", by=cast.secretary, at=factories.MOMENT)

    assert (item.classification, item.classified_by) == expected
    assert (paper.classification, paper.classified_by) == (item.classification, ClassifiedBy.INHERITED)


def test_what_stands_under_an_item_may_start_higher_than_its_heading(cast, meeting) -> None:
    item = factories.item(meeting, by=cast.secretary, contents_classification=Classification.RED)

    below = add_item(meeting=meeting, title="Below", by=cast.secretary, parent=item)

    assert (item.classification, below.classification) == (Classification.WHITE, Classification.RED)


def test_an_amended_classification_is_a_persons(cast, meeting) -> None:
    item = add_item(meeting=meeting, title="One", by=cast.secretary)

    kept = amend_item(item, by=cast.secretary, title="Another", classification=None)
    changed = amend_item(item, by=cast.secretary, classification=Classification.GREEN)

    assert (kept.title, kept.classified_by) == ("Another", ClassifiedBy.WORKING)
    assert (changed.classification, changed.classified_by) == (Classification.GREEN, ClassifiedBy.SET)
    assert changed.history.first().history_user == cast.secretary


@pytest.mark.parametrize("status", [Status.CIRCULATED, Status.FINAL])
def test_minutes_that_are_out_are_closed_to_change(status, cast, meeting) -> None:
    item = factories.item(meeting, by=cast.secretary)
    entry = factories.entry(item, by=cast.secretary)
    factories.bring_to(meeting, status, by=cast.secretary)

    for change in (
        lambda: factories.item(meeting, by=cast.secretary),
        lambda: amend_item(item, by=cast.secretary, title="Another"),
        lambda: move_item(item, by=cast.secretary, up=True),
        lambda: remove_item(item, by=cast.secretary, at=AT),
        lambda: factories.paper(item, by=cast.secretary),
        lambda: factories.attendance(meeting, by=cast.secretary),
        lambda: factories.entry(item, by=cast.secretary, after=entry),
        lambda: factories.action(item, by=cast.secretary),
    ):
        with pytest.raises(Refused, match="closed to change"):
            change()


def test_a_published_agenda_numbers_the_meeting_and_comes_out_as_classified(cast, reader) -> None:
    planned = factories.meeting(cast.tabasc, by=cast.secretary, status=Status.PLANNED, number=None)
    white = factories.item(planned, by=cast.secretary)
    amber = factories.item(planned, by=cast.secretary, classification=Classification.AMBER)
    paper = factories.paper(white, by=cast.secretary)
    before = [may_read(record, reader(cast.member)) for record in (planned, white, paper)]

    meeting = make_move(planned, "publish-agenda", by=cast.secretary, on=DAY)

    cast.tabasc.refresh_from_db()
    assert (meeting.number, meeting.ref, cast.tabasc.next_meeting_number) == (1, "TABASC_01_1608", 2)
    assert before == [True, False, False]
    assert [may_read(record, reader(cast.public)) for record in (meeting, white, paper, amber)] == [
        *[True] * 3,
        False,
    ]
    assert may_read(amber, reader(cast.member))


def test_items_added_after_the_agenda_was_published_wait_for_the_minutes(cast, reader) -> None:
    planned = factories.meeting(cast.tabasc, by=cast.secretary, status=Status.PLANNED)
    factories.item(planned, by=cast.secretary)
    make_move(planned, "publish-agenda", by=cast.secretary, on=DAY)

    late = factories.item(planned, by=cast.secretary, title="Late")
    paper = factories.paper(late, by=cast.secretary)

    assert [may_read(record, reader(cast.member)) for record in (late, paper)] == [False, False]


def test_people_with_a_login_are_told_by_a_link_and_nothing_else(cast) -> None:
    planned = factories.meeting(cast.tabasc, by=cast.secretary, status=Status.PLANNED)
    factories.item(planned, by=cast.secretary, title="A title nobody is told")

    make_move(planned, "publish-agenda", by=cast.secretary, on=datetime.now(UTC).date())

    mails = [(mail.recipient, mail.subject, mail.text) for mail in factories.mails()]
    told = ["alternate", "chair", "member", "recused", "secretary", "standing-attendee"]
    assert sorted(recipient for recipient, _, _ in mails) == [f"{name}@cast.test" for name in told]
    assert {subject for _, subject, _ in mails} == {"Agenda of TABASC 33"}
    assert not any("nobody is told" in text for _, _, text in mails)
    assert all(planned.get_absolute_url() in text for _, _, text in mails)


def test_attendance_is_listed_in_order_and_a_remark_is_never_lower_than_its_row(cast, meeting) -> None:
    first = factories.attendance(meeting, by=cast.secretary, name="First")
    second = factories.attendance(
        meeting,
        by=cast.secretary,
        name="Second",
        classification=Classification.AMBER,
        note="left early",
        note_classification=Classification.WHITE,
    )

    assert first.rank < second.rank
    assert second.note.classification == Classification.AMBER


def test_attendance_is_as_open_as_the_meeting_and_its_remark_starts_as_work(cast, meeting) -> None:
    row = record_attendance(meeting=meeting, name="A Member", by=cast.secretary, note="joined late")

    assert (row.classification, row.classified_by) == (Classification.WHITE, ClassifiedBy.INHERITED)
    assert (row.stage, row.note.classification) == (Stage.SECRETARIAT, Classification.AMBER)
    remove_attendance(row, by=cast.secretary)
    assert type(row).history.filter(name="A Member").first().history_user == cast.secretary


def test_a_meeting_without_number_or_month_is_refused_in_a_sentence(cast) -> None:
    with pytest.raises(ValueError, match="known by its number or its month"):
        plan_meeting(committee=cast.tabasc, by=cast.secretary)


def test_final_minutes_keep_their_facts(cast, meeting) -> None:
    factories.entry(factories.item(meeting, by=cast.secretary), by=cast.secretary)
    final = factories.bring_to(meeting, Status.FINAL, by=cast.secretary)

    with pytest.raises(Refused, match="These minutes are closed to change"):
        amend_meeting(final, by=cast.secretary, venue="Elsewhere")


def test_a_reopening_takes_a_reason(cast, meeting) -> None:
    factories.entry(factories.item(meeting, by=cast.secretary), by=cast.secretary)
    final = factories.bring_to(meeting, Status.FINAL, by=cast.secretary)

    with pytest.raises(Refused, match="takes a reason"):
        make_move(final, "reopen", by=cast.secretary, on=DAY, note="  ")

    assert make_move(final, "reopen", by=cast.secretary, on=DAY, note="A name was wrong").status == Status.DRAFT
