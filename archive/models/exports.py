"""Exports: the record going out as a ZIP, for one records administrator and for one reason."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from secgov.access import SignedIn, System
from secgov.classification import Classification, Stage
from secgov.models import Classified, ClassifiedQuerySet

# A worker says how far it has come after every document; one that has not for so long was killed.
SILENT_FOR = timedelta(minutes=5)


class ExportKind(models.TextChoices):
    MINUTES = "minutes", "Minutes"
    AGENDAS = "agendas", "Agendas"
    PAPERS = "papers", "Papers"
    ACTIONS = "actions", "Action logs"
    REGISTERS = "registers", "Other registers"


class ExportQuerySet(ClassifiedQuerySet):
    def visible_to(self, reader: Any) -> Self:
        """Only what whoever reads asked for themselves, as long as they administer records: an export is made for one
        person and their reason."""
        if isinstance(reader, System):
            return self.all()
        if isinstance(reader, SignedIn) and reader.administers_records:
            return self.filter(asked_by=reader.user)
        return self.none()


class Export(Classified):
    """What somebody asked to be exported, why, and what became of it. Its `classification` is that up to which it
    goes; without a committee it holds those of every one. Its uid cannot be guessed.

    It waits until it `began_at`, is under way until it is `ended_at`, and ends with the digest of a ZIP or with a
    `failure`. `moved_at` is when the worker last said how far it had come. The ZIP is gone after `expires_at`.
    """

    kinds = ArrayField(models.CharField(max_length=10, choices=ExportKind))
    since = models.DateField("from", null=True, blank=True)
    until = models.DateField("to", null=True, blank=True)
    with_withdrawn = models.BooleanField("with the bytes of what was withdrawn", default=False)
    reason = models.CharField(max_length=500)
    red_reason = models.CharField("why Red too", max_length=500, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True, blank=True)
    moved_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField("size in bytes", default=0)
    failure = models.CharField("why it failed", max_length=300, blank=True)

    # ExportQuerySet.visible_to for the second wall (secgov/wall/policies.py).
    WALL = "{grade} = 3 AND asked_by_id = {person}"
    objects = ExportQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Classified.Meta):
        ordering = ["-asked_at", "-pk"]
        indexes = [
            *Classified.Meta.indexes,
            models.Index(fields=["-asked_at", "-id"], name="export_latest_first"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="export_has_a_reason"),
            models.CheckConstraint(
                condition=Q(classification__lt=Classification.RED) | ~Q(red_reason=""), name="export_of_red_has_its_own"
            ),
            models.CheckConstraint(condition=Q(stage=Stage.SECRETARIAT), name="export_stays_with_who_asked"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, sha256="", failure="")
                | (Q(ended_at__isnull=False) & (Q(sha256="") ^ Q(failure=""))),
                name="export_ends_with_a_file_or_why_not",
            ),
        ]

    def __str__(self) -> str:
        of = f" of {self.committee}" if self.committee else ""
        what = "Everything" if len(self.kinds) == len(ExportKind) else ", ".join(self.kind_words)
        return f"{what}{of}, up to {self.level.label}"

    def get_absolute_url(self) -> str:
        return reverse("exports:detail", args=[self.uid])

    @property
    def kind_words(self) -> list[str]:
        return [str(kind.label) for kind in ExportKind if kind.value in self.kinds]

    @property
    def path(self) -> Path:
        """Where its ZIP lies while it is there."""
        return Path(settings.EXPORTS_DIR) / f"{self.uid}.zip"

    @property
    def file_name(self) -> str:
        committee = self.committee.abbreviation if self.committee else "all"
        return f"{committee}-record-{self.asked_at:%Y-%m-%d}-{self.level.slug}.zip"

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0

    @property
    def is_ready(self) -> bool:
        return bool(self.sha256) and self.deleted_at is None

    def is_ready_at(self, at: datetime) -> bool:
        """Whether its ZIP may be had at that moment."""
        return self.is_ready and self.expires_at is not None and at < self.expires_at

    def is_dead_at(self, at: datetime) -> bool:
        """Whether the worker that had it under way seems to have been killed."""
        return self.ended_at is None and self.moved_at is not None and at - self.moved_at > SILENT_FOR

    def has_failed_at(self, at: datetime) -> bool:
        return bool(self.failure) or self.is_dead_at(at)

    def state_at(self, at: datetime) -> tuple[str, str]:
        """What a page says of it, and the tone of that."""
        if self.has_failed_at(at):
            return "Failed", "wrong"
        if self.ended_at is None:
            return ("Under way", "open") if self.began_at else ("Waiting", "plain")
        return ("Ready", "done") if self.is_ready_at(at) else ("Deleted", "plain")
