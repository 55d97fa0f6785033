"""Attendance marked in a real browser: by the keyboard alone, without losing what is typed, and without scripts."""

import time
from datetime import date

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from meetings.models import Attendance, Meeting
from secgov.models import Committee, MembershipRole, Seat, User
from secgov.operations import appoint
from tests import factories
from tests.journeys.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def meeting(site: Site) -> Meeting:
    """A meeting of a committee with three members and an alternate."""
    committee = Committee.objects.get(abbreviation="OPSG")
    seat = Seat.objects.filter(committee=committee).earliest("rank")
    people = [factories.person(f"Member {letter}") for letter in "ABC"]
    for person in people:
        appoint(committee=committee, person=person, role=MembershipRole.MEMBER, by=None, seat=seat)
    stand_in = factories.person("Stand-in")
    appoint(committee=committee, person=stand_in, role=MembershipRole.ALTERNATE, by=None, alternate_for=people[0])
    secretary = User.objects.get(email="secretary@demo.test")
    made = factories.meeting(committee, by=secretary, number=9, held_on=date(2026, 1, 5))
    for at in range(1, 5):
        factories.item(made, by=secretary, title=f"Matter {at}")
    return made


def address(meeting: Meeting) -> str:
    return f"/meetings/{meeting.ref}/attendance/mark/"


def attending(meeting: Meeting) -> list[tuple[str, bool, str]]:
    return list(Attendance.objects.filter(meeting=meeting).order_by("rank").values_list("name", "is_present", "mode"))


def line(page: Page, name: str) -> Locator:
    return page.locator("tr", has=page.get_by_role("group", name=name))


def slowly(route: Route) -> None:
    time.sleep(0.6)
    route.continue_()


def test_attendance_is_marked_from_the_keyboard_and_nothing_typed_is_lost(site: Site, meeting: Meeting) -> None:
    window = site.window("secretary")
    page = window.new_page()
    counts = page.locator("#marking-counts")

    # Everybody by a key each, on the page of the minutes.
    page.goto(f"/meetings/{meeting.ref}/edit/")
    expect(page.get_by_text("nobody marked yet")).to_be_visible()
    line(page, "Member A").get_by_label("Not marked").focus()
    for key in ("p", "ArrowDown", "t", "ArrowDown", "a"):
        page.keyboard.press(key)
    expect(counts).to_have_text("1 present, 1 by teleconference, 1 apologies")
    expect(line(page, "Member C").get_by_label("Apologies")).to_be_focused()
    assert attending(meeting) == [("Member A", True, ""), ("Member B", True, "teleconference"), ("Member C", False, "")]

    # What is typed while answers are on their way stays, and is saved.
    page.route("**/attendance/mark/", slowly)
    row = line(page, "Member B")
    row.get_by_label("Teleconference").focus()
    page.keyboard.press("m")
    row.get_by_label("Arrived at item").fill("2")
    row.get_by_label("Left after item").press_sequentially("3", delay=300)
    row.get_by_label("Recused from items").press_sequentially("2, 3", delay=300)
    page.keyboard.press("Tab")
    expect(row.locator("summary")).to_contain_text("part: items 2 to 3 · recused from 2 and 3")
    stored = Attendance.objects.get(meeting=meeting, name="Member B")
    assert (stored.part_items, stored.recused_from) == ("2 to 3", "2 and 3")
    page.unroute("**/attendance/mark/")

    # An alternate in somebody's place shows on their own line too.
    line(page, "Member A").locator("summary").click()
    line(page, "Member A").get_by_label("In their place").select_option("Stand-in")
    expect(line(page, "Stand-in").get_by_label("Present")).to_be_checked()

    # A mark made without a connection is sent when there is one again.
    window.set_offline(True)
    line(page, "Member A").get_by_label("Present").focus()
    page.keyboard.press("a")
    expect(page.get_by_text("Not saved: the server did not answer.")).to_be_visible()
    window.set_offline(False)
    expect(counts).to_have_text("1 present, 1 by teleconference, 2 apologies", timeout=9000)
    window.close()


def test_without_scripts_the_table_is_a_form(site: Site, meeting: Meeting) -> None:
    page = site.window("secretary", scripts=False).new_page()
    page.goto(f"/meetings/{meeting.ref}/edit/")
    page.get_by_role("link", name="Mark from the membership").click()
    page.get_by_role("group", name="Member A").get_by_text("Teleconference").click()
    page.get_by_label("Name", exact=True).fill("A Visitor")

    page.get_by_role("button", name="Save the attendance").click()

    expect(page.get_by_text("The attendance is saved.")).to_be_visible()
    assert attending(meeting) == [("Member A", True, "teleconference"), ("A Visitor", True, "")]
