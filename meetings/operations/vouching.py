"""Keeping what was found before minutes or an agenda went out: who accepted a warning, which edition was stopped."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from meetings.models import IssueCheck, MinutesVersion
from secgov.acting import operation
from secgov.classification import Classification, ClassifiedBy, Stage
from secgov.issuing import Finding
from secgov.models import User


@operation
def accept_warnings(version: MinutesVersion, findings: Iterable[Finding], *, because: str, by: User) -> IssueCheck:
    """Keep with `version` that `by` accepted what was found in it, and why."""
    return IssueCheck.objects.create(
        version=version, findings=_listed(findings), accepted_by=by, accepted_because=because, **_place(version)
    )


@operation
def stop_edition(
    version: MinutesVersion, level: Classification, findings: Iterable[Finding], *, by: User
) -> IssueCheck:
    """Keep that the edition `level` of `version`, written by `by`, was stopped and what stopped it; of one that is
    stopped already, what was found now."""
    stopped, _ = IssueCheck.objects.select_for_update().get_or_create(
        version=version, edition=level, released_at=None, defaults=_place(version)
    )
    stopped.findings = _listed(findings)
    stopped.save(update_fields=["findings"])
    return stopped


@operation
def release_edition(version: MinutesVersion, level: Classification, *, at: datetime, by: User) -> None:
    """Say that the edition `level` of `version` was drawn again and nothing stops it any more."""
    for stopped in IssueCheck.objects.filter(version=version, edition=level, released_at=None):
        stopped.released_at = at
        stopped.save(update_fields=["released_at"])


def _listed(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    return [asdict(finding) for finding in findings]


def _place(version: MinutesVersion) -> dict[str, Any]:
    return {
        "meeting": version.meeting,
        "committee": version.committee,
        "stage": Stage.SECRETARIAT,
        "classification": Classification.RED,
        "classified_by": ClassifiedBy.INHERITED,
    }
