"""What follows from an entry's text: its outcomes, its mentions, and the records of younger apps."""

from meetings.models import EntryKind, Meeting, MinuteEntry, Outcome
from meetings.outcome_sentences import Read, outcomes_in
from secgov import reference_forms, references
from secgov.history import delete, save
from secgov.models import Reference, User, standing
from secgov.panels import BLOCK_KINDS
from secgov.reference_forms import Kind


def settle_entry(entry: MinuteEntry, *, by: User) -> None:
    """Bring everything that hangs on `entry` up to its text."""
    if entry.kind == EntryKind.OUTCOME:
        _settle_outcomes(entry, by=by)
    if entry.kind != EntryKind.PRIVATE:
        references.note_mentions(entry, footnoted(entry), by=by)
    settle = BLOCK_KINDS[entry.kind].settle if entry.kind in BLOCK_KINDS else None
    if settle is not None:
        settle(entry, by)


def footnoted(entry: MinuteEntry) -> str:
    """The entry's words with its footnotes', which may name records too."""
    return "\n".join([entry.text, *entry.footnotes.values_list("text", flat=True)])


def reasons_to_wait(meeting: Meeting) -> list[str]:
    """Why minutes may not come out yet because of what an entry of a younger app shows, each once."""
    found = []
    for entry in MinuteEntry.objects.filter(meeting=meeting, removed_at__isnull=True):
        waits = BLOCK_KINDS[entry.kind].waits if entry.kind in BLOCK_KINDS else None
        found.append(waits(entry) if waits is not None else "")
    return list(dict.fromkeys(filter(None, found)))


def settle_entries(meeting: Meeting, *, by: User) -> None:
    """Settle every entry of `meeting`, as its minutes come out, and forget what hung on removed ones."""
    for entry in MinuteEntry.objects.filter(meeting=meeting):
        if entry.removed_at is None:
            settle_entry(entry, by=by)
        else:
            settle_removed(entry, by=by)


def settle_removed(entry: MinuteEntry, *, by: User) -> None:
    """Take back what hung on an entry that was taken out: its outcomes, its mentions, what younger apps made of it."""
    entry.outcomes.all().delete()
    settle = BLOCK_KINDS[entry.kind].settle if entry.kind in BLOCK_KINDS else None
    if settle is not None:
        settle(entry, by)
    references.forget_mentions(entry)


def _settle_outcomes(entry: MinuteEntry, *, by: User) -> None:
    """Outcomes that still read the same keep their rows, and with them how a condition was met."""
    kept = list(entry.outcomes.all())
    for rank, read in enumerate(outcomes_in(entry.body)):
        same = next((outcome for outcome in kept if _reads_the_same(outcome, read)), None)
        if same is not None:
            kept.remove(same)
        outcome = same or Outcome(meeting=entry.meeting, entry=entry, verb=read.verb, text=read.text)
        outcome.rank, outcome.body, outcome.condition = rank, read.body, read.condition
        outcome.about = outcome.about or about(entry, read.text)
        place_outcome(outcome, entry)
        save(outcome, by=by)
    for outcome in kept:
        delete(outcome, by=by)


def _reads_the_same(outcome: Outcome, read: Read) -> bool:
    """Whether an outcome on record is the one read: the end of a bullet may be printed or not."""
    return (outcome.verb, outcome.text.rstrip(" .;")) == (read.verb, read.text.rstrip(" .;"))


def place_outcome(outcome: Outcome, entry: MinuteEntry) -> None:
    """An outcome stands where its entry does, under the entry's classification."""
    for column, value in standing(entry).items():
        setattr(outcome, column, value)
    outcome.classification, outcome.classified_by = entry.classification, entry.classified_by


def about(entry: MinuteEntry, text: str) -> Reference | None:
    """The record an outcome is about: what its item stands for, else the one modification its words name."""
    if entry.item.about is not None:
        return entry.item.about
    known = references.abbreviations()
    found = {
        each.canonical
        for each in reference_forms.find(text, abbreviations=known)
        if each.kind == Kind.MODIFICATION and not each.doubtful
    }
    if len(found) != 1:
        return None
    return Reference.objects.get_or_create(kind=Kind.MODIFICATION, canonical=found.pop())[0]
