"""Attendance marked line by line: who is expected, and what a mark writes."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from meetings.models import AgendaItem, Attendance, AttendanceNote, Meeting
from meetings.operations.marking import part_of, part_words
from meetings.views.attendance import ONLY_PRINTED
from secgov.models import AccessGrant, Committee, MembershipRole
from tests import factories
from tests.cast import Cast
from tests.meetings.marked import (
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


# Who stands in the table


def test_everybody_expected_stands_in_the_groups_of_the_printed_table(
    cast: Cast, panel: Committee, meeting: Meeting, reader: Any
) -> None:
    gas, large = member(panel, "Gas Member", seat=1), member(panel, "Large Member")
    alternate(panel, "A Gas Alternate", gas)
    join(panel, factories.person("The Chair"), MembershipRole.CHAIR)
    join(panel, factories.person("Ofgem Person"), MembershipRole.STANDING_ATTENDEE, factories.organisation("Ofgem"))
    join(panel, factories.person("Observer"), MembershipRole.OBSERVER)
    member(panel, "Left", until=date(2018, 8, 15))
    member(panel, "Joins later", since=date(2018, 8, 17))

    marking = table(meeting, cast, reader)

    assert [(group.title, [line.name for line in group.lines]) for group in marking.groups] == [
        ("SSC Chair", ["The Chair"]),
        ("Large Suppliers", ["Large Member"]),
        ("Gas Networks", ["Gas Member", "A Gas Alternate"]),
        ("Ofgem", ["Ofgem Person"]),
        ("SECAS", ["Secretary"]),
    ]
    assert marking.counts == "nobody marked yet"
    assert marking.by_key[f"p{large.pk}"].choices == ()


def test_whoever_stands_on_the_list_already_has_a_line_in_their_group(
    cast: Cast, panel: Committee, meeting: Meeting, reader: Any
) -> None:
    known = member(panel, "Large Member")
    by_name = member(panel, "Known By Name")
    facts = {"by": cast.secretary, "represents": "Large Suppliers"}
    factories.attendance(meeting, name="Printed otherwise", person=known, mode="teleconference", **facts)
    factories.attendance(meeting, name="known by name", is_present=False, **facts)
    factories.attendance(meeting, name="A Guest", **facts)
    factories.attendance(meeting, name="Stranger", by=cast.secretary, capacity="other", represents="Elexon")

    marking = table(meeting, cast, reader)

    lines = {line.name: (line.key, line.mark, line.group) for line in marking.lines}
    assert (lines["Printed otherwise"], lines["known by name"]) == (
        (f"p{known.pk}", "teleconference", "Large Suppliers"),
        (f"p{by_name.pk}", "apologies", "Large Suppliers"),
    )
    assert [(name, *lines[name][1:]) for name in ("A Guest", "Stranger")] == [
        ("A Guest", "present", "Large Suppliers"),
        ("Stranger", "present", "Elexon"),
    ]
    assert marking.counts == "2 present, 1 by teleconference, 1 apologies"


def test_somebody_with_two_roles_has_one_line(cast: Cast, panel: Committee, meeting: Meeting, reader: Any) -> None:
    both = member(panel, "Both")
    join(panel, both, MembershipRole.CHAIR)

    (line,) = [line for line in table(meeting, cast, reader).lines if line.attendee.person == both]

    assert (line.group, line.attendee.role) == ("SSC Chair", "Chair")


@pytest.mark.parametrize(
    ("arrives", "leaves", "words"),
    [("3", "6", "3 to 6"), ("3", "", "3 onwards"), ("", "6", "up to 6"), ("3", "3", "3"), ("", "", "")],
)
def test_a_part_is_kept_in_words_and_read_back(arrives: str, leaves: str, words: str) -> None:
    assert part_words(arrives, leaves) == words
    assert part_of(words) == (arrives, leaves)


def test_a_part_in_other_words_is_told_and_kept(
    cast: Cast, panel: Committee, meeting: Meeting, browser: Client
) -> None:
    person = member(panel, "Member")
    facts = {"name": "Member", "person": person, "by": cast.secretary, "is_part": True, "part_items": "1, 3 and 4"}
    factories.attendance(meeting, **facts)

    answer = post(browser, meeting, person, mark="teleconference")

    assert (told(answer).arrives, told(answer).part) == ("", "1, 3 and 4")
    row = Attendance.objects.get()
    assert (row.mode, row.is_part, row.part_items) == ("teleconference", True, "1, 3 and 4")


# What a mark writes


@pytest.mark.parametrize(
    ("mark", "is_present", "mode"),
    [("present", True, ""), ("teleconference", True, "teleconference"), ("apologies", False, "")],
)
def test_a_mark_puts_somebody_on_the_list_as_it_prints_them(
    cast: Cast, panel: Committee, meeting: Meeting, browser: Client, mark: str, is_present: bool, mode: str
) -> None:
    person = member(panel, "Member", seat=1)

    answer = post(browser, meeting, person, mark=mark)

    row = Attendance.objects.get()
    facts = (row.name, row.person, row.represents, row.capacity, row.is_present, row.mode)
    assert facts == ("Member", person, "Gas Networks", "member", is_present, mode)
    assert row.history.get().history_user == cast.secretary
    assert answer.status_code == 200
    assert told(answer).saved_at is not None


def test_marking_again_amends_the_row_and_keeps_its_remark_and_place(
    cast: Cast, panel: Committee, meeting: Meeting, browser: Client
) -> None:
    person = member(panel, "Member")
    row = factories.attendance(meeting, by=cast.secretary, name="M. Ember", person=person, note="ill", role="Chair")

    post(browser, meeting, person, mark="apologies")

    amended = Attendance.objects.get()
    assert (amended.pk, amended.rank, amended.name, amended.role, amended.is_present) == (
        row.pk,
        row.rank,
        "M. Ember",
        "Chair",
        False,
    )
    assert AttendanceNote.objects.get().text == "ill"


def test_a_line_that_is_as_it_was_writes_no_history(
    cast: Cast, panel: Committee, meeting: Meeting, browser: Client
) -> None:
    person = member(panel, "Member")
    post(browser, meeting, person, mark="present")

    answer = post(browser, meeting, person, mark="present")

    assert Attendance.objects.get().history.count() == 1
    assert told(answer).saved_at is None


def test_not_marked_takes_somebody_off_again_and_their_recusals(
    cast: Cast, panel: Committee, meeting: Meeting, browser: Client
) -> None:
    post(browser, meeting, cast.secretary.person, mark="present", recused_from="2")
    assert AccessGrant.objects.count() == 1

    answer = post(browser, meeting, cast.secretary.person, mark="")

    assert not told(answer).errors
    assert not Attendance.objects.exists()
    assert not AccessGrant.objects.exists()
    assert Attendance.history.filter(history_type="-").get().history_user == cast.secretary


def test_somebody_with_a_remark_is_not_taken_off_by_a_key(
    cast: Cast, panel: Committee, meeting: Meeting, browser: Client
) -> None:
    person = member(panel, "Member")
    factories.attendance(meeting, by=cast.secretary, name="Member", person=person, note="ill")

    answer = post(browser, meeting, person, mark="")

    assert answer.status_code == 422
    sentence = "A remark stands on Member. Open “Remark and all else” and empty it, or use “Take off”."
    assert list(told(answer).errors) == [sentence]
    assert Attendance.objects.count() == 1


def test_marked_in_any_order_they_print_in_that_of_the_table(
    cast: Cast, panel: Committee, meeting: Meeting, browser: Client
) -> None:
    people = [member(panel, f"{name} Member", seat=seat) for name, seat in (("B", 0), ("Gas", 1), ("A", 0))]
    for person in (people[1], people[0], cast.secretary.person, people[2]):
        post(browser, meeting, person, mark="present")

    assert [name for name, _ in listed()] == ["A Member", "B Member", "Gas Member", "Secretary"]


def test_the_first_secretary_marked_is_the_meeting_secretary(
    cast: Cast, panel: Committee, meeting: Meeting, browser: Client
) -> None:
    second = join(panel, factories.person("Second"), MembershipRole.SECRETARY)

    first = post(browser, meeting, cast.secretary.person, mark="present")
    post(browser, meeting, second, mark="present")

    assert dict(Attendance.objects.values_list("name", "role")) == {"Secretary": "Meeting Secretary", "Second": ""}
    # Others look different for it, which the script is told.
    assert first["HX-Trigger"] == "marking-stale"


def test_who_arrived_late_and_left_early_prints_as_part(
    cast: Cast, panel: Committee, meeting: Meeting, browser: Client
) -> None:
    person = member(panel, "Member")

    post(browser, meeting, person, mark="present", arrives="2", leaves="item 3")

    row = Attendance.objects.get()
    assert (row.is_part, row.part_items) == (True, "2 to 3")
    page = browser.get(meeting.get_absolute_url()).content.decode()
    assert "<td>Member (<em>part: items 2 to 3</em>)</td>" in page
    post(browser, meeting, person, arrives="", leaves="")
    row.refresh_from_db()
    assert (row.is_part, row.part_items) == (False, "")


def test_apologies_are_for_no_part(cast: Cast, panel: Committee, meeting: Meeting, browser: Client) -> None:
    person = member(panel, "Member")
    post(browser, meeting, person, mark="present", arrives="2")

    post(browser, meeting, person, mark="apologies")

    row = Attendance.objects.get()
    assert (row.is_present, row.is_part, row.part_items) == (False, False, "")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (
            {"mark": "present", "arrives": "9"},
            "The agenda has no item 9. Write item numbers as they stand on it, for example 2, 4.",
        ),
        ({"mark": "present", "leaves": "2, 3"}, "Write one item number here, for example 3."),
        (
            {"mark": "present", "recused_from": "7"},
            "The agenda has no item 7. Write item numbers as they stand on it, for example 2, 4.",
        ),
        (
            {"mark": "present", "arrives": "3", "leaves": "2"},
            "They leave after item 2 and arrive at item 3. Swap the two.",
        ),
        ({"arrives": "3"}, "Mark them as present or by teleconference first."),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(
    cast: Cast, panel: Committee, meeting: Meeting, browser: Client, values: dict[str, str], sentence: str
) -> None:
    answer = post(browser, meeting, member(panel, "Member"), **values)

    assert answer.status_code == 422
    assert list(told(answer).errors) == [sentence]
    assert {name: getattr(told(answer), name) for name in values} == values
    assert sentence in answer.content.decode()
    assert not Attendance.objects.exists()


def test_a_recusal_withholds_or_says_that_it_is_only_printed(
    cast: Cast, panel: Committee, meeting: Meeting, browser: Client
) -> None:
    join(panel, cast.member.person, MembershipRole.MEMBER)
    stranger = member(panel, "No login")

    known = post(browser, meeting, cast.member.person, mark="present", recused_from="2, 4")
    unknown = post(browser, meeting, stranger, mark="present", recused_from="1")

    targets = AccessGrant.objects.filter(person=cast.member.person).values("target")
    assert list(AgendaItem.objects.filter(uid__in=targets).order_by("rank").values_list("number", flat=True)) == [
        "2",
        "4",
    ]
    assert [ONLY_PRINTED in answer.content.decode() for answer in (known, unknown)] == [False, True]
    assert told(known).recused_from == "2 and 4"
