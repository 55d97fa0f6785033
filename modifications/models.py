"""Proposed changes to the code: a record per number with dated titles, and committees' interest in them."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from meetings.models import Meeting, MinuteEntry
from modifications.lifecycle import Status
from secgov.addresses import address_of
from secgov.models import Classified, Reference


class Modification(Classified):
    """A modification, one number for life; the prefix changes (SECMP, DP, MP) and every form it had leads here."""

    reference = models.OneToOneField(Reference, models.PROTECT, related_name="+")
    ref = models.CharField(max_length=20, unique=True)
    number = models.PositiveIntegerField()
    suffix = models.CharField(max_length=2, blank=True)
    title = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=20, choices=Status, default=Status.KNOWN)

    history = HistoricalRecords()

    class Meta(Classified.Meta):
        ordering = ["number", "suffix"]
        constraints = [
            models.UniqueConstraint(fields=["number", "suffix"], name="modification_number_once"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="modification_status_known"),
        ]
        indexes = [
            *Classified.Meta.indexes,
            models.Index(fields=["-number", "-id"], name="modification_latest_first"),
        ]

    def __str__(self) -> str:
        return self.ref

    def get_absolute_url(self) -> str:
        return address_of("modifications:detail", self.ref)


class ModificationTitle(Classified):
    """A title a modification had, and the meeting whose minutes printed it so."""

    modification = models.ForeignKey(Modification, models.CASCADE, related_name="titles")
    title = models.CharField(max_length=300)
    meeting_number = models.PositiveIntegerField(null=True, blank=True)
    printed_on = models.DateField(null=True, blank=True)

    history = HistoricalRecords()

    class Meta(Classified.Meta):
        ordering = ["modification", "printed_on", "pk"]

    def __str__(self) -> str:
        return self.title


class Interest(models.TextChoices):
    HIGH = "High", "High"
    MEDIUM = "Medium", "Medium"
    WATCHING = "Watching Brief", "Watching Brief"
    NONE = "No interest", "No interest"
    NOT_DISCUSSED = "Not discussed", "Not discussed at this meeting"


class CommitteeInterest(Classified):
    """One row of a committee's interest matrix at one meeting (seed 004 item 6). Impacts are words, blank for none."""

    modification = models.ForeignKey(Modification, models.PROTECT, related_name="interests")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="interests")
    entry = models.ForeignKey(MinuteEntry, models.PROTECT, related_name="interests")
    rank = models.PositiveSmallIntegerField(default=0)
    printed_title = models.CharField(max_length=300, blank=True)
    technical = models.CharField("technical impact", max_length=200, blank=True)
    business = models.CharField("business impact", max_length=200, blank=True)
    ec_notification = models.CharField("EC notification requirement", max_length=100, blank=True)
    notes = models.TextField(blank=True)
    interest = models.CharField(max_length=20, choices=Interest, blank=True)

    history = HistoricalRecords()

    class Meta(Classified.Meta):
        ordering = ["entry", "rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["modification", "entry"], name="interest_once_in_a_matrix"),
            models.CheckConstraint(condition=Q(interest="") | Q(interest__in=Interest.values), name="interest_known"),
        ]

    def __str__(self) -> str:
        return f"{self.modification_id}: {self.interest}"
