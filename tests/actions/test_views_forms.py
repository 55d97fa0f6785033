"""The secretary's forms: raising, reviewing and amending actions."""

import pytest
from django.urls import reverse

from actions.lifecycle import Status
from actions.models import Action, ActionUpdate, DueKind
from meetings.lifecycle import Status as MeetingStatus
from meetings.models import AgendaItem
from secgov.classification import Classification
from tests import factories
from tests.actions.minutes import Browser, publish
from tests.cast import Cast


def test_raise_puts_the_action_into_the_minutes(cast: Cast, august: AgendaItem, signed_in: Browser) -> None:
    address = reverse("actions:raise", args=[august.uid])
    typed = {"body": "SECAS to:\n- count; and\n- report.", "due": "a future meeting", "classification": "2"}

    response = signed_in(cast.secretary).post(address, typed)

    action = Action.objects.get(ref="TABASC33/01")
    assert response.status_code == 302
    assert response.headers["Location"] == f"/meetings/TABASC_33_1608/edit/#entry-{action.raised_in.uid}"
    assert action.raised_in.body == "<p>SECAS to:</p><ul><li>count; and</li><li>report.</li></ul>"
    assert (action.level, action.due_kind) == (Classification.GREEN, DueKind.FUTURE)


def test_raise_is_refused_in_a_sentence_when_the_minutes_are_closed(
    cast: Cast, august: AgendaItem, signed_in: Browser
) -> None:
    factories.entry(august, by=cast.secretary)
    factories.bring_to(august.meeting, MeetingStatus.CIRCULATED, by=cast.secretary)

    response = signed_in(cast.secretary).post(reverse("actions:raise", args=[august.uid]), {"body": "SECAS to act."})

    assert response.status_code == 422
    assert response.context["form"].non_field_errors() == ["These minutes are closed to change. Re-open them first."]
    assert Action.objects.count() == 0


def test_review_sets_down_update_status_and_where_it_goes_on(
    cast: Cast, august: AgendaItem, september: AgendaItem, signed_in: Browser
) -> None:
    factories.action(august, by=cast.secretary)
    address = reverse("actions:review", args=[september.uid])
    typed = {"action": "TABASC33/01", "body": "It moves.", "status": "closed", "handed_to": "Operations Group"}

    response = signed_in(cast.secretary).post(address, typed)

    update = ActionUpdate.objects.get()
    assert response.status_code == 302
    assert (update.text, update.status_after, update.owner_text) == ("It moves.", Status.CLOSED, "SECAS")
    assert update.action.links.get().to_committee == "Operations Group"


def test_review_offers_open_actions_of_earlier_meetings_once(
    cast: Cast, august: AgendaItem, september: AgendaItem, signed_in: Browser
) -> None:
    reviewed, waiting = (factories.action(august, by=cast.secretary) for _ in range(2))
    factories.action(september, by=cast.secretary)
    factories.review(september, reviewed, by=cast.secretary)

    form = signed_in(cast.secretary).get(reverse("actions:review", args=[september.uid])).context["form"]

    assert [value for value, _ in form.fields["action"].choices] == ["", waiting.ref]


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        (
            {"handed_to": "Operations Group"},
            "status",
            "An action that is handed over closes here. Choose Closed.",
        ),
        (
            {"superseded_by": "the other one"},
            "__all__",
            "'the other one' is not an action reference of a committee on record. Write it as TABASC33/01.",
        ),
    ],
)
def test_review_refuses_what_contradicts_itself(
    cast: Cast,
    august: AgendaItem,
    september: AgendaItem,
    signed_in: Browser,
    typed: dict[str, str],
    field: str,
    sentence: str,
) -> None:
    factories.action(august, by=cast.secretary)
    said = {"action": "TABASC33/01", "body": "It moves.", "status": "open"} | typed

    response = signed_in(cast.secretary).post(reverse("actions:review", args=[september.uid]), said)

    assert response.status_code == 422
    assert response.context["form"].errors[field] == [sentence]
    assert ActionUpdate.objects.count() == 0


def test_amend_changes_owner_and_due_and_nothing_else(cast: Cast, august: AgendaItem, signed_in: Browser) -> None:
    action = factories.action(august, by=cast.secretary, due="2018-09-20")

    response = signed_in(cast.secretary).post(
        reverse("actions:amend", args=[action.ref]), {"owner": "DCC and BEIS", "due": "when the Panel has decided"}
    )

    action.refresh_from_db()
    assert response.headers["Location"] == action.get_absolute_url()
    assert [owner.printed for owner in action.owners.all()] == ["DCC", "BEIS"]
    assert (action.due_kind, action.due_on, action.due_words) == (
        DueKind.EVENT,
        None,
        "when the Panel has decided",
    )
    assert action.text == "SECAS to bring the register back."


@pytest.mark.parametrize("route", ["raise", "review", "amend"])
def test_forms_are_for_the_committees_secretaries(
    cast: Cast, august: AgendaItem, signed_in: Browser, route: str
) -> None:
    action = factories.action(august, by=cast.secretary)
    publish(august, cast)
    address = reverse(f"actions:{route}", args=[action.ref if route == "amend" else august.uid])

    answers = {name: signed_in(user).get(address).status_code for name, user in cast.people.items()}

    assert answers.pop("secretary") == 200
    assert answers.pop("public") == 404
    assert set(answers.values()) == {403}
