"""Checks before a document is issued: what stops holds it back, what warns waits for a person's words."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from procrastinate.contrib.django import app

from secgov.access import Reader
from secgov.acting import operation
from secgov.classification import ClassifiedBy, Stage
from secgov.issuing import Candidate, Finding, findings_before_issue
from secgov.lifecycle import Refused
from secgov.models import HeldDocument, IssuedKind, StoredFile, User
from secgov.operations.issuing import Edition, Entry

NO_WORDS = "Accepting what was found takes a reason. Write why it may be issued so."
STOPPED = "What was found stops this document. Amend what it is drawn from, then it is drawn anew."
ACCEPTED_ALREADY = "This was accepted already, and the document is being issued."


@dataclass(frozen=True)
class Drawing:
    """The task that draws a document, so that it can be drawn once more."""

    task: str
    facts: dict[str, Any]


@operation
def checked(entry: Entry, file: StoredFile, reader: Reader, drawing: Drawing, *, at: datetime) -> Entry | None:
    """The `entry` if nothing was found in it, or with what was found and accepted; None where it is held back, which
    its secretaries then find among the documents. The caller has the edition locked."""
    found = _found_in(entry, file, reader)
    if not found:
        _release(entry.edition, at=at)
        return entry
    held = _accepted_before(entry.edition, found) or _held(entry, file, found, drawing, at=at)
    if held.stops or held.accepted_at is None:
        return None
    _release(entry.edition, at=at)
    sentences = [f"{finding.sentence} {finding.where}".strip() for finding in found]
    return replace(entry, accepted=sentences, accepted_why=f"{held.accepted_by}: {held.accepted_why}")


@operation
def nothing_stops(entry: Entry, file: StoredFile, reader: Reader, drawing: Drawing, *, at: datetime) -> bool:
    """Whether nothing stops what is given out without being entered in the register, such as a draft that circulates;
    it is held back otherwise. What only warns was asked about before it was circulated."""
    found = _found_in(entry, file, reader)
    if any(finding.stops for finding in found):
        _held(entry, file, found, drawing, at=at)
        return False
    _release(entry.edition, at=at)
    return True


def _found_in(entry: Entry, file: StoredFile, reader: Reader) -> list[Finding]:
    edition = entry.edition
    candidate = Candidate(
        title=entry.title,
        file_name=entry.file_name,
        classification=int(edition.level),
        committee=entry.placed["committee"].pk if entry.placed["committee"] else None,
        target=edition.target,
        pdf=file.read(),
        reader=reader,
    )
    return findings_before_issue(candidate)


def _of_edition(edition: Edition) -> Any:
    """What is kept of an edition, whichever version."""
    kept = HeldDocument.objects.filter(target=edition.target, kind=edition.kind, part=edition.part)
    return kept.filter(classification=edition.level)


def _release(edition: Edition, *, at: datetime) -> None:
    """Say that the edition was drawn and nothing holds it any more, nor what went before it."""
    for held in _of_edition(edition).filter(version__range=(1, edition.version), released_at__isnull=True):
        held.released_at = at
        held.save(update_fields=["released_at"])


def _accepted_before(edition: Edition, found: list[Finding]) -> HeldDocument | None:
    """The acceptance, given on the screen before it went out or for another drawing of the same version, among whose
    sentences all are that were found now; where they stand is known of the drawn document alone."""
    accepted = _of_edition(edition).filter(version__in=[0, edition.version], accepted_at__isnull=False)
    said = {finding.sentence for finding in found}
    if any(finding.stops for finding in found):
        return None
    return next((held for held in accepted.order_by("-accepted_at", "-pk") if said <= held.sentences), None)


def _held(entry: Entry, file: StoredFile, found: list[Finding], drawing: Drawing, *, at: datetime) -> HeldDocument:
    """What is kept of a document with these very bytes; an acceptance counts for what it accepted alone."""
    edition = entry.edition
    findings = [asdict(finding) for finding in found]
    held, is_new = HeldDocument.objects.get_or_create(
        target=edition.target,
        kind=edition.kind,
        part=edition.part,
        version=edition.version,
        classification=edition.level,
        file=file,
        defaults={
            **entry.placed,
            "stage": Stage.SECRETARIAT,
            "within": [],  # it does not come out with its minutes
            "classified_by": ClassifiedBy.INHERITED,
            "title": entry.title,
            "findings": findings,
            "task": drawing.task,
            "facts": drawing.facts,
            "held_at": at,
        },
    )
    if not is_new and (held.findings != findings or held.released_at is not None):
        held.findings, held.held_at, held.released_at = findings, at, None
        held.accepted_by, held.accepted_at, held.accepted_why = None, None, ""
        held.save()
    return held


@operation
def accept_findings(held: HeldDocument, *, by: User, at: datetime, why: str) -> HeldDocument:
    """Let a document that was held back by warnings be issued, and have it drawn again. Refused without words, and for
    what stops."""
    held = HeldDocument.objects.select_for_update(of=("self",)).get(pk=held.pk)
    if held.stops:
        raise Refused([STOPPED])
    if held.accepted_at is not None:
        raise Refused([ACCEPTED_ALREADY])
    if not why.strip():
        raise Refused([NO_WORDS])
    held.accepted_by, held.accepted_at, held.accepted_why = by, at, why.strip()
    held.save(update_fields=["accepted_by", "accepted_at", "accepted_why"])
    app.configure_task(held.task, queue="documents").defer(**held.facts)
    return held


@operation
def accept_beforehand(
    candidate: Candidate, findings: list[Finding], kind: IssuedKind, *, by: User, at: datetime, why: str
) -> None:
    """Keep that `by` accepted `findings`, which warn, on the screen before a document goes out: it is then issued with
    them, and with nothing else."""
    HeldDocument.objects.update_or_create(
        target=candidate.target,
        kind=kind,
        part="",
        version=0,
        classification=candidate.classification,
        file=None,
        defaults={
            "committee_id": candidate.committee,
            "classified_by": ClassifiedBy.INHERITED,
            "stage": Stage.SECRETARIAT,
            "title": candidate.title,
            "findings": [asdict(finding) for finding in findings],
            "held_at": at,
            "accepted_by": by,
            "accepted_at": at,
            "accepted_why": why.strip(),
        },
    )
