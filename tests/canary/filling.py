"""Words in the fields that the ordinary way of a record leaves empty here, written straight into its rows.

What such a row is comes from the record it stands in; only how far the row has come out, and its classification, are
read from it.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from secgov.classification import Classification, Stage
from tests.canary.planting import ON, Scene
from tests.canary.words import Fact, Rule, Words

# The fields, each with what is said of its words beside the record's own classification.
FILLED = {
    "actions.ActionLink.printed": Rule.RECORD,
    "actions.ActionLink.remark": Rule.RECORD,
    "actions.ActionUpdate.owner_text": Rule.RECORD,
    "meetings.AgendaItem.postponed_by": Rule.HEADING,
    "meetings.AgendaItem.postponed_to": Rule.HEADING,
    "meetings.Attendance.part_items": Rule.RECORD,
    "meetings.Attendance.recused_from": Rule.RECORD,
    "meetings.Correction.applied": Rule.SAID,
    "meetings.Correction.from_words": Rule.SAID,
    "meetings.Meeting.approved_how": Rule.RECORD,
    "meetings.Meeting.source_name": Rule.RECORD,
    "meetings.MinutesVersion.reason": Rule.RECORD,
    "meetings.Outcome.met_by": Rule.RECORD,
    "meetings.PaperVersion.accepted_because": Rule.KEPT,
    "meetings.PaperVersion.accepted_findings": Rule.KEPT,
    "meetings.PaperVersion.findings": Rule.KEPT,
    "meetings.PaperVersion.late_because": Rule.KEPT,
    "modifications.Modification.title": Rule.RECORD,
    "secgov.IssuedDocument.accepted": Rule.KEPT,
    "secgov.IssuedDocument.accepted_why": Rule.KEPT,
    "secgov.IssuedDocument.asked": Rule.RECORD,
    "secgov.IssuedDocument.issued_why": Rule.RECORD,
    "secgov.IssuedDocument.superseded_why": Rule.RECORD,
    "secgov.IssuedDocument.withdrawn_why": Rule.RECORD,
    "secgov.Mention.printed": Rule.RECORD,
}


# What has to be true of a row beside, so that its field may be filled.
BESIDE: dict[str, dict[str, Any]] = {"meetings.Outcome.met_by": {"met_on": ON}}


@dataclass
class Places:
    """Which scene, item and record each uid is."""

    scenes: dict[UUID, Scene]
    items: dict[UUID, str]
    entries: dict[UUID, str]

    def fact(self, name: str, row: Any, rule: Rule) -> Fact | None:
        """What a word in `row` would be; None where it stands in no scene."""
        around = [*row.within, row.uid]
        scene = next((self.scenes[uid] for uid in around if uid in self.scenes), None)
        if scene is None:
            return None
        return Fact(
            name,
            Classification(row.classification),
            Stage(row.stage),
            scene.committee.abbreviation,
            scene.key,
            item=next((self.items[uid] for uid in around if uid in self.items), ""),
            of=next((self.entries[uid] for uid in around if uid in self.entries), ""),
            by=row.by.email if rule == Rule.SAID else "",
            rule=rule,
        )


def fill(words: Words, scenes: dict[str, Scene]) -> None:
    """Plant a word in every row of each of the fields."""
    places = Places(
        {scene.meeting.uid: scene for scene in scenes.values()},
        {item.uid: key for scene in scenes.values() for key, item in scene.items.items()},
        {entry.uid: key for scene in scenes.values() for key, entry in scene.entries.items()},
    )
    for name, rule in FILLED.items():
        label, _, field = name.rpartition(".")
        model: Any = apps.get_model(label)
        for row in model._base_manager.all():
            fact = places.fact(name, row, rule)
            if fact is not None:
                _write(model, row.pk, field, words.plant(fact), **BESIDE.get(name, {}))


def _write(model: type[models.Model], pk: Any, field: str, word: str, **beside: Any) -> None:
    is_list = isinstance(model._meta.get_field(field), models.JSONField)
    model._base_manager.filter(pk=pk).update(**{field: [f"It has {word}."] if is_list else word}, **beside)
