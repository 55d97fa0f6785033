"""Saving and deleting with the person on record, whoever the request's user is, or where there is no request."""

from typing import Any, TypeVar

Record = TypeVar("Record", bound=Any)


def save(record: Record, *, by: Any, update_fields: list[str] | None = None, is_kept: bool = True) -> Record:
    """Save `record`, with a row of history that names `by`, and return it. `is_kept=False` leaves no history."""
    record._history_user = by
    if not is_kept:
        record.skip_history_when_saving = True
    record.save(update_fields=update_fields)
    return record


def delete(record: Any, *, by: Any) -> None:
    """Delete `record`; its last row of history names `by`."""
    record._history_user = by
    record.delete()
