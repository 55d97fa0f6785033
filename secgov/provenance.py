"""Where the classification of a record came from: who set it, and every event that changed it since."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from secgov.access import Purpose, Reader
from secgov.classification import Classification, ClassifiedBy
from secgov.governed import bearer_of, kind_of, records_of
from secgov.models import ClassificationChange, ClassificationRequest
from secgov.wall.doors import as_system


@dataclass(frozen=True, slots=True)
class Event:
    """One change: of the record itself, or of what it stands in (`of`). Persons and words are told only to whom they
    may be; `is_told` says so."""

    change: ClassificationChange
    of: str
    is_told: bool

    @property
    def before(self) -> Classification:
        return Classification(self.change.before)

    @property
    def after(self) -> Classification:
        return Classification(self.change.after)

    @property
    def authority(self) -> str:
        """ "the originator’s consent: DCC, 3 August 2018"; without the words for whoever is not told."""
        words = self.change.authority_words if self.is_told else ""
        return ": ".join(filter(None, [self.change.get_authority_display(), words]))

    @property
    def by(self) -> str:
        return _name(self.change.by) if self.is_told else ""

    @property
    def second(self) -> str:
        return _name(self.change.second_by) if self.is_told and self.change.second_by else ""

    @property
    def reason(self) -> str:
        return self.change.reason if self.is_told else ""


def events_of(record: Any, reader: Reader, *, is_told: bool) -> list[Event]:
    """Every change of the classification of `record`, of what it is classified with and of what it stands in, the
    latest first; of those only what `reader` may read."""
    bearer = bearer_of(record)
    own = {record.uid, bearer.uid}
    changes = ClassificationChange.objects.filter(target__in={*own, *record.within, *bearer.within})
    listed = list(changes.select_related("by__person", "second_by__person", "request"))
    around = records_of({change.target for change in listed} - own, reader)
    nouns = dict.fromkeys(own, "") | {uid: kind_of(found).noun for uid, found in around.items()}
    return [Event(change, nouns[change.target], is_told) for change in listed if change.target in nouns]


def origin_of(record: Any, *, is_told: bool) -> str:
    """Where the classification that `record` has now came from, in a sentence; who set it and when for whoever is told
    names, from the record's history."""
    words = record.get_classified_by_display()
    person, at = _set_by(record) if is_told else ("", None)
    if record.classified_by == ClassifiedBy.SET and person:
        words = f"set by {person}"
    return f"{words[:1].upper()}{words[1:]}{f', {at.day} {at:%B %Y}' if at else ''}."


def _set_by(record: Any) -> tuple[str, datetime | None]:
    """Who gave the record the classification it has, and when; nobody where no history is kept of it."""
    history = getattr(record, "history", None)
    if history is None:
        return "", None
    rows = history.order_by("history_date", "history_id")
    with as_system(Purpose.PROVENANCE):
        stated = list(rows.values_list("classification", "history_user__person__name", "history_date"))
    name, at, last = "", None, None
    for level, person, moment in stated:
        if level != last:
            name, at, last = person or "", moment, level
    return (name, at) if last == record.classification else ("", None)


def waiting_for(record: Any) -> ClassificationRequest | None:
    """The request about `record` that waits for another person, if there is one."""
    waiting = ClassificationRequest.objects.waiting().filter(target=record.uid)
    return waiting.select_related("by__person").first()


def _name(user: Any) -> str:
    person = getattr(user, "person", None)
    return str(person or user)
