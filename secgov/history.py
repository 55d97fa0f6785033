"""Saving and deleting with the person on record, whoever the request's user is, or where there is no request."""

from datetime import timedelta
from typing import Any, TypeVar

from django.utils import timezone

from secgov.classification import Stage

Record = TypeVar("Record", bound=Any)
# One person's saves within this time keep one row of history (model.md, rule 5).
RUN = timedelta(minutes=5)


def save(record: Record, *, by: Any, update_fields: list[str] | None = None, is_kept: bool = True) -> Record:
    """Save `record`, with a row of history that names `by`, and return it. `is_kept=False` leaves no history.

    What is saved as it is typed (`keeps_runs`) keeps, while it is with the secretariat, one row for one person's saves
    within five minutes: the row then holds the last of them.
    """
    record._history_user = by
    latest = _row_of_this_run(record, by) if is_kept else None
    if latest is None and is_kept:
        record.save(update_fields=update_fields)
        return record
    record.skip_history_when_saving = True
    record.save(update_fields=update_fields)
    del record.skip_history_when_saving
    if latest is not None:
        for column in latest.tracked_fields:
            setattr(latest, column.attname, getattr(record, column.attname))
        latest.save()
    return record


def begin_run(record: Any) -> None:
    """Let the next save of `record` begin a row of history, so that what it says now can be put back."""
    record._begins_run = True


def _row_of_this_run(record: Any, by: Any) -> Any:
    """The row of history that this save goes on with; None where it begins one."""
    if record.__dict__.pop("_begins_run", False):
        return None
    if not getattr(record, "keeps_runs", False) or record.pk is None or record.stage != Stage.SECRETARIAT or by is None:
        return None
    latest = record.history.first()
    is_run = latest is not None and latest.history_type != "-" and latest.history_user_id == by.pk
    return latest if is_run and timezone.now() - latest.history_date < RUN else None


def delete(record: Any, *, by: Any) -> None:
    """Delete `record`; its last row of history names `by`."""
    record._history_user = by
    record.delete()
