"""The pages of modifications: the register, one modification under every form it had, and the interest matrix."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.lifecycle import Status as MeetingStatus
from meetings.models import AgendaItem
from modifications.models import Modification
from secgov.classification import Classification
from tests import factories
from tests.cast import Cast

Browser = Callable[[Any], Client]
ROWS = [
    {"ref": "SECMP0006", "title": "Digits on the display", "technical": "Yes", "interest": "Watching brief"},
    {"ref": "SECMP0007", "title": "Firmware", "notes": "<p>Old meters stay.</p>", "interest": "High"},
]


@pytest.fixture
def item(cast: Cast) -> AgendaItem:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary, number=7, held_on=date(2016, 6, 16))
    return factories.item(meeting, by=cast.secretary, title="Modifications of interest")


def publish(item: AgendaItem, cast: Cast) -> None:
    assert factories.bring_to(item.meeting, MeetingStatus.FINAL, by=cast.secretary).is_published


def page_of(response: Any) -> str:
    """The page without the token that every answer has anew."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


def refs_in(response: Any) -> list[str]:
    return [row.ref for row in response.context["page"].rows]


def test_register_shows_what_is_out_to_the_reader(cast: Cast, item: AgendaItem, signed_in: Browser) -> None:
    factories.matrix(item, ROWS, by=cast.secretary)

    assert refs_in(signed_in(cast.secretary).get("/modifications/")) == ["SECMP0007", "SECMP0006"]
    assert refs_in(signed_in(cast.member).get("/modifications/")) == []
    publish(item, cast)
    public = signed_in(cast.public).get("/modifications/")
    assert refs_in(public) == ["SECMP0007", "SECMP0006"]
    assert public.context["page"].rows[0].interest_words == "High TABASC 07"


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("words=display", ["SECMP0006"]),
        ("words=DP006", ["SECMP0006"]),
        ("interest=High", ["SECMP0007"]),
        ("interest=Medium", []),
        ("sort=ref", ["SECMP0006", "SECMP0007"]),
    ],
)
def test_register_answers_questions_in_its_address(
    cast: Cast, item: AgendaItem, signed_in: Browser, question: str, found: list[str]
) -> None:
    factories.matrix(item, ROWS, by=cast.secretary)

    assert refs_in(signed_in(cast.secretary).get(f"/modifications/?{question}")) == found


def test_register_does_not_find_by_an_interest_the_reader_may_not_know(
    cast: Cast, item: AgendaItem, signed_in: Browser
) -> None:
    factories.modification("SECMP0007", born_in=item, by=cast.secretary)
    factories.matrix(item, ROWS, by=cast.secretary, classification=Classification.AMBER)
    publish(item, cast)

    assert refs_in(signed_in(cast.member).get("/modifications/?interest=High")) == ["SECMP0007"]
    assert refs_in(signed_in(cast.public).get("/modifications/")) == ["SECMP0007"]
    assert refs_in(signed_in(cast.public).get("/modifications/?interest=High")) == []


def test_register_asks_the_same_number_of_queries_for_one_row_and_for_three(
    cast: Cast, item: AgendaItem, signed_in: Browser
) -> None:
    factories.matrix(item, ROWS[:1], by=cast.secretary)
    browser = signed_in(cast.secretary)

    with CaptureQueriesContext(connection) as one:
        assert len(refs_in(browser.get("/modifications/"))) == 1
    factories.matrix(item, [*ROWS[1:], {"ref": "DP096"}], by=cast.secretary)
    with CaptureQueriesContext(connection) as three:
        assert len(refs_in(browser.get("/modifications/"))) == 3

    assert len(one) == len(three)
    assert len(three) <= 8


def test_modification_typed_into_the_minutes_is_in_the_register(
    cast: Cast, item: AgendaItem, signed_in: Browser
) -> None:
    typed = {"body": "SECMP0098 and MP098 were looked at.", "classification": "1"}
    address = reverse("meetings:add_entry", args=[item.meeting.ref, item.uid, "discussion"])

    response = signed_in(cast.secretary).post(address, typed)

    assert response.status_code == 302
    assert refs_in(signed_in(cast.secretary).get("/modifications/")) == [Modification.objects.get().ref]
    assert refs_in(signed_in(cast.member).get("/modifications/")) == []
    publish(item, cast)
    page = signed_in(cast.public).get(Modification.objects.get().get_absolute_url())
    assert [str(each.meeting) for each in page.context["discussions"]] == ["TABASC 07"]


