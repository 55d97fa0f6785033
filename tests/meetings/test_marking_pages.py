"""How marking answers: the page and its parts, a line by itself, and two secretaries at once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.lifecycle import Status
from meetings.models import AgendaItem, Attendance, Meeting
from meetings.operations import amend_attendance, mark_attendance, remove_attendance
from meetings.operations.marking import CHANGED, Mark, Wanted
from secgov.models import Committee, Membership, MembershipRole, Person
from tests import factories
from tests.cast import Cast
from tests.meetings.marked import (
    HTMX,
    address,
    alternate,
    join,
    listed,
    meeting_of,
    member,
    panel_of,
    post,
    table,
    told,
)

pytestmark = pytest.mark.django_db

Knock = Callable[[object], Client]


@pytest.fixture
def panel(cast: Cast) -> Committee:
    return panel_of(cast)


@pytest.fixture
def meeting(cast: Cast, panel: Committee) -> Meeting:
    return meeting_of(panel, cast)


@pytest.fixture
def browser(cast: Cast, signed_in: Knock) -> Client:
    return signed_in(cast.secretary)


# Two secretaries at once


def test_what_somebody_else_changed_meanwhile_is_shown_and_not_written_over(
    cast: Cast, panel: Committee, meeting: Meeting, browser: Client, reader: Any
) -> None:
    person = member(panel, "Member")
    before = table(meeting, cast, reader).by_key[f"p{person.pk}"].seen
    post(browser, meeting, person, mark="apologies")

    answer = post(browser, meeting, person, mark="present", seen=before)

    assert answer.status_code == 422
    assert (list(told(answer).errors), told(answer).mark) == ([CHANGED], "apologies")
    assert not Attendance.objects.get().is_present


def test_what_changes_between_reading_and_writing_is_refused_too(
    cast: Cast, panel: Committee, meeting: Meeting, reader: Any
) -> None:
    person, absent = member(panel, "Member"), member(panel, "Absent")
    row = factories.attendance(meeting, by=cast.secretary, name="Member", person=person)
    gone = factories.attendance(meeting, by=cast.secretary, name="Gone")
    lines = table(meeting, cast, reader).by_key
    amend_attendance(row, by=cast.secretary, is_present=False)
    remove_attendance(gone, by=cast.secretary)
    factories.attendance(meeting, by=cast.secretary, name="Absent", person=absent)
    keys = [f"p{person.pk}", f"r{gone.uid}", f"p{absent.pk}"]

    wanted = {key: (lines[key].attendee, Wanted(Mark.TELECONFERENCE)) for key in keys}
    refused = mark_attendance(meeting=meeting, by=cast.secretary, wanted=wanted)

    assert refused == dict.fromkeys(keys, [CHANGED])
    assert not Attendance.objects.filter(mode="teleconference").exists()


# The page and its parts


def test_without_scripts_the_whole_table_is_saved_with_one_button(
    cast: Cast, panel: Committee, meeting: Meeting, browser: Client
) -> None:
    one, two, three = (member(panel, f"Member {at}") for at in range(3))
    lines = browser.get(address(meeting)).context["marking"].by_key
    sent: dict[str, Any] = {"row": [*lines, "new"], "new-name": ""}
    sent |= {f"{key}-{name}": getattr(line, name) for key, line in lines.items() for name in ("mark", "seen")}
    sent |= {f"p{one.pk}-mark": "present", f"p{two.pk}-mark": "apologies", f"p{two.pk}-recused_from": "9"}

    answer = browser.post(address(meeting), sent)

    assert answer.status_code == 422
    by_key = answer.context["marking"].by_key
    assert [bool(by_key[f"p{each.pk}"].errors) for each in (one, two, three)] == [False, True, False]
    assert listed() == [("Member 0", "Large Suppliers")]
    sent |= {f"p{two.pk}-recused_from": "", f"p{one.pk}-seen": by_key[f"p{one.pk}"].seen}
    again = browser.post(address(meeting), sent, follow=True)
    assert again.redirect_chain == [(address(meeting), 302)]
    assert "The attendance is saved." in again.content.decode()
    assert listed() == [("Member 0", "Large Suppliers"), ("Member 1", "Large Suppliers")]


def test_it_is_a_page_of_its_own_or_a_part_of_one(meeting: Meeting, browser: Client) -> None:
    whole, part = browser.get(address(meeting)), browser.get(address(meeting), headers=HTMX)

    assert [answer.templates[0].name for answer in (whole, part)] == ["meetings/marking.html", "meetings/_marking.html"]
    assert [answer.content.decode().count('id="marking-counts"') for answer in (whole, part)] == [1, 1]
    assert [answer.content.decode().count("hx-swap-oob") for answer in (whole, part)] == [0, 1]
    assert "<noscript>" in whole.content.decode()


def test_one_line_answers_with_itself_the_counts_and_what_is_heard(
    cast: Cast, panel: Committee, meeting: Meeting, browser: Client
) -> None:
    person = member(panel, "Member")
    first = browser.post(
        address(meeting),
        {
            "row": f"p{person.pk}",
            f"p{person.pk}-mark": "present",
            f"p{person.pk}-seen": "|||||",
            "open": f"p{person.pk}",
        },
        headers=HTMX,
    )

    words = first.content.decode()
    assert words.count("<tr") == 1
    assert '<template><span id="marking-counts" hx-swap-oob="innerHTML">1 present</span></template>' in words
    assert ">Saved.</p>" in words
    assert told(first).is_open
    assert "HX-Trigger" not in first


def test_lines_opened_stay_open_when_the_table_is_fetched_again(
    cast: Cast, panel: Committee, meeting: Meeting, browser: Client
) -> None:
    person = member(panel, "Member")

    lines = browser.get(address(meeting), {"open": f"p{person.pk}"}, headers=HTMX).context["marking"].lines

    assert [line.key for line in lines if line.is_open] == [f"p{person.pk}"]


def test_the_page_of_the_minutes_counts_them_and_leads_here(
    cast: Cast, panel: Committee, meeting: Meeting, browser: Client
) -> None:
    for at, facts in enumerate(({}, {}, {"mode": "teleconference"}, {"is_present": False})):
        factories.attendance(meeting, by=cast.secretary, name=f"Member {at}", **facts)

    page = browser.get(reverse("meetings:edit", args=[meeting.ref])).content.decode()

    assert '<span class="soft" id="marking-counts">2 present, 1 by teleconference, 1 apologies</span>' in page
    assert f'href="{address(meeting)}"' in page
    assert f'hx-get="{address(meeting)}"' in page


def test_minutes_closed_to_change_are_not_marked(
    cast: Cast, panel: Committee, meeting: Meeting, browser: Client
) -> None:
    person = member(panel, "Member")
    sent = {"row": f"p{person.pk}", f"p{person.pk}-mark": "present", f"p{person.pk}-seen": "|||||"}
    factories.entry(AgendaItem.objects.earliest("rank"), by=cast.secretary)
    factories.bring_to(meeting, Status.CIRCULATED, by=cast.secretary)

    shown, marked = browser.get(address(meeting)), browser.post(address(meeting), sent, headers=HTMX)

    assert shown["Location"] == meeting.get_absolute_url()
    assert marked.status_code == 422
    assert list(told(marked).errors) == ["These minutes are closed to change. Re-open them first."]
    assert not Attendance.objects.exists()


def test_only_secretaries_mark(cast: Cast, panel: Committee, meeting: Meeting, signed_in: Knock) -> None:
    join(panel, cast.member.person, MembershipRole.MEMBER)
    factories.entry(AgendaItem.objects.earliest("rank"), by=cast.secretary)
    person = cast.member.person
    sent = {"row": f"p{person.pk}", f"p{person.pk}-mark": "present", f"p{person.pk}-seen": "|||||"}

    answers = {
        who: [browser.get(address(meeting)).status_code, browser.post(address(meeting), sent).status_code]
        for who, browser in ((who, signed_in(cast.people[who])) for who in ("public", "party", "member"))
    }

    assert answers == {"public": [404, 404], "party": [404, 404], "member": [403, 403]}
    assert not Attendance.objects.exists()


def test_it_takes_the_same_queries_however_many_there_are(
    cast: Cast, panel: Committee, meeting: Meeting, browser: Client
) -> None:
    def add(at: int) -> None:
        person = member(panel, f"Member {at}")
        alternate(panel, f"Alternate {at}", person)
        factories.attendance(meeting, by=cast.secretary, name=f"Guest {at}", note="late")
        factories.attendance(meeting, by=cast.secretary, name=f"Member {at}", person=person)

    def asked(act: Callable[[], Any]) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert act().status_code == 200
        return len(queries)

    def mark(at: int) -> Any:
        key = f"p{Person.objects.get(name=f'Alternate {at}').pk}"
        sent = {"row": key, f"{key}-mark": "present", f"{key}-seen": "|||||"}
        return browser.post(address(meeting), sent, headers=HTMX)

    add(1)
    shown, marked = asked(lambda: browser.get(address(meeting))), asked(lambda: mark(1))
    add(2)
    add(3)

    assert asked(lambda: browser.get(address(meeting))) == shown
    assert asked(lambda: mark(3)) == marked
    assert Membership.objects.filter(committee=panel).count() == 7
