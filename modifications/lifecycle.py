"""When a modification may move. So far it is only known, from the minutes that name it; no move is open to it yet."""

from django.db import models

from secgov.lifecycle import Lifecycle


class Status(models.TextChoices):
    KNOWN = "known", "Named in minutes"


LIFECYCLE = Lifecycle(
    record="modifications.Modification", states=Status, moves=(), ends=frozenset({Status.KNOWN}), by_day=True
)
