"""A committee whose attendance the tests of marking mark, and how they send a line."""

from typing import Any

from django.test import Client
from django.urls import reverse

from meetings.documents.marking import Line, Marking, marking_of
from meetings.models import Attendance, Meeting
from secgov.models import Committee, MembershipRole, PartyCategory, Person, Seat
from secgov.operations import appoint
from tests import factories
from tests.cast import Cast

DAY = factories.meetings.DAY
HTMX = {"HX-Request": "true"}


def panel_of(cast: Cast) -> Committee:
    """A committee with two seats; the cast's secretary is its own."""
    committee = factories.committee("SSC", name="Security Sub-Committee")
    for rank, printed in enumerate(("Large Suppliers", "Gas Networks")):
        category = PartyCategory.LARGE_SUPPLIER if rank == 0 else PartyCategory.GAS_NETWORK
        Seat.objects.create(committee=committee, category=category, printed=printed, rank=rank)
    join(committee, cast.secretary.person, MembershipRole.SECRETARY, factories.organisation("SECAS"))
    return committee


def meeting_of(panel: Committee, cast: Cast) -> Meeting:
    """A meeting with items 1 to 4."""
    made = factories.meeting(panel, by=cast.secretary, number=12)
    for at in range(1, 5):
        factories.item(made, by=cast.secretary, title=f"Matter {at}")
    return made


def join(committee: Committee, person: Person, role: str, body: Any = None, **facts: Any) -> Person:
    appoint(committee=committee, person=person, role=role, by=None, represents=body, **facts)
    return person


def member(committee: Committee, name: str, *, seat: int = 0, **facts: Any) -> Person:
    seats = Seat.objects.get(committee=committee, rank=seat)
    return join(committee, factories.person(name), MembershipRole.MEMBER, seat=seats, **facts)


def alternate(committee: Committee, name: str, principal: Person | None = None) -> Person:
    return join(committee, factories.person(name), MembershipRole.ALTERNATE, alternate_for=principal)


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


def new(browser: Client, meeting: Meeting, *, script: bool = True, **values: str) -> Any:
    facts = {"name": "A Visitor", "represents": "Elexon", "capacity": "other", "mark": "present"} | values
    sent = {f"new-{name}": value for name, value in facts.items()} | {"row": "new"}
    return browser.post(address(meeting), sent, headers=HTMX if script else {})
