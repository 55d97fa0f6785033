"""The account of a record: who opened it, what its classification was then, and the decisions that made it so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from secgov.access import Purpose, Reader
from secgov.classification import Classification, ClassifiedBy
from secgov.found import Names
from secgov.models import (
    AccessGrant,
    AccessLogEntry,
    ClassificationChange,
    Classified,
    GrantKind,
    IssuedDocument,
    Logged,
    StatusChange,
)
from secgov.past import BY_MOVE, history_of, levels_in
from secgov.wall.doors import as_system

# An account names no more decisions than this, the latest of them; it says so.
MOST_DECISIONS = 300
# The event of a change and the row of history that it leaves are written within this time.
AT_ONCE = timedelta(minutes=1)
GRANTED = {
    GrantKind.INVITED: "invited {person} to {name}",
    GrantKind.NAMED: "named {person} on {name}",
    GrantKind.RECUSED: "recused {person} from {name}",
    GrantKind.SHARED: "showed {person} the draft of {name}",
    GrantKind.PRESENTS: "named {person} as who presents {name}",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision on record, as a sentence without its moment. Where it changed a classification, `after` is what
    it became; `target` is what it was made on."""

    at: datetime
    sentence: str
    target: UUID
    after: int | None = None

    @property
    def moment(self) -> str:
        return moment(self.at)


def moment(at: datetime) -> str:
    """ "4 March 2026 at 10:02"."""
    local = timezone.localtime(at)
    return f"{local.day} {local:%B %Y} at {local:%H:%M}"


def decisions_on(record: Classified, reader: Reader) -> list[Decision]:
    """Every decision that made `record` what it is to whom, oldest first, at most three hundred: what came of it and of
    what it stands in, and the classifications of what stands in it. Six queries."""
    around = [record.uid, *record.within]
    names = Names(around)
    kind = str(record._meta.verbose_name)
    changes = _classified(Q(target__in=around) | Q(within__contains=[record.uid]), names, {record.uid: kind})
    raised_within = Q(within__contains=[record.uid], move__in=BY_MOVE)
    moves = StatusChange.objects.filter(Q(target__in=around) | raised_within).visible_to(reader).select_related("by")
    found = [
        *changes,
        *(_moved(change, names) for change in moves.order_by("-at")[:MOST_DECISIONS]),
        *_granted(around, names, kind),
        *_issued(around, names, kind),
        *_recorded(record, names, [change for change in changes if change.target == record.uid]),
    ]
    return sorted(found, key=lambda decision: decision.at)[-MOST_DECISIONS:]


def _classified(wanted: Q, names: Names, kinds: dict[UUID, str]) -> list[Decision]:
    events = ClassificationChange.objects.filter(wanted).select_related("by", "second_by")
    return [_change(event, names, kinds.get(event.target, "")) for event in events[:MOST_DECISIONS]]


def _change(event: ClassificationChange, names: Names, kind: str) -> Decision:
    name = names.of(event.target, event.within, kind)
    who = f"{event.by} and {event.second_by}" if event.second_by else str(event.by)
    words = f" ({event.authority_words})" if event.authority_words else ""
    sentence = (
        f"{who} changed {name} from {event.get_before_display()} to {event.get_after_display()}, by "
        f"{event.get_authority_display()}{words}: {_ended(event.reason)}"
    )
    return Decision(event.at, sentence, event.target, event.after)


def _moved(change: StatusChange, names: Names) -> Decision:
    name = names.of(change.target, change.within)
    levels = levels_in(change.note) if change.move in BY_MOVE else None
    if levels is not None:
        words = change.note.partition(": ")[2]
        sentence = f"{change.by} changed {name} from {levels[0].label} to {levels[1].label}: {_ended(words)}"
        return Decision(change.at, sentence, change.target, levels[1])
    note = f": {_ended(change.note)}" if change.note else "."
    return Decision(change.at, f"{change.by or 'The system'} {_step(change, name)}{note}", change.target)


def _step(change: StatusChange, name: str) -> str:
    if not change.before:
        return f"put {name} on record as {change.after}"
    if change.before == change.after:
        return f"recorded “{change.move}” of {name}, which stayed {change.after}"
    return f"moved {name} from {change.before} to {change.after}, by “{change.move}”"


def _granted(around: list[UUID], names: Names, kind: str) -> list[Decision]:
    found = []
    grants = AccessGrant.objects.filter(target__in=around).select_related("person", "by", "ended_by")
    for grant in grants:
        words = GRANTED[GrantKind(grant.kind)]
        what = words.format(person=grant.person, name=names.of(grant.target, grant.within, kind))
        why = f": {_ended(grant.why)}" if grant.why else "."
        found.append(Decision(grant.at, f"{grant.by} {what}{why}", grant.target))
        if grant.ended_at is not None:
            found.append(Decision(grant.ended_at, f"{grant.ended_by} ended it: {grant.by} {what}.", grant.target))
    return found


def _issued(around: list[UUID], names: Names, kind: str) -> list[Decision]:
    found = []
    documents = IssuedDocument.objects.filter(target__in=around).select_related("issued_by", "withdrawn_by", "file")
    with as_system(Purpose.PROVENANCE):
        given_out = list(documents)
    for document in given_out:
        what = (
            f"version {document.version}, {document.get_classification_display()} edition, of "
            f"{names.of(document.target, document.within, kind)} (SHA-256 {document.file.sha256})"
        )
        found.append(Decision(document.issued_at, f"{document.issued_by} issued {what}.", document.target))
        if document.withdrawn_at is not None:
            found.append(Decision(document.withdrawn_at, f"{document.withdrawn_by} withdrew {what}.", document.target))
    return found


