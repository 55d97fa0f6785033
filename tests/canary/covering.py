"""Which fields hold readers' text, found by looking at every model, and which of them bear a planted word."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from tests.canary.words import Words

OURS = ("secgov", "meetings", "actions", "modifications", "archive", "desk", "risks", "planner")
TEXTS = (models.CharField, models.TextField, models.JSONField, models.FileField)
HISTORY = "Historical"

# Fields that can hold words and hold none of a reader's, each with why. A name with a star stands for every model's.
HOLD_NO_WORDS = {
    "*.rank": "a key that orders rows",
    "*.ref": "a reference, made from the meeting's number",
    "*.canonical": "a reference, made from the meeting's number",
    "*.history_change_reason": "nothing writes it",
    "*.sha256": "a digest",
    "*.media_type": "a type of file",
    "meetings.Meeting.abbreviation": "the committee's, which everybody knows",
    "meetings.AgendaItem.number": "where an item stands; it prints also where its title is withheld",
    "meetings.AgendaItem.proposal": "the key of what proposed it",
    "meetings.Paper.letter": "where a paper stands",
    "meetings.Confirmation.words": "a digest",
    "meetings.DismissedRemark.key": "the key of a remark",
    "meetings.MinuteEntry.kind": "the kind of an entry",
    "meetings.PrintedBlock.kind": "the kind of a block",
    "meetings.Meeting.status_in_source": "draft, final or unknown",
    "meetings.Outcome.body": "the body that decided, from its words; it prints with them",
    "meetings.Outcome.verb": "one of a list of verbs",
    "secgov.StatusChange.move": "the name of a move",
    "secgov.StatusChange.before": "a status or a classification",
    "secgov.StatusChange.after": "a status or a classification",
    "secgov.IssuedDocument.title": "what a document is of, in the words of its file name; it has no title of an item",
    "secgov.DrawnDocument.key": "a digest",
    "secgov.User.password": "a digest",
    "secgov.User.email": "a login; people are known to whoever is signed in",
    "secgov.Person.name": "people are known to whoever is signed in",
    "secgov.Organisation.name": "organisations are known to everybody",
    "secgov.Committee.name": "committees are known to everybody",
    "secgov.Committee.abbreviation": "committees are known to everybody",
    "secgov.CommitteeName.name": "committees are known to everybody",
    "secgov.CommitteeName.abbreviation": "committees are known to everybody",
    "secgov.Acronym.short": "a committee's short forms are known to everybody",
    "secgov.Acronym.long": "a committee's short forms are known to everybody",
    "secgov.Mail.recipient": "an address; mail is shown to its recipient alone",
    "secgov.Mail.answer": "a mail server's words",
    "actions.Action.status_circulated": "a status",
    "actions.Action.status_published": "a status",
    "secgov.Committee.print_form_words": "how a committee prints, which every print shows",
    "secgov.Committee.quorum_source": "committees are known to everybody",
    "secgov.Mail.subject": "a reference; no mail bears a word, which is checked apart",
    "secgov.Mail.text": "an address; no mail bears a word, which is checked apart",
    "secgov.Organisation.also_known_as": "organisations are known to everybody",
    "secgov.Person.initials": "people are known to whoever is signed in",
    "secgov.Seat.printed": "a committee's seats are known to everybody",
    "actions.Action.given_owner": "the owner as given, which the settled owner repeats",
    "actions.Action.given_due": "the due as given, which the settled due repeats",
    "modifications.Modification.suffix": "part of a number",
    "archive.Doubt.field": "a place in a reading",
    "meetings.PaperVersion.marked_inside": "the classifications a file bears are words of a list",
    "secgov.Counted.cache_key": "what is counted to slow down guessing; no page shows it",
    "secgov.Counted.value": "a count; no page shows it",
    "secgov.HeldDocument.facts": "numbers with which it is drawn once more",
    "secgov.HeldDocument.part": "which of the confidential minutes",
    "secgov.HeldDocument.task": "the name of a task",
    "secgov.HeldDocument.title": "what a document is of, as an issued one's",
    "secgov.Invitation.digest": "a digest",
    "secgov.Invitation.email": "a login; invitations are shown to whoever runs the system",
    "secgov.Invitation.leads_to": "an address of ours, which asks for itself who may read it",
    "secgov.IssuedDocument.code": "a code that is printed in the document; it is by chance",
    "secgov.IssuedDocument.code_digest": "a digest",
    "secgov.IssuedDocument.file_name": "of a reference, a version and a classification",
    "secgov.IssuedDocument.part": "which of the confidential minutes",
    "archive.Import.subject": "what it is minutes of, by committee and number",
}
# Fields that hold readers' text and bear no word here yet: the way round says nothing of them. To be emptied.
NOT_YET_PLANTED: dict[str, str] = {}


def text_fields() -> Iterator[tuple[type[models.Model], Any]]:
    """Every field of ours that can hold text, unless its words are chosen from a list."""
    for model in apps.get_models():
        if model._meta.app_label in OURS:
            for field in model._meta.concrete_fields:
                base = field.base_field if isinstance(field, ArrayField) else field
                if isinstance(base, TEXTS) and not base.choices:
                    yield model, field


def name_of(model: type[models.Model], field: Any) -> str:
    """The field as the lists above name it: a history table's as its record's."""
    return f"{model._meta.app_label}.{model.__name__.removeprefix(HISTORY)}.{field.name}"


def holds_no_words(name: str) -> bool:
    return name in HOLD_NO_WORDS or f"*.{name.rpartition('.')[2]}" in HOLD_NO_WORDS


def bears(model: type[models.Model], field: Any, words: Words) -> bool:
    """Whether some row of the field holds a planted word."""
    rows = model._base_manager.values_list(field.name, flat=True)
    return any(words.met_in(str(value)) for value in rows.iterator() if value)
