"""Keeping what is typed while people talk: saved as it goes, never over somebody else's words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from meetings.models import AgendaItem, EntryKind, Footnote, Meeting, MinuteEntry
from meetings.operations.minuting import (
    add_entry,
    is_in_print,
    open_meeting,
    refuse_given_out,
    write_body,
    written_body,
)
from meetings.operations.settling import settle_entry
from meetings.typed_words import read_typed
from secgov import ranks, references, richtext
from secgov.acting import operation
from secgov.classification import ClassifiedBy, Stage
from secgov.history import begin_run, delete, save
from secgov.lifecycle import Refused
from secgov.models import User
from secgov.panels import BLOCK_KINDS, Typed, command_of
from secgov.publication import follow_within

OWN_KINDS = (EntryKind.DISCUSSION, EntryKind.OUTCOME, EntryKind.NOTE, EntryKind.PRIVATE)


def is_typed(kind: str) -> bool:
    """Whether entries of `kind` are typed: the app's own, and those for which a younger app makes a record."""
    command = command_of(kind)
    return kind in OWN_KINDS or (command is not None and command.begin is not None)


class Newer(Exception):
    """Somebody else has saved, or taken out, the entry since the writer had it before them. It holds the entry."""

    def __init__(self, entry: MinuteEntry) -> None:
        super().__init__("Somebody else has saved this entry since.")
        self.entry = entry


