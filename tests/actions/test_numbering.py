"""Numbers of actions: in the order of the minutes by one button, fixed by release, freed by removal."""

import pytest
from django.urls import reverse
from django.utils import timezone

from actions.models import Action, ActionLink, ActionUpdate, LinkKind
from actions.operations import raise_action, release_action, renumber_actions
from actions.operations.numbering import numbers_of
from actions.operations.reviewing import link_action
from meetings.lifecycle import Status
from meetings.models import EntryKind, MinuteEntry
from meetings.operations import move_entry, remove_entry
from secgov.access import may_read
from secgov.classification import Classification
from secgov.lifecycle import Refused
from secgov.models import Mention, Reference, StatusChange
from tests import factories
from tests.at_once import at_once
from tests.cast import gather


@pytest.fixture
def three(cast, august) -> list[Action]:
    """Three actions of one item, numbered 01 to 03 and standing in the order 03, 01, 02."""
    bodies = ("<p>SECAS to look.</p>", "<p>SECAS to ask.</p>", "<p>SECAS to tell.</p>")
    actions = [factories.action(august, by=cast.secretary, body=body) for body in bodies]
    for _ in range(2):
        move_entry(actions[2].raised_in, by=cast.secretary, up=True)
    return actions


def refs(actions) -> list[str]:
    for action in actions:
        action.refresh_from_db()
    return [action.ref for action in actions]


def test_numbers_follow_the_order_of_the_minutes(cast, august, three) -> None:
    changes = renumber_actions(august.meeting, by=cast.secretary)

    assert changes == {"TABASC33/03": "TABASC33/01", "TABASC33/01": "TABASC33/02", "TABASC33/02": "TABASC33/03"}
    assert refs(three) == ["TABASC33/02", "TABASC33/03", "TABASC33/01"]
    assert [action.reference.canonical for action in Action.objects.order_by("ref")] == [
        "TABASC33/01",
        "TABASC33/02",
        "TABASC33/03",
    ]
    assert [Reference.objects.get(canonical=action.ref).target for action in three] == [each.uid for each in three]
    assert [row.history_user for row in three[0].history.filter(ref="TABASC33/02")] == [cast.secretary]
    assert renumber_actions(august.meeting, by=cast.secretary) == {}


def test_items_count_before_entries_and_headings_where_they_stand(cast, august) -> None:
    second = factories.item(august.meeting, by=cast.secretary, title="Second")
    late = factories.action(second, by=cast.secretary)
    under = factories.action(factories.heading(august, by=cast.secretary, title="A part"), by=cast.secretary)

    renumber_actions(august.meeting, by=cast.secretary)

    assert refs([late, under]) == ["TABASC33/02", "TABASC33/01"]


def test_what_is_typed_follows_as_it_was_written(cast, august, three) -> None:
    typed = "<p>See TABASC33/03, <strong>TABASC 33/01</strong> and TABASC33/09.</p>"
    entry = factories.entry(august, by=cast.secretary, body=typed)
    private = factories.entry(august, by=cast.secretary, body="<p>Ask about TABASC33/02.</p>", kind=EntryKind.PRIVATE)
    item = factories.item(august.meeting, by=cast.secretary, title="Update on TABASC33/01")

    renumber_actions(august.meeting, by=cast.secretary)

    for record in (entry, private, item):
        record.refresh_from_db()
    assert entry.body == "<p>See TABASC33/01, <strong>TABASC 33/02</strong> and TABASC33/09.</p>"
    assert private.text == "Ask about TABASC33/03."
    assert item.title == "Update on TABASC33/02"
    named = Mention.objects.filter(source=entry.uid).values_list("reference__target", "printed")
    assert set(named) == {(three[2].uid, "TABASC33/01"), (three[0].uid, "TABASC 33/02"), (None, "TABASC33/09")}


