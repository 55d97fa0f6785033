"""What is proposed for the agenda of the next meeting, by whom it may be known, and that each is added once."""

from datetime import date

import pytest

from actions.models import ActionLink
from meetings.documents.proposals import last_meeting, open_proposals
from meetings.lifecycle import Status
from meetings.models import AgendaItem, Outcome, Purpose
from meetings.operations import add_item, add_proposed, make_move, record_condition_met, remove_item
from secgov.classification import Classification
from secgov.models import User
from secgov.operations import appoint
from tests import factories

WHITE, GREEN, AMBER, RED = Classification


@pytest.fixture
def last(cast):
    return factories.meeting(cast.tabasc, by=cast.secretary)


@pytest.fixture
def planned(cast, last):
    return factories.meeting(
        cast.tabasc, by=cast.secretary, status=Status.PLANNED, number=None, held_on=date(2018, 9, 20)
    )


def proposed(planned, who, reader) -> dict[str, str]:
    """Titles of what is proposed to `who`, and why."""
    return {each.title: each.why for each in open_proposals(planned, reader(who))}


def only_review(found: dict[str, str]) -> bool:
    return list(found) == ["Minutes and Actions Outstanding"]


def test_without_anything_due_only_the_review_of_actions_is_proposed(cast, planned, reader) -> None:
    found = proposed(planned, cast.secretary, reader)

    assert found == {"Minutes and Actions Outstanding": "The TABASC has no open actions."}


def test_the_last_meeting_is_the_latest_before_it_that_took_place(cast, last, planned, reader) -> None:
    earlier = factories.meeting(cast.tabasc, by=cast.secretary, number=32, held_on=date(2018, 7, 1))
    cancelled = factories.meeting(
        cast.tabasc, by=cast.secretary, number=34, held_on=date(2018, 9, 1), status=Status.PLANNED
    )
    make_move(cancelled, "cancel", by=cast.secretary, on=date(2018, 8, 20))
    factories.meeting(cast.tabasc, by=cast.secretary, number=36, held_on=date(2018, 10, 1))
    factories.meeting(cast.csc, by=cast.secretary_elsewhere, number=1, held_on=date(2018, 9, 2))

    assert last_meeting(planned, reader(cast.secretary)) == last
    assert last_meeting(earlier, reader(cast.secretary)) is None


def test_standing_items_are_proposed_with_their_facts_and_any_other_business_last(cast, last, planned, reader) -> None:
    by = cast.secretary
    factories.item(last, by=by, title="Any Other Business", is_standing=True)
    factories.item(last, by=by, title="Once only")
    risks = factories.item(
        last, by=by, title="Risks", is_standing=True, presenter="SECAS", purpose=Purpose.DECISION, classification=AMBER
    )
    factories.item(last, by=by, title="New risks", is_standing=True, parent=risks)
    factories.action(risks, by=by)

    offered = open_proposals(planned, reader(by))

    titles = [(each.title, each.is_ticked) for each in offered]
    assert titles == [
        ("Risks", True),
        ("New risks", True),
        ("Minutes and Actions Outstanding", True),
        ("Any Other Business", True),
    ]
    assert (offered[0].presenter, offered[0].purpose, offered[0].classification) == ("SECAS", Purpose.DECISION, AMBER)
    assert offered[0].why == "Stands on every agenda; item 3 of TABASC 33."
    assert offered[2].why == "1 open action of the TABASC to review."


def test_what_two_apps_propose_is_one_proposal_with_both_reasons(cast, last, planned, reader) -> None:
    factories.item(last, by=cast.secretary, title="Minutes and actions outstanding", is_standing=True)

    found = proposed(planned, cast.secretary, reader)

    assert found == {
        "Minutes and actions outstanding": "Stands on every agenda; item 1 of TABASC 33. "
        "The TABASC has no open actions."
    }


def test_a_postponed_item_is_proposed_and_says_by_whom(cast, last, planned, reader) -> None:
    factories.item(last, by=cast.secretary, title="Costs", postponed_by="the Chair", postponed_to="September 2018")

    why = proposed(planned, cast.secretary, reader)["Costs"]

    assert why == "Postponed at TABASC 33 by the Chair, to September 2018."


