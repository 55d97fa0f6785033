"""The pages of actions: the log, one action's story, what is outstanding at a meeting, and the secretary's forms."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actions.lifecycle import Status
from actions.models import Action, ActionUpdate, DueKind
from meetings.lifecycle import Status as MeetingStatus
from meetings.models import AgendaItem, Meeting
from meetings.operations import amend_meeting
from secgov.classification import Classification
from tests import factories
from tests.cast import Cast

Browser = Callable[[Any], Client]
LOG = "/actions/"


def minuted(cast: Cast, number: int, *, on: date) -> AgendaItem:
    """The first item of a meeting being minuted, which may be known from a reference already."""
    known = Meeting.objects.filter(number=number).first()
    if known is None:
        meeting = factories.meeting(cast.tabasc, by=cast.secretary, number=number, held_on=on)
    else:
        amended = amend_meeting(known, by=cast.secretary, held_on=on, classification=Classification.WHITE)
        meeting = factories.bring_to(amended, MeetingStatus.DRAFT, by=cast.secretary)
    return factories.item(meeting, by=cast.secretary)


@pytest.fixture
def august(cast: Cast) -> AgendaItem:
    return minuted(cast, 33, on=date(2018, 8, 16))


@pytest.fixture
def september(cast: Cast, august: AgendaItem) -> AgendaItem:
    return minuted(cast, 34, on=date(2018, 9, 20))


def publish(item: AgendaItem, cast: Cast) -> None:
    """Make the minutes that `item` stands in final, which publishes them."""
    meeting = factories.bring_to(item.meeting, MeetingStatus.FINAL, by=cast.secretary)
    assert meeting.is_published


def page_of(response: Any) -> str:
    """The page without the token that every answer has anew."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


def refs_in(response: Any) -> list[str]:
    return [row.ref for row in response.context["page"].rows]


# The log


def test_log_shows_the_public_what_is_white_and_published(cast: Cast, august: AgendaItem, signed_in: Browser) -> None:
    factories.action(august, by=cast.secretary, body="<p>SECAS to bring a white pebble.</p>")
    factories.action(
        august, by=cast.secretary, body="<p>DCC to bring an amber pebble.</p>", classification=Classification.AMBER
    )
    publish(august, cast)

    public, member = signed_in(cast.public).get(LOG), signed_in(cast.member).get(LOG)

    assert refs_in(public) == ["TABASC33/01"]
    assert b"amber pebble" not in public.content
    assert public.context["band"]["word"] == "WHITE"
    assert refs_in(member) == ["TABASC33/02", "TABASC33/01"]
    assert member.context["band"]["word"] == "AMBER"


def test_log_hides_what_is_born_in_a_draft_from_a_member(cast: Cast, august: AgendaItem, signed_in: Browser) -> None:
    factories.action(august, by=cast.secretary)

    assert refs_in(signed_in(cast.secretary).get(LOG)) == ["TABASC33/01"]
    assert refs_in(signed_in(cast.member).get(LOG)) == []


def test_log_says_what_a_reader_may_know_of_status_and_update(
    cast: Cast, august: AgendaItem, september: AgendaItem, signed_in: Browser
) -> None:
    action = factories.action(august, by=cast.secretary)
    publish(august, cast)
    factories.review(september, action, by=cast.secretary, body="<p>All is done.</p>", status=Status.CLOSED)

    public = signed_in(cast.public).get(LOG).context["page"].rows[0]
    secretary = signed_in(cast.secretary).get(LOG).context["page"].rows[0]

    assert (public.status_word, public.carried, public.latest_text) == ("Ongoing", 0, "")
    assert (secretary.status_word, secretary.carried, secretary.latest_text) == ("Closed", 1, "All is done.")
    assert secretary.latest_at == "TABASC 34"


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("committee=TABASC", ["TABASC33/02", "TABASC33/01"]),
        ("committee=CSC", []),
        ("status=open", ["TABASC33/02"]),
        ("status=closed", ["TABASC33/01"]),
        ("owner=dcc", ["TABASC33/02"]),
        ("raised_at=33", ["TABASC33/02", "TABASC33/01"]),
        ("raised_at=32", []),
        ("words=register+bring", ["TABASC33/01"]),
        ("words=tabasc+33/2", ["TABASC33/02"]),
        ("sort=ref", ["TABASC33/01", "TABASC33/02"]),
    ],
)
def test_log_answers_questions_in_its_address(
    cast: Cast, august: AgendaItem, september: AgendaItem, signed_in: Browser, question: str, found: list[str]
) -> None:
    first = factories.action(august, by=cast.secretary)
    factories.action(august, by=cast.secretary, body="<p>The DCC to count aerials.</p>", owner="DCC")
    factories.review(september, first, by=cast.secretary, status=Status.CLOSED)

    response = signed_in(cast.secretary).get(f"{LOG}?{question}")

    assert refs_in(response) == found


