"""The lifecycle engine: who may move what when, what a move leaves behind, and two clicks at once."""

from datetime import date

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from meetings.lifecycle import LIFECYCLE, Status
from meetings.models import Meeting
from secgov.classification import ClassifiedBy, Stage
from secgov.lifecycle import Effective, Refused, record_decided, rule
from secgov.models import StatusChange
from tests import factories
from tests.at_once import at_once

NOT_YOURS = "You may not do this here. Ask a secretary of the committee."


def moves_open_to(meeting, user) -> list[str]:
    return [move.name for move in LIFECYCLE.open_to(meeting, user)]


@pytest.mark.parametrize("who", ["member", "chair", "party", "admin", "records", "secretary_elsewhere"])
def test_only_the_committees_secretary_may_move_a_meeting(who, cast) -> None:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary, status=Status.PLANNED)

    with pytest.raises(Refused) as refused:
        LIFECYCLE.apply(meeting, LIFECYCLE.move("draft"), by=cast.people[who])

    assert refused.value.sentences == [NOT_YOURS]
    assert moves_open_to(meeting, cast.people[who]) == []
    meeting.refresh_from_db()
    assert meeting.status == Status.PLANNED


def test_a_move_from_another_status_is_refused_in_its_words(cast) -> None:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary, status=Status.PLANNED)

    refusals = LIFECYCLE.refusals(meeting, LIFECYCLE.move("approve"), cast.secretary)

    assert refusals == ["“Make the minutes final” is not possible while this is planned."]


def test_a_name_of_no_move_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        LIFECYCLE.move("no-such-move")


def test_mtg_1_an_agenda_is_published_with_an_item(cast) -> None:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary, status=Status.PLANNED)
    move = LIFECYCLE.move("publish-agenda")

    refused = LIFECYCLE.refusals(meeting, move, cast.secretary)
    factories.item(meeting, by=cast.secretary)

    assert refused == [move.rules[0].sentence]
    assert LIFECYCLE.refusals(meeting, move, cast.secretary) == []


def test_mtg_2_an_agenda_is_published_when_the_day_is_known(cast) -> None:
    meeting = factories.meeting(
        cast.tabasc,
        by=cast.secretary,
        status=Status.PLANNED,
        held_on=None,
        number=None,
        month=date(2018, 9, 1),
    )
    factories.item(meeting, by=cast.secretary)
    move = LIFECYCLE.move("publish-agenda")

    refused = LIFECYCLE.refusals(meeting, move, cast.secretary)
    meeting.held_on = date(2018, 9, 20)

    assert refused == [move.rules[1].sentence]
    assert LIFECYCLE.refusals(meeting, move, cast.secretary) == []


def test_mtg_3_minutes_are_circulated_when_something_is_minuted(cast) -> None:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    item = factories.item(meeting, by=cast.secretary)
    move = LIFECYCLE.move("circulate")

    refused = LIFECYCLE.refusals(meeting, move, cast.secretary)
    factories.entry(item, by=cast.secretary)

    assert refused == [move.rules[0].sentence]
    assert LIFECYCLE.refusals(meeting, move, cast.secretary) == []


@pytest.mark.parametrize(("name", "status"), [("circulate", "draft"), ("approve", "circulated"), ("publish", "final")])
def test_mtg_4_unmarked_minutes_come_out_only_when_classified(name, status, cast) -> None:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    factories.entry(factories.item(meeting, by=cast.secretary), by=cast.secretary)
    meeting = factories.bring_to(meeting, Status(status), by=cast.secretary)
    Meeting.objects.filter(pk=meeting.pk).update(stage=Stage.COMMITTEE, classified_by=ClassifiedBy.UNMARKED)
    meeting.refresh_from_db()
    move = LIFECYCLE.move(name)

    refused = LIFECYCLE.refusals(meeting, move, cast.secretary)
    meeting.classified_by = ClassifiedBy.SET

    assert refused == [rule.sentence for rule in move.rules if rule.reference == "MTG-4"]
    assert LIFECYCLE.refusals(meeting, move, cast.secretary) == []


def test_mtg_6_minutes_are_circulated_under_a_number(cast) -> None:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    factories.entry(factories.item(meeting, by=cast.secretary), by=cast.secretary)
    move = LIFECYCLE.move("circulate")
    number, meeting.number = meeting.number, None

    refused = LIFECYCLE.refusals(meeting, move, cast.secretary)
    meeting.number = number

    assert refused == [move.rules[1].sentence]
    assert LIFECYCLE.refusals(meeting, move, cast.secretary) == []


def test_mtg_5_minutes_are_published_once(cast) -> None:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    factories.entry(factories.item(meeting, by=cast.secretary), by=cast.secretary)
    final = factories.bring_to(meeting, Status.FINAL, by=cast.secretary)
    move = LIFECYCLE.move("publish")

    refused = LIFECYCLE.refusals(final, move, cast.secretary)
    final.stage = Stage.COMMITTEE

    assert refused == [move.rules[0].sentence]
    assert LIFECYCLE.refusals(final, move, cast.secretary) == []


