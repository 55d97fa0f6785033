"""What stands on an agenda: items, sub-headings and papers."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from meetings.models.meeting import Meeting
from secgov.classification import Classification, Stage
from secgov.models import Classified, ClassifiedQuerySet, Person, Reference


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
    # Who presents it by their login: they may put papers in for it.
    presented_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="presents")
    is_verbal = models.BooleanField("verbal, without a paper", default=False)
    is_standing = models.BooleanField("stands on every agenda", default=False)
    # What proposed it ("standing 4f0c…"), so that it is not proposed again.
    proposal = models.CharField(max_length=80, blank=True)
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


class PaperQuerySet(ClassifiedQuerySet):
    def visible_to(self, reader: Any) -> Self:
        """Only what `reader` may read. A draft or an item that somebody is shown does not show them the papers which
        others put in: until a paper comes out it is the secretaries' and its submitter's (product.md section 2)."""
        seen = super().visible_to(reader)
        user = getattr(reader, "user", None)
        if user is None:
            return seen
        is_theirs = Q(committee__in=reader.secretary_of) | Q(submitted_by=user)
        return seen.filter(Q(stage__gt=Stage.SECRETARIAT) | is_theirs)


class Paper(Classified):
    """A paper put in for an item; `originator_mark` is its author's own, such as "DCC Public". Its files are its
    versions; `submitted_by` is who put it in first."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="papers")
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="papers")
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=12, choices=PaperKind, default=PaperKind.PAPER)
    letter = models.CharField(max_length=4, blank=True)
    originator = models.CharField(max_length=200, blank=True)
    originator_mark = models.CharField(max_length=100, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)

    # PaperQuerySet.visible_to for the second wall (secgov/wall/policies.py).
    WALL = (
        "{sees} AND (stage > 1 OR committee_id = ANY({secretary_of}) OR submitted_by_id = {person} OR {person} IS NULL)"
    )
    objects = PaperQuerySet.as_manager()  # type: ignore[misc]
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

    @property
    def kind_words(self) -> str:
        """ "Appendix B", "Paper"."""
        return f"{self.get_kind_display()} {self.letter}".strip()

    @property
    def latest(self) -> Any:
        """The latest of its versions, None where it has no file. It reads the versions that were fetched with it."""
        return max(self.versions.all(), key=lambda version: version.number, default=None)

    @property
    def awaits_acceptance(self) -> bool:
        """Whether something was found in the file that would come out next, and nobody has accepted it."""
        latest = self.latest
        return latest is not None and not latest.is_out and bool(latest.not_accepted)
