"""Who may act: base predicates and the ground floor's permissions. Absent means no."""

from typing import Any

import rules
from django.utils import timezone


def _roles(user: Any) -> dict[int, frozenset[str]]:
    """The roles `user` holds today, by committee; nobody who is not signed in holds any."""
    if not user.is_authenticated or not user.is_active:
        return {}
    found: dict[int, frozenset[str]] = user.roles_by_committee(on=timezone.localdate())
    return found


def _committee_of(record: Any) -> int | None:
    """The key of the committee a record belongs to; a committee belongs to itself."""
    return record.pk if record._meta.label == "secgov.Committee" else getattr(record, "committee_id", None)


def _holds(role: str) -> Any:
    @rules.predicate(f"is {role} of the record's committee")
    def holds(user: Any, record: Any) -> bool:
        committee = _committee_of(record) if record is not None else None
        return role in _roles(user).get(committee, frozenset()) if committee is not None else False

    return holds


is_secretary = _holds("secretary")
is_chair = _holds("chair")
is_member = _holds("member")
is_alternate = _holds("alternate")
is_standing_attendee = _holds("standing_attendee")


@rules.predicate("is invited to a part of the record")
def is_invited(user: Any, record: Any) -> bool:
    """Whether the user is invited today to something that stands within the record."""
    return record is not None and user.is_authenticated and user.is_invited_within(record.uid, on=timezone.localdate())


@rules.predicate("presents the item, or is shown it")
def is_shown_item(user: Any, record: Any) -> bool:
    """Whether the user was named as the item's presenter, or shown its draft. One query."""
    if not user.is_authenticated or not user.is_active:
        return False
    return bool(user.is_granted(record.uid, ("presents", "shared"), on=timezone.localdate()))


@rules.predicate
def is_secretary_somewhere(user: Any, record: Any = None) -> bool:
    """Whether the user is secretary of any committee today."""
    return any("secretary" in roles for roles in _roles(user).values())


@rules.predicate
def administers_system(user: Any, record: Any = None) -> bool:
    """Whether the user runs the system: accounts, committees, settings; no reading right comes from it."""
    return bool(user.is_authenticated and user.holds("system"))


@rules.predicate
def administers_records(user: Any, record: Any = None) -> bool:
    """Whether the user accounts for the records of every committee (product.md section 1)."""
    return bool(user.is_authenticated and user.holds("records"))


PERMISSIONS = {
    # documents that were issued
    "secgov.withdraw": is_secretary | administers_records,
    "secgov.see_openings": is_secretary | administers_records,
    "secgov.issue": is_secretary,
    "secgov.create_committee": is_secretary_somewhere | administers_system,
    "secgov.amend_committee": is_secretary | administers_system,
    "secgov.see_jobs": administers_system,
    # changing a classification, agreeing to one, and seeing by name who reads a record
    "secgov.reclassify": is_secretary | administers_records,
    # who is on the list of a Red record
    "secgov.name_people": is_secretary,
    "secgov.answer": administers_records | is_secretary_somewhere,
    "secgov.answer_all": administers_records,
    "secgov.answer_of": administers_records | is_secretary,
    "secgov.administer_accounts": administers_system,
    "secgov.amend_memberships": is_secretary | administers_system,
}
for name, predicate in PERMISSIONS.items():
    rules.add_perm(name, predicate)
