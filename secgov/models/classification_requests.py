"""Requests to make something White that has come out as Amber or Red: they wait for another person."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from secgov.classification import Classification
from secgov.models.classification_changes import Authority, ClassificationChange


class Answer(models.TextChoices):
    """What became of a request; nothing yet while it waits."""

    WAITING = "", "waits for another person"
    AGREED = "agreed", "agreed"
    DECLINED = "declined", "declined"
    TAKEN_BACK = "taken_back", "taken back"


class ClassificationRequestQuerySet(models.QuerySet["ClassificationRequest"]):
    def waiting(self) -> Self:
        return self.filter(answer=Answer.WAITING)


class ClassificationRequest(models.Model):
    """That somebody asked for a classification which another person has to agree to; one waits for a record at a time.
    `change` is the event it became, `answer_reason` why it was declined."""

    target = models.UUIDField(db_index=True)
    within = ArrayField(models.UUIDField(), default=list, blank=True)
    before = models.PositiveSmallIntegerField(choices=Classification)
    after = models.PositiveSmallIntegerField(choices=Classification)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField()
    authority = models.CharField(max_length=12, choices=Authority)
    authority_words = models.CharField(max_length=300, blank=True)
    answer = models.CharField(max_length=10, choices=Answer, blank=True, default=Answer.WAITING)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_reason = models.TextField(blank=True)
    change = models.OneToOneField(ClassificationChange, models.PROTECT, null=True, blank=True, related_name="request")

    objects = ClassificationRequestQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True, answered_at__isnull=True, answer="")
                | Q(answered_by__isnull=False, answered_at__isnull=False) & ~Q(answer=""),
                name="request_answered_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(change__isnull=True) & ~Q(answer="agreed") | Q(change__isnull=False, answer="agreed"),
                name="request_agreed_is_a_change",
            ),
            models.UniqueConstraint(fields=["target"], condition=Q(answer=""), name="request_waits_once_for_a_record"),
        ]

    def __str__(self) -> str:
        return f"{self.get_before_display()} to {self.get_after_display()}, {self.get_answer_display()}"
