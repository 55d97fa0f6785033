"""What one person is given, or kept from, on one record: invited, named, recused, shown, presenting."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from secgov.acting import operation
from secgov.models import AccessGrant, GrantKind, Person, User


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


@operation
def end_grant(stated: AccessGrant, *, by: User, at: datetime) -> AccessGrant:
    """End what was granted, from now on; who ended it and when is kept. What has ended stays as it ended."""
    stated = AccessGrant.objects.select_for_update(of=("self",)).get(pk=stated.pk)
    if stated.ended_at is None:
        stated.until = timezone.localdate(at) - timedelta(days=1)
        stated.ended_by, stated.ended_at = by, at
        stated.save(update_fields=["until", "ended_by", "ended_at"])
    return stated
