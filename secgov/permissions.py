"""Who may act: base predicates and the ground floor's permissions. Absent means no."""

from typing import Any

import rules
from django.utils import timezone

from secgov.models import Committee, Membership, MembershipRole, SystemRole


def _roles_in(user: Any, committee_id: int) -> frozenset[str]:
    """The roles `user` holds in a committee today, asked of the database once for each user object."""
    asked: dict[int, set[str]] | None = getattr(user, "_roles_by_committee", None)
    if asked is None:
        asked = {}
        held = Membership.objects.filter(person__user=user).current(on=timezone.localdate())
        for committee, role in held.values_list("committee_id", "role"):
            asked.setdefault(committee, set()).add(role)
        user._roles_by_committee = asked
    return frozenset(asked.get(committee_id, ()))


def _committee_of(record: Any) -> int | None:
    return record.pk if isinstance(record, Committee) else getattr(record, "committee_id", None)


def _holds(role: MembershipRole) -> Any:
    @rules.predicate(f"is {role.label.lower()} of the record's committee")
    def holds(user: Any, record: Any) -> bool:
        committee = _committee_of(record)
        return bool(user.is_active and committee is not None and role in _roles_in(user, committee))

    return holds


is_secretary = _holds(MembershipRole.SECRETARY)
is_chair = _holds(MembershipRole.CHAIR)
is_member = _holds(MembershipRole.MEMBER)


@rules.predicate
def is_secretary_somewhere(user: Any, record: Any = None) -> bool:
    """Whether the user is secretary of any committee today."""
    _roles_in(user, 0)
    return bool(user.is_active) and any(
        MembershipRole.SECRETARY in roles for roles in user._roles_by_committee.values()
    )


@rules.predicate
def administers_system(user: Any, record: Any = None) -> bool:
    """Whether the user runs the system: accounts, committees, settings; no reading right comes from it."""
    return bool(user.is_authenticated and user.holds(SystemRole.SYSTEM))


PERMISSIONS = {
    "secgov.create_committee": is_secretary_somewhere | administers_system,
    "secgov.amend_committee": is_secretary | administers_system,
    "secgov.see_jobs": administers_system,
}
for name, predicate in PERMISSIONS.items():
    rules.add_perm(name, predicate)
