"""What the task worker keeps of a file: that it began, and what came of it, each in one transaction."""

from datetime import datetime
from typing import Any

from archive.amending import begin
from archive.lifecycle import LIFECYCLE, Status
from archive.models import Doubt, Import, Reading
from archive.operations.following import follow
from archive.operations.uploading import queue
from secgov.acting import operation
from secgov.history import delete, save
from secgov.models import User


def locked(record: Import) -> Import:
    """The import as it stands now, its row locked until the transaction ends."""
    found: Import = Import._base_manager.select_for_update(of=("self",)).get(pk=record.pk)
    return found


@operation
def begin_reading(import_id: int, *, at: datetime) -> Import | None:
    """Say that reading has begun; None where there is nothing more to read. One that a killed worker had begun begins
    anew."""
    record = Import._base_manager.select_for_update(of=("self",)).filter(pk=import_id).first()
    if record is None or not record.is_under_way:
        return None
    by = record.uploaded_by
    record.began_at = at
    save(record, by=by, update_fields=["began_at"])
    begun: Import = LIFECYCLE.apply(record, LIFECYCLE.move("begin"), by=by)
    return begun


@operation
def keep_reading(record: Import, found: dict[str, Any], *, at: datetime) -> Import:
    """Keep what was read, all or nothing; nothing changes where another worker has done so meanwhile."""
    record = locked(record)
    if record.status != Status.READING:
        return record
    by = record.uploaded_by
    facts = {name: value for name, value in found.items() if name != "lines"}
    Reading.objects.update_or_create(
        of=record, defaults={"facts": facts, "lines": found.get("lines") or [], "read_at": at}
    )
    for rank, warning in enumerate(found.get("warnings") or []):
        save(Doubt(of=record, rank=rank, **_doubt(warning)), by=by)
    record.amended, record.refusal = begin(found) | {"source": record.name}, ""
    follow(record)
    save(record, by=by)
    kept: Import = LIFECYCLE.apply(record, LIFECYCLE.move("finish"), by=by)
    return kept


def _doubt(warning: dict[str, Any]) -> dict[str, Any]:
    return {
        "field": str(warning.get("field") or "")[:200],
        "text": str(warning.get("text") or ""),
        "why": str(warning.get("why") or ""),
        "page": warning.get("page"),
        "line": warning.get("line"),
    }


@operation
def keep_refusal(record: Import, sentence: str) -> Import:
    """Keep why nothing came out of the file."""
    record = locked(record)
    if record.status != Status.READING:
        return record
    record.refusal = sentence[:500]
    save(record, by=record.uploaded_by, update_fields=["refusal"])
    refused: Import = LIFECYCLE.apply(record, LIFECYCLE.move("refuse"), by=record.uploaded_by, note=sentence[:500])
    return refused


@operation
def read_again(record: Import, *, by: User) -> Import:
    """Put a file that was refused or discarded in line again. What was read of it before, and the doubts, go."""
    record = LIFECYCLE.apply(record, LIFECYCLE.move("again"), by=by)
    for doubt in record.doubts.all():
        delete(doubt, by=by)
    record.amended, record.refusal, record.began_at = None, "", None
    follow(record)
    save(record, by=by)
    queue(record)
    return record
