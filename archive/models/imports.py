"""Files that come in: an upload of several, each file with what was read in it, and the doubts about that."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from archive.lifecycle import UNDER_WAY, Status
from meetings.models import Meeting
from secgov.classification import Stage
from secgov.models import Classified, ClassifiedQuerySet, StoredFile


class Batch(Classified):
    """Several files that came in at once. `refused` says of each file that was not taken {name, sentence, here}, where
    `here` is the uid of the import that the same file has already, or null."""

    name = models.CharField("name of the ZIP, or how many files", max_length=255)
    refused = models.JSONField(default=list)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta(Classified.Meta):
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("archive:batch", args=[self.uid])


READY = Q(status=Status.READ, open_doubts=0, meeting_is_known=True, day_is_settled=True)


class ImportQuerySet(ClassifiedQuerySet):
    def under_way(self) -> "ImportQuerySet":
        return self.filter(status__in=UNDER_WAY)

    def ready(self) -> "ImportQuerySet":
        """Read, nothing missing, and without an open doubt of the reader's; whether the record contradicts it is asked
        when it is stored."""
        return self.filter(READY)


class Import(Classified):
    """One file on its way to becoming a meeting's minutes. The file is the record; `amended` is its reading as people
    have amended it, row by row (archive/amending), and `version` counts their saves.

    It belongs to the committee its minutes are of, from when that is first known; before, only to whoever uploaded it.
    """

    batch = models.ForeignKey(Batch, models.PROTECT, null=True, blank=True, related_name="imports")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField("name of the file", max_length=255)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    refusal = models.CharField("why it was refused", max_length=500, blank=True)
    began_at = models.DateTimeField("reading began", null=True, blank=True)
    subject = models.CharField("what it is minutes of", max_length=60, blank=True)
    number = models.PositiveIntegerField("number of the meeting", null=True, blank=True)
    meeting_is_known = models.BooleanField("its reading names a committee on record and a number", default=False)
    day_is_settled = models.BooleanField("its day is known, or said not to be", default=False)
    open_doubts = models.PositiveIntegerField(default=0)
    amended = models.JSONField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="imports")

    objects = ImportQuerySet.as_manager()  # type: ignore[misc]
    history = HistoricalRecords()

    class Meta(Classified.Meta):
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["file", "uploaded_by"], name="import_once_by_a_person"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="import_status_known"),
            models.CheckConstraint(condition=Q(stage=Stage.SECRETARIAT), name="import_stays_with_secretaries"),
            models.CheckConstraint(
                condition=~Q(status=Status.CONFIRMED) | Q(meeting__isnull=False),
                name="import_confirmed_as_a_meeting",
            ),
        ]
        indexes = [
            *Classified.Meta.indexes,
            models.Index(fields=["-uploaded_at", "-id"], name="import_latest_first"),
        ]

    def __str__(self) -> str:
        return self.subject or self.name

    def get_absolute_url(self) -> str:
        return reverse("archive:detail", args=[self.uid])

    @property
    def is_under_way(self) -> bool:
        return self.status in UNDER_WAY

    @property
    def is_ready(self) -> bool:
        is_known = self.meeting_is_known and self.day_is_settled
        return self.status == Status.READ and self.open_doubts == 0 and is_known

    @property
    def state_words(self) -> str:
        """What a page says of it: of a file that was read, whether a person is still to look."""
        if self.status == Status.READ:
            return "Ready" if self.is_ready else "Doubtful"
        return str(Status(self.status).label)

    @property
    def tone(self) -> str:
        """The colour of that: open, done, wrong or plain."""
        if self.status == Status.READ:
            return "done" if self.is_ready else "open"
        return "wrong" if self.status == Status.REFUSED else "plain"


class Reading(models.Model):
    """What was read in a file, as it was read: the reader's own object, and every line of the source beside it."""

    of = models.OneToOneField(Import, models.CASCADE, related_name="reading")
    facts = models.JSONField()
    lines = models.JSONField()
    read_at = models.DateTimeField()

    READ_WITH = "of"

    def __str__(self) -> str:
        return f"Reading of {self.of_id}"


class Origin(models.TextChoices):
    READER = "reader", "of the reading"
    RECORD = "record", "against the record"


class Doubt(models.Model):
    """Something a person is to look at. The reader's doubts are there from the start; what contradicts the record is
    worked out each time the page opens and kept only when somebody has settled it."""

    of = models.ForeignKey(Import, models.CASCADE, related_name="doubts")
    rank = models.PositiveIntegerField(default=0)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.READER)
    field = models.CharField("JSON pointer of what it is about", max_length=200, blank=True)
    text = models.TextField()
    why = models.TextField(blank=True)
    page = models.PositiveIntegerField(null=True, blank=True)
    line = models.PositiveIntegerField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    READ_WITH = "of"
    history = HistoricalRecords()

    class Meta:
        ordering = ["of", "rank", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_by__isnull=True, settled_at__isnull=True)
                | Q(settled_by__isnull=False, settled_at__isnull=False),
                name="doubt_settled_by_and_at",
            )
        ]

    def __str__(self) -> str:
        return self.text
