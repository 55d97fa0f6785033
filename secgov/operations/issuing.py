"""The register of issued documents: what is entered in it, and taking a document off every address."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from secgov import issued_codes
from secgov.access_log import note
from secgov.acting import operation
from secgov.classification import Classification, ClassifiedBy, Stage
from secgov.issuing import issue_again, taken_off_with
from secgov.lifecycle import Refused
from secgov.mail import queue_mail
from secgov.models import (
    AccessLogEntry,
    Classified,
    IssuedDocument,
    IssuedKind,
    IssuedPart,
    Logged,
    Reference,
    StoredFile,
    User,
)
from secgov.publication import take_back

NO_REASON = "Withdrawing a document takes a reason. Write what is wrong with it."
WITHDRAWN_ALREADY = "This document was withdrawn already. Look at its page for what took its place."
NOT_WITHDRAWN = "This document stands as it was issued. Withdraw it first."
PLACE_TAKEN = "Another document has taken its place already. Look at its page."


@dataclass(frozen=True)
class Edition:
    """Which document is meant: of what, which kind, part, version and classification."""

    kind: IssuedKind
    target: UUID
    version: int
    level: Classification
    part: str = ""

    def documents(self) -> Any:
        """Every document that was ever issued as this edition."""
        return IssuedDocument.objects.filter(
            kind=self.kind, target=self.target, part=self.part, version=self.version, classification=self.level
        )

    @property
    def code(self) -> str:
        """The code that the next document issued as this edition bears."""
        withdrawn = self.documents().filter(withdrawn_at__isnull=False).count()
        return issued_codes.code_for(self.target, self.kind, self.part, self.version, int(self.level), withdrawn)

    @property
    def is_barred(self) -> bool:
        """Whether it was withdrawn and stays so until a secretary has it issued again."""
        return bool(self.documents().filter(stays_withdrawn=True, superseded_by__isnull=True).exists())


@dataclass(frozen=True)
class Shown:
    """What a document shows above Green, one thing of it, with where it stands."""

    classification: int
    committee_id: int | None
    audience: tuple[int, ...]
    stage: int
    within: tuple[UUID, ...]


@dataclass(frozen=True)
class Entry:
    """What is entered in the register beside the bytes. `placed` are the columns the gate decides from; with
    `keeps_every_part` what stands no higher than Green is kept too, so that the document closes when that is raised."""

    edition: Edition
    title: str
    file_name: str
    placed: dict[str, Any]
    shown: Iterable[Shown] = ()
    asked: str = ""
    why: str = ""
    accepted: list[str] = field(default_factory=list)
    accepted_why: str = ""
    keeps_every_part: bool = False


@operation
def enter_in_register(entry: Entry, file: StoredFile, *, by: User, at: datetime) -> IssuedDocument:
    """Enter `file` in the register and return the document. What stands there as this edition already stays; what was
    issued before as the same edition of this or an earlier version is superseded by it."""
    edition = entry.edition
    stands = edition.documents().standing().first()
    if stands is not None:
        return stands
    code = edition.code
    document = IssuedDocument.objects.create(
        file=file,
        file_name=entry.file_name,
        target=edition.target,
        kind=edition.kind,
        part=edition.part,
        title=entry.title,
        asked=entry.asked,
        version=edition.version,
        code=code,
        code_digest=issued_codes.digest(code),
        issued_by=by,
        issued_at=at,
        issued_why=entry.why,
        accepted=entry.accepted,
        accepted_why=entry.accepted_why,
        classification=edition.level,
        classified_by=ClassifiedBy.INHERITED,
        **entry.placed,
    )
    _write_parts(document, entry)
    _supersede(document, why=entry.why)
    note(
        Logged.ISSUED, at=at, by=by, record=document, edition=edition.level, version=edition.version, sha256=file.sha256
    )
    return document


def _write_parts(document: IssuedDocument, entry: Entry) -> None:
    for each in dict.fromkeys(entry.shown):
        if entry.keeps_every_part or each.classification > Classification.GREEN:
            IssuedPart.objects.create(
                document=document,
                classification=each.classification,
                classified_by=ClassifiedBy.INHERITED,
                committee_id=each.committee_id,
                audience=list(each.audience),
                stage=each.stage,
                within=[*each.within, document.uid],
            )


def _supersede(document: IssuedDocument, *, why: str) -> None:
    earlier = IssuedDocument.objects.filter(
        kind=document.kind,
        target=document.target,
        part=document.part,
        classification=document.classification,
        version__lte=document.version,
        superseded_by__isnull=True,
    ).exclude(pk=document.pk)
    for each in earlier:
        each.superseded_by, each.superseded_why = document, why
        each.save(update_fields=["superseded_by", "superseded_why"])


@operation
def withdraw_showing(uid: UUID, *, below: int, why: str, by: User, at: datetime) -> list[IssuedDocument]:
    """Withdraw every document below a classification that keeps its parts and shows something that stands within the
    record `uid`, which was raised to it; and return them."""
    showing = IssuedPart.objects.filter(within__contains=[uid]).values("document")
    documents = IssuedDocument.objects.filter(pk__in=showing, classification__lt=below).standing()
    withdrawn = list(documents.select_related("file"))
    for document in withdrawn:
        take_off(document, by=by, at=at, why=why, stays=False)
    return withdrawn


@operation
def withdraw_document(
    document: IssuedDocument, *, by: User, at: datetime, why: str, whole_version: bool, tell: bool = False
) -> list[IssuedDocument]:
    """Take a document off every address and return what was withdrawn: it alone or, with `whole_version`, every edition
    of its version, which then leaves the screen too. With `tell`, whoever was mailed a link is mailed one now.

    Refused without a reason, and where it was withdrawn before.
    """
    document = IssuedDocument.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if not why.strip():
        raise Refused([NO_REASON])
    if document.withdrawn_at is not None:
        raise Refused([WITHDRAWN_ALREADY])
    withdrawn = []
    for each in _of_version(document) if whole_version else [document]:
        take_off(each, by=by, at=at, why=why.strip(), stays=True)
        withdrawn.append(each)
    if whole_version:
        taken, staying = taken_off_with(document)
        issued = IssuedDocument.objects.filter(target=document.target).values_list("uid", flat=True)
        take_back(taken, stage=Stage.PUBLISHED, by=by, leaving=[*staying, *issued])
    if tell:
        _tell(document, by=by)
    return withdrawn


def _of_version(document: IssuedDocument) -> list[IssuedDocument]:
    """The editions of the same version that stand; a confidential minute goes with its minutes."""
    minutes = (IssuedKind.MINUTES, IssuedKind.CONFIDENTIAL)
    kinds = minutes if document.kind == IssuedKind.MINUTES else (document.kind,)
    same = IssuedDocument.objects.filter(target=document.target, version=document.version, kind__in=kinds).standing()
    return list(same.select_for_update(of=("self",)).select_related("file"))


def take_off(document: IssuedDocument, *, by: User, at: datetime, why: str, stays: bool) -> None:
    """Mark one document as withdrawn, with its reason in the access log."""
    document.withdrawn_by, document.withdrawn_at, document.withdrawn_why = by, at, why
    document.stays_withdrawn = stays
    document.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_why", "stays_withdrawn"])
    note(
        Logged.WITHDREW,
        at=at,
        by=by,
        record=document,
        edition=document.classification,
        version=document.version,
        sha256=document.file.sha256,
        reason=why,
    )


def mailed_about(document: IssuedDocument) -> Any:
    """The log of who was mailed a link to this version of what the document is of."""
    told = AccessLogEntry.objects.filter(kind=Logged.MAILED, target=document.target, version=document.version)
    return told.filter(facts__document=document.kind).select_related("person__user", "person__organisation")


def _tell(document: IssuedDocument, *, by: User) -> None:
    """A link, never contents, to each who was mailed one before; recipients never see each other. The words are the
    same for every edition, because who may read which differs."""
    address = settings.PUBLIC_ADDRESS + reverse("secgov:documents") + f"?of={_called(document)}"
    text = f"What we sent you a link to has been withdrawn. Read what became of it here:\n\n{address}\n"
    for person in {entry.person for entry in mailed_about(document)}:
        if person is not None and person.user is not None:
            mail = queue_mail(
                recipient=person.user.email,
                subject=f"Withdrawn: {document.title.rpartition(', ')[0] or document.title}",
                text=text,
                about=document.target,
            )
            tell_of(document, person, by=by, at=mail.queued_at, mail=mail.pk)


def _called(document: IssuedDocument) -> str:
    """The reference of the meeting, or the abbreviation of the committee, that a document is of."""
    meeting = Reference.objects.filter(target=document.target, alias_of__isnull=True).order_by("pk").first()
    return meeting.canonical if meeting is not None else str(document.committee)


def tell_of(record: Classified, person: Any, *, by: User, at: datetime, mail: int) -> None:
    """Keep in the access log that somebody was mailed about a withdrawal."""
    note(Logged.MAILED, at=at, by=by, record=record, person=person, mail=mail, document="withdrawal")


@operation
def allow_again(document: IssuedDocument, *, by: User) -> IssuedDocument:
    """Have a withdrawn edition drawn and issued once more, as its records stand now. Refused where it stands, or where
    another has taken its place."""
    document = IssuedDocument.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if document.withdrawn_at is None:
        raise Refused([NOT_WITHDRAWN])
    if document.superseded_by_id is not None:
        raise Refused([PLACE_TAKEN])
    document.stays_withdrawn = False
    document.save(update_fields=["stays_withdrawn"])
    issue_again(document, by=by)
    return document
