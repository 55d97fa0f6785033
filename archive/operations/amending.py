"""Amending a reading: what a person typed is kept whole, and the doubts they ticked are settled in their name."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from archive.lifecycle import Status
from archive.models import Doubt, Import, Origin
from archive.operations.comparing import contradictions
from archive.operations.following import follow
from archive.operations.reading import locked
from secgov.access import Reader
from secgov.acting import operation
from secgov.history import save
from secgov.lifecycle import Refused
from secgov.models import User


class Conflict(Exception):
    """Somebody else has saved in between; what was typed has not been kept."""


@operation
def amend_import(
    record: Import,
    *,
    by: User,
    at: datetime,
    reader: Reader,
    working: dict[str, Any],
    version: int,
    shown: Collection[str] = (),
    ticked: Collection[str] = (),
) -> Import:
    """Keep the whole working copy, right or not, and settle what was `ticked` of the doubts that were `shown`; one
    whose tick was taken away is open again. Conflict where `version` is not the latest; Refused once it is no longer
    being checked."""
    record = locked(record)
    if not by.has_perm("archive.check", record):
        raise Refused(["You may not amend this reading. Ask a secretary of the committee."])
    if record.status != Status.READ:
        raise Refused([f"This reading cannot be amended any more: it is {record.get_status_display().lower()}."])
    if version != record.version:
        raise Conflict
    _settle_of_reader(record, shown, ticked, by=by, at=at)
    record.amended, record.version = working, version + 1
    follow(record)
    save(record, by=by)
    _settle_of_record(record, shown, ticked, by=by, at=at, reader=reader)
    return record


def _settle_of_reader(
    record: Import, shown: Collection[str], ticked: Collection[str], *, by: User, at: datetime
) -> None:
    for doubt in record.doubts.filter(origin=Origin.READER):
        if str(doubt.pk) in shown:
            _tick(doubt, is_settled=str(doubt.pk) in ticked, by=by, at=at)


def _tick(doubt: Doubt, *, is_settled: bool, by: User, at: datetime) -> None:
    if is_settled == (doubt.settled_by_id is not None):
        return
    doubt.settled_by, doubt.settled_at = (by, at) if is_settled else (None, None)
    save(doubt, by=by)


def _settle_of_record(
    record: Import, shown: Collection[str], ticked: Collection[str], *, by: User, at: datetime, reader: Reader
) -> None:
    """A contradiction is kept as a doubt when somebody settles it, with its words, so that it is known again."""
    wanted = [each for each in contradictions(record, reader) if each.key in shown and not each.is_final]
    kept = {(doubt.field, doubt.text): doubt for doubt in record.doubts.filter(origin=Origin.RECORD)}
    for each in wanted:
        doubt = kept.get((each.anchor, each.text))
        if doubt is None and each.key in ticked:
            doubt = Doubt(of=record, origin=Origin.RECORD, field=each.anchor, text=each.text, why=each.why)
        if doubt is not None:
            _tick(doubt, is_settled=each.key in ticked, by=by, at=at)
