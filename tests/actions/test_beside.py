"""Beside an item: the open actions on which an update may be given there."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from actions.agenda_titles import reviews_actions
from actions.documents.beside import open_actions
from actions.lifecycle import Status
from meetings.models import AgendaItem
from secgov.classification import Classification
from secgov.panels import Card
from tests import factories
from tests.cast import Cast

pytestmark = pytest.mark.django_db

Knock = Callable[[object], Client]


@pytest.fixture
def review(cast: Cast, september: AgendaItem) -> AgendaItem:
    """The item of September's meeting under which actions are reviewed."""
    return factories.item(september.meeting, by=cast.secretary, title="Minutes and Actions Outstanding")


def refs(card: Card | None) -> list[str]:
    return [action.ref for action in card.facts["actions"]] if card else []


@pytest.mark.parametrize(
    "title",
    [
        "Minutes and Actions Outstanding",
        "Actions Outstanding",
        "MINUTES & ACTIONS OUTSTANDING",
        "Matters Arising",
        "Minutes of the last meeting and matters arising",
        "Minutes of TABASC 32 and Action Log",
        "Outstanding actions: August 2018",
        "Review of Actions",
        "Action update",
    ],
)
def test_the_review_of_actions_is_known_by_its_title(title: str) -> None:
    assert reviews_actions(title)


@pytest.mark.parametrize(
    "title",
    [
        "Minutes of the previous meeting",
        "Action plan for the outage",
        "Review of DCC actions on Release 2",
        "Matters for decision",
        "Risk register",
        "Transactions outstanding",
        "",
    ],
)
def test_other_subjects_are_not_the_review_of_actions(title: str) -> None:
    assert not reviews_actions(title)


def test_under_the_review_stands_every_open_action_not_reviewed_yet(
    cast: Cast, august: AgendaItem, september: AgendaItem, review: AgendaItem, reader: Any
) -> None:
    first, second, closed = (factories.action(august, by=cast.secretary) for _ in range(3))
    today = factories.action(september, by=cast.secretary)
    factories.review(review, closed, by=cast.secretary, status=Status.CLOSED)

    card = open_actions(review, reader(cast.secretary))

    assert refs(card) == [first.ref, second.ref]
    assert today.ref not in refs(card)
    assert card is not None
    assert (card.facts["reviewed"], card.facts["is_review"]) == (1, True)


def test_under_another_item_stand_the_actions_raised_there_before(
    cast: Cast, august: AgendaItem, september: AgendaItem, reader: Any
) -> None:
    other = factories.item(august.meeting, by=cast.secretary, title="Something else")
    here, closed = factories.action(august, by=cast.secretary), factories.action(august, by=cast.secretary)
    factories.action(other, by=cast.secretary)
    factories.review(september, closed, by=cast.secretary, status=Status.CLOSED)

    assert refs(open_actions(september, reader(cast.secretary))) == [here.ref]


def test_under_an_item_about_a_proposal_stand_the_actions_that_name_it(
    cast: Cast, august: AgendaItem, september: AgendaItem, reader: Any
) -> None:
    named = factories.action(august, by=cast.secretary, body="<p>DCC to cost SECMP0006.</p>")
    told = factories.action(august, by=cast.secretary, body="<p>DCC to report.</p>")
    factories.action(august, by=cast.secretary, body="<p>SECAS to look at SECMP0007.</p>")
    factories.review(september, told, by=cast.secretary, body="<p>DCC spoke of SECMP0006.</p>")
    item = factories.item(september.meeting, by=cast.secretary, title="SECMP0006 update")

    card = open_actions(item, reader(cast.secretary))

    assert refs(card) == [named.ref, told.ref]
    assert card is not None
    assert [action.is_reviewed for action in card.facts["actions"]] == [False, True]


def test_an_action_that_may_not_be_read_is_as_if_absent(
    cast: Cast, august: AgendaItem, review: AgendaItem, reader: Any
) -> None:
    factories.action(august, by=cast.secretary, body="<p>Open.</p>")
    secret = factories.action(august, by=cast.secretary, body="<p>Secret.</p>", classification=Classification.RED)
    factories.recuse(cast.secretary, secret.uid, by=cast.secretary)

    card = open_actions(review, reader(cast.secretary))

    assert card is not None
    assert ([action.text for action in card.facts["actions"]], card.level) == (["Open."], Classification.WHITE)


def test_each_is_told_in_a_few_lines_with_a_button_for_todays_update(
    cast: Cast, august: AgendaItem, review: AgendaItem, signed_in: Knock
) -> None:
    action = factories.action(august, by=cast.secretary, body=f"<p>{'word ' * 30}</p>", owner="DCC", due="1 May 2019")
    july = factories.meeting(cast.tabasc, by=cast.secretary, number=32, held_on=None, order_on="2018-07-01")
    long_ago = factories.review(factories.item(july, by=cast.secretary), "TABASC30/01", by=cast.secretary)

    page = signed_in(cast.secretary).get(
        reverse("meetings:beside", args=[review.meeting.ref, review.uid]), {"fragment": 1}
    )
    words = " ".join(page.content.decode().split())

    assert f'href="{action.get_absolute_url()}"' in words
    assert "word word …" in words
    assert "<span>DCC</span> <span>due 1 May 2019</span>" in words
    assert f'carried 2 meetings</span> </p> <p class="beside-said">TABASC 32: {long_ago.text}' in words
    assert words.count("data-house-update=") == 2
    assert f'type="button" data-house-update="{action.ref}" hidden>Add today’s update' in words


def test_when_all_are_reviewed_it_says_so(
    cast: Cast, august: AgendaItem, review: AgendaItem, signed_in: Knock, reader: Any
) -> None:
    assert open_actions(review, reader(cast.secretary)) is None
    factories.review(review, factories.action(august, by=cast.secretary), by=cast.secretary)

    page = signed_in(cast.secretary).get(reverse("meetings:beside", args=[review.meeting.ref, review.uid]))

    assert "<p>All 1 have their update.</p>" in page.content.decode()
