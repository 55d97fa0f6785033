"""Stored bytes: papers, sources of imports, and the register of what was issued."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from secgov.addresses import address_of
from secgov.models.records import Classified, ClassifiedQuerySet

if TYPE_CHECKING:
    from secgov.access import Reader


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


class IssuedKind(models.TextChoices):
    """What a document is of: of a meeting, or of a register of a committee."""

    MINUTES = "minutes", "Minutes"
    CONFIDENTIAL = "confidential", "Confidential minute"
    AGENDA = "agenda", "Agenda"
    ACTIONS = "actions", "Actions log"
    OUTSTANDING = "outstanding", "Actions outstanding"
    MODIFICATIONS = "modifications", "Modifications register"
    MATRIX = "matrix", "Modifications matrix"


class IssuedDocumentQuerySet(ClassifiedQuerySet):
    def whole_for(self, reader: Reader) -> Self:
        """Only what `reader` may open: documents in which they may read everything (model.md, rule 2)."""
        hidden = IssuedPart.objects.filter(document=OuterRef("pk")).exclude(reader.sees())
        return self.filter(~Exists(hidden))

    def standing(self) -> Self:
        """What was not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class IssuedDocument(Classified):
    """A document given out under an edition: of what, which version, by whom, when and why, and what became of it.

    `part` tells the confidential minutes of one meeting apart, each for one list of names. `code` is printed in the
    document, so that it can be looked up from paper; it is looked up by its digest, which says nothing of how much of
    a guess was right. What `stays_withdrawn` is not drawn again by itself.
    """

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    target = models.UUIDField("what it is of", db_index=True)
    kind = models.CharField(max_length=20, choices=IssuedKind, default=IssuedKind.MINUTES)
    part = models.CharField(max_length=10, blank=True)
    title = models.CharField(max_length=200)
    asked = models.CharField("what the register was asked", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    code = models.CharField(max_length=20)
    code_digest = models.CharField(max_length=64, unique=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    issued_why = models.CharField("what it was issued for", max_length=300, blank=True)
    accepted = models.JSONField("what was found in it before it was issued", default=list, blank=True)
    accepted_why = models.TextField("why that was accepted", blank=True)
    superseded_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="supersedes")
    superseded_why = models.CharField(max_length=300, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.TextField(blank=True)
    stays_withdrawn = models.BooleanField(default=False)

    objects = IssuedDocumentQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Classified.Meta):
        ordering = ["-issued_at", "pk"]
        indexes = [
            *Classified.Meta.indexes,
            models.Index(fields=["-issued_at", "-id"], name="issued_latest_first"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True)
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False),
                name="issued_withdrawn_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_why=""), name="issued_withdrawn_why"
            ),
            models.UniqueConstraint(
                fields=["target", "kind", "part", "version", "classification"],
                condition=Q(withdrawn_at__isnull=True),
                name="issued_once_while_it_stands",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"

    def get_absolute_url(self) -> str:
        return address_of("secgov:document", self.uid)

    @property
    def state(self) -> str:
        """withdrawn, superseded or current."""
        if self.withdrawn_at is not None:
            return "withdrawn"
        return "superseded" if self.superseded_by_id else "current"


class IssuedPart(Classified):
    """One thing that an issued document shows, with what it stands in: whoever may not read every part of a document
    does not open it. Of minutes what stands above Green is kept, of registers everything. It holds no words, and
    whoever may read of the document must be told that there is a part which they may not."""

    READ_WITH = "document"

    document = models.ForeignKey(IssuedDocument, models.CASCADE, related_name="parts")

    def __str__(self) -> str:
        return f"part of {self.document_id}"


class DrawnDocument(models.Model):
    """A drawn PDF kept under the key of what went into it, so that the same content is drawn once."""

    key = models.CharField(max_length=64, unique=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.key
