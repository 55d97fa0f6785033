"""The register of people and their accounts, which system administrators see: no body and no title of any record."""

from collections import defaultdict
from datetime import datetime
from typing import Any

import django_filters
from allauth.mfa.models import Authenticator
from django import forms
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from secgov.accounts.second_factor import MAIN
from secgov.lists import Column, Register
from secgov.models import Committee, Invitation, Membership, Person, SystemRole

MOST_WORDS = 8
STATES = [
    ("account", "With an account"),
    ("invited", "Invited"),
    ("closed", "Account closed"),
    ("none", "On record only"),
]


def people() -> QuerySet[Person]:
    """Everybody on record, with what the register says of their account in columns."""
    now = timezone.now()
    invited = Invitation.objects.open(at=now).filter(person=OuterRef("pk"))
    factors = Authenticator.objects.filter(user=OuterRef("user"), type__in=MAIN)
    return Person.objects.select_related("organisation", "user").annotate(
        is_invited=Exists(invited), has_factor=Exists(factors), last_in=F("user__last_login")
    )


def finish(rows: list[Any]) -> None:
    """Add to people what takes a query for all of them together: memberships that are in force or still to come, and
    where each was invited."""
    today = timezone.localdate()
    held: dict[int, list[str]] = defaultdict(list)
    shown = Membership.objects.filter(Q(until__isnull=True) | Q(until__gte=today), person__in=rows)
    for membership in shown.select_related("committee").order_by("committee__abbreviation", "role", "pk"):
        later = f" from {membership.since:%d.%m.%Y}" if membership.since and membership.since > today else ""
        ends = f" until {membership.until:%d.%m.%Y}" if membership.until else ""
        words = f"{membership.committee.abbreviation} {membership.get_role_display().lower()}{later}{ends}"
        held[membership.person_id].append(words)
    asked = Invitation.objects.open(at=timezone.now()).filter(person__in=rows)
    addresses = dict(asked.values_list("person_id", "email"))
    for row in rows:
        row.held = held[row.pk]
        row.email = row.user.email if row.user else addresses.get(row.pk, "")
        row.role_words = [SystemRole(role).label for role in row.user.roles] if row.user else []
        row.state_word, row.state_tone = state(row)


def memberships_of(person: Person) -> list[Membership]:
    """Every membership of a person, those that have ended too."""
    held = Membership.objects.filter(person=person).select_related("committee")
    return list(held.order_by("committee__abbreviation", "role", "pk"))


def invitations_of(person: Person, *, at: datetime) -> list[tuple[Invitation, str]]:
    """Every invitation of a person, the latest first, each with how it stands."""
    found = Invitation.objects.filter(person=person).select_related("by", "revoked_by")
    return [(each, _standing(each, at)) for each in found]


def waiting(person: Person) -> Invitation | None:
    """The invitation that a person has neither accepted nor lost; it may have run out."""
    return Invitation.objects.filter(person=person, accepted_at=None, revoked_at=None).first()


def _standing(invitation: Invitation, at: datetime) -> str:
    if invitation.accepted_at:
        return "Accepted"
    if invitation.revoked_at:
        return "Revoked"
    return "Open" if invitation.expires_at > at else "Run out"


def state(row: Any) -> tuple[str, str]:
    """How somebody's account stands, in a word and with its tone."""
    if row.user is not None:
        return ("Account", "done") if row.user.is_active else ("Closed", "wrong")
    return ("Invited", "open") if row.is_invited else ("No account", "plain")


class AccountFilter(django_filters.FilterSet):
    """What the register may be asked; the questions stand in the address."""

    words = django_filters.CharFilter(
        method="with_words", label="Name, address or organisation", widget=forms.TextInput(attrs={"type": "search"})
    )
    state = django_filters.ChoiceFilter(method="in_state", choices=STATES, empty_label="Any account", label="Account")
    role = django_filters.ChoiceFilter(
        method="with_role", choices=SystemRole.choices, empty_label="Any role", label="Role in the system"
    )
    committee = django_filters.ModelChoiceFilter(
        method="of_committee",
        queryset=Committee.objects.order_by("abbreviation"),
        to_field_name="abbreviation",
        empty_label="Any committee",
        label="Committee",
    )
    factor = django_filters.ChoiceFilter(
        method="with_factor",
        choices=[("yes", "Yes"), ("no", "No")],
        empty_label="With or without",
        label="Second factor",
    )

    class Meta:
        model = Person
        fields: tuple[str, ...] = ()

    def with_words(self, found: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        for word in value.split()[:MOST_WORDS]:
            found = found.filter(
                Q(name__icontains=word)
                | Q(user__email__icontains=word)
                | Q(organisation__name__icontains=word)
                | Q(pk__in=Invitation.objects.filter(email__icontains=word).values("person"))
            )
        return found

    def in_state(self, found: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        conditions = {
            "account": Q(user__is_active=True),
            "closed": Q(user__is_active=False),
            "invited": Q(user=None, is_invited=True),
            "none": Q(user=None, is_invited=False),
        }
        return found.filter(conditions[value])

    def with_role(self, found: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return found.filter(user__roles__contains=[value])

    def of_committee(self, found: QuerySet[Any], name: str, value: Committee) -> QuerySet[Any]:
        held = Membership.objects.filter(committee=value).current(on=timezone.localdate())
        return found.filter(pk__in=held.values("person"))

    def with_factor(self, found: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return found.filter(user__isnull=False, has_factor=value == "yes")


def _last_in(row: Any) -> str:
    return f"{timezone.localtime(row.last_in):%d.%m.%Y %H:%M}" if row.last_in else ""


REGISTER = Register(
    title="Accounts",
    columns=(
        Column("name", "Name", lambda row: row.name, sort="name"),
        Column("email", "E-mail address", lambda row: row.email),
        Column("organisation", "Organisation", lambda row: row.organisation.name if row.organisation else ""),
        Column("state", "Account", lambda row: row.state_word),
        Column("roles", "Roles", lambda row: "; ".join([*row.role_words, *row.held])),
        Column("factor", "Second factor", lambda row: ("yes" if row.has_factor else "no") if row.user else ""),
        Column("last_in", "Last sign-in", _last_in),
    ),
    order=("name",),
    template="secgov/accounts/index.html",
    filename="accounts",
)
