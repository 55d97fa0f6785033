"""The desk: the first page for whoever knocks, and the box that jumps to a reference."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from meetings.lifecycle import Status as MeetingStatus
from meetings.models import AgendaItem
from secgov.classification import Classification
from tests import factories
from tests.cast import Cast

Browser = Callable[[Any], Client]


@pytest.fixture
def item(cast: Cast) -> AgendaItem:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary, number=33, held_on=date(2018, 8, 16))
    return factories.item(meeting, by=cast.secretary)


def publish(item: AgendaItem, cast: Cast) -> None:
    assert factories.bring_to(item.meeting, MeetingStatus.FINAL, by=cast.secretary).is_published


def page_of(response: Any) -> str:
    """The page without the token that every answer has anew."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


def test_home_shows_the_public_what_was_published_last(cast: Cast, item: AgendaItem, signed_in: Browser) -> None:
    factories.entry(item, by=cast.secretary)
    before = signed_in(cast.public).get("/")
    publish(item, cast)
    after = signed_in(cast.public).get("/")

    assert before.context["latest"] == []
    assert b"Nothing has been published yet" in before.content
    assert [str(line.meeting) for line in after.context["latest"]] == ["TABASC 33"]


def test_home_says_what_a_secretary_may_do_next_and_a_member_not(
    cast: Cast, item: AgendaItem, signed_in: Browser
) -> None:
    factories.entry(item, by=cast.secretary)
    factories.bring_to(item.meeting, MeetingStatus.CIRCULATED, by=cast.secretary)

    def desk_of(user: Any) -> list[tuple[str, list[str]]]:
        (desk,) = signed_in(user).get("/").context["desks"]
        return [(str(line.meeting), line.can_do) for line in desk.lines]

    assert desk_of(cast.secretary) == [("TABASC 33", ["Make the minutes final"])]
    assert desk_of(cast.member) == [("TABASC 33", [])]


def test_home_lists_open_actions_of_mine_and_my_organisation(cast: Cast, item: AgendaItem, signed_in: Browser) -> None:
    supplier = factories.organisation("A supplier")
    cast.member.person.organisation = supplier
    cast.member.person.save()
    factories.action(item, by=cast.secretary, owner="A supplier")
    factories.action(item, by=cast.secretary, owner="DCC")
    publish(item, cast)

    mine, none = signed_in(cast.member).get("/"), signed_in(cast.chair).get("/")
    assert [row.ref for row in mine.context["my_actions"].rows] == ["TABASC33/01"]
    assert b"No open actions of yours." not in mine.content
    assert none.context["my_actions"].rows == []
    assert b"No open actions of yours." in none.content


def test_home_lists_the_actions_of_an_office_for_whoever_holds_it(
    cast: Cast, item: AgendaItem, signed_in: Browser
) -> None:
    factories.action(item, by=cast.secretary, owner="TABASC Chair")
    factories.action(item, by=cast.secretary, owner="CSC Chair")
    factories.action(item, by=cast.secretary, owner="TABASC Secretary")
    publish(item, cast)

    def listed(user: Any) -> list[str]:
        return [row.ref for row in signed_in(user).get("/").context["my_actions"].rows]

    assert listed(cast.chair) == ["TABASC33/01"]
    assert listed(cast.secretary) == ["TABASC33/03"]
    assert listed(cast.member) == listed(cast.former_member) == listed(cast.member_elsewhere) == []


def test_home_puts_what_is_mine_before_what_is_my_organisations_and_the_newest_first(
    cast: Cast, item: AgendaItem, signed_in: Browser
) -> None:
    cast.chair.person.organisation = factories.organisation("A supplier")
    cast.chair.person.save()
    later = factories.meeting(cast.csc, by=cast.secretary_elsewhere, number=11, held_on=date(2019, 1, 28))
    elsewhere = factories.item(later, by=cast.secretary_elsewhere)
    for owner in ("A supplier", "TABASC Chair", "A supplier", "TABASC Chair"):
        factories.action(item, by=cast.secretary, owner=owner)
    factories.action(elsewhere, by=cast.secretary_elsewhere, owner="A supplier", ref="CSC11/01")
    earlier = factories.meeting(cast.tabasc, by=cast.secretary, number=23, held_on=date(2017, 10, 19))
    factories.action(factories.item(earlier, by=cast.secretary), by=cast.secretary, owner="TABASC Chair")
    # Of the meeting that raised it no more is known than its number.
    factories.review(item, "TABASC28/03", by=cast.secretary, action_text="The TABASC Chair to wait.")
    publish(item, cast)
    factories.bring_to(later, MeetingStatus.FINAL, by=cast.secretary_elsewhere)
    factories.bring_to(earlier, MeetingStatus.FINAL, by=cast.secretary)

    rows = signed_in(cast.chair).get("/").context["my_actions"].rows

    own = ["TABASC33/04", "TABASC33/02", "TABASC28/03", "TABASC23/01"]
    assert [row.ref for row in rows] == [*own, "CSC11/01", "TABASC33/03", "TABASC33/01"]


