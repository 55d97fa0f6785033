"""Inviting somebody together with what goes with it: the person, their organisation, a membership."""

from collections.abc import Iterable
from datetime import date, datetime

from secgov.acting import operation
from secgov.history import save
from secgov.models import Committee, MembershipRole, Organisation, PartyCategory, Person, SystemRole, User
from secgov.operations.accounts import Sent, invite
from secgov.operations.memberships import add_membership


@operation
def invite_newcomer(
    *,
    by: User,
    at: datetime,
    email: str,
    person: Person | None = None,
    name: str = "",
    organisation: Organisation | None = None,
    new_organisation: str = "",
    category: PartyCategory = PartyCategory.OTHER_PARTY,
    roles: Iterable[SystemRole] = (),
    committee: Committee | None = None,
    role: MembershipRole = MembershipRole.MEMBER,
    since: date | None = None,
    until: date | None = None,
) -> Sent:
    """Invite a person who is known, or a new one, of an organisation that is known or a new one, with a membership of
    a committee where one is named. Refused as inviting is, and then nothing of it is made."""
    if new_organisation:
        organisation = save(Organisation(name=new_organisation, category=category), by=by)
    if person is None:
        person = save(Person(name=name, organisation=organisation), by=by)
    sent = invite(person=person, email=email, roles=roles, by=by, at=at)
    if committee is not None:
        add_membership(
            committee=committee,
            person=person,
            role=role,
            represents=person.organisation,
            since=since,
            until=until,
            by=by,
            at=at,
        )
    return sent
