"""Which words of which record are classified by what: a table for the reference pages, and a rule that omits none."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models

from secgov.house.project import APPS
from secgov.models import Classified

# Words of records that bear no classification of their own, and by what they are read instead.
READ_WITH = {
    "actions.ActionOwner": "its action",
    "archive.Doubt": "its import",
    "archive.Reading": "its import",
    "meetings.Confirmation": "the secretaries of its meeting; a digest only",
    "meetings.DismissedRemark": "the secretaries of its meeting",
    "meetings.Footnote": "its entry",
    "meetings.Presence": "the secretaries who have the same minutes open",
    "secgov.AccessGrant": "the secretaries of the record it is on",
    "secgov.AccessLogEntry": "secretaries and records administrators, of records they may read",
    "secgov.Acronym": "everybody",
    "secgov.ClassificationChange": "its record; persons and reasons by secretaries and records administrators",
    "secgov.ClassificationRequest": "secretaries and records administrators who may read its record",
    "secgov.Committee": "everybody",
    "secgov.CommitteeName": "everybody",
    "secgov.DrawnDocument": "whoever may open the edition it is kept for",
    "secgov.Mail": "its recipient",
    "secgov.Counted": "nobody: how often something was tried",
    "secgov.Invitation": "system administrators, and whoever holds the link of a mail",
    "secgov.Membership": "everybody signed in",
    "secgov.Organisation": "everybody",
    "secgov.Person": "wherever a record names them",
    "secgov.Reference": "everybody: a form of words; what it stands for is read by its own classification",
    "secgov.Seat": "everybody",
    "secgov.StoredFile": "the record that holds it; its name is shown to nobody",
    "secgov.User": "system administrators",
}
# Classified records that take their classification from another.
TAKEN_FROM = {
    "actions.Action": "the entry that raised it, or the review that is out furthest",
    "actions.ActionLink": "the entry that states it",
    "actions.ActionUpdate": "its entry",
    "meetings.MinutesVersion": "its meeting",
    "meetings.Outcome": "its entry",
    "meetings.PrintedBlock": "the record it was printed from, in every version",
    "modifications.CommitteeInterest": "its entry",
    "modifications.Modification": "the most open minutes that name it",
    "modifications.ModificationTitle": "the minutes that printed it",
    "secgov.HeldDocument": "the edition it would be; secretaries alone read it",
    "secgov.IssuedDocument": "the edition it is; it is withdrawn, never changed",
    "secgov.Mention": "the record that names it",
    "secgov.StatusChange": "the higher of the minutes it was decided in and its record",
}
OWN = "its own"
WORDS = (models.CharField, models.TextField, models.JSONField)
NO_WORDS = {"id", "uid", "rank", "classified_by", "status", "kind"}


def section() -> list[str]:
    """The table for docs/reference/access.md."""
    lines = ["## What is classified by what", "", "| record | words in it | classified by |", "|---|---|---|"]
    rows = ((model, words) for model, words in _models() if words)
    return [*lines, *(f"| {model._meta.label} | {', '.join(words)} | {_by(model)} |" for model, words in rows)]


def unclassified() -> list[str]:
    """Models with words in them that nothing says the classification of, and names of none."""
    there = {model._meta.label: model for model, _ in _models()}
    faults = [
        f"{label} holds words and is neither classified nor on the list of what it is read with."
        for label, model in there.items()
        if not issubclass(model, Classified) and label not in READ_WITH
    ]
    named = {**READ_WITH, **TAKEN_FROM}
    return faults + [f"{label} is on a list of records and is none." for label in sorted(set(named) - set(there))]


def _by(model: Any) -> str:
    return READ_WITH.get(model._meta.label) or TAKEN_FROM.get(model._meta.label, OWN)


def _models() -> Iterator[tuple[Any, list[str]]]:
    """Each model of ours, in the order of the names, with its columns of words; what history keeps is left out."""
    own = [model for model in apps.get_models() if model._meta.app_label in APPS]
    for model in sorted(own, key=lambda each: each._meta.label):
        if not model.__name__.startswith("Historical"):
            columns = (field for field in model._meta.fields if isinstance(field, WORDS) and not field.choices)
            yield model, [field.name for field in columns if field.name not in NO_WORDS]