@dataclass(frozen=True, slots=True)
class Words:
    """What a window sends of an entry: the version it goes on from (0 for a new entry), and what stands in it now.

    `is_left` says that the writer has gone on to something else, so that what follows from the text is settled:
    names typed half are nobody's.
    """

    window: UUID
    base: int
    body: str
    kind: str = EntryKind.DISCUSSION
    classification: int | None = None
    after: UUID | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    footnotes: Mapping[UUID, str] = field(default_factory=dict)
    is_left: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry as it is stored now; `dropped` counts the characters at its beginning that only said what it is."""

    entry: MinuteEntry
    dropped: int = 0


@operation
def keep_typed(*, item: AgendaItem, uid: UUID, words: Words, by: User) -> Kept:
    """Keep `words` as the entry `uid` of `item`. A constant number of queries.

    The same words sent twice change nothing. Newer where somebody else's words would be overwritten, or the entry has
    been taken out; Refused where the minutes are closed, or the words state what cannot be.
    """
    meeting = open_meeting(item.meeting_id)
    entry = MinuteEntry.objects.select_related("item", "meeting__committee").filter(uid=uid).first()
    if entry is None:
        return _begin(meeting, item, uid, words, by=by)
    if entry.meeting_id != meeting.pk:
        raise Refused(["This entry cannot be kept here. Write it anew."])
    entry.meeting = meeting
    body = richtext.tidy(richtext.clean(words.body))
    if entry.removed_at is not None or (not _goes_on(entry, words) and entry.body != written_body(entry.kind, body)):
        raise Newer(entry)
    return _go_on(entry, words, body, by=by)


def _goes_on(entry: MinuteEntry, words: Words) -> bool:
    """Whether the window had the latest words before it: those stored, or its own, whose answer it may have missed."""
    return words.base == entry.version or (entry.typed_in == words.window and words.base >= entry.typed_from)


def _begin(meeting: Meeting, item: AgendaItem, uid: UUID, words: Words, *, by: User) -> Kept:
    if words.base:
        raise Refused(["This entry is not in these minutes any more. Copy your words and write it anew."])
    body = richtext.tidy(richtext.clean(words.body))
    typed = _typed(words, body, meeting)
    body = richtext.without_beginning(body, typed.drop)
    beside = MinuteEntry.objects.filter(item=item, removed_at__isnull=True)
    after = beside.filter(uid=words.after).first() if words.after else None
    entry = add_entry(
        item=item,
        kind=typed.kind,
        body=body,
        by=by,
        classification=words.classification,
        after=after,
        uid=uid,
        footnotes=dict(words.footnotes),
        typed_in=words.window,
        settle=False,
    )
    _make_record(entry, {**words.facts, **typed.facts}, by=by)
    if words.is_left:
        settle_entry(entry, by=by)
    return Kept(entry, typed.drop)


def _typed(words: Words, body: str, meeting: Meeting) -> Typed:
    """What the entry is: as the writer said, or as its words say where that is discussion."""
    read = read_typed(richtext.beginning(body), meeting) if words.kind == EntryKind.DISCUSSION else None
    return read or Typed(words.kind)


def _make_record(entry: MinuteEntry, facts: Mapping[str, str], *, by: User) -> None:
    command = command_of(entry.kind)
    if command is not None and command.begin is not None:
        command.begin(entry, by, facts)


def _go_on(entry: MinuteEntry, words: Words, body: str, *, by: User) -> Kept:
    typed = _typed_on(entry, words, body)
    body = richtext.without_beginning(body, typed.drop)
    was, in_print = entry.kind, is_in_print(entry)
    if not _says_the_same(entry, words, body, typed.kind):
        _write_on(entry, words, body, typed.kind, in_print=in_print, by=by)
    facts = {**words.facts, **typed.facts}
    if facts and was == entry.kind and not _states_the_same(entry, facts):
        entry.version += 1
        entry.typed_from = entry.typed_from if entry.typed_in == words.window else entry.version - 1
        entry.typed_in, entry.typed_by = words.window, by
        save(entry, by=by, update_fields=["version", "typed_in", "typed_from", "typed_by"])
    _state(entry, facts, is_new=was != entry.kind, by=by)
    if words.is_left and not in_print:
        settle_entry(entry, by=by)
    return Kept(entry, typed.drop)


def _typed_on(entry: MinuteEntry, words: Words, body: str) -> Typed:
    """What the words make of an entry on record. Where the window has not heard yet what its words have made of it,
    they make the same again, and nothing of it is undone."""
    typed = _typed(words, body, entry.meeting)
    is_unheard = words.kind == EntryKind.DISCUSSION != entry.kind and words.base < entry.version
    return Typed(entry.kind, typed.drop) if is_unheard else typed


def _says_the_same(entry: MinuteEntry, words: Words, body: str, kind: str) -> bool:
    """Whether nothing is to be written: what is only left again is settled, and gets no version of its own."""
    # A footnote whose mark was stored before its first letter has no words yet.
    stored = dict.fromkeys(richtext.footnotes_in(entry.body), "") | dict(entry.footnotes.values_list("uid", "text"))
    notes = {uid: text.strip() for uid, text in words.footnotes.items() if uid in stored}
    is_text = kind == entry.kind and written_body(kind, body) == entry.body and notes.items() <= stored.items()
    return is_text and words.classification in (None, entry.classification)


def _states_the_same(entry: MinuteEntry, facts: Mapping[str, str]) -> bool:
    """Whether all that is stated beside the text is on record so."""
    command = command_of(entry.kind)
    known = command.facts([entry]).get(entry.uid, {}) if command is not None and command.facts is not None else {}
    return all(known.get(name, "") == value for name, value in facts.items())


def _write_on(entry: MinuteEntry, words: Words, body: str, kind: str, *, in_print: bool, by: User) -> None:
    before = entry.classification
    if words.classification not in (None, before):
        refuse_given_out(entry, words.classification)
        entry.classification, entry.classified_by = words.classification, ClassifiedBy.SET
    _turn(entry, kind, by=by)
    entry.typed_from = entry.typed_from if entry.typed_in == words.window else entry.version
    entry.typed_in = words.window
    entry.version += 1
    entry.stage = Stage.SECRETARIAT
    write_body(entry, body, dict(words.footnotes), by=by)
    if entry.classification > before or (entry.classification < before and not in_print):
        follow_within(entry, before=before, by=by, leaving=entry.meeting.versions.values_list("uid", flat=True))


def _turn(entry: MinuteEntry, kind: str, *, by: User) -> None:
    """Make `entry` one of another kind. What a younger app has made of it stays: it is removed, not turned."""
    if kind == entry.kind:
        return
    if entry.kind not in OWN_KINDS:
        label = BLOCK_KINDS[entry.kind].label.lower()
        raise Refused([f"This is an {label} on record. Remove it and write it anew to make it something else."])
    for outcome in entry.outcomes.all():
        delete(outcome, by=by)
    if kind == EntryKind.PRIVATE:
        _withdraw_to_private(entry)
    entry.kind = kind


def _withdraw_to_private(entry: MinuteEntry) -> None:
    """Private notes keep no history (model.md, rule 4), nor does anything name what they name."""
    if is_in_print(entry):
        raise Refused(["These words have been given out. Remove them, and write a private note of your own."])
    MinuteEntry.history.filter(id=entry.pk).delete()
    references.forget_mentions(entry)


def _state(entry: MinuteEntry, facts: Mapping[str, str], *, is_new: bool, by: User) -> None:
    command = command_of(entry.kind)
    if is_new:
        _make_record(entry, facts, by=by)
    elif facts and command is not None and command.state is not None:
        command.state(entry, by, facts)


def _footnotes_then(body: str) -> dict[UUID, str]:
    """The words of the footnotes in a body of before, as they were last."""
    uids = richtext.footnotes_in(body)
    rows = Footnote.history.filter(uid__in=uids).order_by("history_date", "history_id")
    return dict(rows.values_list("uid", "text"))


@operation
def restore_version(entry: MinuteEntry, *, body: str, by: User) -> MinuteEntry:
    """Put back words that stood in an entry before, as its next version."""
    open_meeting(entry.meeting_id)
    entry = MinuteEntry.objects.select_for_update(of=("self",)).select_related("item", "meeting").get(pk=entry.pk)
    entry.version += 1
    entry.typed_in = None
    in_print = is_in_print(entry)
    entry.stage = Stage.SECRETARIAT
    begin_run(entry)
    write_body(entry, body, _footnotes_then(body), by=by)
    if not in_print:
        settle_entry(entry, by=by)
    return entry


@dataclass(frozen=True, slots=True)
class Earlier:
    """A version of an entry as its history keeps it: its number, its words, and who saved it when."""

    number: int
    body: str
    by: str
    at: datetime
    is_now: bool


def versions_of(entry: MinuteEntry) -> list[Earlier]:
    """What `entry` said before, the latest first; the caller has fetched it through the gate, as a secretary. A
    private note has none."""
    rows = entry.history.select_related("history_user__person").order_by("-history_date", "-history_id")
    found: dict[int, Earlier] = {}
    for row in rows:
        is_now, by = row.version == entry.version, getattr(row.history_user, "person", row.history_user or "")
        found.setdefault(row.version, Earlier(row.version, row.body, str(by), row.history_date, is_now))
    return list(found.values())


@operation
def put_back(entry: MinuteEntry, *, by: User) -> MinuteEntry:
    """Put back an entry that was taken out, where it stood or as near to it as there is room."""
    open_meeting(entry.meeting_id)
    entry = MinuteEntry.objects.select_for_update(of=("self",)).select_related("item", "meeting").get(pk=entry.pk)
    if entry.removed_at is None:
        return entry
    beside = MinuteEntry.objects.filter(item=entry.item, removed_at__isnull=True)
    if beside.filter(rank=entry.rank).exists():
        following = beside.filter(rank__gt=entry.rank).order_by("rank").first()
        entry.rank = ranks.between(entry.rank, following.rank if following else None)
    entry.removed_at = None
    save(entry, by=by, update_fields=["removed_at", "rank"])
    if not is_in_print(entry):
        settle_entry(entry, by=by)
    return entry