def test_an_open_condition_is_proposed_until_it_is_met(cast, last, planned, reader) -> None:
    item = factories.item(last, by=cast.secretary)
    body = "<p>The TABASC AGREED that DP096 goes on, subject to the DCC confirming its costs.</p>"
    factories.outcome(item, by=cast.secretary, body=body, classification=AMBER)
    found = proposed(planned, cast.secretary, reader)

    title = "DP096: evidence on the condition “the DCC confirming its costs”"
    assert found[title] == "AGREED at TABASC 33, item 1, subject to what nobody has recorded as met."
    record_condition_met(Outcome.objects.get(), by=cast.secretary, how="It confirmed.", on=date(2018, 9, 1))
    assert only_review(proposed(planned, cast.secretary, reader))


def test_a_matter_another_committee_referred_is_proposed_until_it_is_taken_over(cast, planned, reader) -> None:
    appoint(committee=cast.csc, person=cast.secretary.person, role="secretary", by=None)
    theirs = factories.meeting(cast.csc, by=cast.secretary_elsewhere, number=10)
    item = factories.item(theirs, by=cast.secretary_elsewhere)
    action = factories.action(item, by=cast.secretary_elsewhere, body="<p>SECAS to ask about costs.</p>")
    later = factories.item(
        factories.meeting(cast.csc, by=cast.secretary_elsewhere, number=11), by=cast.secretary_elsewhere
    )
    factories.review(later, action, by=cast.secretary_elsewhere, status="closed", handed_to="the TABASC")
    link = ActionLink.objects.get()

    of_both = User.objects.get(pk=cast.secretary.pk)  # roles are asked once for each user object
    offered = open_proposals(planned, reader(of_both))

    assert link.to_committee == "the TABASC"
    assert [each.title for each in offered][1:] == ["CSC10/01, referred by the CSC: SECAS to ask about costs."]
    assert offered[1].about == action.reference
    link.to = action.reference
    link.save()
    assert only_review(proposed(planned, of_both, reader))


def test_nothing_is_proposed_to_whoever_may_not_know_of_it(cast, last, planned, reader) -> None:
    """A Red item, an Amber outcome and an action of minutes that are not out are planted; a member hears of none."""
    by = cast.secretary
    factories.item(last, by=by, title="zqstanding", is_standing=True, classification=RED)
    item = factories.item(last, by=by, title="zqpostponed", postponed_to="September")
    factories.outcome(item, by=by, body="<p>The TABASC AGREED it, subject to zqcondition.</p>", classification=AMBER)
    factories.action(item, by=by)

    told, secretly = (open_proposals(planned, reader(user)) for user in (cast.member, by))

    assert len(secretly) == 4
    assert [(each.title, each.why) for each in told] == [
        ("Minutes and Actions Outstanding", "The TABASC has no open actions.")
    ]


def test_what_is_chosen_is_added_in_order_with_its_facts_and_offered_no_more(cast, last, planned, reader) -> None:
    by = cast.secretary
    risks = factories.item(last, by=by, title="Risks", is_standing=True, presented_by=cast.party.person)
    factories.item(last, by=by, title="New risks", is_standing=True, parent=risks)
    factories.item(last, by=by, title="Secret", is_standing=True, classification=RED)
    offered = open_proposals(planned, reader(by))

    added = add_proposed(planned, offered, by=by)

    assert [(item.number, item.title, item.level) for item in added] == [
        ("1", "Risks", WHITE),
        ("1.1", "New risks", WHITE),
        ("2", "Secret", RED),
        ("3", "Minutes and Actions Outstanding", AMBER),
    ]
    assert all(item.is_standing for item in added)
    assert AgendaItem.objects.get(pk=added[0].pk).presented_by == cast.party.person
    assert open_proposals(planned, reader(by)) == []
    assert add_proposed(planned, offered, by=by) == []


def test_an_item_typed_by_hand_or_taken_off_again_counts_as_what_it_is(cast, last, planned, reader) -> None:
    by = cast.secretary
    for title in ("Risks", "Costs"):
        factories.item(last, by=by, title=title, is_standing=True)
    add_item(meeting=planned, title="risks", by=by)
    added = add_proposed(planned, open_proposals(planned, reader(by)), by=by)
    assert [item.title for item in added] == ["Costs", "Minutes and Actions Outstanding"]

    remove_item(added[0], by=by, at=factories.MOMENT)

    assert list(proposed(planned, by, reader)) == ["Costs"]
