"""Minutes brought out for a moment and taken back, so that the gate itself says who would read what."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from meetings.composition import write_version
from meetings.models import Meeting, MinutesVersion, PrintedBlock
from secgov.access import Purpose
from secgov.classification import Stage
from secgov.models import User
from secgov.wall.doors import as_system


@contextmanager
def rehearsed(meeting: Meeting, *, stage: Stage, by: User) -> Iterator[MinutesVersion]:
    """The version of the minutes that would be written now, as far out as `stage`, for as long as the block lasts.
    Nothing of it stays: its transaction is rolled back."""
    with as_system(Purpose.PRINTING), transaction.atomic():
        version = write_version(meeting, by=by, reason="Rehearsed")
        PrintedBlock.objects.filter(version=version).update(stage=stage)
        yield version
        transaction.set_rollback(True)
