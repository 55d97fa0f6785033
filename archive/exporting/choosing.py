"""Which documents an export holds, through the gate as of the day it is made."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from archive.models import Export, ExportKind
from meetings.models import PaperVersion
from secgov.access import NOTHING, Purpose, Reader, System
from secgov.classification import Classification, Stage
from secgov.models import Classified, IssuedDocument, Reference, StoredFile

# The kinds of the register of issued documents, by what an export calls them.
OF_REGISTER = {
    ExportKind.MINUTES: ("minutes", "confidential"),
    ExportKind.AGENDAS: ("agenda",),
    ExportKind.ACTIONS: ("actions", "outstanding"),
    ExportKind.REGISTERS: ("modifications", "matrix"),
}
EXPORTING = System(Purpose.EXPORTING)
FORBIDDEN = re.compile(r"[^A-Za-z0-9._-]+")
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


@dataclass(frozen=True)
class Exported:
    """One document of an export: what the manifest says of it, its record, and its bytes. `path` is where it stands in
    the ZIP, "" where its bytes are left out."""

    record: Classified
    file: StoredFile
    reference: str
    title: str
    kind: str
    version: int
    classification: Classification
    issued_by: str
    issued_at: datetime | None
    state: str
    superseded_by: str
    withdrawn_at: datetime | None
    withdrawn_by: str
    name: str
    path: str = ""


def chosen(export: Export, reader: Reader) -> list[Exported]:
    """The documents of `export` in the order of the manifest, as far as `reader`, who asked for it, may read them.
    Red comes with it only where there is a reason of its own for that."""
    found = [*_issued(export, reader)]
    if ExportKind.PAPERS in export.kinds:
        found += _papers(export, reader)
    return _with_paths(sorted(found, key=_order), with_withdrawn=export.with_withdrawn)


def _readable(records: Any, export: Export, reader: Reader, *, besides: Q = NOTHING) -> Any:
    """Those of `records` that belong in the export: what the gate gives its asker; Red for its own reason, which the
    gate gives nobody who is not named on it; and `besides`, up to Amber."""
    records = records.filter(classification__lte=export.classification)
    if export.committee_id is not None:
        records = records.filter(committee=export.committee_id)
    readable = Q(pk__in=records.visible_to(reader).values("pk"))
    readable |= besides & Q(classification__lte=Classification.AMBER)
    if export.red_reason:
        red = records.visible_to(EXPORTING).filter(classification=Classification.RED)
        readable |= Q(pk__in=red.values("pk"))
    return records.filter(readable)


def _within(export: Export, field: str) -> Q:
    """From the first day of the period to the last."""
    period = Q()
    if export.since is not None:
        period &= Q(**{f"{field}__gte": export.since})
    if export.until is not None:
        period &= Q(**{f"{field}__lte": export.until})
    return period


def _issued(export: Export, reader: Reader) -> Iterator[Exported]:
    kinds = {kind for name in export.kinds for kind in OF_REGISTER.get(ExportKind(name), ())}
    period = IssuedDocument.objects.filter(_within(export, "issued_at__date"))
    # What was withdrawn stays on the register, however far back what it printed has gone.
    withdrawn = Q(withdrawn_at__isnull=False)
    documents = _readable(period.filter(Q(stage=Stage.PUBLISHED) | withdrawn), export, reader, besides=withdrawn)
    listed = list(documents.select_related("file", "committee", "issued_by", "withdrawn_by", "superseded_by"))
    references = _references(document.target for document in listed)
    for document in listed:
        kind = getattr(document, "kind", "minutes")
        if kind in kinds:
            yield _document(document, kind, references.get(document.target, ""))


def _document(document: IssuedDocument, kind: str, reference: str) -> Exported:
    state = "superseded" if document.superseded_by_id else "current"
    return Exported(
        record=document,
        file=document.file,
        reference=reference,
        title=document.title,
        kind=kind,
        version=document.version,
        classification=document.level,
        issued_by=str(document.issued_by),
        issued_at=document.issued_at,
        state="withdrawn" if document.withdrawn_at else state,
        superseded_by=str(document.superseded_by or ""),
        withdrawn_at=document.withdrawn_at,
        withdrawn_by=str(document.withdrawn_by or ""),
        name=getattr(document, "file_name", "") or document.file.name,
    )


def _papers(export: Export, reader: Reader) -> Iterator[Exported]:
    """The files of papers that have come out, in the period of their meetings."""
    period = PaperVersion.objects.filter(_within(export, "paper__meeting__order_on"), stage=Stage.PUBLISHED)
    versions = _readable(period, export, reader)
    listed = list(versions.select_related("file", "committee", "submitted_by", "paper__meeting"))
    latest = {(version.paper_id, version.number) for version in listed}
    for version in listed:
        is_replaced = any(paper == version.paper_id and number > version.number for paper, number in latest)
        yield Exported(
            record=version,
            file=version.file,
            reference=version.paper.meeting.ref,
            title=version.paper.title,
            kind="paper",
            version=version.number,
            classification=version.level,
            issued_by=str(version.submitted_by),
            issued_at=version.submitted_at,
            state="superseded" if is_replaced else "current",
            superseded_by="",
            withdrawn_at=None,
            withdrawn_by="",
            name=version.file_name,
        )


def _references(targets: Iterable[UUID]) -> dict[UUID, str]:
    rows = Reference.objects.filter(target__in=set(targets), alias_of__isnull=True)
    return {target: canonical for target, canonical in rows.values_list("target", "canonical") if target is not None}


def _order(exported: Exported) -> tuple[Any, ...]:
    day = exported.issued_at.date() if exported.issued_at else date.min
    committee = exported.record.committee
    return (
        str(committee.abbreviation) if committee else "",
        exported.reference,
        exported.kind,
        exported.version,
        int(exported.classification),
        day,
        exported.record.pk,
    )


def _with_paths(listed: list[Exported], *, with_withdrawn: bool) -> list[Exported]:
    """Each with its place in the ZIP: by committee and kind, under a name that every system can write, once."""
    taken: set[str] = set()
    placed = []
    for each in listed:
        path = "" if each.state == "withdrawn" and not with_withdrawn else _path(each, taken)
        taken.add(path.casefold())
        placed.append(Exported(**{**vars(each), "path": path}))
    return placed


def _path(exported: Exported, taken: set[str]) -> str:
    committee = exported.record.committee
    folder = f"{safe_name(committee.abbreviation) if committee else 'other'}/{exported.kind}"
    stem, dot, suffix = safe_name(exported.name).rpartition(".")
    stem, ending = (stem, f"{dot}{suffix}") if stem else (suffix, "")
    number, path = 1, f"{folder}/{stem}{ending}"
    while path.casefold() in taken:
        number += 1
        path = f"{folder}/{stem}-{number}{ending}"
    return path


def safe_name(name: str) -> str:
    """`name` in letters, digits, dots, dashes and underscores of ASCII, at most a hundred of them, and none of the
    names that a system keeps for itself."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = FORBIDDEN.sub("_", plain).strip("._")[-100:].lstrip("._-") or "document"
    return f"_{plain}" if RESERVED.match(plain) else plain
