"""What secretaries said about a draft before it came out: remarks they put aside, classifications they confirmed."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from meetings.models.meeting import Meeting
from secgov.classification import Classification

# Read, behind the second wall (secgov/wall/policies.py), by those who write the minutes.
OF_ITS_SECRETARIES = (
    "EXISTS (SELECT FROM meetings_meeting AS there WHERE there.id = meeting_id"
    " AND there.committee_id = ANY({secretary_of}))"
)


class DismissedRemark(models.Model):
    """That a remark of the checklist, known by its `key`, was put aside. Bringing it back deletes the row."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="dismissed_remarks")
    key = models.CharField(max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    why = models.CharField(max_length=300, blank=True)

    WALL = OF_ITS_SECRETARIES
    history = HistoricalRecords()

    class Meta:
        ordering = ["meeting", "key"]
        constraints = [models.UniqueConstraint(fields=["meeting", "key"], name="remark_dismissed_once")]

    def __str__(self) -> str:
        return self.key


class Confirmation(models.Model):
    """That a person stood by a classification of one part of a draft, in the words it had then.

    A row is never changed; it holds while the part has the same classification and, by their digest, the same words.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="confirmations")
    target = models.UUIDField(db_index=True)
    level = models.PositiveSmallIntegerField(choices=Classification)
    words = models.CharField("digest of the words", max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    WALL = OF_ITS_SECRETARIES

    class Meta:
        ordering = ["meeting", "pk"]

    def __str__(self) -> str:
        return f"{self.get_level_display()} confirmed"
