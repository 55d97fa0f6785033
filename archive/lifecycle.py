"""When an imported file may move: from the upload over its reading to the meeting it becomes (product.md section 9)."""

from typing import Any

from django.db import models

from secgov.lifecycle import Lifecycle, Move, rule


class Status(models.TextChoices):
    WAITING = "waiting", "Waiting"
    READING = "reading", "Being read"
    READ = "read", "Read"
    REFUSED = "refused", "Refused"
    CONFIRMED = "confirmed", "Stored"
    DISCARDED = "discarded", "Discarded"


# Nobody can check these yet, and the page of each shows progress.
UNDER_WAY = (Status.WAITING, Status.READING)


@rule("IMP-1", "Minutes are stored when every doubt is settled. Tick the doubts that are still open.")
def doubts_are_settled(record: Any) -> bool:
    return bool(record.open_doubts == 0)


@rule("IMP-2", "Minutes are stored when their committee and number are known. Enter them under “About the meeting”.")
def meeting_is_known(record: Any) -> bool:
    return bool(record.meeting_is_known)


@rule(
    "IMP-3",
    "Minutes are stored when their day is known, or when somebody has said that it is not. Enter the day, or tick "
    "that it is not known.",
)
def day_is_settled(record: Any) -> bool:
    return bool(record.day_is_settled)


LIFECYCLE = Lifecycle(
    record="archive.Import",
    states=Status,
    ends=frozenset({Status.CONFIRMED}),
    moves=(
        # A worker that was killed in the middle leaves it being read; the next one begins anew.
        Move("begin", (Status.WAITING, Status.READING), Status.READING, "Begin to read", "archive.read"),
        Move("finish", (Status.READING,), Status.READ, "Keep the reading", "archive.read"),
        Move("refuse", (Status.READING,), Status.REFUSED, "Refuse the file", "archive.read"),
        Move("again", (Status.REFUSED, Status.DISCARDED), Status.WAITING, "Read it again", "archive.check"),
        Move(
            "confirm",
            (Status.READ,),
            Status.CONFIRMED,
            "Store as minutes",
            "archive.confirm",
            (meeting_is_known, day_is_settled, doubts_are_settled),
        ),
        Move("discard", (Status.READ, Status.REFUSED), Status.DISCARDED, "Discard", "archive.check"),
    ),
)
