"""What was printed: each version of a meeting's minutes, block by block, so that old minutes re-print for ever."""

from django.conf import settings
from django.db import models

from meetings.models.meeting import Meeting
from secgov.models import Classified


class Printed(models.TextChoices):
    AGENDA = "agenda", "Agenda"
    MINUTES = "minutes", "Minutes"


class MinutesVersion(Classified):
    """A version of a meeting's agenda, written when it is published, or of its minutes, written at circulation and
    whenever they come out again.

    `head` holds the facts of the title block as they were then.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="versions")
    kind = models.CharField(max_length=10, choices=Printed, default=Printed.MINUTES)
    number = models.PositiveIntegerField()
    head = models.JSONField(default=dict)
    written_at = models.DateTimeField(auto_now_add=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta(Classified.Meta):
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "kind", "number"], name="version_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}, version {self.number}"


class PrintedBlock(Classified):
    """One printed thing of a version: its facts, and the plain text that search and leak check read.

    `source` is the uid of the record it was printed from; `rank` its place in the document.
    """

    version = models.ForeignKey(MinutesVersion, models.CASCADE, related_name="blocks")
    rank = models.PositiveIntegerField()
    kind = models.CharField(max_length=30)
    facts = models.JSONField(default=dict)
    text = models.TextField(blank=True)
    source = models.UUIDField()

    class Meta(Classified.Meta):
        ordering = ["version", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["version", "rank"], name="block_rank_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.rank}"
