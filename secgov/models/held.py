"""Documents that were drawn and not issued, because a check found something in them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from secgov.models.files import IssuedKind, StoredFile
from secgov.models.records import Classified


class HeldDocument(Classified):
    """A document held back: what was found in it (`findings`: stops, sentence, where), and who accepted what only
    warned; `released_at` when the same edition was drawn without what held it. The secretaries' alone. `task` and
    `facts` have it drawn once more; the same bytes are then issued.

    Without a `file`, as version 0, nothing was drawn yet: what was found on the screen before a move, and accepted.
    """

    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    target = models.UUIDField("what it is of", db_index=True)
    kind = models.CharField(max_length=20, choices=IssuedKind)
    part = models.CharField(max_length=10, blank=True)
    title = models.CharField(max_length=200)
    version = models.PositiveIntegerField()
    findings = models.JSONField(default=list)
    task = models.CharField(max_length=100, blank=True)
    facts = models.JSONField(default=dict)
    held_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_why = models.TextField(blank=True)

    class Meta(Classified.Meta):
        ordering = ["-held_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_by__isnull=True, accepted_at__isnull=True)
                | Q(accepted_by__isnull=False, accepted_at__isnull=False),
                name="held_accepted_by_and_at",
            ),
            models.UniqueConstraint(
                fields=["target", "kind", "part", "version", "classification", "file"], name="held_once"
            ),
            models.UniqueConstraint(
                fields=["target", "kind", "part", "classification"],
                condition=Q(file__isnull=True),
                name="held_accepted_beforehand_once",
            ),
            models.CheckConstraint(
                condition=Q(file__isnull=False, version__gt=0)
                | Q(file__isnull=True, version=0, accepted_by__isnull=False),
                name="held_drawn_or_accepted_beforehand",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, held back"

    @property
    def sentences(self) -> set[str]:
        return {finding["sentence"] for finding in self.findings}

    @property
    def stops(self) -> bool:
        return any(finding["stops"] for finding in self.findings)
