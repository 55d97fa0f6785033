"""What the task worker does for the archive: reading files, each in a process of its own."""

from functools import partial

from django.utils import timezone
from procrastinate.contrib.django import app

from archive import intake, operations
from archive.exporting import Damaged, chosen, write_zip
from archive.models import Export
from archive.operations import exporting
from secgov.access import reader_for


@app.task(queue="imports")
def read_import(import_id: int) -> None:
    """Read one file and keep what came of it. The time in between belongs to no transaction, so that a worker that is
    killed leaves nothing half kept, and its job is taken up again."""
    record = operations.begin_reading(import_id, at=timezone.now())
    if record is None:
        return
    try:
        found = intake.read_apart(record.file.path, record.name)
    except intake.Unread as error:
        operations.keep_refusal(record, str(error))
        return
    operations.keep_reading(record, found, at=timezone.now())


@app.task(queue="exports")
def build_export(export_id: int) -> None:
    """Put an export together. The time in between belongs to no transaction, so that its page can say how far it is; a
    worker that is killed leaves half a file that nobody can have, and its job is taken up again."""
    export = exporting.begin_export(export_id, at=timezone.now())
    if export is None:
        return
    try:
        listed = chosen(export, reader_for(export.asked_by, on=timezone.localdate()))
        sha256, size = write_zip(export, listed, moved=partial(_moved, export, len(listed)))
    except Damaged as error:
        exporting.fail_export(export, str(error), at=timezone.now())
    except Exception:
        exporting.fail_export(export, exporting.FAILED, at=timezone.now())
        raise
    else:
        exporting.finish_export(export, listed, sha256, size, at=timezone.now())


def _moved(export: Export, total: int, done: int) -> None:
    exporting.move_export(export, done=done, total=total, at=timezone.now())


@app.periodic(cron="17 * * * *")
@app.task(queueing_lock="delete_expired_exports")
def delete_expired_exports(timestamp: int) -> None:
    """Delete the files of exports whose time is over."""
    exporting.delete_expired(at=timezone.now())
