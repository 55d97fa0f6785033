"""The log of actions: what it shows to whom, what it may be asked, and its file."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actions.lifecycle import Status
from meetings.models import AgendaItem
from secgov.classification import Classification
from tests import factories
from tests.actions.minutes import Browser, publish
from tests.cast import Cast

LOG = "/actions/"


def refs_in(response: Any) -> list[str]:
    return [row.ref for row in response.context["page"].rows]


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
    # Eight, and one that puts what was read above White on the access log.
    assert len([each for each in three if "accesslogentry" not in each["sql"]]) <= 8


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