def test_home_says_how_many_actions_of_mine_there_are_and_leads_to_as_many(
    cast: Cast, item: AgendaItem, signed_in: Browser
) -> None:
    for _ in range(12):
        factories.action(item, by=cast.secretary, owner="TABASC Chair")
    factories.action(item, by=cast.secretary, owner="DCC")
    publish(item, cast)
    browser = signed_in(cast.chair)

    home = browser.get("/")
    log = browser.get("/actions/?mine=yes&status=open")

    assert [row.ref for row in home.context["my_actions"].rows] == [f"TABASC33/{at:02}" for at in range(12, 2, -1)]
    assert '<a href="/actions/?mine=yes&amp;status=open">All&nbsp;12</a>' in home.content.decode()
    assert log.context["page"].count == 12
    assert [chip["label"] for chip in log.context["chips"]] == ["Status: Ongoing", "Whose: Mine or my organisation’s"]
    assert b"All&nbsp;" not in signed_in(cast.secretary).get("/").content


def test_the_log_asks_nobody_who_is_signed_out_what_is_theirs(cast: Cast, item: AgendaItem, signed_in: Browser) -> None:
    factories.action(item, by=cast.secretary, owner="TABASC Chair")
    publish(item, cast)

    log = signed_in(cast.public).get("/actions/?mine=yes")

    assert "mine" not in log.context["filter_form"].fields
    assert log.context["page"].count == 1


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("TABASC33/01", "/actions/TABASC33/01/"),
        ("tabasc 33/1", "/actions/TABASC33/01/"),
        ("TABASC 33", "/meetings/TABASC_33_1608/"),
        ("dp096", "/modifications/MP096/"),
    ],
)
def test_search_jumps_to_a_reference(
    cast: Cast, item: AgendaItem, signed_in: Browser, words: str, address: str
) -> None:
    factories.action(item, by=cast.secretary)
    factories.modification("MP096", born_in=item, by=cast.secretary)

    response = signed_in(cast.secretary).get("/search/", {"q": words})

    assert response.status_code == 302
    assert response.headers["Location"] == address


def test_search_says_the_same_of_a_hidden_reference_and_of_none(
    cast: Cast, item: AgendaItem, signed_in: Browser
) -> None:
    factories.action(item, by=cast.secretary, ref="TABASC33/07")
    browser = signed_in(cast.member)

    hidden, missing = browser.get("/search/?q=TABASC33/07"), browser.get("/search/?q=TABASC33/08")

    assert hidden.status_code == missing.status_code == 200
    assert b"Nothing that you may read has the reference TABASC33/07." in hidden.content
    assert page_of(hidden).replace("33/07", "33/08") == page_of(missing)


def test_search_lists_what_holds_the_words_as_far_as_the_reader_may_read(
    cast: Cast, item: AgendaItem, signed_in: Browser
) -> None:
    factories.action(item, by=cast.secretary, body="<p>SECAS to weigh the white pebble.</p>")
    factories.action(
        item,
        by=cast.secretary,
        body="<p>SECAS to weigh the amber pebble.</p>",
        classification=Classification.AMBER,
    )
    factories.modification("DP096", born_in=item, by=cast.secretary, title="Pebbles in meters")
    publish(item, cast)

    def found_by(user: Any) -> tuple[list[str], list[str]]:
        matches = signed_in(user).get("/search/?q=pebble").context["matches"]
        return [action.ref for action in matches.actions], [each.ref for each in matches.modifications]

    assert found_by(cast.public) == (["TABASC33/01"], ["DP096"])
    assert found_by(cast.member) == (["TABASC33/02", "TABASC33/01"], ["DP096"])


def test_search_without_words_asks_for_some(cast: Cast, signed_in: Browser) -> None:
    response = signed_in(cast.public).get("/search/")

    assert response.context["matches"] is None
    assert b"Write a reference as you would say it" in response.content


@pytest.mark.parametrize("name", ["public", "party", "member", "secretary", "records", "admin"])
def test_home_and_committee_pages_answer_everybody(cast: Cast, signed_in: Browser, name: str) -> None:
    browser = signed_in(cast.people[name])

    answers = {address: browser.get(address).status_code for address in ("/", "/committees/", "/committees/tabasc/")}

    assert answers == {"/": 200, "/committees/": 200, "/committees/tabasc/": 200}
