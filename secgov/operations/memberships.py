"""Who belongs to a committee, in which role, from when and until when."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from secgov.access_log import note
from secgov.acting import operation
from secgov.history import save
from secgov.lifecycle import Refused
from secgov.models import Committee, Logged, Membership, MembershipRole, Organisation, Person, User
from secgov.operations.committees import appoint


@operation
def add_membership(
    *,
    committee: Committee,
    person: Person,
    role: MembershipRole,
    by: User,
    at: datetime,
    represents: Organisation | None = None,
    alternate_for: Person | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Membership:
    """Let a person belong to a committee from one day to another. Refused to whoever would let themselves in: no
    reading right comes from running the system."""
    _not_oneself(committee, person, by=by, at=at)
    made = appoint(
        committee=committee,
        person=person,
        role=role,
        by=by,
        represents=represents,
        alternate_for=alternate_for,
        since=since,
        until=until,
    )
    _note(made, "added a membership of", by=by, at=at)
    return made


@operation
def date_membership(
    membership: Membership, *, since: date | None, until: date | None, by: User, at: datetime
) -> Membership:
    """Give a membership another first or last day; access opens and closes with them by itself."""
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    _not_oneself(membership.committee, membership.person, by=by, at=at)
    membership.since, membership.until = since, until
    save(membership, by=by, update_fields=["since", "until"])
    _note(membership, "dated a membership of", by=by, at=at)
    return membership


@operation
def end_membership(membership: Membership, *, by: User, at: datetime) -> Membership:
    """End a membership now: yesterday was its last day. One that begins later never began."""
    yesterday = timezone.localdate(at) - timedelta(days=1)
    since = min(membership.since, yesterday) if membership.since else None
    return date_membership(membership, since=since, until=yesterday, by=by, at=at)


def _not_oneself(committee: Committee, person: Person, *, by: User, at: datetime) -> None:
    """Whoever is secretary of the committee today may change their own membership of it; nobody else their own."""
    if person.user_id != by.pk:
        return
    held = by.roles_by_committee(on=timezone.localdate(at)).get(committee.pk, frozenset())
    if MembershipRole.SECRETARY not in held:
        raise Refused(["Nobody gives themselves a membership. Ask a secretary of the committee."])


def _note(membership: Membership, act: str, *, by: User, at: datetime) -> None:
    days: dict[str, Any] = {
        name: str(day) for name, day in (("since", membership.since), ("until", membership.until)) if day
    }
    note(
        Logged.ACCOUNT,
        at=at,
        by=by,
        person=membership.person,
        act=act,
        committee=membership.committee.abbreviation,
        role=membership.role,
        **days,
    )
