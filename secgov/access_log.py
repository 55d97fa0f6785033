"""Adding to the access log, the one way."""

from datetime import datetime
from typing import Any
from uuid import UUID

from secgov.models import AccessLogEntry, Classified, Logged, Person, User


def note(
    kind: Logged,
    *,
    at: datetime,
    by: User | None,
    record: Classified | None = None,
    within: list[UUID] | None = None,
    person: Person | None = None,
    classification: int | None = None,
    edition: int | None = None,
    version: int | None = None,
    sha256: str = "",
    reason: str = "",
    **facts: Any,
) -> AccessLogEntry:
    """Add one act to the access log and return it. `record` is what it was done to, with its classification as it
    stands unless `classification` says what was shown; without one `within` names the records a list showed; `facts`
    are kept as JSON. Whoever views as another role is on the log as themselves."""
    return AccessLogEntry.objects.create(
        at=at,
        kind=kind,
        by=getattr(by, "really", by),
        person=person,
        target=record.uid if record is not None else None,
        within=list(record.within) if record is not None else within or [],
        classification=classification if classification is not None or record is None else record.classification,
        edition=edition,
        version=version,
        sha256=sha256,
        reason=reason,
        facts=facts,
    )
