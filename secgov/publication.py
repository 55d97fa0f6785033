"""How records come out: the one place where the stage and the classification of many change together."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import transaction

from secgov.classification import Stage
from secgov.lifecycle import settle_all
from secgov.models import Classified, StatusChange, touching


def classified_models() -> list[type[Classified]]:
    """Every table whose rows the gate guards."""
    return [model for model in apps.get_models() if issubclass(model, Classified)]


@transaction.atomic
def bring_out(*, uid: UUID, stage: Stage, by: Any, leaving: Collection[UUID] = ()) -> None:
    """Bring the record `uid` and all that stands within it out to `stage`, never back; statuses follow.

    `leaving` names what stays where it is, with all that stands within it: earlier versions, what was removed,
    papers not yet published. `update()` passes history by on purpose: the decision is the StatusChange of the
    meeting that brings it out.
    """
    for model in classified_models():
        coming = model._base_manager.filter(touching([uid]), stage__lt=stage)
        coming.exclude(touching(leaving)).update(stage=stage)
    targets = StatusChange.objects.within(uid).values_list("target", flat=True).distinct()
    settle_all(list(targets), by=by)
