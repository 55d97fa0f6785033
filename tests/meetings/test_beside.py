"""What stands beside an item: last time's minutes of it, for the secretaries, as a page or a part of one."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.documents.beside import before, earlier_items, last_time, title_stem
from meetings.lifecycle import Status
from meetings.models import AgendaItem, EntryKind, Meeting, MinuteEntry
from secgov.classification import Classification
from tests import factories
from tests.cast import Cast

pytestmark = pytest.mark.django_db

Knock = Callable[[object], Client]
WHITE, GREEN, AMBER, RED = Classification


def held(cast: Cast, number: int, *, on: date, **facts: Any) -> Meeting:
    return factories.meeting(cast.tabasc, by=cast.secretary, number=number, held_on=on, **facts)


@pytest.fixture
def july(cast: Cast) -> Meeting:
    return held(cast, 32, on=date(2018, 7, 19))


@pytest.fixture
def august(cast: Cast, july: Meeting) -> Meeting:
    return held(cast, 33, on=date(2018, 8, 16))


@pytest.fixture
def item(cast: Cast, august: Meeting) -> AgendaItem:
    return factories.item(august, by=cast.secretary, title="Risk Register: August 2018")


def address(item: AgendaItem) -> str:
    return reverse("meetings:beside", args=[item.meeting.ref, item.uid])


@pytest.mark.parametrize(
    "title",
    [
        "Risk Register",
        "risk  register ",
        "Risk Register – August 2018",
        "Risk Register: 16 August 2018",
        "Risk Register (16th August)",
        "Risk Register, 16/08/2018",
        "Risk Register 2018-08",
        "Risk Register.",
    ],
)
def test_a_title_is_known_again_without_case_spaces_and_a_date_at_its_end(title: str) -> None:
    assert title_stem(title) == "risk register"


@pytest.mark.parametrize("title", ["Risk Register 2", "Risk Register of May", "Risk", "Risk Register and plan"])
def test_other_titles_stay_others(title: str) -> None:
    assert title_stem(title) != "risk register"


def test_last_time_is_the_latest_earlier_meeting_with_that_title(
    cast: Cast, july: Meeting, item: AgendaItem, reader: Any
) -> None:
    june = held(cast, 31, on=date(2018, 6, 21))
    september = held(cast, 34, on=date(2018, 9, 20))
    elsewhere = factories.meeting(cast.csc, by=cast.secretary_elsewhere, number=12, held_on=date(2018, 8, 1))
    for meeting, by in ((june, cast.secretary), (september, cast.secretary), (elsewhere, cast.secretary_elsewhere)):
        factories.item(meeting, by=by, title="Risk register", classification=WHITE)
    factories.item(july, by=cast.secretary, title="Release plan")
    last = factories.item(july, by=cast.secretary, title="RISK register: July 2018")
    factories.entry(last, by=cast.secretary, body="<p>Two risks were looked at.</p>")
    factories.outcome(last, by=cast.secretary, body="<p>The TABASC AGREED the ratings.</p>")

    card = last_time(item, reader(cast.secretary))

    assert card is not None
    assert card.title == "Last time, TABASC 32 item 2"
    assert [(line.text, line.is_outcome) for line in card.facts["lines"]] == [
        ("Two risks were looked at.", False),
        ("The TABASC AGREED the ratings.", True),
    ]
    assert card.facts["place"].url == f"{july.get_absolute_url()}#item-2"


def test_an_item_about_the_same_record_comes_before_one_of_the_same_title(
    cast: Cast, july: Meeting, august: Meeting, reader: Any
) -> None:
    named = factories.item(july, by=cast.secretary, title="DP096 and its costs")
    factories.item(july, by=cast.secretary, title="Alerts")
    renamed = factories.modification("MP096", born_in=named, by=cast.secretary)
    linked = factories.item(august, by=cast.secretary, title="Alerts", about=renamed.reference)

    assert earlier_items(linked, reader(cast.secretary)) == [named]


def test_meetings_that_were_not_held_and_items_taken_off_do_not_count(
    cast: Cast, july: Meeting, item: AgendaItem, reader: Any
) -> None:
    planned = factories.meeting(
        cast.tabasc, by=cast.secretary, number=None, held_on=date(2018, 8, 2), status=Status.PLANNED
    )
    factories.item(planned, by=cast.secretary, title="Risk register")
    off = factories.item(july, by=cast.secretary, title="Risk register")
    off.removed_at = factories.meetings.MOMENT
    off.save()

    assert last_time(item, reader(cast.secretary)) is None


def test_meetings_are_before_by_number_and_by_day_where_there_is_none(cast: Cast, july: Meeting) -> None:
    planned = factories.meeting(
        cast.tabasc, by=cast.secretary, number=None, held_on=date(2018, 7, 1), status=Status.PLANNED
    )
    factories.item(july, by=cast.secretary, title="Of July")
    factories.item(planned, by=cast.secretary, title="Planned")

    def titles(meeting: Meeting) -> list[str]:
        return list(AgendaItem.objects.filter(before(meeting)).order_by("title").values_list("title", flat=True))

    assert titles(held(cast, 33, on=date(2018, 6, 1))) == ["Of July"]
    assert titles(held(cast, 31, on=date(2018, 8, 1))) == ["Planned"]
    assert titles(planned) == []


def test_only_what_the_reader_may_read_is_told_and_private_notes_never(
    cast: Cast, july: Meeting, item: AgendaItem, reader: Any
) -> None:
    last = factories.item(july, by=cast.secretary)
    factories.entry(last, by=cast.secretary, body="<p>Open words.</p>")
    factories.entry(last, by=cast.secretary, body="<p>Secret words.</p>", classification=RED)
    factories.entry(last, by=cast.secretary, body="<p>Private words.</p>", kind=EntryKind.PRIVATE)
    factories.recuse(cast.secretary, MinuteEntry.objects.get(classification=RED).uid, by=cast.secretary)

    card = last_time(item, reader(cast.secretary))

    assert card is not None
    assert [line.text for line in card.facts["lines"]] == ["Open words."]
    assert card.level == WHITE


def test_it_is_short_and_in_the_order_of_the_minutes(cast: Cast, july: Meeting, item: AgendaItem, reader: Any) -> None:
    last = factories.item(july, by=cast.secretary)
    second = factories.heading(last, by=cast.secretary, title="Second")
    factories.entry(second, by=cast.secretary, body=f"<p>{'word ' * 200}</p>", classification=AMBER)
    factories.entry(second, by=cast.secretary, body="<p>Never reached.</p>")
    factories.entry(last, by=cast.secretary, body="<p>First.</p>")

    card = last_time(item, reader(cast.secretary))

    assert card is not None
    first, cut = card.facts["lines"]
    assert first.text == "First."
    assert (cut.text.startswith("word word"), cut.text.endswith(" …"), len(cut.text)) == (True, True, 394)
    assert card.level == AMBER


def test_an_item_of_which_nothing_was_minuted_says_so(
    cast: Cast, july: Meeting, item: AgendaItem, signed_in: Knock
) -> None:
    factories.item(july, by=cast.secretary, postponed_to="August 2018")

    page = signed_in(cast.secretary).get(address(item)).content.decode()

    assert "Nothing was minuted under it: it was postponed to August 2018." in page


def test_it_is_a_page_of_its_own_or_a_part_of_one(
    cast: Cast, july: Meeting, item: AgendaItem, signed_in: Knock
) -> None:
    factories.item(july, by=cast.secretary)
    browser = signed_in(cast.secretary)

    whole = browser.get(address(item))
    parts = [browser.get(address(item), headers={"HX-Request": "true"}), browser.get(address(item), {"fragment": "1"})]

    assert [template.name for template in whole.templates][0] == "meetings/beside.html"
    assert whole["Vary"].count("HX-Request") == 1
    assert "<html" in whole.content.decode()
    for part in parts:
        assert [template.name for template in part.templates][:2] == [
            "meetings/_beside.html",
            "meetings/_last_time.html",
        ]
        assert part.content.decode().strip().startswith("<section")


def test_where_nothing_is_on_record_it_says_so(cast: Cast, item: AgendaItem, signed_in: Knock) -> None:
    page = signed_in(cast.secretary).get(address(item)).content.decode()

    assert "Nothing is on record yet of what this item is about" in page


def test_it_is_for_the_secretaries_and_for_an_item_of_the_meeting(
    cast: Cast, july: Meeting, item: AgendaItem, signed_in: Knock
) -> None:
    other = factories.item(july, by=cast.secretary)
    mixed = reverse("meetings:beside", args=[item.meeting.ref, other.uid])

    assert [signed_in(who).get(address(item)).status_code for who in (cast.public, cast.member)] == [404, 403]
    assert signed_in(cast.secretary).get(mixed).status_code == 404
    assert signed_in(cast.secretary).post(address(item)).status_code == 405


def test_it_takes_the_same_queries_however_much_there_is(
    cast: Cast, july: Meeting, item: AgendaItem, signed_in: Knock
) -> None:
    last = factories.item(july, by=cast.secretary)

    def add(number: int) -> None:
        factories.entry(last, by=cast.secretary)
        action = factories.action(last, by=cast.secretary, due=f"{number} May 2018")
        factories.item(held(cast, 31 - number, on=date(2018, 1, number)), by=cast.secretary)
        factories.review(factories.item(july, by=cast.secretary), f"TABASC20/0{number}", by=cast.secretary)
        assert action.ref

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address(item)).status_code == 200
        return len(queries)

    browser = signed_in(cast.secretary)
    add(1)
    once = asked()
    add(2)
    add(3)

    assert (asked(), once < 30) == (once, True)
