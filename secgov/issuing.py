"""What is looked at before a document is issued: checks that younger apps register, and what they found.

A finding that *stops* refuses the issue; one that warns needs words of acceptance, which are kept with the issue.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from secgov.access import Reader


@dataclass(frozen=True)
class Candidate:
    """A document as it would be issued. `target` is the uid of what it is of, `committee` the key of its committee,
    and `reader` the edition that everything in it must be readable to."""

    title: str
    file_name: str
    classification: int
    committee: int | None
    target: UUID
    pdf: bytes
    reader: Reader


@dataclass(frozen=True)
class Finding:
    """One thing found in a candidate: a sentence for the secretary, where in the document, and whether it stops."""

    stops: bool
    sentence: str
    where: str = ""


Check = Callable[[Candidate], list[Finding]]
_checks: list[Check] = []


def register_check(check: Check) -> None:
    """Ask `check` of every candidate from now on. Called when an app is ready; the same check counts once."""
    if check not in _checks:
        _checks.append(check)


def findings_before_issue(candidate: Candidate) -> list[Finding]:
    """What the registered checks found, what stops before what warns."""
    found = [finding for check in _checks for finding in check(candidate)]
    return sorted(found, key=lambda finding: not finding.stops)
