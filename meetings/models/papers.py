"""The files of a paper: each version as it was put in, what inspection found in it, and who accepted that."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from meetings.models.agenda import Paper, PaperQuerySet
from secgov.classification import Stage
from secgov.models import Classified, StoredFile


class PaperVersion(Classified):
    """One file of a paper. Readers get the one that has come out; earlier ones are the secretaries' and whoever
    put them in.

    `findings` are the sentences of the inspection (secgov/inspection), `marked_inside` the classifications the file
    bears by its own words, lowest first; `accepted_findings` what a named person let pass.
    """

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    # The bytes are kept once for all who put them in; what each called them, and what they are, is theirs.
    file_name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()
    late_because = models.CharField("late, and why", max_length=300, blank=True)
    findings = models.JSONField(default=list, blank=True)
    marked_inside = models.JSONField(default=list, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    accepted_because = models.CharField("accepted, and why", max_length=300, blank=True)
    accepted_findings = models.JSONField(default=list, blank=True)

    objects = PaperQuerySet.as_manager()  # type: ignore[misc]
    history = HistoricalRecords()

    class Meta(Classified.Meta):
        ordering = ["paper", "number"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "number"], name="paper_version_number_once"),
            models.CheckConstraint(
                condition=Q(accepted_by__isnull=True, accepted_at__isnull=True)
                | Q(accepted_by__isnull=False, accepted_at__isnull=False),
                name="paper_version_accepted_by_and_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name}, version {self.number}"

    @property
    def found(self) -> list[str]:
        """What inspection has to say of the file under its record's classification, in sentences."""
        said = [f"It calls itself {word}, and its record is {self.level.label}." for word in self.marked_inside]
        return [*self.findings, *(sentence for sentence in said if f"itself {self.level.label}," not in sentence)]

    @property
    def not_accepted(self) -> list[str]:
        """What was found and nobody has accepted."""
        return [sentence for sentence in self.found if sentence not in self.accepted_findings]

    @property
    def is_out(self) -> bool:
        return self.stage == Stage.PUBLISHED


def latest_of(versions: Any) -> dict[int, PaperVersion]:
    """The latest of `versions` for each paper, by the paper's key."""
    return {version.paper_id: version for version in versions.order_by("number")}
