"""Changes of a classification, each an event: from, to, by whom, when, why and on whose authority."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from secgov.classification import Classification


class Authority(models.TextChoices):
    """On whose authority a classification changes (product.md section 2)."""

    ORIGINATOR = "originator", "the originator’s consent"
    OUTCOME = "outcome", "an outcome of a committee"
    PANEL = "panel", "the Panel"


class ClassificationChange(models.Model):
    """One change that has taken effect. The web role adds such events and never amends or deletes one. `within` holds
    the uids the record stood in; `second_by` is the other person who agreed, where one was needed. `authority` is empty
    only for a draft that nobody but the secretariat has had. What was not marked in its source may be stated to be what
    it was read as, so that `before` and `after` are the same."""

    target = models.UUIDField(db_index=True)
    within = ArrayField(models.UUIDField(), default=list, blank=True)
    before = models.PositiveSmallIntegerField(choices=Classification)
    after = models.PositiveSmallIntegerField(choices=Classification)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    second_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    second_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    authority = models.CharField(max_length=12, choices=Authority, blank=True)
    authority_words = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [GinIndex(fields=["within"], name="classificationchange_within")]
        constraints = [
            models.CheckConstraint(
                condition=Q(second_by__isnull=True, second_at__isnull=True)
                | Q(second_by__isnull=False, second_at__isnull=False),
                name="classification_second_by_and_at",
            ),
        ]

    def __str__(self) -> str:
        if self.before == self.after:
            return f"stated to be {self.get_after_display()}"
        return f"{self.get_before_display()} to {self.get_after_display()}"
