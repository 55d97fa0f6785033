"""A paper's title, or the name of its file, kept apart where it is more confidential than that the paper exists."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from meetings.models.agenda import Paper
from meetings.models.papers import PaperVersion
from secgov.models import Classified


class WithheldName(Classified):
    """The words of a title or of a file name, under a classification of their own. While that is above its paper's or
    version's, a placeholder stands there in their place, for everybody and on every page."""

    paper = models.OneToOneField(Paper, models.CASCADE, null=True, blank=True, related_name="withheld")
    version = models.OneToOneField(PaperVersion, models.CASCADE, null=True, blank=True, related_name="withheld")
    words = models.CharField(max_length=300)

    history = HistoricalRecords()

    class Meta(Classified.Meta):
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(paper__isnull=True, version__isnull=False) | Q(paper__isnull=False, version__isnull=True),
                name="withheld_name_of_one_record",
            )
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def holder(self) -> Paper | PaperVersion:
        """What it is the name of."""
        return self.paper or self.version  # type: ignore[return-value]

    @property
    def is_withheld(self) -> bool:
        return self.classification > self.holder.classification
