"""What stands on an agenda: items, sub-headings and papers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from meetings.models.meeting import Meeting
from secgov.classification import Classification
from secgov.models import Classified, Reference, StoredFile


class Purpose(models.TextChoices):
    DECISION = "decision", "For decision"
    DISCUSSION = "discussion", "For discussion"
    INFORMATION = "information", "For information"


class AgendaItem(Classified):
    """An item, or with an empty number a sub-heading.

    The record's own classification is that of its heading (title, presenter, purpose); what is minuted or submitted
    under it starts at `contents_classification`, or as the heading where that is empty.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    number = models.CharField(max_length=10, blank=True)
    rank = models.CharField(max_length=120, db_collation="C")
    title = models.CharField(max_length=400)
    contents_classification = models.PositiveSmallIntegerField(choices=Classification, null=True, blank=True)
    purpose = models.CharField(max_length=12, choices=Purpose, blank=True)
    presenter = models.CharField(max_length=200, blank=True)
    is_verbal = models.BooleanField("verbal, without a paper", default=False)
    about = models.ForeignKey(Reference, models.PROTECT, null=True, blank=True, related_name="+")
    postponed_by = models.CharField(max_length=200, blank=True)
    postponed_to = models.CharField("postponed to, in words", max_length=100, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    history = HistoricalRecords()

    class Meta(Classified.Meta):
        ordering = ["meeting", "rank", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "parent", "rank"],
                condition=Q(removed_at__isnull=True),
                nulls_distinct=False,
                name="item_rank_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}" if self.number else self.title

    @property
    def is_heading(self) -> bool:
        return not self.number

    @property
    def anchor(self) -> str:
        return f"item-{self.number}" if self.number else f"heading-{str(self.uid)[:8]}"


class PaperKind(models.TextChoices):
    PAPER = "paper", "Paper"
    APPENDIX = "appendix", "Appendix"
    ATTACHMENT = "attachment", "Attachment"
    PRESENTATION = "presentation", "Presentation"


class Paper(Classified):
    """A paper put in for an item; `originator_mark` is its author's own, such as "DCC Public"."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="papers")
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="papers")
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=12, choices=PaperKind, default=PaperKind.PAPER)
    letter = models.CharField(max_length=4, blank=True)
    originator = models.CharField(max_length=200, blank=True)
    originator_mark = models.CharField(max_length=100, blank=True)
    version = models.CharField(max_length=20, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    # The bytes are kept once for all who put them in; what each called them is theirs.
    file_name = models.CharField(max_length=255, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    late_because = models.CharField("late, and why", max_length=300, blank=True)

    history = HistoricalRecords()

    class Meta(Classified.Meta):
        ordering = ["item", "letter", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(submitted_by__isnull=True, submitted_at__isnull=True)
                | Q(submitted_by__isnull=False, submitted_at__isnull=False),
                name="paper_submitted_by_and_at",
            )
        ]

    def __str__(self) -> str:
        return self.title
