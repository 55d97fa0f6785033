"""What is looked at before a document is issued: checks that younger apps register, and what they found.

A finding that *stops* refuses the issue; one that warns needs words of acceptance, which are kept with the issue.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from secgov.access import Reader
from secgov.models import IssuedDocument, IssuedKind, User


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


def has_checks() -> bool:
    """Whether anything is asked before a document is issued."""
    return bool(_checks)


def findings_before_issue(candidate: Candidate) -> list[Finding]:
    """What the registered checks found, what stops before what warns."""
    found = [finding for check in _checks for finding in check(candidate)]
    return sorted(found, key=lambda finding: not finding.stops)


Taken = Callable[[IssuedDocument], tuple[list[UUID], list[UUID]]]
_taken_off: dict[str, Taken] = {}


def register_taking_off(kind: IssuedKind, taken: Taken) -> None:
    """Let `taken(document)` name what goes back to the secretariat when every edition of a version of `kind` is
    withdrawn, and what of it stays where it is."""
    _taken_off[kind] = taken


def taken_off_with(document: IssuedDocument) -> tuple[list[UUID], list[UUID]]:
    """The uids of what goes with a version that is withdrawn whole, and of what stays."""
    taken = _taken_off.get(document.kind)
    return taken(document) if taken is not None else ([], [])


Again = Callable[[IssuedDocument, User], None]
_issued_again: dict[str, Again] = {}


def register_issuing_again(kind: IssuedKind, again: Again) -> None:
    """Let `again(document, by)` have an edition of `kind` drawn and issued once more, when a secretary has lifted what
    kept it withdrawn."""
    _issued_again[kind] = again


def can_be_issued_again(document: IssuedDocument) -> bool:
    return document.kind in _issued_again


def issue_again(document: IssuedDocument, *, by: User) -> None:
    """Have the withdrawn edition `document` drawn and issued once more, as its records stand now."""
    _issued_again[document.kind](document, by)