def test_log_asks_the_same_number_of_queries_for_one_row_and_for_three(
    cast: Cast, august: AgendaItem, september: AgendaItem, signed_in: Browser
) -> None:
    first = factories.action(august, by=cast.secretary, owner="SECAS and DCC")
    factories.review(september, first, by=cast.secretary, superseded_by="TABASC34/09")
    browser = signed_in(cast.secretary)

    with CaptureQueriesContext(connection) as one:
        assert len(refs_in(browser.get(LOG))) == 1
    for _ in range(2):
        more = factories.action(august, by=cast.secretary, owner="SECAS and DCC")
        factories.review(september, more, by=cast.secretary, status=Status.CLOSED)
    with CaptureQueriesContext(connection) as three:
        assert len(refs_in(browser.get(LOG))) == 3

    assert len(one) == len(three)
    assert len(three) <= 8


def test_log_is_a_file_of_what_the_reader_may_read(cast: Cast, august: AgendaItem, signed_in: Browser) -> None:
    factories.action(august, by=cast.secretary, due="September 2018 meeting")
    factories.action(august, by=cast.secretary, classification=Classification.AMBER)
    publish(august, cast)

    response = signed_in(cast.public).get(f"{LOG}?format=csv")

    lines = response.getvalue().decode("utf-8-sig").splitlines()
    assert lines[1:] == [
        "TABASC33/01,SECAS to bring the register back.,SECAS,September 2018 meeting,33,0,,Ongoing,White"
    ]


def test_log_as_a_fragment_brings_the_band_along(cast: Cast, august: AgendaItem, signed_in: Browser) -> None:
    factories.action(august, by=cast.secretary)

    response = signed_in(cast.secretary).get(LOG, headers={"HX-Request": "true"})

    assert b"<html" not in response.content
    assert b'hx-swap-oob="outerHTML:.band"' in response.content
    assert b"TABASC33/01" in response.content


# One action


@pytest.mark.parametrize("written", ["TABASC 33/1", "tabasc33/01", "TABASC33/1"])
def test_action_answers_to_every_spelling(cast: Cast, august: AgendaItem, signed_in: Browser, written: str) -> None:
    action = factories.action(august, by=cast.secretary)

    response = signed_in(cast.secretary).get(f"{LOG}{written}/")

    assert response.status_code == 302
    assert response.headers["Location"] == action.get_absolute_url() == "/actions/TABASC33/01/"


def test_action_hidden_and_missing_give_one_page(cast: Cast, august: AgendaItem, signed_in: Browser) -> None:
    factories.action(august, by=cast.secretary, ref="TABASC33/07")
    browser = signed_in(cast.member)

    hidden, missing = browser.get("/actions/TABASC33/07/"), browser.get("/actions/TABASC33/08/")

    assert hidden.status_code == missing.status_code == 404
    assert page_of(hidden).replace("%2F07", "%2F08") == page_of(missing)


def test_action_tells_its_story_the_latest_first(cast: Cast, august: AgendaItem, signed_in: Browser) -> None:
    action = factories.action(august, by=cast.secretary)
    november = minuted(cast, 36, on=date(2018, 11, 15))
    factories.review(november, action, by=cast.secretary, status=Status.CLOSED, superseded_by="TABASC36/01")
    factories.action(november, by=cast.secretary)

    story = signed_in(cast.secretary).get(action.get_absolute_url()).context["story"]

    assert [(event.tone, event.title) for event in story.events] == [
        ("turn", ""),
        ("done", "TABASC 36"),
        ("gap", "TABASC 34 to 35"),
        ("plain", "TABASC 33"),
    ]
    assert story.carried == 3
    assert [(link.words, link.to, link.url) for link in story.links] == [
        ("Superseded by", "TABASC36/01", "/actions/TABASC36/01/")
    ]


def test_action_shows_links_from_their_other_end_too(
    cast: Cast, august: AgendaItem, september: AgendaItem, signed_in: Browser
) -> None:
    older = factories.action(august, by=cast.secretary)
    newer = factories.action(september, by=cast.secretary)
    factories.review(september, older, by=cast.secretary, status=Status.CLOSED, superseded_by=newer.ref)
    factories.review(september, f"{older.ref}a", by=cast.secretary, action_text="SECAS to do it again.")
    browser = signed_in(cast.secretary)

    def links_of(ref: str) -> list[tuple[str, str]]:
        story = browser.get(reverse("actions:detail", args=[ref])).context["story"]
        return [(link.words, link.to) for link in story.links]

    assert links_of(newer.ref) == [("Supersedes", older.ref)]
    assert links_of(older.ref) == [("Superseded by", newer.ref), ("Re-opened as", f"{older.ref}a")]
    assert links_of(f"{older.ref}a") == [("Re-opens", older.ref)]