def test_a_rule_is_given_out_once() -> None:
    with pytest.raises(ValueError, match=r"Rule MTG-1 is defined twice\."):
        rule("MTG-1", "A sentence.")(lambda record: True)


def test_apply_leaves_a_change_that_says_who_and_what(cast) -> None:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary, status=Status.PLANNED)

    moved = LIFECYCLE.apply(meeting, LIFECYCLE.move("draft"), by=cast.secretary, note="Held after all")

    change = StatusChange.objects.filter(target=meeting.uid).latest_first().first()
    assert (moved.status, change.before, change.after) == ("draft", "planned", "draft")
    assert (change.move, change.by, change.note) == ("draft", cast.secretary, "Held after all")
    assert (change.classification, change.within) == (meeting.classification, [meeting.uid])
    assert moved.history.first().history_user == cast.secretary


def test_a_refused_move_leaves_nothing_behind(cast) -> None:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    before = StatusChange.objects.count()

    with pytest.raises(Refused):
        LIFECYCLE.apply(meeting, LIFECYCLE.move("circulate"), by=cast.secretary)

    assert StatusChange.objects.count() == before


def test_what_was_decided_cannot_be_rewritten_by_a_page(cast) -> None:
    factories.meeting(cast.tabasc, by=cast.secretary)

    for statement in ("UPDATE secgov_statuschange SET after = 'final'", "DELETE FROM secgov_statuschange"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(statement)


@pytest.mark.django_db(transaction=True)
def test_of_two_clicks_at_once_one_moves_and_one_is_refused(cast) -> None:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary, status=Status.PLANNED)
    move = LIFECYCLE.move("draft")

    results = at_once([lambda: LIFECYCLE.apply(meeting, move, by=cast.secretary)] * 2)

    assert sorted(type(result).__name__ for result in results) == ["Meeting", "Refused"]
    assert StatusChange.objects.filter(target=meeting.uid, move="draft").count() == 1


@pytest.mark.parametrize("order", [(23, 33, 34), (34, 33, 23), (33, 34, 23), (33, 23, 34)])
def test_the_latest_effective_change_gives_todays_status_in_any_order(order, cast) -> None:
    decided = {23: "open", 33: "closed", 34: "open"}
    item = factories.item(factories.meeting(cast.tabasc, by=cast.secretary, number=20), by=cast.secretary)
    action = factories.action(item, by=cast.secretary)

    for number in order:
        action = record_decided(action, after=decided[number], by=cast.secretary, effective=Effective(number=number))

    assert action.status == "open"
    assert [StatusChange.objects.filter(effective_number=number).count() for number in order] == [1, 1, 1]


def test_an_older_meetings_decision_does_not_undo_a_newer_one(cast) -> None:
    item = factories.item(factories.meeting(cast.tabasc, by=cast.secretary, number=20), by=cast.secretary)
    action = factories.action(item, by=cast.secretary)

    record_decided(action, after="closed", by=cast.secretary, effective=Effective(number=34))
    action = record_decided(action, after="open", by=cast.secretary, effective=Effective(number=33))

    assert action.status == "closed"


def test_the_same_decision_is_set_down_once(cast) -> None:
    item = factories.item(factories.meeting(cast.tabasc, by=cast.secretary, number=20), by=cast.secretary)
    action = factories.action(item, by=cast.secretary)
    before = StatusChange.objects.count()

    for _ in range(2):
        record_decided(action, after="closed", by=cast.secretary, effective=Effective(number=33))

    assert StatusChange.objects.count() == before + 1


def test_a_change_bound_to_no_meeting_counts_after_every_meeting(cast) -> None:
    item = factories.item(factories.meeting(cast.tabasc, by=cast.secretary, number=20), by=cast.secretary)
    action = factories.action(item, by=cast.secretary)

    record_decided(action, after="closed", by=cast.secretary, effective=Effective())
    action = record_decided(
        action, after="open", by=cast.secretary, effective=Effective(number=99, on=timezone.localdate())
    )

    assert action.status == "closed"


def test_statuses_come_out_in_stages(cast) -> None:
    raised_in = factories.meeting(cast.tabasc, by=cast.secretary, number=20)
    action = factories.action(factories.item(raised_in, by=cast.secretary), by=cast.secretary)
    factories.bring_to(raised_in, Status.FINAL, by=cast.secretary)
    later = factories.meeting(cast.tabasc, by=cast.secretary, number=21)
    factories.review(factories.item(later, by=cast.secretary), action, by=cast.secretary, status="closed")

    told = []
    for status in (Status.DRAFT, Status.CIRCULATED, Status.FINAL):
        factories.bring_to(later, status, by=cast.secretary)
        action.refresh_from_db()
        told.append((action.status, action.status_circulated, action.status_published))

    assert told == [("closed", "open", "open"), ("closed", "closed", "open"), ("closed", "closed", "closed")]


def test_mermaid_draws_every_move() -> None:
    drawn = LIFECYCLE.mermaid().splitlines()

    assert drawn[0] == "stateDiagram-v2"
    assert len(drawn) == 1 + sum(len(move.sources) for move in LIFECYCLE.moves) + len(LIFECYCLE.ends)
    assert "    draft --> circulated: Circulate the draft minutes" in drawn
