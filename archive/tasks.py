"""What the task worker does for the archive: reading files, each in a process of its own."""

from django.utils import timezone
from procrastinate.contrib.django import app

from archive import intake, operations


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