def _recorded(record: Classified, names: Names, changes: list[Decision]) -> list[Decision]:
    """What the record's own history says of its classification: how it began, and each change that is no event."""
    name = names.of(record.uid, record.within, str(record._meta.verbose_name))
    found: list[Decision] = []
    before: int | None = None
    for row in history_of(record):
        if row.classification == before:
            continue
        level, who = Classification(row.classification), row.history_user or "The system"
        origin = ClassifiedBy(row.classified_by).label
        verb = "put on record" if before is None else f"changed from {Classification(before).label}"
        as_what = f"as {level.label}" if before is None else f"to {level.label}"
        near = [each for each in changes if each.after == level and abs(each.at - row.history_date) < AT_ONCE]
        if not near or before is None:
            sentence = f"{name} was {verb} {as_what} by {who}: {origin}."
            found.append(Decision(row.history_date, sentence, record.uid, level))
        before = row.classification
    return found


def _ended(words: str) -> str:
    """`words` with a full stop."""
    words = words.strip()
    return words if words.endswith((".", "!", "?")) else f"{words}."


@dataclass(frozen=True, slots=True)
class Sentence:
    """A row of the log as an auditor cites it: when, who, what, and why it was classified so."""

    entry: AccessLogEntry
    moment: str
    who: str
    what: str
    because: str

    @property
    def whole(self) -> str:
        return f"On {self.moment} {self.who} {self.what}{self.because}."


def sentences_of(entries: list[AccessLogEntry]) -> list[Sentence]:
    """The rows as sentences. Three queries for all of them; the entries were fetched with `by` and `person`."""
    uids = {uid for entry in entries for uid in (entry.target, *entry.within) if uid is not None}
    names = Names(uids)
    changes = sorted([*_events(uids, names), *_by_move(uids, names)], key=lambda decision: decision.at)
    return [_sentence(entry, names, changes) for entry in entries]


def _events(uids: Iterable[UUID], names: Names) -> list[Decision]:
    return _classified(Q(target__in=list(uids)), names, {})


def _by_move(uids: Iterable[UUID], names: Names) -> list[Decision]:
    moves = StatusChange.objects.filter(target__in=list(uids), move__in=BY_MOVE).select_related("by")
    return [decision for move in moves if (decision := _moved(move, names)).after is not None]


def _sentence(entry: AccessLogEntry, names: Names, changes: list[Decision]) -> Sentence:
    who = str(entry.by or entry.person or "somebody who was not signed in")
    return Sentence(entry, moment(entry.at), who, _what(entry, names), _because(entry, changes))


def _what(entry: AccessLogEntry, names: Names) -> str:
    if entry.kind == Logged.VIEWED_AS:
        role = entry.facts.get("role", "")
        return f"began to view as {role}" if entry.facts.get("begun") else f"ended viewing as {role}"
    how = entry.facts.get("how", "")
    if how in ("list", "search"):
        rows = entry.facts.get("rows", 0)
        place = "found by a search" if how == "search" else "in a list"
        return f"read {rows} record{'' if rows == 1 else 's'} above White {place}, {entry.facts.get('path', '')}"
    what = " ".join([_verb(entry, how), *_named(entry, names)])
    return f"{what}, giving as the reason “{entry.reason}”" if entry.reason else what


def _verb(entry: AccessLogEntry, how: str) -> str:
    if entry.kind == Logged.READ:
        return {"page": "read", "pdf": "opened as PDF", "file": "took the file of", "answer": "asked who read"}.get(
            how, "read"
        )
    return {Logged.OPENED: "opened", Logged.EXPORTED: "exported"}.get(Logged(entry.kind), entry.get_kind_display())


def _named(entry: AccessLogEntry, names: Names) -> list[str]:
    words = [f"version {entry.version}"] if entry.version is not None else []
    if entry.edition is not None:
        words.append(f"{entry.get_edition_display()} edition")
    if words:
        words = [", ".join(words) + ("," if len(words) > 1 else ""), "of"]
    if entry.target is None:
        return [*words, str(entry.facts.get("asked", ""))] if entry.facts.get("asked") else words
    label = entry.facts.get("of", "")
    kind = str(apps.get_model(label)._meta.verbose_name) if label else ""
    return [*words, names.of(entry.target, entry.within, kind)]


def _because(entry: AccessLogEntry, changes: list[Decision]) -> str:
    """What was shown was classified so, and since which decision."""
    if entry.classification is None or entry.facts.get("how") in ("list", "search", "answer"):
        return ""
    level = Classification(entry.classification)
    if own := entry.facts.get("own"):
        return f"; it showed parts that were {level.label}, above its own classification, {Classification(own).label}"
    around = {entry.target, *entry.within}
    before = [each for each in changes if each.target in around and each.at <= entry.at and each.after == level]
    if not before:
        return f"; it was {level.label}, as it was first recorded"
    last = before[-1]
    return f"; it was {level.label} because on {last.moment} {last.sentence.rstrip('.')}"