def test_reference_nodes_links_and_reviews_follow_by_themselves(cast, august, three, september) -> None:
    node = f'<p>See <a data-reference="{three[2].uid}">TABASC33/03</a>.</p>'
    factories.entry(august, by=cast.secretary, body=node)
    older = factories.review(august, "TABASC20/01", by=cast.secretary, action_text="Old", superseded_by="TABASC33/01")
    factories.review(september, three[1], by=cast.secretary)

    renumber_actions(august.meeting, by=cast.secretary)

    link = ActionLink.objects.get(action=older.action)
    assert (link.to.canonical, link.to.target) == ("TABASC33/02", three[0].uid)
    assert ActionUpdate.objects.get(meeting=september.meeting).action.ref == "TABASC33/03"
    stated = Mention.objects.filter(is_stated=True, source=three[2].raised_in.uid)
    assert list(stated.values_list("reference__canonical", "printed")) == [("TABASC33/01", "TABASC33/01")]


def test_a_number_typed_before_anybody_bore_it_is_given_to_whoever_gets_it(cast, august) -> None:
    first, second = (factories.action(august, by=cast.secretary) for _ in range(2))
    remove_entry(first.raised_in, by=cast.secretary, at=timezone.now())
    entry = factories.entry(august, by=cast.secretary, body="<p>See TABASC33/01.</p>")

    renumber_actions(august.meeting, by=cast.secretary)

    assert refs([second]) == ["TABASC33/01"]
    assert [mention.reference.target for mention in Mention.objects.filter(source=entry.uid)] == [second.uid]


def test_released_and_printed_numbers_are_passed_over(cast, august, three) -> None:
    release_action(three[0], by=cast.secretary, people=[cast.member.person])

    renumber_actions(august.meeting, by=cast.secretary)

    assert refs(three) == ["TABASC33/01", "TABASC33/03", "TABASC33/02"]


def test_the_next_number_goes_on_behind_the_highest(cast, august, three) -> None:
    renumber_actions(august.meeting, by=cast.secretary)

    assert factories.action(august, by=cast.secretary).ref == "TABASC33/04"


def test_circulated_numbers_stay(cast, august, three) -> None:
    factories.bring_to(august.meeting, Status.CIRCULATED, by=cast.secretary)

    with pytest.raises(Refused, match="closed to change"):
        renumber_actions(august.meeting, by=cast.secretary)


def test_the_address_of_an_old_number_leads_to_who_has_it_now(cast, august, three, signed_in) -> None:
    browser = signed_in(cast.secretary)
    answer = browser.post(reverse("actions:renumber", args=[august.meeting.ref]))

    assert (answer.status_code, answer["Location"]) == (302, reverse("meetings:checklist", args=[august.meeting.ref]))
    assert "SECAS to tell." in browser.get("/actions/TABASC33/01/").content.decode()


@pytest.mark.parametrize(("who", "status"), [("party", 404), ("member", 403), ("secretary_elsewhere", 404)])
def test_renumbering_is_the_secretarys(cast, august, three, signed_in, who, status) -> None:
    address = reverse("actions:renumber", args=[august.meeting.ref])

    assert signed_in(cast.people[who]).post(address).status_code == status
    assert signed_in(cast.secretary).get(address).status_code == 405
    assert refs(three) == ["TABASC33/01", "TABASC33/02", "TABASC33/03"]


@pytest.mark.django_db(transaction=True)
def test_renumbering_and_raising_at_once_gives_every_action_a_number_of_its_own() -> None:
    cast = gather(on=timezone.localdate())
    item = factories.item(factories.meeting(cast.tabasc, by=cast.secretary), by=cast.secretary)
    for _ in range(3):
        factories.action(item, by=cast.secretary)
    move_entry(MinuteEntry.objects.order_by("rank").last(), by=cast.secretary, up=True)
    calls = [lambda: raise_action(item=item, body="<p>SECAS to ask.</p>", by=cast.secretary)] * 5
    calls += [lambda: renumber_actions(item.meeting, by=cast.secretary)] * 3

    answers = at_once(calls)

    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert sorted(Action.objects.values_list("ref", flat=True)) == [f"TABASC33/{at:02d}" for at in range(1, 9)]
    for action in Action.objects.select_related("reference"):
        assert (action.reference.canonical, action.reference.target) == (action.ref, action.uid)


