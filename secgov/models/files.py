"""Stored bytes: papers, sources of imports, and the register of what was issued."""

from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Q

from secgov.models.records import Classified


class StoredFile(models.Model):
    """Bytes kept once under their SHA-256 in the data folder."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField("size in bytes")
    media_type = models.CharField(max_length=100)
    name = models.CharField("original name", max_length=255)
    stored_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        return Path(settings.STORED_FILES_DIR) / self.sha256[:2] / self.sha256

    def read(self) -> bytes:
        """The bytes; OSError where the data folder has lost them."""
        return self.path.read_bytes()


class IssuedDocument(Classified):
    """A document given out under an edition: of what, which version, by whom, when, and what became of it."""

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    target = models.UUIDField("what it is of", db_index=True)
    title = models.CharField(max_length=200)
    version = models.PositiveIntegerField(default=1)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    superseded_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="supersedes")
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta(Classified.Meta):
        ordering = ["-issued_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True)
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False),
                name="issued_withdrawn_by_and_at",
            ),
            models.UniqueConstraint(
                fields=["target", "version", "classification"],
                condition=Q(withdrawn_at__isnull=True),
                name="issued_once_while_it_stands",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"


class DrawnDocument(models.Model):
    """A drawn PDF kept under the key of what went into it, so that the same content is drawn once."""

    key = models.CharField(max_length=64, unique=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.key
