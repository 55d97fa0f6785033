"""Who was there, in what capacity, and who sent apologies."""

from django.db import models
from simple_history.models import HistoricalRecords

from meetings.models.meeting import Meeting
from secgov.models import Classified, Person


class Capacity(models.TextChoices):
    MEMBER = "member", "Member"
    OTHER = "other", "Other participant"


class Mode(models.TextChoices):
    IN_PERSON = "", "In the room"
    TELECONFERENCE = "teleconference", "Teleconference"


class Attendance(Classified):
    """One person at one meeting, or their apologies (`is_present` false), as the minutes print them."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendance")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="attendance")
    rank = models.CharField(max_length=120, db_collation="C")
    name = models.CharField(max_length=200)
    represents = models.CharField(max_length=200, blank=True)
    capacity = models.CharField(max_length=10, choices=Capacity, default=Capacity.MEMBER)
    role = models.CharField(max_length=60, blank=True)
    mode = models.CharField(max_length=20, choices=Mode, blank=True, default=Mode.IN_PERSON)
    is_part = models.BooleanField("part of the meeting", default=False)
    part_items = models.CharField("for items", max_length=100, blank=True)
    alternate_for = models.CharField(max_length=200, blank=True)
    is_present = models.BooleanField(default=True)
    recused_from = models.CharField("recused from items", max_length=100, blank=True)

    history = HistoricalRecords()

    class Meta(Classified.Meta):
        ordering = ["meeting", "-is_present", "rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "rank"], name="attendance_rank_once"),
        ]

    def __str__(self) -> str:
        return self.name


class AttendanceNote(Classified):
    """A remark on somebody's attendance, classified apart from the fact that they were there."""

    attendance = models.OneToOneField(Attendance, models.CASCADE, related_name="note")
    text = models.CharField(max_length=300)

    history = HistoricalRecords()

    class Meta(Classified.Meta):
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text
