"""What the pages of issued documents show: the register's columns, and who was sent and who opened a document."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from secgov import references
from secgov.access import Purpose, Reader, System
from secgov.addresses import address_of
from secgov.lists import Column, Register
from secgov.models import (
    AMBER_ROLES,
    AccessLogEntry,
    Committee,
    HeldDocument,
    IssuedDocument,
    Logged,
    Mail,
    Membership,
    Person,
    Reference,
)
from secgov.operations.issuing import Edition, mailed_about
from secgov.references import Address
from secgov.wall.doors import as_system

# Held back by a check and not accepted.
WAITING = Q(file__isnull=False, released_at__isnull=True, accepted_at__isnull=True)
TONES = {"current": "done", "superseded": "open", "withdrawn": "wrong"}


def register() -> Register:
    """Issued documents, the latest first."""
    return Register(
        title="Issued documents",
        columns=(
            Column("title", "Document", lambda document: document.title),
            Column("kind", "Kind", lambda document: document.get_kind_display()),
            Column("committee", "Committee", lambda document: str(document.committee or "")),
            Column("version", "Version", lambda document: document.version),
            Column("classification", "Classification", lambda document: document.get_classification_display()),
            Column("issued", "Issued", lambda document: f"{document.issued_at:%Y-%m-%d %H:%M}", sort="issued_at"),
            Column("by", "Issued by", lambda document: str(document.issued_by)),
            Column("state", "State", lambda document: document.state.capitalize()),
            Column("sha256", "SHA-256", lambda document: document.file.sha256),
        ),
        order=("-issued_at",),
        template="secgov/documents.html",
        filename="issued_documents",
    )


def documents_for(reader: Reader) -> Any:
    """Every issued document that `reader` may open, or could before it was withdrawn."""
    documents = IssuedDocument.objects.visible_to(reader).whole_for(reader)
    return documents.select_related("committee", "file", "issued_by__person")


def with_tones(documents: list[Any]) -> None:
    """Say of each document in which tone its state is shown. No query."""
    for document in documents:
        document.tone = TONES[document.state]


def of_what(document: IssuedDocument, reader: Reader) -> Address | None:
    """Where what a document is of can be read: a meeting, or the committee whose register it is. Two queries."""
    committee = document.committee
    if committee is not None and committee.uid == document.target:
        return Address(address_of("secgov:committee", committee.abbreviation), committee.abbreviation)
    named = Reference.objects.filter(target=document.target, alias_of__isnull=True).order_by("pk")[:1]
    return next(iter(references.addresses(named, reader).values()), None)


def editions_beside(document: IssuedDocument, reader: Reader) -> list[IssuedDocument]:
    """The other documents of the same version of the same thing. One query."""
    same = IssuedDocument.objects.filter(target=document.target, version=document.version, kind=document.kind)
    beside = list(same.exclude(pk=document.pk).visible_to(reader).whole_for(reader).order_by("classification", "pk"))
    with_tones(beside)
    return beside


@dataclass
class Reached:
    """Somebody a document reached, or may have: when they were sent a link, and when they opened which edition."""

    name: str
    body: str
    mailed_at: datetime | None = None
    mail: str = ""
    opened_at: datetime | None = None
    opened: str = ""
    times: int = 0


@dataclass(frozen=True)
class Openings:
    """Who was mailed a link to a version and who opened an edition of it, those who opened it first; `unnamed` counts
    the openings by nobody who had signed in."""

    people: list[Reached]
    unnamed: int

    @property
    def opened(self) -> int:
        return sum(1 for person in self.people if person.times)

    @property
    def mailed(self) -> int:
        return sum(1 for person in self.people if person.mailed_at)


def openings_of(document: IssuedDocument) -> Openings:
    """Who was sent a link to this version and who opened any edition of it, for its secretaries and the records
    administrators: the caller has asked whether the reader is one. Four queries."""
    found: dict[Any, Reached] = {}
    mails = Mail.objects.in_bulk([entry.facts["mail"] for entry in mailed_about(document)])
    for entry in mailed_about(document).order_by("at"):
        reached = found.setdefault(entry.person.user_id, _reached(entry.person))
        reached.mailed_at = entry.at
        mail = mails.get(entry.facts["mail"])
        reached.mail = mail.get_state_display() if mail is not None else ""
    unnamed = 0
    for entry in _opened(document):
        if entry.by is None:
            unnamed += 1
            continue
        reached = found.setdefault(entry.by_id, _reached(getattr(entry.by, "person", None), str(entry.by)))
        reached.times += 1
        if reached.opened_at is None:
            reached.opened_at, reached.opened = entry.at, entry.get_edition_display()
    return Openings(sorted(found.values(), key=lambda each: (not each.times, each.name)), unnamed)


def _opened(document: IssuedDocument) -> Any:
    """The log of openings of every edition of a document's version, the first first."""
    same = IssuedDocument.objects.filter(target=document.target, version=document.version, kind=document.kind)
    opened = AccessLogEntry.objects.filter(kind=Logged.OPENED, target__in=same.order_by().values("uid"))
    return opened.select_related("by__person__organisation").order_by("at")


def _reached(person: Any, login: str = "") -> Reached:
    if person is None:
        return Reached(login, "")
    return Reached(person.name, str(person.organisation or ""))


def people_reached(committee: Committee, *, on: date) -> list[Person]:
    """Whom an Amber edition reaches on the day `on`: the committee's people, who are known to everybody who keeps its
    record. One query."""
    current = Membership.objects.filter(committee=committee, role__in=AMBER_ROLES).current(on=on)
    return list(
        Person.objects.filter(memberships__in=current).select_related("organisation").distinct().order_by("name")
    )


def last_issued(kind: str, target: UUID, level: int, part: str, reader: Reader) -> IssuedDocument | None:
    """The edition of a register that stands, as far as `reader` may open it. One query."""
    same = IssuedDocument.objects.filter(kind=kind, target=target, classification=level, part=part).standing()
    found: IssuedDocument | None = same.visible_to(reader).whole_for(reader).order_by("-version").first()
    return found


def held_for(reader: Reader) -> list[HeldDocument]:
    """Documents of the committees that `reader` is a secretary of which a check holds back. One query for a secretary,
    none for others."""
    if not getattr(reader, "secretary_of", ()):
        return []
    return list(HeldDocument.objects.filter(WAITING).visible_to(reader).order_by("-held_at", "-pk")[:20])


def held_of(target: UUID, reader: Reader) -> list[HeldDocument]:
    """Of the documents of the record `target` those that a check holds back, and what somebody accepted before they
    went out; for its secretaries. One query."""
    kept = HeldDocument.objects.filter(WAITING | Q(file__isnull=True), target=target).visible_to(reader)
    return list(kept.select_related("accepted_by").order_by("-held_at", "-pk"))


def is_held(edition: Edition) -> bool:
    """Whether a check holds the edition back, so that it is in nobody's hands; asked for whoever opens it, which is
    why it is read as the system. One query."""
    same = {"target": edition.target, "kind": edition.kind, "part": edition.part, "version": edition.version}
    with as_system(Purpose.LEAK_CHECK):
        held = HeldDocument.objects.filter(WAITING, classification=edition.level, **same)
        return bool(held.visible_to(System(Purpose.LEAK_CHECK)).exists())
