"""Storing a file at somebody's word, without a page: uploaded, read, amended, its doubts settled and confirmed, all in
one transaction, so that a file which cannot be stored leaves nothing."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.db import transaction
from django.utils import timezone

from archive import operations
from archive.intake import read_apart
from archive.lifecycle import Status
from archive.models import Import
from secgov.access import Reader, reader_for
from secgov.classification import Classification
from secgov.lifecycle import Refused
from secgov.models import User


@dataclass(frozen=True)
class Wanted:
    """Who stores, and what they say of the minutes beside what is read: `held` is a day (2018-08-16) or a month."""

    by: User
    committee: str | None = None
    classification: Classification | None = None
    held: str | None = None

    def __post_init__(self) -> None:
        if self.held:
            _day_or_month(self.held)


def person_called(email: str) -> User:
    """The user with that address; ValueError where there is none."""
    found = User.objects.filter(email__iexact=email).first()
    if found is None:
        raise ValueError(f"There is no user {email}.")
    return found


def commit_file(content: bytes, name: str, wanted: Wanted) -> str:
    """Store one file as minutes and return what came of it in words; ValueError says in a sentence why not, and is
    Unread where nothing came out of the file."""
    now = timezone.now()
    reader = reader_for(wanted.by, on=timezone.localdate())
    try:
        with transaction.atomic():
            return _committed(content, name, wanted, now, reader)
    except Refused as refused:
        raise ValueError(str(refused)) from None


def _committed(content: bytes, name: str, wanted: Wanted, now: datetime, reader: Reader) -> str:
    came = operations.receive(content=content, name=name, by=wanted.by, at=now, reader=reader, is_queued=False)
    if came.meeting is not None:
        return f"{came.meeting.ref}: already stored; nothing changed."
    assert came.record is not None  # noqa: S101  there is an import where there is no meeting
    record = came.record
    if record.status in (Status.REFUSED, Status.DISCARDED):
        raise ValueError(f"This file has been {record.get_status_display().lower()}. Take it up again on its page.")
    if record.is_under_way:
        record = _read(record, content, now)
    record = operations.amend_import(
        record,
        by=wanted.by,
        at=now,
        reader=reader,
        working=_said(record.amended or {}, wanted),
        version=record.version,
    )
    settled = operations.settle_all_doubts(record, by=wanted.by, at=now, reader=reader)
    meeting = operations.confirm_import(record, by=wanted.by, reader=reader)
    doubts = f" {settled} doubt{'s' if settled > 1 else ''} settled by storing it." if settled else ""
    return f"{meeting.ref}: stored.{doubts}"


def _read(record: Import, content: bytes, now: datetime) -> Import:
    begun = operations.begin_reading(record.pk, at=now)
    assert begun is not None  # noqa: S101  it waits to be read, and nobody else sees it yet
    with NamedTemporaryFile() as file:  # what is stored is not yet another process's to see
        file.write(content)
        file.flush()
        found = read_apart(Path(file.name), record.name)
    return operations.keep_reading(begun, found, at=now)


def _said(working: dict[str, Any], wanted: Wanted) -> dict[str, Any]:
    """The reading with what was said of it: a person's word goes before the source's on its classification, and fills
    only what is missing of the rest. A day that nobody knows is said not to be known by storing it so."""
    said = dict(working)
    said["committee"] = working.get("committee") or wanted.committee
    if wanted.held and not working.get("date"):
        day, month = _day_or_month(wanted.held)
        said |= {"date": day, "month": month}
    if wanted.classification is not None:
        said["classification"] = wanted.classification.slug
    return said | {"day_not_known": not said.get("date")}


def _day_or_month(words: str) -> tuple[str | None, str]:
    is_day = words.count("-") == 2
    try:
        date.fromisoformat(words if is_day else f"{words}-01")
    except ValueError:
        raise ValueError(f"'{words}' is no day or month. Write 2018-08-16 or 2018-08.") from None
    return (words, words[:7]) if is_day else (None, words)
