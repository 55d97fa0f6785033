"""Taking files in: each is recognised by its content, kept once, and put in line to be read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from archive.intake import Limits, NotTaken, kind_of
from archive.models import Batch, Import
from archive.operations.following import tray_uid
from meetings.models import Meeting
from secgov.access import Reader
from secgov.acting import operation
from secgov.classification import Classification
from secgov.history import save
from secgov.lifecycle import Effective, Refused, log_change
from secgov.models import GrantKind, Person, StoredFile, User
from secgov.operations import grant
from secgov.storage import store

BEHIND_OTHERS = -10


@dataclass(frozen=True)
class Received:
    """What came of one file: its import, or the meeting that was made from the same file, and whether it is new."""

    record: Import | None
    is_new: bool
    meeting: Meeting | None = None


def limits() -> Limits:
    """How much may come in, from the settings."""
    return Limits(
        file_bytes=settings.IMPORT_MAX_BYTES,
        files=settings.IMPORT_MAX_FILES,
        total_bytes=settings.IMPORT_MAX_TOTAL_BYTES,
    )


@operation
def receive(
    *,
    content: bytes,
    name: str,
    by: User,
    at: datetime,
    reader: Reader,
    batch: Batch | None = None,
    is_queued: bool = True,
) -> Received:
    """Take one file in. The same file again changes nothing: what there is of it, as far as `reader` may know, comes
    back. NotTaken says in a sentence why a file is not taken, and nothing of it is kept."""
    if not by.has_perm("archive.upload"):
        raise Refused(["Minutes are imported by the secretaries of a committee. Ask one of them."])
    if len(content) > settings.IMPORT_MAX_BYTES:
        most = settings.IMPORT_MAX_BYTES // (1024 * 1024)
        raise NotTaken(f"“{name}” is larger than {most} MB. Split it, or save it as plain text.")
    kind = kind_of(content, name)
    if kind.suffix == ".zip":
        raise NotTaken(f"“{name}” is a ZIP. Choose it alone, so that it is unpacked.")
    file = store(content=content, name=name, media_type=kind.media_type)
    known = _known(file, name, by, reader)
    if known is not None:
        return known
    record = _import(file, name[:255], batch, by=by, at=at)
    if is_queued:
        queue(record)
    return Received(record, is_new=True)


def _known(file: StoredFile, name: str, by: User, reader: Reader) -> Received | None:
    """What the same file has become already: one's own import first, locked against a second at the same moment.
    NotTaken where one's own is not one's to read any more."""
    StoredFile.objects.select_for_update().get(pk=file.pk)
    same = Import.objects.filter(file=file)
    seen = same.visible_to(reader)
    record = seen.filter(uploaded_by=by).first() or seen.first()
    if record is not None:
        return Received(record, is_new=False, meeting=record.meeting)
    meeting = Meeting.objects.visible_to(reader).filter(source=file).first()
    if meeting is not None:
        return Received(None, is_new=False, meeting=meeting)
    if same.filter(uploaded_by=by).exists():
        raise NotTaken(f"“{name}” came in from you before, and its committee’s secretaries alone have it now.")
    return None


def _import(file: StoredFile, name: str, batch: Batch | None, *, by: User, at: datetime) -> Import:
    record = Import(
        file=file,
        name=name,
        batch=batch,
        uploaded_by=by,
        uploaded_at=at,
        classification=Classification.AMBER,
        within=[tray_of(by), *([batch.uid] if batch is not None else [])],
    )
    save(record, by=by)
    log_change(record, move="upload", after=record.status, by=by, note="", effective=Effective())
    return record


def tray_of(by: User) -> UUID:
    """The place that all uploads of a person stand in, which one grant lets them read while no committee is known."""
    tray = tray_uid(by.pk)
    person = Person.objects.filter(user=by).first()
    if person is not None:
        grant(person=person, target=tray, kind=GrantKind.SHARED, by=by, why="What one has uploaded oneself")
    return tray


def queue(record: Import) -> None:
    """Put the file in line for the task worker, in the transaction that is under way; mail and PDFs go before it, for
    which somebody waits."""
    from archive.tasks import read_import  # noqa: PLC0415  app ready

    read_import.configure(priority=BEHIND_OTHERS).defer(import_id=record.pk)


@operation
def receive_several(
    *, files: Iterable[tuple[str, bytes]], name: str, by: User, at: datetime, reader: Reader
) -> tuple[Batch, list[Import]]:
    """Take several files in as one upload. What is not taken of them is listed with its sentence; NotTaken where
    nothing at all came in, and where `files` cannot be gone through, which keeps nothing."""
    batch = Batch(name=name[:255], uploaded_by=by, uploaded_at=at, within=[tray_of(by)])
    batch.save()
    taken: list[Import] = []
    refused: list[dict[str, Any]] = []
    for each, content in files:
        try:
            with transaction.atomic():
                came = receive(content=content, name=each, by=by, at=at, reader=reader, batch=batch)
        except NotTaken as error:
            refused.append({"name": each, "sentence": str(error), "here": None})
            continue
        if came.is_new and came.record is not None:
            taken.append(came.record)
        else:
            here = str(came.record.uid) if came.record is not None else None
            refused.append({"name": each, "sentence": _already(each, came), "here": here})
    if not taken:
        raise NotTaken(" ".join(row["sentence"] for row in refused[:5]) or f"“{name}” holds no files.")
    batch.refused = refused
    batch.save(update_fields=["refused"])
    return batch, taken


def _already(name: str, came: Received) -> str:
    stored = f" as {came.meeting}" if came.meeting is not None else ""
    return f"“{name}” is here already{stored}; nothing changed."
