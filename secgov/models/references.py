"""References: how people speak of records, what each stands for, and where each is mentioned."""

from django.db import models
from django.db.models import Q

from secgov.models.committees import Committee
from secgov.models.records import Classified
from secgov.reference_forms import Kind

KINDS = [(kind.value, kind.value.capitalize()) for kind in Kind]


class ReferenceState(models.TextChoices):
    PROVISIONAL = "provisional", "Provisional"
    FIXED = "fixed", "Fixed"
    VOID = "void", "Void"


class Reference(models.Model):
    """A canonical form ("TABASC33/01") and the record it stands for.

    Without a target it is an unresolved mention; with `alias_of` it is an old or other form of that one.
    """

    kind = models.CharField(max_length=20, choices=KINDS)
    canonical = models.CharField(max_length=80)
    state = models.CharField(max_length=12, choices=ReferenceState, default=ReferenceState.FIXED)
    alias_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="aliases")
    committee = models.ForeignKey(Committee, models.PROTECT, null=True, blank=True, related_name="+")
    target = models.UUIDField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["kind", "canonical"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "canonical"], name="reference_canonical_unique"),
            models.CheckConstraint(
                condition=Q(alias_of__isnull=True) | Q(target__isnull=True),
                name="reference_alias_has_no_target",
            ),
        ]

    def __str__(self) -> str:
        return self.canonical


class Mention(Classified):
    """That the record `source` names a reference; readable by whoever may read that record."""

    reference = models.ForeignKey(Reference, models.PROTECT, related_name="mentions")
    source = models.UUIDField(db_index=True)
    printed = models.CharField(max_length=120)
    is_stated = models.BooleanField("stated, not read from the text", default=False)

    class Meta(Classified.Meta):
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["reference", "source"], name="mention_stated_once"),
        ]

    def __str__(self) -> str:
        return self.printed
