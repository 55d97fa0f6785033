"""Committees, people and those who can sign in."""

from uuid import UUID

from secgov.classification import Classification
from secgov.models import (
    AccessGrant,
    Committee,
    GrantKind,
    Mail,
    Organisation,
    PartyCategory,
    Person,
    PrintForm,
    User,
)
from secgov.operations import create_committee, grant


def committee(
    abbreviation: str,
    *,
    name: str = "",
    next_meeting_number: int = 1,
    working_classification: Classification = Classification.AMBER,
    print_form: PrintForm | None = None,
) -> Committee:
    """A committee nobody belongs to yet."""
    return create_committee(
        by=None,
        abbreviation=abbreviation,
        name=name or f"The {abbreviation}",
        next_meeting_number=next_meeting_number,
        working_classification=working_classification,
        print_form=print_form or PrintForm(),
    )


def organisation(name: str, *, category: PartyCategory = PartyCategory.OTHER_PARTY) -> Organisation:
    return Organisation.objects.create(name=name, category=category)


def person(name: str, *, user: User | None = None, organisation: Organisation | None = None) -> Person:
    return Person.objects.create(name=name, user=user, organisation=organisation)


def user(email: str, *, password: str | None = None) -> User:
    """Somebody who can sign in, with their person; without a password only by force_login."""
    made = User.objects.create_user(email, password)
    person(email.partition("@")[0].replace("-", " ").capitalize(), user=made)
    return made


def recuse(user: User, target: UUID, *, by: User) -> AccessGrant:
    """Recuse somebody from a record and all that stands within it."""
    return grant(person=user.person, target=target, kind=GrantKind.RECUSED, by=by)


def mails() -> list[Mail]:
    """What has been put in the outbox, in order."""
    return list(Mail.objects.order_by("pk"))
