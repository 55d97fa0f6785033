"""What is outstanding at a meeting: the table as decided there, for whoever may know."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from actions.lifecycle import Status
from meetings.models import AgendaItem
from secgov.classification import Classification
from tests import factories
from tests.actions.minutes import Browser, minuted, publish
from tests.cast import Cast


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


def test_review_offers_what_is_outstanding_and_not_reported_on(
    cast: Cast, august: AgendaItem, september: AgendaItem, signed_in: Browser
) -> None:
    for number in (1, 2, 3, 4):
        factories.action(august, by=cast.secretary, ref=f"TABASC33/{number:02}")
    factories.action(september, by=cast.secretary)
    october, november = minuted(cast, 35, on=date(2018, 10, 18)), minuted(cast, 36, on=date(2018, 11, 15))
    factories.action(october, by=cast.secretary)
    factories.review(september, "TABASC33/01", by=cast.secretary, status=Status.CLOSED)
    factories.review(october, "TABASC33/02", by=cast.secretary)
    factories.review(november, "TABASC33/03", by=cast.secretary, status=Status.CLOSED)
    browser = signed_in(cast.secretary)

    offered = {}
    for item in (september, october, november):
        form = browser.get(reverse("actions:review", args=[item.uid])).context["form"]
        offered[item.meeting.number] = [value for value, _ in form.fields["action"].choices if value]

    assert offered == {
        34: ["TABASC33/02", "TABASC33/03", "TABASC33/04"],
        35: ["TABASC33/03", "TABASC33/04", "TABASC34/01"],
        36: ["TABASC33/02", "TABASC33/04", "TABASC34/01", "TABASC35/01"],
    }
    for item in (september, october, november):
        assert outstanding(browser, item.meeting.ref)[1] == offered[item.meeting.number]


def test_outstanding_redirects_to_the_meetings_own_reference(
    cast: Cast, august: AgendaItem, signed_in: Browser
) -> None:
    response = signed_in(cast.secretary).get("/actions/outstanding/TABASC_33/")

    assert response.headers["Location"] == "/actions/outstanding/TABASC_33_1608/"
