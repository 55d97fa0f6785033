"""The pages before a meeting: building the agenda, choosing from what is proposed, publishing it, its PDF."""

import io
from collections.abc import Callable
from datetime import date

import pdfplumber
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.composition import latest_version
from meetings.documents.agendas import agenda_html, agenda_pdf
from meetings.lifecycle import Status
from meetings.models import AgendaItem, Meeting, Printed
from meetings.operations import make_move
from meetings.tasks import draw_agenda
from secgov.access import Purpose, System
from secgov.classification import Classification
from secgov.models import DrawnDocument
from secgov.pdf import key_of
from secgov.storage import store
from secgov.tagcheck import check
from tests import factories
from tests.cast import Cast

Knock = Callable[[object], Client]
WHITE, GREEN, AMBER, RED = Classification
DAY = date(2018, 8, 16)


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return factories.meeting(cast.tabasc, by=cast.secretary, status=Status.PLANNED, number=None)


def url(name: str, *arguments: object) -> str:
    return reverse(f"meetings:{name}", args=arguments)


def text(client: Client, address: str, *, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def agenda(meeting: Meeting) -> list[tuple[str, str]]:
    items = AgendaItem.objects.filter(meeting=meeting, removed_at__isnull=True)
    return sorted((item.number, item.title) for item in items)


def test_a_planned_meeting_leads_to_what_is_proposed_for_it(cast, signed_in) -> None:
    facts = {"committee": "TABASC", "held_on": "2018-09-20"}

    answer = signed_in(cast.secretary).post(url("plan"), facts)

    assert answer.url == url("proposals", Meeting.objects.get().ref)


def test_the_ticked_proposals_are_added_and_the_others_are_not(cast, signed_in) -> None:
    last = factories.meeting(cast.tabasc, by=cast.secretary)
    for title in ("Risks", "Costs"):
        factories.item(last, by=cast.secretary, title=title, is_standing=True)
    planned = factories.meeting(
        cast.tabasc, by=cast.secretary, status=Status.PLANNED, number=None, held_on=date(2018, 9, 20)
    )
    browser, address = signed_in(cast.secretary), url("proposals", planned.ref)
    page = text(browser, address)
    key = f"standing {last.items.get(title='Costs').uid}"

    answer = browser.post(address, {"key": [key, "standing of nothing"]})

    assert page.count("checked") == 3
    assert answer.url == url("agenda", planned.ref)
    assert agenda(planned) == [("1", "Costs")]
    assert AgendaItem.history.filter(meeting=planned).first().history_user == cast.secretary
    assert "Costs" not in text(browser, address)


@pytest.mark.parametrize(("count", "name"), [(1, "agenda"), (3, "agenda"), (1, "proposals"), (3, "proposals")])
def test_more_rows_ask_no_more_questions(count, name, cast, signed_in, queries) -> None:
    last = factories.meeting(cast.tabasc, by=cast.secretary)
    planned = factories.meeting(
        cast.tabasc, by=cast.secretary, status=Status.PLANNED, number=None, held_on=date(2018, 9, 20)
    )
    for number in range(count):
        body = f"<p>The TABASC AGREED it, subject to condition {number}.</p>"
        standing = factories.item(last, by=cast.secretary, title=f"Standing {number}", is_standing=True)
        factories.outcome(standing, by=cast.secretary, body=body)
        item = factories.item(planned, by=cast.secretary, title=f"Item {number}")
        factories.paper(item, by=cast.secretary, file=store(content=b"%PDF-", name="a", media_type="a"))

    queries(name, signed_in(cast.secretary), url(name, planned.ref))


@pytest.fixture(scope="module")
def asked() -> dict[str, int]:
    return {}


@pytest.fixture
def queries(asked: dict[str, int]) -> Callable[[str, Client, str], None]:
    """Checks that a page asks as many questions as the last time it was looked at."""

    def look(name: str, browser: Client, address: str) -> None:
        browser.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address).status_code == 200
        assert asked.setdefault(name, len(captured)) == len(captured)

    return look


def test_an_item_is_added_by_its_title_alone(cast, signed_in, meeting) -> None:
    browser = signed_in(cast.secretary)

    answer = browser.post(url("add_line", meeting.ref), {"title": "  Risks \n and  issues "})
    empty = browser.post(url("add_line", meeting.ref), {"title": " "}, follow=True)

    assert answer.url == url("agenda", meeting.ref) + "#add"
    assert agenda(meeting) == [("1", "Risks and issues")]
    assert "Write the title of the item" in empty.content.decode()