@pytest.mark.parametrize("written", ["DP098", "dp098", "SECMP0098", "98"])
def test_modification_answers_to_every_form_it_had(
    cast: Cast, item: AgendaItem, signed_in: Browser, written: str
) -> None:
    modification = factories.modification("MP098", born_in=item, by=cast.secretary)

    response = signed_in(cast.secretary).get(f"/modifications/{written}/")

    assert response.status_code == 302
    assert response.headers["Location"] == modification.get_absolute_url() == "/modifications/MP098/"


def test_modification_hidden_and_missing_give_one_page(cast: Cast, item: AgendaItem, signed_in: Browser) -> None:
    factories.modification("MP098", born_in=item, by=cast.secretary)
    browser = signed_in(cast.member)

    hidden, missing = browser.get("/modifications/MP098/"), browser.get("/modifications/MP099/")

    assert hidden.status_code == missing.status_code == 404
    assert page_of(hidden).replace("MP098", "MP099") == page_of(missing)


def test_modification_shows_titles_interest_outcomes_and_where_it_was_discussed(
    cast: Cast, item: AgendaItem, signed_in: Browser
) -> None:
    factories.matrix(item, ROWS, by=cast.secretary)
    later = factories.meeting(cast.tabasc, by=cast.secretary, number=8, held_on=date(2016, 7, 21))
    second = factories.item(later, by=cast.secretary, title="SECMP0006")
    factories.modification("SECMP0006", born_in=second, by=cast.secretary, title="Digits, all of them")
    factories.outcome(second, by=cast.secretary, body="<p>The TABASC AGREED to support SECMP0006.</p>")
    factories.matrix(item, [{"ref": "SECMP0006", "interest": "High"}], by=cast.secretary)

    context = signed_in(cast.secretary).get("/modifications/SECMP0006/").context
    sheet = context["sheet"]

    assert [title.title for title in sheet.titles] == ["Digits, all of them", "Digits on the display"]
    assert [each.row.interest for each in sheet.interests] == ["High", "Watching Brief"]
    assert [str(each.meeting) for each in context["discussions"]] == ["TABASC 08", "TABASC 07"]


def test_modification_cites_the_outcomes_about_it(cast: Cast, item: AgendaItem, signed_in: Browser) -> None:
    modification = factories.modification("SECMP0006", born_in=item, by=cast.secretary)
    item.about = modification.reference
    item.save()
    factories.outcome(item, by=cast.secretary, body="<p>The TABASC AGREED to support it.</p>")
    factories.outcome(
        item,
        by=cast.secretary,
        body="<p>The TABASC REJECTED its cost.</p>",
        classification=Classification.AMBER,
    )
    publish(item, cast)

    def verbs_for(user: Any) -> list[str]:
        sheet = signed_in(user).get(modification.get_absolute_url()).context["sheet"]
        return [each.outcome.verb for each in sheet.outcomes]

    assert verbs_for(cast.public) == ["AGREED"]
    assert verbs_for(cast.member) == ["AGREED", "REJECTED"]


def test_matrix_is_a_page_and_a_file(cast: Cast, item: AgendaItem, signed_in: Browser) -> None:
    factories.matrix(item, ROWS, by=cast.secretary)
    browser = signed_in(cast.secretary)

    page = browser.get("/modifications/matrix/TABASC_07_1606/")
    file = browser.get("/modifications/matrix/TABASC_07_1606/?format=csv")

    assert [row.modification.ref for row in page.context["rows"]] == ["SECMP0006", "SECMP0007"]
    assert file.getvalue().decode("utf-8-sig").splitlines()[1:] == [
        "SECMP0006,Digits on the display,Yes,,,,Watching Brief",
        "SECMP0007,Firmware,,,,Old meters stay.,High",
    ]


def test_matrix_leaves_out_what_the_reader_may_not_read(cast: Cast, item: AgendaItem, signed_in: Browser) -> None:
    factories.matrix(item, ROWS[:1], by=cast.secretary)
    factories.matrix(item, ROWS[1:], by=cast.secretary, classification=Classification.AMBER)
    publish(item, cast)

    public = signed_in(cast.public).get("/modifications/matrix/TABASC_07_1606/")
    member = signed_in(cast.member).get("/modifications/matrix/TABASC_07_1606/")

    assert [row.modification.ref for row in public.context["rows"]] == ["SECMP0006"]
    assert public.context["band"]["word"] == "WHITE"
    assert len(member.context["rows"]) == 2
    assert member.context["band"]["word"] == "AMBER"