# -- releasing ---------------------------------------------------------------------------------------------------------


def test_a_released_action_is_read_by_whom_it_was_released_to_and_by_nobody_else(cast, august, reader) -> None:
    action = factories.action(august, by=cast.secretary)
    entry = factories.entry(august, by=cast.secretary, body="<p>More was said.</p>")

    release_action(action, by=cast.secretary, people=[cast.party.person], why="It is urgent")

    assert [who for who, user in cast.people.items() if may_read(action, reader(user))] == ["party", "secretary"]
    assert not may_read(entry, reader(cast.party))
    assert [mail.recipient for mail in factories.mails()] == [cast.party.email]
    change = StatusChange.objects.get(target=action.uid, move="release")
    assert (change.by, change.note) == (cast.secretary, "Released to Party. It is urgent")


def test_the_form_releases(cast, august, signed_in) -> None:
    action = factories.action(august, by=cast.secretary)
    address = reverse("actions:release", args=[action.ref])

    answer = signed_in(cast.secretary).post(address, {"people": [cast.member.person.pk]})

    assert answer["Location"] == action.get_absolute_url()
    assert "TABASC33/01" in signed_in(cast.member).get(action.get_absolute_url()).content.decode()
    assert signed_in(cast.member).get(address).status_code == 403


def test_what_is_red_or_in_no_draft_is_not_released(cast, august) -> None:
    secret = factories.action(august, by=cast.secretary, classification=Classification.RED)
    with pytest.raises(Refused, match="A Red action is not released"):
        release_action(secret, by=cast.secretary, people=[cast.member.person])

    factories.bring_to(august.meeting, Status.CIRCULATED, by=cast.secretary)
    secret = Action.objects.get(pk=secret.pk)
    with pytest.raises(Refused, match="stands in no draft"):
        release_action(secret, by=cast.secretary, people=[cast.member.person])


# -- removing ----------------------------------------------------------------------------------------------------------


def test_a_removed_action_frees_its_number_and_the_gap_is_told(cast, august, three) -> None:
    remove_entry(three[0].raised_in, by=cast.secretary, at=timezone.now())

    assert not Action.objects.filter(pk=three[0].pk).exists()
    assert Reference.objects.get(canonical="TABASC33/01").target is None
    assert numbers_of(august.meeting).gaps == ("TABASC33/01",)
    assert Action.history.filter(id=three[0].pk, history_type="-").get().history_user == cast.secretary


def test_the_last_number_is_given_again(cast, august) -> None:
    factories.action(august, by=cast.secretary)
    last = factories.action(august, by=cast.secretary)
    remove_entry(last.raised_in, by=cast.secretary, at=timezone.now())

    assert factories.action(august, by=cast.secretary).ref == "TABASC33/02"


def test_what_is_fixed_reviewed_or_linked_is_not_removed(cast, august, september, three) -> None:
    release_action(three[0], by=cast.secretary, people=[cast.member.person])
    factories.review(september, three[1], by=cast.secretary)
    link_action(
        three[2],
        kind=LinkKind.HANDED_TO,
        born_in=three[2].raised_in,
        by=cast.secretary,
        to_committee="Operations Group",
    )

    for action, words in zip(three, ("keeps its number", "reviewed or linked", "reviewed or linked"), strict=True):
        with pytest.raises(Refused, match=words):
            remove_entry(action.raised_in, by=cast.secretary, at=timezone.now())


def test_circulation_comes_after_a_removal(cast, august, three, reader) -> None:
    remove_entry(three[0].raised_in, by=cast.secretary, at=timezone.now())

    factories.bring_to(august.meeting, Status.FINAL, by=cast.secretary)

    out = Action.objects.visible_to(reader(cast.public)).values_list("ref", flat=True)
    assert sorted(out) == ["TABASC33/02", "TABASC33/03"]
