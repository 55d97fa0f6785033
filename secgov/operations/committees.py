"""Committees, their names, their people and the short forms of their minutes."""

from dataclasses import asdict
from datetime import date
from typing import Any

from secgov.acting import operation
from secgov.history import delete, save
from secgov.models import (
    Acronym,
    Committee,
    CommitteeName,
    Membership,
    MembershipRole,
    Organisation,
    Person,
    PrintForm,
    Seat,
    User,
)


@operation
def create_committee(
    *,
    by: User | None,
    abbreviation: str,
    name: str,
    since: date | None = None,
    next_meeting_number: int = 1,
    working_classification: int,
    print_form: PrintForm,
    paper_days: int = 5,
) -> Committee:
    """A new committee with its first name; whoever creates it from a page becomes its secretary."""
    committee = Committee(
        abbreviation=abbreviation,
        name=name,
        next_meeting_number=next_meeting_number,
        working_classification=working_classification,
        paper_days=paper_days,
        print_form_words=asdict(print_form),
    )
    save(committee, by=by)
    CommitteeName.objects.create(committee=committee, abbreviation=abbreviation, name=name, since=since)
    person = Person.objects.filter(user=by).first() if by else None
    if person is not None:
        appoint(committee=committee, person=person, role=MembershipRole.SECRETARY, by=by)
    return committee


@operation
def amend_committee(committee: Committee, *, by: User | None, since: date | None = None, **facts: Any) -> Committee:
    """Change a committee's facts. Another name or abbreviation is added to its dated names; the old ones stay."""
    committee = Committee.objects.select_for_update().get(pk=committee.pk)
    form: PrintForm = facts.pop("print_form")
    for field, value in facts.items():
        setattr(committee, field, value)
    committee.print_form_words = asdict(form)
    save(committee, by=by)
    if not committee.names.filter(abbreviation=committee.abbreviation, name=committee.name).exists():
        CommitteeName.objects.update_or_create(
            committee=committee,
            abbreviation=committee.abbreviation,
            since=since,
            defaults={"name": committee.name},
        )
    return committee


def appoint(
    *,
    committee: Committee,
    person: Person,
    role: MembershipRole,
    by: User | None,
    seat: Seat | None = None,
    represents: Organisation | None = None,
    alternate_for: Person | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Membership:
    """Make `person` a member of the committee in a role, from one day to another, both included."""
    membership = Membership(
        committee=committee,
        person=person,
        role=role,
        seat=seat,
        represents=represents,
        alternate_for=alternate_for,
        since=since,
        until=until,
    )
    save(membership, by=by)
    return membership


@operation
def add_acronym(committee: Committee, *, by: User, short: str, long: str) -> Acronym:
    """Put a short form on the committee's list: its minutes need not write it out."""
    return save(Acronym(committee=committee, short=short, long=long), by=by)


@operation
def remove_acronym(acronym: Acronym, *, by: User) -> None:
    """Take a short form off the list; its history stays."""
    delete(acronym, by=by)