def test_action_keeps_a_higher_update_from_its_story(
    cast: Cast, august: AgendaItem, september: AgendaItem, signed_in: Browser
) -> None:
    action = factories.action(august, by=cast.secretary)
    factories.review(
        september,
        action,
        by=cast.secretary,
        body="<p>A price was named.</p>",
        classification=Classification.AMBER,
    )
    publish(august, cast)
    publish(september, cast)

    public = signed_in(cast.public).get(action.get_absolute_url())
    member = signed_in(cast.member).get(action.get_absolute_url())

    assert b"A price was named." not in public.content
    assert [event.tone for event in public.context["story"].events] == ["plain"]
    assert b"A price was named." in member.content
    assert member.context["band"]["word"] == "AMBER"


def test_action_lists_where_it_was_discussed(
    cast: Cast, august: AgendaItem, september: AgendaItem, signed_in: Browser
) -> None:
    action = factories.action(august, by=cast.secretary)
    factories.entry(september, by=cast.secretary, body="<p>TABASC33/01 came up once more.</p>")
    publish(august, cast)

    def meetings_for(user: Any) -> list[str]:
        found = signed_in(user).get(action.get_absolute_url()).context["discussions"]
        return [str(discussion.meeting) for discussion in found]

    assert meetings_for(cast.secretary) == ["TABASC 34", "TABASC 33"]
    assert meetings_for(cast.public) == ["TABASC 33"]


# Outstanding at a meeting


def outstanding(browser: Client, meeting_ref: str) -> tuple[list[tuple[str, str]], list[str]]:
    table = browser.get(f"/actions/outstanding/{meeting_ref}/").context["table"]
    return [(row.ref, row.status) for row in table.reviewed], [row.ref for row in table.unreported]


@pytest.mark.parametrize("loaded", [(33, 34, 36), (36, 34, 33), (34, 36, 33)])
def test_outstanding_is_as_decided_there_in_whatever_order_minutes_arrive(
    cast: Cast, signed_in: Browser, loaded: tuple[int, ...]
) -> None:
    days = {33: date(2018, 8, 16), 34: date(2018, 9, 20), 36: date(2018, 11, 15)}
    for number in loaded:
        item = minuted(cast, number, on=days[number])
        if number == 33:
            for ref in ("TABASC33/01", "TABASC33/02", "TABASC33/03"):
                factories.action(item, by=cast.secretary, ref=ref)
        elif number == 34:
            factories.review(item, "TABASC33/01", by=cast.secretary, status=Status.CLOSED, action_text="One.")
            factories.review(item, "TABASC33/02", by=cast.secretary, status=Status.OPEN, action_text="Two.")
        else:
            factories.review(item, "TABASC33/02", by=cast.secretary, status=Status.CLOSED, action_text="Two.")
    browser = signed_in(cast.secretary)

    assert outstanding(browser, "TABASC_33_1608") == ([], [])
    assert outstanding(browser, "TABASC_34_2009") == (
        [("TABASC33/01", "Closed"), ("TABASC33/02", "Ongoing")],
        ["TABASC33/03"],
    )
    assert outstanding(browser, "TABASC_36_1511") == ([("TABASC33/02", "Closed")], ["TABASC33/03"])


def test_outstanding_leaves_out_what_the_reader_may_not_know(
    cast: Cast, august: AgendaItem, september: AgendaItem, signed_in: Browser
) -> None:
    white = factories.action(august, by=cast.secretary)
    amber = factories.action(august, by=cast.secretary, classification=Classification.AMBER)
    for action in (white, amber):
        level = Classification(action.classification)
        factories.review(september, action, by=cast.secretary, classification=level)
    publish(august, cast)
    publish(september, cast)

    assert outstanding(signed_in(cast.public), "TABASC_34_2009") == ([("TABASC33/01", "Ongoing")], [])
    assert len(outstanding(signed_in(cast.member), "TABASC_34_2009")[0]) == 2


def test_outstanding_redirects_to_the_meetings_own_reference(
    cast: Cast, august: AgendaItem, signed_in: Browser
) -> None:
    response = signed_in(cast.secretary).get("/actions/outstanding/TABASC_33/")

    assert response.headers["Location"] == "/actions/outstanding/TABASC_33_1608/"


# Forms


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
