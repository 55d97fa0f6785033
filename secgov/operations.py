"""Verbs of the ground floor: committees and their names, memberships, grants."""

from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from secgov.history import delete, save
from secgov.models import (
    AccessGrant,
    Acronym,
    Committee,
    CommitteeName,
    GrantKind,
    Membership,
    MembershipRole,
    Organisation,
    Person,
    PrintForm,
    Seat,
    User,
)


@transaction.atomic
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


@transaction.atomic
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


def grant(
    *,
    person: Person,
    target: UUID,
    kind: GrantKind,
    by: User,
    why: str = "",
    within: list[UUID] | None = None,
) -> AccessGrant:
    """State that `person` is invited to, named on, recused from, or shown the draft of the record `target`; one that
    has ended is left as it was."""
    stated, _ = AccessGrant.objects.get_or_create(
        person=person,
        target=target,
        kind=kind,
        until=None,
        defaults={"by": by, "why": why, "within": within or []},
    )
    return stated


@transaction.atomic
def add_acronym(committee: Committee, *, by: User, short: str, long: str) -> Acronym:
    """Put a short form on the committee's list: its minutes need not write it out."""
    return save(Acronym(committee=committee, short=short, long=long), by=by)


@transaction.atomic
def remove_acronym(acronym: Acronym, *, by: User) -> None:
    """Take a short form off the list; its history stays."""
    delete(acronym, by=by)


@transaction.atomic
def end_grant(stated: AccessGrant, *, by: User, at: datetime) -> AccessGrant:
    """End what was granted, from now on; who ended it and when is kept. What has ended stays as it ended."""
    stated = AccessGrant.objects.select_for_update(of=("self",)).get(pk=stated.pk)
    if stated.ended_at is None:
        stated.until = timezone.localdate(at) - timedelta(days=1)
        stated.ended_by, stated.ended_at = by, at
        stated.save(update_fields=["until", "ended_by", "ended_at"])
    return stated