def test_rows_move_by_a_step_or_to_a_place_and_a_refusal_is_said(cast, signed_in, meeting) -> None:
    one, two, three = (factories.item(meeting, by=cast.secretary, title=title) for title in ("One", "Two", "Three"))
    browser = signed_in(cast.secretary)

    browser.post(url("place_item", meeting.ref, two.uid), {"way": "in"})
    assert agenda(meeting) == [("1", "One"), ("1.1", "Two"), ("2", "Three")]
    browser.post(url("place_item", meeting.ref, two.uid), {"parent": "", "after": str(three.uid)})
    assert agenda(meeting) == [("1", "One"), ("2", "Three"), ("3", "Two")]

    answer = browser.post(url("place_item", meeting.ref, two.uid), {"parent": str(two.uid)}, follow=True)
    assert "Nothing can be put under this" in answer.content.decode()
    for wrong in ({"way": "sideways"}, {"parent": "no uid"}):
        assert browser.post(url("place_item", meeting.ref, one.uid), wrong).status_code == 404


def test_an_item_stands_on_every_agenda_or_no_longer(cast, signed_in, meeting) -> None:
    item = factories.item(meeting, by=cast.secretary)
    browser = signed_in(cast.secretary)

    stands = []
    for _ in range(2):
        browser.post(url("stand_item", meeting.ref, item.uid))
        item.refresh_from_db()
        stands.append(item.is_standing)

    assert stands == [True, False]


def test_an_item_takes_its_facts_and_its_presenters_login(cast, signed_in, meeting) -> None:
    item = factories.item(meeting, by=cast.secretary)
    browser, address = signed_in(cast.secretary), url("amend_item", meeting.ref, item.uid) + "?to=agenda"
    facts = {
        "title": "Costs",
        "purpose": "decision",
        "presenter": "DCC",
        "presented_by": "Party@cast.test",
        "is_verbal": "on",
        "is_standing": "on",
        "postponed_by": "the Chair",
        "postponed_to": "October",
        "classification": "2",
    }

    unknown = browser.post(address, facts | {"presented_by": "nobody@cast.test"})
    answer = browser.post(address, facts)

    item.refresh_from_db()
    assert "Nobody signs in with this address." in unknown.content.decode()
    assert answer.url.startswith(url("agenda", meeting.ref))
    assert (item.title, item.presented_by, item.is_verbal, item.is_standing, item.level) == (
        *("Costs", cast.party.person),
        *(True, True, GREEN),
    )
    assert "party@cast.test" in text(browser, address)
    assert "Postponed by the Chair to October" in text(browser, url("agenda", meeting.ref))


def test_a_recused_secretary_sees_that_an_item_stands_there_and_nothing_of_it(cast, signed_in, meeting) -> None:
    item = factories.item(meeting, by=cast.secretary, title="zqitem", classification=AMBER)
    factories.paper(item, by=cast.secretary, title="zqpaper")
    factories.item(meeting, by=cast.secretary, title="Open to all")
    factories.recuse(cast.secretary, item.uid, by=cast.secretary)

    page = text(signed_in(cast.secretary), url("agenda", meeting.ref))

    assert "zq" not in page
    assert "Minuted under a confidential classification" in page
    assert "Open to all" in page


def test_minutes_that_are_closed_lead_to_the_meeting(cast, signed_in) -> None:
    closed = factories.meeting(cast.tabasc, by=cast.secretary)
    factories.entry(factories.item(closed, by=cast.secretary), by=cast.secretary)
    closed = factories.bring_to(closed, Status.CIRCULATED, by=cast.secretary)

    for name in ("agenda", "proposals"):
        assert signed_in(cast.secretary).get(url(name, closed.ref)).url == closed.get_absolute_url()


