"""Attendance marked line by line: who is expected, what a mark writes, and how the page and its parts answer."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.documents.marking import Line, Marking, marking_of
from meetings.lifecycle import Status
from meetings.models import AgendaItem, Attendance, AttendanceNote, Meeting
from meetings.operations import amend_attendance, mark_attendance, remove_attendance
from meetings.operations.marking import CHANGED, Mark, Wanted, part_of, part_words
from meetings.views.attendance import ONLY_PRINTED
from secgov.models import AccessGrant, Committee, Membership, MembershipRole, PartyCategory, Person, Seat
from secgov.operations import appoint
from tests import factories
from tests.cast import Cast

pytestmark = pytest.mark.django_db

Knock = Callable[[object], Client]
DAY = factories.meetings.DAY
HTMX = {"HX-Request": "true"}


@pytest.fixture
def panel(cast: Cast) -> Committee:
    """A committee with two seats, alternates, and those who attend without one; the cast's secretary is its own."""
    committee = factories.committee("SSC", name="Security Sub-Committee")
    for rank, printed in enumerate(("Large Suppliers", "Gas Networks")):
        category = PartyCategory.LARGE_SUPPLIER if rank == 0 else PartyCategory.GAS_NETWORK
        Seat.objects.create(committee=committee, category=category, printed=printed, rank=rank)
    join(committee, cast.secretary.person, MembershipRole.SECRETARY, factories.organisation("SECAS"))
    return committee


def join(committee: Committee, person: Person, role: str, body: Any = None, **facts: Any) -> Person:
    appoint(committee=committee, person=person, role=role, by=None, represents=body, **facts)
    return person


def member(committee: Committee, name: str, *, seat: int = 0, **facts: Any) -> Person:
    seats = Seat.objects.get(committee=committee, rank=seat)
    return join(committee, factories.person(name), MembershipRole.MEMBER, seat=seats, **facts)


def alternate(committee: Committee, name: str, principal: Person | None = None) -> Person:
    return join(committee, factories.person(name), MembershipRole.ALTERNATE, alternate_for=principal)


@pytest.fixture
def meeting(cast: Cast, panel: Committee) -> Meeting:
    """A meeting with items 1 to 4."""
    made = factories.meeting(panel, by=cast.secretary, number=12)
    for at in range(1, 5):
        factories.item(made, by=cast.secretary, title=f"Matter {at}")
    return made


@pytest.fixture
def browser(cast: Cast, signed_in: Knock) -> Client:
    return signed_in(cast.secretary)


def address(meeting: Meeting) -> str:
    return reverse("meetings:mark_attendance", args=[meeting.ref])


def table(meeting: Meeting, cast: Cast, reader: Any) -> Marking:
    return marking_of(meeting, reader(cast.secretary), today=DAY)


def post(browser: Client, meeting: Meeting, person: Person | str, *, seen: str | None = None, **values: str) -> Any:
    """One line sent by a script: its controls as they are but for `values`; `person` by themselves or by the line's
    key."""
    key = person if isinstance(person, str) else f"p{person.pk}"
    line = browser.get(address(meeting)).context["marking"].by_key[key]
    names = ("mark", "in_place", "name_in_place", "arrives", "leaves", "recused_from")
    controls = {name: getattr(line, name) for name in names} | values | {"seen": line.seen if seen is None else seen}
    sent = {f"{key}-{name}": value for name, value in controls.items()}
    return browser.post(address(meeting), sent | {"row": key}, headers=HTMX)


def told(response: Any) -> Line:
    line: Line = response.context["line"]
    return line


def listed(**filters: Any) -> list[tuple[str, ...]]:
    rows = Attendance.objects.filter(**filters).order_by("rank")
    return list(rows.values_list("name", "represents"))


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

    post(browser, meeting, cast.secretary.person, mark="")

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


def new(browser: Client, meeting: Meeting, *, script: bool = True, **values: str) -> Any:
    facts = {"name": "A Visitor", "represents": "Elexon", "capacity": "other", "mark": "present"} | values
    sent = {f"new-{name}": value for name, value in facts.items()} | {"row": "new"}
    return browser.post(address(meeting), sent, headers=HTMX if script else {})


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
