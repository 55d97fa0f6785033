"""What is asked before a document is given out: younger apps register their checks, and each finding is a sentence."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from secgov.access import Reader


@dataclass(frozen=True)
class Finding:
    """What a check found: whether it stops the document, in a sentence, and where in it that stands."""

    stops: bool
    sentence: str
    where: str = ""


@dataclass(frozen=True)
class Candidate:
    """A document about to be given out, and the reader it is for."""

    title: str
    file_name: str
    classification: int
    committee: int | None
    target: UUID
    pdf: bytes
    reader: Reader


Check = Callable[[Candidate], list[Finding]]
CHECKS: list[Check] = []


def register_check(check: Check) -> None:
    """Let `check` be asked before every document is given out."""
    CHECKS.append(check)


def findings_before_issue(candidate: Candidate) -> list[Finding]:
    """Everything the registered checks find in `candidate`, what stops it first."""
    found = [finding for check in CHECKS for finding in check(candidate)]
    return sorted(found, key=lambda finding: not finding.stops)
