"""Loads the demo once: committees and cast, then meetings through the same loader as any other minutes."""

from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from archive.demo import cast
from archive.demo.acronyms import ACRONYMS
from archive.loading import load_minutes
from meetings.models import AgendaItem, Meeting
from meetings.operations import add_item, amend_item, make_move, plan_meeting
from secgov.classification import Classification
from secgov.models import (
    Acronym,
    Committee,
    CommitteeName,
    Membership,
    MembershipRole,
    Organisation,
    Person,
    Seat,
    User,
)
from secgov.operations import appoint, create_committee

FOLDER = Path(__file__).parent


@transaction.atomic
def seed_cast(*, password: str) -> None:
    """Committees, bodies and the cast with their logins; what is there already stays, passwords are set anew."""
    for name, category, others in cast.ORGANISATIONS:
        Organisation.objects.get_or_create(name=name, defaults={"category": category, "also_known_as": others})
    committees = {facts["abbreviation"]: _committee(facts) for facts in cast.COMMITTEES}
    for email, name, body, roles, system_roles in cast.CAST:
        person = _person(email, name, body, system_roles, password)
        for abbreviation, role in roles:
            _membership(committees[abbreviation], person, role)


def _committee(facts: dict[str, Any]) -> Committee:
    known = Committee.objects.filter(abbreviation=facts["abbreviation"]).first()
    if known is not None:
        return known
    committee = create_committee(
        by=None,
        abbreviation=facts["abbreviation"],
        name=facts["name"],
        since=facts["since"],
        next_meeting_number=facts["next_meeting_number"],
        working_classification=Classification.AMBER,
        print_form=facts["print_form"],
    )
    for abbreviation, name, since in facts["former"]:
        CommitteeName.objects.create(committee=committee, abbreviation=abbreviation, name=name, since=since)
    for rank, (category, printed, count) in enumerate(facts["seats"]):
        for _ in range(count):
            Seat.objects.create(committee=committee, category=category, printed=printed, rank=rank)
    for short, long in ACRONYMS.items():
        Acronym.objects.create(committee=committee, short=short, long=long)
    return committee


def _person(email: str, name: str, body: str, roles: list[Any], password: str) -> Person:
    user = User.objects.filter(email=email).first() or User.objects.create_user(email, roles=roles)
    if not user.check_password(password):
        user.set_password(password)
        user.save(update_fields=["password"])
    organisation = Organisation.objects.get(name=body)
    return Person.objects.get_or_create(user=user, defaults={"name": name, "organisation": organisation})[0]


def _membership(committee: Committee, person: Person, role: MembershipRole) -> None:
    if not Membership.objects.filter(committee=committee, person=person, role=role).exists():
        appoint(committee=committee, person=person, role=role, by=None, represents=person.organisation)


def seed_meetings(*, on: date) -> list[str]:
    """The demo's meetings, each loaded once and brought as far out as it stands; the references that were stored."""
    secretary = User.objects.get(email="secretary@demo.test")
    stored = []
    for facts in cast.MEETINGS:
        path = FOLDER / facts["file"]
        level = Classification.named(facts["classification"]) if facts["classification"] else None
        with transaction.atomic():
            loaded = load_minutes(content=path.read_bytes(), name=path.name, by=secretary, classification=level)
            if loaded.is_new:
                for move in facts["moves"]:
                    make_move(loaded.meeting, move, by=secretary, on=on)
                stored.append(loaded.meeting.ref)
    if cast.PLANNED["after"] in stored:
        stored.append(_plan_next(by=secretary).ref)
    return stored


@transaction.atomic
def _plan_next(*, by: User) -> Meeting:
    """A meeting whose agenda is being prepared, so that there is something to propose for it."""
    last = Meeting.objects.select_related("committee").get(ref=cast.PLANNED["after"])
    for item in AgendaItem.objects.filter(meeting=last, title__in=cast.STANDING):
        amend_item(item, by=by, is_standing=True)
    facts = {name: cast.PLANNED[name] for name in ("held_on", "venue")}
    meeting = plan_meeting(committee=last.committee, by=by, classification=Classification.WHITE, **facts)
    for title, purpose, presenter in cast.PLANNED["items"]:
        facts = {"purpose": purpose, "presenter": presenter, "classification": Classification.WHITE}
        add_item(meeting=meeting, title=title, by=by, **facts)
    return meeting
