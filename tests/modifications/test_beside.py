"""Beside an item that is about a proposal: the proposal, and what the committee last said of it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from meetings.models import AgendaItem
from modifications.panels import proposal_card
from secgov.classification import Classification
from tests import factories
from tests.cast import Cast

pytestmark = pytest.mark.django_db

Knock = Callable[[object], Client]


def item_at(cast: Cast, number: int, *, title: str, month: int) -> AgendaItem:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary, number=number, held_on=date(2018, month, 16))
    return factories.item(meeting, by=cast.secretary, title=title)


def decided(item: AgendaItem, cast: Cast, words: str, **facts: Any) -> None:
    entry = factories.outcome(item, by=cast.secretary, body=f"<p>The TABASC AGREED {words} DP096.</p>", **facts)
    outcome = entry.outcomes.get()
    outcome.about = factories.modification("DP096", born_in=entry, by=cast.secretary, title="Alerts").reference
    outcome.save()


def test_the_proposal_stands_with_what_the_committee_last_said_of_it(cast: Cast, reader: Any) -> None:
    june, july = (item_at(cast, number, title="DP096", month=number - 25) for number in (31, 32))
    decided(july, cast, "the latest on")
    decided(june, cast, "something older on")
    factories.matrix(june, [{"ref": "DP096", "title": "Alerts", "interest": "High"}], by=cast.secretary)
    today = item_at(cast, 33, title="DP096: Alerts", month=8)
    decided(today, cast, "what is only being written on")

    card = proposal_card(today, reader(cast.secretary))

    assert card is not None
    (proposal,) = card.facts["proposals"]
    assert (proposal.modification.ref, proposal.modification.title, proposal.stage) == (
        "DP096",
        "Alerts",
        "Named in minutes",
    )
    assert (proposal.outcome.text, proposal.outcome.place.label) == (
        "The TABASC AGREED the latest on DP096.",
        "TABASC 32, item 1",
    )
    assert (proposal.interest.text, proposal.interest.place.label) == ("High", "TABASC 31, item 1")


def test_what_the_reader_may_not_read_was_not_said_and_neither_what_others_said(cast: Cast, reader: Any) -> None:
    july = item_at(cast, 32, title="DP096", month=7)
    elsewhere = factories.meeting(cast.csc, by=cast.secretary_elsewhere, number=11, held_on=date(2018, 7, 1))
    decided(factories.item(elsewhere, by=cast.secretary_elsewhere, title="DP096"), cast, "another committee's view of")
    decided(july, cast, "a secret of", classification=Classification.RED)
    factories.recuse(cast.secretary, july.meeting.entries.get(kind="outcome").uid, by=cast.secretary)
    today = item_at(cast, 33, title="DP096: Alerts", month=8)

    card = proposal_card(today, reader(cast.secretary))

    assert card is not None
    assert (card.facts["proposals"][0].outcome, card.level) == (None, Classification.WHITE)


def test_an_item_about_no_proposal_has_no_card(cast: Cast, reader: Any) -> None:
    assert proposal_card(item_at(cast, 33, title="Risk register", month=8), reader(cast.secretary)) is None


def test_an_item_linked_to_a_proposal_shows_it_on_its_page(cast: Cast, signed_in: Knock) -> None:
    july = item_at(cast, 32, title="Alerts", month=7)
    modification = factories.modification("MP096", born_in=july, by=cast.secretary, title="Better alerts")
    august = factories.meeting(cast.tabasc, by=cast.secretary, number=33, held_on=date(2018, 8, 16))
    item = factories.item(august, by=cast.secretary, title="Alerts", about=modification.reference)

    page = signed_in(cast.secretary).get(reverse("meetings:beside", args=[august.ref, item.uid])).content.decode()

    assert f'href="{modification.get_absolute_url()}">MP096</a> Better alerts' in page
    assert "The committee has not spoken of it before." in page
