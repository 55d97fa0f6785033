"""Actions: numbers for life, what a draft may not tell, and statuses as decided at each meeting in any order."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from actions.lifecycle import LIFECYCLE
from actions.models import Action, ActionLink, ActionUpdate, LinkKind
from actions.operations import annotate_link, raise_action
from meetings.lifecycle import Status
from meetings.models import Meeting, PrintedBlock
from meetings.operations import amend_entry, make_move, remove_entry
from secgov import references
from secgov.access import may_read
from secgov.classification import Classification
from secgov.lifecycle import Refused
from secgov.models import Mention, Reference, ReferenceState, StatusChange
from secgov.publication import classified_models
from secgov.reference_forms import Kind
from tests import factories
from tests.at_once import at_once

AT = datetime(2018, 8, 16, 12, 0, tzinfo=UTC)


@pytest.fixture
def minutes(cast) -> Meeting:
    return factories.meeting(cast.tabasc, by=cast.secretary)


@pytest.fixture
def item(cast, minutes):
    return factories.item(minutes, by=cast.secretary)


@pytest.fixture
def published(cast) -> Action:
    """TABASC20/01, raised in minutes that are published."""
    meeting = factories.meeting(cast.tabasc, by=cast.secretary, number=20, held_on=date(2017, 7, 20))
    action = factories.action(factories.item(meeting, by=cast.secretary), by=cast.secretary)
    factories.bring_to(meeting, Status.FINAL, by=cast.secretary)
    return action


def known_status(action, reader) -> str:
    return Action.objects.as_known_to(reader).get(pk=action.pk).known_status


# -- raising --------------------------------------------------------------------------------------------------


def test_actions_are_numbered_by_their_meeting(cast, item) -> None:
    raised = [factories.action(item, by=cast.secretary) for _ in range(3)]

    assert [action.ref for action in raised] == ["TABASC33/01", "TABASC33/02", "TABASC33/03"]
    assert {action.reference.state for action in raised} == {ReferenceState.PROVISIONAL}
    assert [action.raised_in.kind for action in raised] == ["actions.raised"] * 3


@pytest.mark.django_db(transaction=True)
def test_ten_actions_raised_at_once_have_ten_numbers(cast, item) -> None:
    results = at_once([lambda: factories.action(item, by=cast.secretary).ref] * 10)

    assert sorted(results) == [f"TABASC33/{number:02}" for number in range(1, 11)]
    ranks = list(item.entries.order_by("rank").values_list("rank", flat=True))
    assert len(set(ranks)) == 10


def test_the_same_action_sent_twice_is_raised_once(cast, item) -> None:
    uid = uuid4()

    first, again = (raise_action(item=item, body="<p>SECAS to act.</p>", by=cast.secretary, uid=uid) for _ in range(2))

    assert first == again
    assert item.meeting.entries.count() == 1


def test_a_printed_number_is_kept_and_the_counter_goes_on_behind_it(cast, item) -> None:
    printed = factories.action(item, by=cast.secretary, ref="TABASC 33/04")
    following = factories.action(item, by=cast.secretary)

    assert (printed.ref, following.ref) == ("TABASC33/04", "TABASC33/05")
    assert printed.reference.state == ReferenceState.FIXED


def test_a_number_is_raised_once(cast, item) -> None:
    factories.action(item, by=cast.secretary, ref="TABASC33/04")

    with pytest.raises(Refused, match="TABASC33/04 has been raised already"):
        factories.action(item, by=cast.secretary, ref="TABASC33/04")

    assert item.entries.count() == 1


@pytest.mark.parametrize("ref", ["XYZ33/01", "nonsense", "TABASC33", "DP096"])
def test_what_is_no_reference_of_a_committee_is_refused_in_a_sentence(ref, cast, item) -> None:
    with pytest.raises(ValueError, match="is not an action reference of a committee on record"):
        factories.action(item, by=cast.secretary, ref=ref)

    assert (Action.objects.count(), item.entries.count()) == (0, 0)


def test_a_meeting_without_a_number_raises_no_actions(cast) -> None:
    planned = factories.meeting(
        cast.tabasc, by=cast.secretary, status=Status.PLANNED, number=None, held_on=date(2018, 9, 20)
    )
    item = factories.item(planned, by=cast.secretary)

    with pytest.raises(Refused, match="Publish the agenda first"):
        factories.action(item, by=cast.secretary)


def test_owners_are_read_as_printed(cast, item) -> None:
    factories.organisation("SECAS")

    action = factories.action(item, by=cast.secretary, owner="SECAS and the TABASC Chair")

    owners = action.owners.values_list("printed", "kind", "organisation__name", "committee__abbreviation")
    assert list(owners) == [
        ("SECAS", "organisation", "SECAS", None),
        ("TABASC Chair", "role", None, "TABASC"),
    ]


# -- what a draft may not tell ---------------------------------------------------------------------------------


def test_an_action_born_in_a_draft_is_nowhere_to_be_seen_by_a_member(cast, item, reader) -> None:
    other = factories.meeting(cast.tabasc, by=cast.secretary, number=32, held_on=date(2018, 7, 19))
    factories.entry(
        factories.item(other, by=cast.secretary),
        by=cast.secretary,
        body="<p>Action TABASC33/01 will follow.</p>",
    )
    factories.bring_to(other, Status.FINAL, by=cast.secretary)
    action = factories.action(item, by=cast.secretary, body="<p>SECAS to count the DP096 giraffes.</p>")
    later = factories.meeting(cast.tabasc, by=cast.secretary, number=34, held_on=date(2018, 9, 20))
    factories.review(factories.item(later, by=cast.secretary), action, by=cast.secretary)

    asking = reader(cast.member)

    assert may_read(action, reader(cast.secretary))
    for model in classified_models():
        columns = {field.name for field in model._meta.get_fields()}
        visible = model.objects.visible_to(asking)
        born = visible.filter(within__overlap=[item.uid, action.uid]) | visible.filter(uid=action.uid)
        assert (model.__name__, born.count()) == (model.__name__, 0)
        for column in columns & {"target", "source"}:
            assert (model.__name__, visible.filter(**{column: action.uid}).count()) == (model.__name__, 0)
    assert Action.objects.as_known_to(asking).visible_to(asking).count() == 0
    assert references.mentions_of(action.uid, asking) == [] or all(
        mention.source != action.uid for mention in references.mentions_of(action.uid, asking)
    )
    assert references.addresses([action.reference], asking) == {}
    body = references.marked("<p>TABASC33/01</p>", references.abbreviations())
    assert references.linked(body, references.addresses_in([body], asking)) == "<p>TABASC33/01</p>"


@pytest.mark.parametrize("who", ["member", "party", "public", "invited", "records", "admin"])
def test_a_status_closed_in_a_draft_is_not_known(who, cast, published, item, reader) -> None:
    factories.review(item, published, by=cast.secretary, status="closed")

    asking = reader(cast.people[who])

    assert known_status(published, asking) == "open"
    assert not ActionUpdate.objects.visible_to(asking).exists()
    assert known_status(published, reader(cast.secretary)) == "closed"


def test_a_status_is_known_to_each_as_the_minutes_come_out(cast, published, minutes, item, reader) -> None:
    factories.review(item, published, by=cast.secretary, status="closed")

    told = []
    for status in (Status.DRAFT, Status.CIRCULATED, Status.FINAL):
        factories.bring_to(minutes, status, by=cast.secretary)
        told.append([known_status(published, reader(user)) for user in (cast.secretary, cast.member, cast.public)])

    assert told == [["closed", "open", "open"], ["closed", "closed", "open"], ["closed", "closed", "closed"]]


def test_how_far_an_action_was_carried_is_told_as_far_as_it_is_known(cast, published, minutes, item, reader) -> None:
    factories.review(item, published, by=cast.secretary)

    carried = [
        Action.objects.with_carried(reader(user)).get(pk=published.pk).carried for user in (cast.secretary, cast.member)
    ]
    factories.bring_to(minutes, Status.CIRCULATED, by=cast.secretary)
    carried.append(Action.objects.with_carried(reader(cast.member)).get(pk=published.pk).carried)

    assert carried == [13, 0, 13]


def test_a_recused_member_does_not_learn_a_status_from_circulated_minutes(
    cast, published, minutes, item, reader
) -> None:
    factories.review(item, published, by=cast.secretary, status="closed")
    cast.recuse(minutes.uid)
    factories.bring_to(minutes, Status.CIRCULATED, by=cast.secretary)

    assert not ActionUpdate.objects.visible_to(reader(cast.recused)).exists()
    assert known_status(published, reader(cast.recused)) == "open"


@pytest.mark.parametrize(
    ("level", "told"),
    [
        # A party could know of a Green decision on a White action; three columns tell them less, never more.
        (Classification.GREEN, ["open", "open", "closed"]),
        (Classification.AMBER, ["open", "open", "closed"]),
    ],
)
def test_a_status_decided_under_a_higher_classification_is_known_only_there(
    level, told, cast, published, minutes, item, reader
) -> None:
    factories.review(item, published, by=cast.secretary, status="closed", classification=level)
    factories.bring_to(minutes, Status.FINAL, by=cast.secretary)

    statuses = [known_status(published, reader(user)) for user in (cast.public, cast.party, cast.member)]

    assert statuses == told


def test_wording_of_a_draft_does_not_replace_wording_that_is_out(cast, published, item) -> None:
    factories.review(item, published, by=cast.secretary, action_text="Another wording altogether")

    published.refresh_from_db()
    assert published.text == "SECAS to bring the register back."


def test_an_action_amended_in_its_draft_follows_its_entry(cast, item) -> None:
    action = factories.action(item, by=cast.secretary)

    amend_entry(
        action.raised_in,
        by=cast.secretary,
        body="<p>SECAS to do something else.</p>",
        classification=Classification.RED,
    )

    action.refresh_from_db()
    assert (action.text, action.classification) == ("SECAS to do something else.", Classification.RED)
    changes = StatusChange.objects.filter(target=action.uid).values_list("classification", flat=True)
    assert set(changes) == {Classification.RED}


# -- reviewing -------------------------------------------------------------------------------------------------


def test_an_action_first_heard_of_in_a_review_is_put_on_record_with_its_meeting(cast, item) -> None:
    factories.review(item, "TABASC 20/03", by=cast.secretary, action_text="DCC to report on the risk.")

    action = Action.objects.get(ref="TABASC20/03")
    assert (action.text, action.raised_number, action.raised_at.status) == (
        "DCC to report on the risk.",
        20,
        Status.KNOWN,
    )
    assert [owner.printed for owner in action.owners.all()] == ["DCC"]


def test_an_action_has_one_update_in_a_meeting(cast, published, item) -> None:
    factories.review(item, published, by=cast.secretary)

    with pytest.raises(Refused, match="has an update in this meeting already"):
        factories.review(item, published, by=cast.secretary)


@pytest.mark.parametrize("ref", ["TABASC33/01", "TABASC34/01"])
def test_an_action_is_reviewed_after_the_meeting_that_raised_it(ref, cast, item) -> None:
    with pytest.raises(Refused, match=f"{ref} was not raised before TABASC 33. Review it at a later meeting."):
        factories.review(item, ref, by=cast.secretary, action_text="SECAS to act.")

    assert (Action.objects.count(), item.entries.count()) == (0, 0)


def test_a_review_taken_out_of_a_draft_can_be_written_anew(cast, published, item) -> None:
    update = factories.review(item, published, by=cast.secretary, status="closed")

    remove_entry(update.entry, by=cast.secretary, at=AT)
    published.refresh_from_db()
    taken_out = published.status
    factories.review(item, published, by=cast.secretary, status="open")

    published.refresh_from_db()
    assert (taken_out, published.status) == ("open", "open")


def test_a_closing_review_taken_out_after_reopening_opens_the_action_when_the_minutes_come_out(
    cast, published, minutes, item, reader
) -> None:
    factories.entry(item, by=cast.secretary)
    update = factories.review(item, published, by=cast.secretary, status="closed")
    final = factories.bring_to(minutes, Status.FINAL, by=cast.secretary)
    reopened = make_move(final, "reopen", by=cast.secretary, on=date(2018, 9, 1), note="Not closed after all")
    remove_entry(update.entry, by=cast.secretary, at=AT)

    before = known_status(published, reader(cast.public))
    factories.bring_to(reopened, Status.FINAL, by=cast.secretary)

    assert (before, known_status(published, reader(cast.public))) == ("closed", "open")


def test_act_3_an_action_is_closed_with_an_update(cast, published) -> None:
    move = LIFECYCLE.move("close")
    refused = LIFECYCLE.refusals(published, move, cast.secretary)
    meeting = factories.meeting(cast.tabasc, by=cast.secretary, number=21)
    item = factories.item(meeting, by=cast.secretary)
    said = factories.review(item, published, by=cast.secretary, status="closed")

    assert refused == [move.rules[0].sentence]
    published.refresh_from_db()
    assert (said.status_after, published.status) == ("closed", "closed")
    assert move.rules[0].holds(published)


@pytest.mark.parametrize("order", [(21, 22, 23), (23, 22, 21), (22, 23, 21), (22, 21, 23)])
def test_todays_status_is_the_latest_meetings_in_any_order_of_arrival(order, cast, published) -> None:
    decided = {21: "open", 22: "closed", 23: "open"}
    for number in order:
        meeting = factories.meeting(cast.tabasc, by=cast.secretary, number=number, held_on=date(2017, number - 13, 17))
        factories.review(
            factories.item(meeting, by=cast.secretary), published, by=cast.secretary, status=decided[number]
        )

    published.refresh_from_db()
    assert published.status == "open"
    assert [update.status_after for update in published.updates.order_by("meeting_number")] == [
        "open",
        "closed",
        "open",
    ]


def test_a_review_keeps_what_was_printed_when_the_wording_changes(cast, published, minutes, item) -> None:
    update = factories.review(item, published, by=cast.secretary, action_text="As it was put then")
    factories.entry(item, by=cast.secretary)
    factories.bring_to(minutes, Status.CIRCULATED, by=cast.secretary)

    row = PrintedBlock.objects.get(source=update.entry.uid)
    assert row.facts["text"] == "As it was put then"
    assert row.facts["status_words"] == "Action ONGOING."


def test_a_record_named_in_an_actions_wording_is_mentioned_there_for_good(cast, minutes, item) -> None:
    update = factories.review(item, "TABASC20/01", by=cast.secretary, action_text="SECAS to circulate DP096")

    factories.bring_to(minutes, Status.FINAL, by=cast.secretary)

    assert Mention.objects.filter(source=update.entry.uid, reference__canonical="DP096").exists()


# -- links -----------------------------------------------------------------------------------------------------


def test_superseding_and_handing_over_are_links_that_resolve_later(cast, published, item) -> None:
    factories.review(
        item, published, by=cast.secretary, status="closed", superseded_by="TABASC 33/07", handed_to="Panel"
    )

    links = published.links.order_by("pk").values_list("kind", "to__canonical", "to_committee")
    assert list(links) == [
        (LinkKind.SUPERSEDED_BY, "TABASC33/07", ""),
        (LinkKind.HANDED_TO, None, "Panel"),
    ]
    assert references.resolve(Kind.ACTION, "TABASC33/07").target is None
    raised = factories.action(item, by=cast.secretary, ref="TABASC33/07")
    assert references.resolve(Kind.ACTION, "TABASC33/07").target == raised.uid


def test_a_reopened_action_names_the_one_it_reopens_whichever_comes_first(cast, item) -> None:
    factories.review(item, "TABASC20/01a", by=cast.secretary, action_text="SECAS to go on")

    reopened = Action.objects.get(ref="TABASC20/01a")
    assert list(reopened.links.values_list("kind", "to__canonical")) == [(LinkKind.REOPENS, "TABASC20/01")]
    assert Reference.objects.get(canonical="TABASC20/01").target is None


def test_a_remark_on_a_link_leaves_what_was_printed(cast, published, item) -> None:
    factories.review(item, published, by=cast.secretary, superseded_by="TABASC23/02")
    link = ActionLink.objects.get(action=published)

    annotate_link(link, by=cast.secretary, remark="The subject is that of TABASC23/03.")

    link.refresh_from_db()
    assert (link.printed, link.remark) == ("TABASC23/02", "The subject is that of TABASC23/03.")
    assert link.history.first().history_user == cast.secretary