def test_the_screen_before_publishing_says_what_comes_out_to_whom_and_what_stays_back(cast, signed_in, meeting) -> None:
    white = factories.item(meeting, by=cast.secretary, title="Open")
    amber = factories.item(meeting, by=cast.secretary, title="Prices", classification=AMBER)
    red = factories.item(meeting, by=cast.secretary, title="Names", classification=RED)
    file = store(content=b"%PDF-1.7", name="a.pdf", media_type="application/pdf")
    facts = {"by": cast.secretary, "file": file}
    paper = factories.paper(white, title="Register", **facts)
    paper.versions.update(findings=["1 comment."])
    factories.paper(white, title="Costs", classification=AMBER, **facts)
    factories.recuse(cast.recused, amber.uid, by=cast.secretary)
    cast.name(red.uid)
    move = url("move", meeting.ref, "publish-agenda")

    page = " ".join(text(signed_in(cast.secretary), move).split())

    assert "It will be TABASC 01." in page
    assert "Anyone, without signing in." in page
    assert "Paper: Register" in page
    assert "1 comment." in page
    assert "Member, no organisation" in page
    said = "stays back from everybody but the TABASC’s people and those invited; and, by recusal, from Recused."
    assert page.count(said) == 1
    assert "Paper: Costs" in page
    assert "but the secretaries and those named on it: Named." in page
    refused = signed_in(cast.secretary).post(move)
    assert refused.status_code == 422
    assert "comes out when a person has accepted that" in refused.content.decode()


def test_the_published_agenda_prints_from_what_was_written_down(cast, signed_in, meeting, settings) -> None:
    settings.PDF_WAIT_SECONDS = 0
    item = factories.item(meeting, by=cast.secretary, title="Open", purpose="decision", presenter="SECAS")
    hidden = factories.item(meeting, by=cast.secretary, title="zqprices", classification=AMBER)
    factories.paper(item, by=cast.secretary, title="Register")
    factories.paper(item, by=cast.secretary, title="zqcosts", classification=AMBER)
    factories.paper(hidden, by=cast.secretary, title="zqmore", classification=AMBER)
    published = make_move(meeting, "publish-agenda", by=cast.secretary, on=DAY)
    factories.item(published, by=cast.secretary, title="zqlate")
    version = latest_version(published, System(Purpose.PRINTING), Printed.AGENDA)

    html = agenda_html(published, WHITE, version)
    content = agenda_pdf(published, WHITE, html)

    words = "".join(page.extract_text() for page in pdfplumber.open(io.BytesIO(content)).pages)
    assert "zq" not in html
    for said in ("Open", "SECAS", "For decision", "Paper: Register", "Page 1 of 1", "Classification of White"):
        assert said in words
    assert check(content) == []
    assert "zqcosts" in agenda_html(published, AMBER, version)
    assert content == agenda_pdf(published, WHITE, agenda_html(published, WHITE, version))
    waiting = signed_in(cast.public).get(url("agenda_pdf", published.ref))
    assert waiting.status_code == 202
    draw_agenda(meeting_id=published.pk, level=1, version_id=version.pk)
    assert DrawnDocument.objects.get().key == key_of(html)
    drawn = signed_in(cast.public).get(url("agenda_pdf", published.ref))
    assert drawn["Content-Disposition"] == f'inline; filename="{published.ref}-agenda-v1-white.pdf"'
    assert drawn.content == content


def test_an_agenda_that_is_not_out_is_a_draft_for_its_secretaries(cast, signed_in, meeting, settings) -> None:
    settings.PDF_WAIT_SECONDS = 0
    factories.item(meeting, by=cast.secretary, title="Open")
    address = url("agenda_pdf", meeting.ref)

    assert signed_in(cast.secretary).get(address).status_code == 202
    assert [signed_in(user).get(address).status_code for user in (cast.member, cast.public)] == [404, 404]
    assert "Draft Agenda" in agenda_html(meeting, WHITE, None)


def test_the_published_agenda_shows_its_papers_as_far_as_the_reader_may_know(cast, signed_in, meeting) -> None:
    item = factories.item(meeting, by=cast.secretary, title="Open")
    file = store(content=b"%PDF-1.7", name="a.pdf", media_type="application/pdf")
    factories.paper(item, by=cast.secretary, title="zqwhite", file=file)
    factories.paper(item, by=cast.secretary, title="zqamber", file=file, classification=AMBER)
    published = make_move(meeting, "publish-agenda", by=cast.secretary, on=DAY)

    public, member = (text(signed_in(user), published.get_absolute_url()) for user in (cast.public, cast.member))

    assert ("zqwhite" in public, "zqamber" in public) == (True, False)
    assert ("zqwhite" in member, "zqamber" in member) == (True, True)
    assert url("agenda_pdf", published.ref) + "?edition=white" in public
