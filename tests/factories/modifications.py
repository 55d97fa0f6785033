"""Modifications named in minutes, and committees' interest in them."""

from typing import Any

from meetings.models import AgendaItem, MinuteEntry
from modifications.models import Modification
from modifications.operations import know_modification, write_matrix
from secgov.classification import Classification
from secgov.models import User


def modification(ref: str, *, born_in: AgendaItem | MinuteEntry, by: User, title: str = "") -> Modification:
    """The modification of that reference, named in `born_in`."""
    return know_modification(ref, born_in=born_in, by=by, title=title)


def matrix(
    item: AgendaItem,
    rows: list[dict[str, Any]],
    *,
    by: User,
    classification: Classification = Classification.WHITE,
) -> MinuteEntry:
    """An interest matrix as one entry of `item`."""
    return write_matrix(item=item, rows=rows, by=by, classification=classification)
