"""What every governed record carries: its classification, its audience, its stage, and the log of decisions."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, TruncDate

from secgov.classification import Classification, ClassifiedBy, Stage
from secgov.models.committees import Committee
from secgov.models.people import Person

if TYPE_CHECKING:
    from secgov.access import Reader


def touching(uids: Iterable[uuid.UUID]) -> Q:
    """Records that are one of `uids` or stand within one of them."""
    listed = list(uids)
    return Q(uid__in=listed) | Q(within__overlap=listed) if listed else Q(pk__in=[])


class ClassifiedQuerySet(models.QuerySet[Any]):
    def visible_to(self, reader: Reader) -> Self:
        """Only what `reader` may read (secgov/access.py); everything else is as if absent."""
        return self.filter(reader.sees())

    def within(self, uid: uuid.UUID) -> Self:
        """What stands within the record `uid`, at any depth."""
        return self.filter(within__contains=[uid])


class Classified(models.Model):
    """The columns from which alone the gate decides (model.md). `audience` holds the keys of the committees whose
    people may read the record at Amber; `within` the uids of the meeting, item and entry it stands in."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    classification = models.PositiveSmallIntegerField(choices=Classification, default=Classification.AMBER)
    classified_by = models.CharField(max_length=10, choices=ClassifiedBy, default=ClassifiedBy.WORKING)
    committee = models.ForeignKey(Committee, models.PROTECT, null=True, blank=True, related_name="+")
    audience = ArrayField(models.IntegerField(), default=list, blank=True)
    stage = models.PositiveSmallIntegerField(choices=Stage, default=Stage.SECRETARIAT)
    within = ArrayField(models.UUIDField(), default=list, blank=True)

    objects = ClassifiedQuerySet.as_manager()

    class Meta:
        abstract = True
        indexes = [GinIndex(fields=["within"], name="%(class)s_within")]

    @property
    def level(self) -> Classification:
        return Classification(self.classification)


def standing(parent: Classified, *, stage: Stage | None = None) -> dict[str, Any]:
    """The columns a record born in `parent` starts with: its committee, audience and stage, and its place.

    What is minuted starts with the secretariat (`stage`) even under an agenda that has been published.
    """
    return {
        "committee": parent.committee,
        "audience": list(parent.audience),
        "stage": parent.stage if stage is None else stage,
        "within": [*parent.within, parent.uid],
    }


class GrantKind(models.TextChoices):
    INVITED = "invited", "invited"
    NAMED = "named", "named on the record"
    RECUSED = "recused", "recused"
    SHARED = "shared", "draft shared"
    PRESENTS = "presents", "presenting the item"


class AccessGrantQuerySet(models.QuerySet["AccessGrant"]):
    def current(self, *, on: date) -> Self:
        """Grants in force on the day `on`."""
        return self.filter(Q(since__isnull=True) | Q(since__lte=on), Q(until__isnull=True) | Q(until__gte=on))


class AccessGrant(models.Model):
    """One fact about one person and one record: invited to it, named on it, recused from it, shown its draft, or
    presenting it. Who presents an item knows of the item itself and of nothing else that stands in it.

    `within` names the meeting of an invited or shared item: a participant reads the circulated White and Green of it
    beside the Amber of the item, and whoever is shown one item of a draft knows of the meeting. Who ended it by hand,
    and when, is kept.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="grants")
    target = models.UUIDField(db_index=True)
    within = ArrayField(models.UUIDField(), default=list, blank=True)
    kind = models.CharField(max_length=10, choices=GrantKind)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    why = models.TextField(blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = AccessGrantQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "target", "kind"], condition=Q(until__isnull=True), name="grant_stated_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_by__isnull=True, ended_at__isnull=True)
                | Q(ended_by__isnull=False, ended_at__isnull=False, until__isnull=False),
                name="grant_ended_by_and_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_kind_display()}"


class StatusChangeQuerySet(ClassifiedQuerySet):
    def latest_first(self, *, by_day: bool = False) -> Self:
        """By when they took effect. For records that one committee decides on, by its meeting numbers, because days
        may not be known; a change bound to no meeting counts from when it was recorded, after every meeting. For
        records that several bodies decide on (`by_day`) by the day, since their numbers say nothing to each other."""
        if by_day:
            day = Coalesce("effective_on", TruncDate("at"))
            return self.order_by(day.desc(), F("effective_number").desc(nulls_first=True), "-at", "-pk")
        return self.order_by(
            F("effective_number").desc(nulls_first=True),
            F("effective_on").desc(nulls_last=True),
            "-at",
            "-pk",
        )


class StatusChange(Classified):
    """A decision on record, never changed: from which status to which, by whom, and from which meeting or day on.

    Records arrive out of order (TABASC 33 before TABASC 23), so today's status is that of the latest *effective*
    change. `note` is the words given for it.
    """

    target = models.UUIDField(db_index=True)
    move = models.CharField(max_length=40)
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    effective_number = models.PositiveIntegerField("meeting number it took effect at", null=True)
    effective_on = models.DateField(null=True)
    note = models.TextField(blank=True)

    objects = StatusChangeQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Classified.Meta):
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.before or 'new'} to {self.after}"
