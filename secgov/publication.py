"""How records come out: the one place where the stage and the classification of many change together.

`update()` passes history by here on purpose: what happened is the StatusChange of the meeting, or the saved change of
the record that the others hang on.
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.db.models import Q

from secgov.classification import ClassifiedBy, Stage
from secgov.lifecycle import settle_all
from secgov.models import Classified, StatusChange, touching


def classified_models() -> list[type[Classified]]:
    """Every table whose rows the gate guards."""
    return [model for model in apps.get_models() if issubclass(model, Classified)]


@transaction.atomic
def bring_out(*, uid: UUID, stage: Stage, by: Any, leaving: Collection[UUID] = ()) -> None:
    """Bring the record `uid` and all that stands within it out to `stage`, never back; statuses follow.

    `leaving` names what stays where it is, with all that stands within it: earlier versions, what was removed,
    papers not yet published.
    """
    for model in classified_models():
        coming = model._base_manager.filter(touching([uid]), stage__lt=stage)
        coming.exclude(touching(leaving)).update(stage=stage)
    targets = StatusChange.objects.within(uid).values_list("target", flat=True).distinct()
    settle_all(list(targets), by=by)


@transaction.atomic
def take_back(uids: Collection[UUID], *, stage: Stage, by: Any, leaving: Collection[UUID] = ()) -> None:
    """Give the records `uids`, and all that stands within them, back to the secretariat, because minutes have come out
    to `stage` again without them; statuses follow. What had come out further stays until its minutes do so again.
    `leaving` names what stays out: the versions that printed them."""
    for model in classified_models():
        going = model._base_manager.filter(touching(uids), stage__gt=Stage.SECRETARIAT, stage__lte=stage)
        going.exclude(touching(leaving)).update(stage=Stage.SECRETARIAT)
    targets = StatusChange.objects.filter(touching(uids)).values_list("target", flat=True).distinct()
    settle_all(list(targets), by=by)


@transaction.atomic
def follow_within(record: Classified, *, before: int, by: Any, leaving: Collection[UUID] = ()) -> None:
    """Let what stands within `record` follow its classification, which was `before`: what is lower is raised to it,
    and what stood at `before` comes down with it, decisions and links among them; statuses follow. What bears a
    classification of its own above keeps that. `leaving` names what was printed, which stays as it was given out."""
    now = record.classification
    for model in classified_models():
        within = model._base_manager.filter(within__contains=[record.uid]).exclude(touching(leaving))
        following = Q(classification__lt=now) | (Q(classification=before) if now < before else Q(pk__in=[]))
        within.filter(following).update(classification=now, classified_by=ClassifiedBy.INHERITED)
    targets = StatusChange.objects.within(record.uid).values_list("target", flat=True).distinct()
    settle_all(list(targets), by=by)


@transaction.atomic
def move_within(record: Classified, *, before: list[UUID], leaving: Collection[UUID] = ()) -> None:
    """Let what stands within `record`, which stood within `before`, stand where it does now. `leaving` names what was
    printed, which stays as it was."""
    for model in classified_models():
        within = model._base_manager.filter(within__contains=[record.uid]).exclude(touching(leaving))
        for place in {tuple(place) for place in within.values_list("within", flat=True)}:
            inside = list(place)[list(place).index(record.uid) :]
            outside = [uid for uid in place if uid not in before and uid not in inside]
            now = list(dict.fromkeys([*record.within, *outside, *inside]))
            within.filter(within=list(place)).update(within=now)
