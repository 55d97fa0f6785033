"""Marking those who were not expected: alternates in somebody's place, and somebody else altogether."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from meetings.models import Attendance, AttendanceNote, Meeting
from secgov.models import Committee
from tests import factories
from tests.cast import Cast
from tests.meetings.marked import (
    alternate,
    listed,
    meeting_of,
    member,
    new,
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


# Alternates


def test_an_alternate_stands_in_their_place(cast: Cast, panel: Committee, meeting: Meeting, browser: Client) -> None:
    person, other = member(panel, "Member"), member(panel, "Other")
    theirs, anybodys = alternate(panel, "Theirs", person), alternate(panel, "Anybody's")
    alternate(panel, "Of another", other)

    answer = post(browser, meeting, person, mark="apologies", in_place=f"p{theirs.pk}")

    rows = Attendance.objects.order_by("-is_present", "rank")
    assert [(row.name, row.person, row.represents, row.alternate_for, row.is_present) for row in rows] == [
        ("Theirs", theirs, "Large Suppliers", "Member", True),
        ("Member", person, "Large Suppliers", "", False),
    ]
    assert [key for key, _ in told(answer).choices or ()] == [f"p{theirs.pk}", f"p{anybodys.pk}"]
    assert answer["HX-Trigger"] == "marking-stale"
    page = browser.get(meeting.get_absolute_url()).content.decode()
    assert "Theirs (<em>alternate to Member</em>)" in page


def test_another_in_their_place_takes_the_first_off_and_nobody_takes_both(
    cast: Cast, panel: Committee, meeting: Meeting, browser: Client
) -> None:
    person = member(panel, "Member")
    theirs = alternate(panel, "Theirs", person)
    post(browser, meeting, person, in_place=f"p{theirs.pk}")

    post(browser, meeting, person, name_in_place="Somebody Typed")
    assert listed() == [("Somebody Typed", "Large Suppliers")]
    post(browser, meeting, person, in_place=f"p{theirs.pk}")
    assert listed() == [("Theirs", "Large Suppliers")]
    post(browser, meeting, person, in_place="")
    assert listed() == []


def test_who_stands_on_the_list_already_is_put_in_their_place_there(
    cast: Cast, panel: Committee, meeting: Meeting, browser: Client
) -> None:
    person = member(panel, "Member")
    there = factories.attendance(
        meeting, by=cast.secretary, name="Guest", mode="teleconference", capacity="other", note="by telephone"
    )

    post(browser, meeting, person, name_in_place="guest")

    there.refresh_from_db()
    facts = (there.alternate_for, there.represents, there.capacity, there.mode)
    assert facts == ("Member", "Large Suppliers", "member", "teleconference")
    assert AttendanceNote.objects.get().text == "by telephone"


def test_an_alternate_marked_on_their_own_line_stands_for_their_member(
    cast: Cast, panel: Committee, meeting: Meeting, browser: Client, reader: Any
) -> None:
    person = member(panel, "Member", seat=1)
    theirs = alternate(panel, "Theirs", person)

    post(browser, meeting, theirs, mark="teleconference")

    row = Attendance.objects.get()
    assert (row.alternate_for, row.represents, row.mode) == ("Member", "Gas Networks", "teleconference")
    assert table(meeting, cast, reader).by_key[f"p{person.pk}"].in_place == f"p{theirs.pk}"


# Somebody else


def test_somebody_else_is_put_on_the_list(cast: Cast, panel: Committee, meeting: Meeting, browser: Client) -> None:
    post(browser, meeting, cast.secretary.person, mark="present")

    answer = new(browser, meeting)

    row = Attendance.objects.get(name="A Visitor")
    assert (row.person, row.represents, row.capacity) == (None, "Elexon", "other")
    assert answer["HX-Trigger"] == "marking-stale"
    assert 'id="marking-new"' in answer.content.decode()
    assert answer.context["new"]["name"].value() is None
    assert new(browser, meeting, capacity="member", represents="Large Suppliers", name="Another").status_code == 200
    assert [name for name, _ in listed()] == ["Another", "Secretary", "A Visitor"]


def test_a_name_the_committee_knows_is_that_persons_line(
    cast: Cast, panel: Committee, meeting: Meeting, browser: Client
) -> None:
    person = member(panel, "Known Member")

    new(browser, meeting, name="known member", represents="", mark="apologies")

    row = Attendance.objects.get()
    assert (row.person, row.name, row.represents, row.is_present) == (person, "Known Member", "Large Suppliers", False)


def test_who_stands_on_the_list_is_not_put_there_twice(
    cast: Cast, panel: Committee, meeting: Meeting, browser: Client
) -> None:
    new(browser, meeting)

    again = new(browser, meeting)

    assert again.status_code == 422
    assert again.context["new_errors"] == [
        "A Visitor stands on the attendance list for Elexon already. Amend that row."
    ]
    assert again.context["new"]["name"].value() == "A Visitor"


def test_a_line_that_is_no_more_leaves_nothing_in_its_place(
    cast: Cast, panel: Committee, meeting: Meeting, browser: Client
) -> None:
    row = factories.attendance(meeting, by=cast.secretary, name="Guest")

    answer = post(browser, meeting, f"r{row.uid}", mark="")

    assert answer.status_code == 200
    assert answer.context["line"] is None
    assert "<tr" not in answer.content.decode()
    assert not Attendance.objects.exists()
