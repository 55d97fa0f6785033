"""What was minuted: ordered entries, the outcomes in them, and their footnotes."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from meetings.models.agenda import AgendaItem
from meetings.models.meeting import Meeting
from secgov.models import Classified, Reference


class EntryKind(models.TextChoices):
    """The meetings app's own kinds; younger apps register theirs in secgov/panels.py."""

    DISCUSSION = "discussion", "Discussion"
    OUTCOME = "outcome", "Outcome"
    NOTE = "note", "Post-meeting note"
    PRIVATE = "private", "Private note"


class MinuteEntry(Classified):
    """Everything printed in an item is an entry, and entries are the only ordering (model.md).

    `text` is the plain text of `body`; `version` counts its saves. A removed entry keeps its row. `typed_in` is the
    window it was last saved from, as it was typed, `typed_from` the version from which on nobody else saved it, and
    `typed_by` whoever saved it last.
    """

    keeps_runs = True

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="entries")
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="entries")
    rank = models.CharField(max_length=120, db_collation="C")
    kind = models.CharField(max_length=30, default=EntryKind.DISCUSSION)
    body = models.TextField(blank=True)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True, blank=True)
    typed_in = models.UUIDField(null=True, blank=True, editable=False)
    typed_from = models.PositiveIntegerField(default=1, editable=False)
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    history = HistoricalRecords(excluded_fields=["typed_in", "typed_from", "typed_by"])

    class Meta(Classified.Meta):
        ordering = ["item", "rank", "pk"]
        verbose_name_plural = "minute entries"
        constraints = [
            models.UniqueConstraint(
                fields=["item", "rank"], condition=Q(removed_at__isnull=True), name="entry_rank_once"
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Footnote(models.Model):
    """A footnote anchored in an entry's body by its uid; it is read by whoever may read the entry."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    entry = models.ForeignKey(MinuteEntry, models.CASCADE, related_name="footnotes")
    text = models.TextField()

    READ_WITH = "entry"
    history = HistoricalRecords()

    class Meta:
        ordering = ["entry", "pk"]

    def __str__(self) -> str:
        return self.text[:80]


class Outcome(Classified):
    """One verb in capitals in an outcome entry: which body, what it did, about what, and on what condition.

    A condition stays open until `met_on`, with the words of how it was met.
    """

    keeps_runs = True

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="outcomes")
    entry = models.ForeignKey(MinuteEntry, models.CASCADE, related_name="outcomes")
    rank = models.PositiveSmallIntegerField(default=0)
    body = models.CharField("the body that decided", max_length=100, blank=True)
    verb = models.CharField(max_length=20)
    text = models.TextField()
    about = models.ForeignKey(Reference, models.PROTECT, null=True, blank=True, related_name="outcomes")
    condition = models.TextField("subject to", blank=True)
    met_by = models.TextField("how the condition was met", blank=True)
    met_on = models.DateField(null=True, blank=True)

    history = HistoricalRecords()

    class Meta(Classified.Meta):
        ordering = ["entry", "rank", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(met_on__isnull=True, met_by="") | (Q(met_on__isnull=False) & ~Q(met_by="")),
                name="outcome_met_how_and_when",
            )
        ]

    def __str__(self) -> str:
        return f"{self.verb}: {self.text[:80]}"


class Presence(models.Model):
    """A window in which somebody has minutes open: where they are in them, and until when that may be believed.

    It is told only to secretaries who have the same minutes open, and forgotten within the day.
    """

    window = models.UUIDField(unique=True)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    entry = models.UUIDField("the entry being typed", null=True, blank=True)
    item = models.UUIDField("the item looked at", null=True, blank=True)
    seen_at = models.DateTimeField()

    READ_WITH = "meeting"

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["meeting", "seen_at"], name="presence_in_meeting")]

    def __str__(self) -> str:
        return f"{self.user} in {self.meeting}"
