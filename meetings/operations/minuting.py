"""Writing minutes: entries added, amended, moved, removed; outcomes and the conditions on them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db.models import F, QuerySet

from meetings.models import AgendaItem, EntryKind, Footnote, Meeting, MinuteEntry, Outcome, PrintedBlock
from meetings.operations.settling import place_outcome, settle_entry, settle_removed
from meetings.outcome_sentences import verbs
from secgov import ranks, richtext
from secgov.acting import operation
from secgov.classification import Classification, ClassifiedBy, Stage
from secgov.history import save
from secgov.lifecycle import Refused
from secgov.models import Classified, Reference, User, standing, touching
from secgov.panels import BLOCK_KINDS
from secgov.publication import follow_within

GIVEN_OUT = (
    "This has been given out. Change its classification under “Who can read this”: it takes a reason and an authority."
)
CLOSED = "These minutes are closed to change. Re-open them first."


def open_meeting(meeting_id: int) -> Meeting:
    """The meeting, its row locked; Refused where its minutes are closed to change."""
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("committee").get(pk=meeting_id)
    if not meeting.is_open_to_change:
        raise Refused([CLOSED])
    return meeting


def is_in_print(record: Classified) -> bool:
    """Whether minutes that have come out print `record`: what is changed now then waits until they come out again."""
    # A block stands within its record, and `within` is what is indexed.
    blocks = PrintedBlock.objects.filter(within__contains=[record.uid], source=record.uid)
    return blocks.filter(stage__gt=Stage.SECRETARIAT).exists()


def starting_classification(parent: int, *, working: int) -> tuple[int, ClassifiedBy]:
    """What a new record starts at: its parent's; under a White parent the committee's working classification."""
    if parent == Classification.WHITE:
        return working, ClassifiedBy.WORKING
    return parent, ClassifiedBy.INHERITED


@operation
def add_entry(
    *,
    item: AgendaItem,
    kind: str,
    body: str,
    by: User,
    classification: int | None = None,
    classified_by: ClassifiedBy = ClassifiedBy.SET,
    after: MinuteEntry | None = None,
    uid: UUID | None = None,
    footnotes: dict[UUID, str] | None = None,
    typed_in: UUID | None = None,
    settle: bool = True,
) -> MinuteEntry:
    """A new entry at the end of its item, or behind `after`. The same `uid` sent twice makes one entry. `typed_in` is
    the window it is being typed in.

    `settle=False` leaves what follows from its text to the caller, who knows better than its words (loading).
    """
    meeting = open_meeting(item.meeting_id)
    known = MinuteEntry.objects.filter(uid=uid).first() if uid else None
    if known is not None and known.item_id != item.pk:
        raise Refused(["This entry cannot be added here. Write it anew."])
    if known is not None:
        return known
    if classification is None:
        parent = item.contents_classification or item.classification
        classification, classified_by = starting_classification(
            parent, working=meeting.committee.working_classification
        )
    entry = MinuteEntry(
        uid=uid or uuid4(),
        meeting=meeting,
        item=item,
        kind=kind,
        rank=_rank_after(item, after),
        classification=classification,
        classified_by=classified_by,
        typed_in=typed_in,
        typed_from=0 if typed_in else 1,
        **standing(item, stage=Stage.SECRETARIAT),
    )
    write_body(entry, body, footnotes or {}, by=by)
    if settle:
        settle_entry(entry, by=by)
    return entry


def _rank_after(item: AgendaItem, after: MinuteEntry | None) -> str:
    """A rank behind `after`, or at the end; the ranks of removed entries are left alone."""
    ordered = MinuteEntry.objects.filter(item=item, removed_at__isnull=True).order_by("rank")
    if after is None:
        last = ordered.last()
        return ranks.between(last.rank if last else None, None)
    following = ordered.filter(rank__gt=after.rank).first()
    return ranks.between(after.rank, following.rank if following else None)


def write_body(entry: MinuteEntry, body: str, footnotes: dict[UUID, str], *, by: User) -> None:
    """Clean the body, keep its plain text and footnotes. A private note leaves no history."""
    body, footnotes = _own_footnotes(entry, richtext.clean(body), footnotes)
    entry.body = written_body(entry.kind, body)
    entry.text = richtext.plain(entry.body)
    entry.typed_by = by
    save(entry, by=by, is_kept=entry.kind != EntryKind.PRIVATE)
    anchored = richtext.footnotes_in(entry.body)
    entry.footnotes.exclude(uid__in=anchored).delete()
    for uid in anchored:
        if uid in footnotes and entry.kind != EntryKind.PRIVATE:
            Footnote.objects.update_or_create(uid=uid, defaults={"entry": entry, "text": footnotes[uid].strip()})


def _own_footnotes(entry: MinuteEntry, body: str, footnotes: dict[UUID, str]) -> tuple[str, dict[UUID, str]]:
    """The body and its footnotes' words, each footnote that another entry has already under a uid of its own here:
    what is copied or split takes no footnote away from where it stands."""
    anchored = richtext.footnotes_in(body)
    others = Footnote.objects.filter(uid__in=anchored).exclude(entry_id=entry.pk) if anchored else []
    for other in others:
        own = uuid4()
        body = body.replace(str(other.uid), str(own))
        words = footnotes.get(other.uid) or (other.text if other.entry.meeting_id == entry.meeting_id else "")
        footnotes = footnotes | {own: words}
    return body, footnotes


def renew_within(uid: UUID) -> None:
    """Count a version for every entry that is `uid` or stands within it, because its classification was changed from
    without: a window that still has it as it was is told so, and sets nothing back."""
    MinuteEntry.objects.filter(touching([uid])).update(version=F("version") + 1, typed_in=None)


def refuse_given_out(record: Classified, to: int | None) -> None:
    """Refused where the classification of what has been given out would change by the way: it takes a reason and an
    authority (secgov/operations/classifying.py), and follows in every version at once (product.md section 2)."""
    if to not in (None, record.classification) and is_in_print(record):
        raise Refused([GIVEN_OUT])


def written_body(kind: str, body: str) -> str:
    """A clean body as an entry of `kind` keeps it: the verbs of an outcome are bold."""
    return richtext.outcome_verbs_bold(body, verbs()) if kind == EntryKind.OUTCOME else body


@operation
def amend_entry(
    entry: MinuteEntry,
    *,
    by: User,
    body: str | None = None,
    classification: int | None = None,
    footnotes: dict[UUID, str] | None = None,
    version: int | None = None,
) -> MinuteEntry:
    """Change an entry's text or classification. `version` is what the writer had before them: Refused where somebody
    else has saved since. New text of minutes that are out stays with the secretariat until they come out again.
    """
    open_meeting(entry.meeting_id)
    entry = MinuteEntry.objects.select_for_update(of=("self",)).select_related("item", "meeting").get(pk=entry.pk)
    if version is not None and version != entry.version:
        raise Refused(["Somebody else has saved this entry since you opened it. Compare both texts and save again."])
    before = entry.classification
    refuse_given_out(entry, classification)
    if classification is not None and classification != entry.classification:
        entry.classification, entry.classified_by = classification, ClassifiedBy.SET
    entry.version += 1
    entry.typed_in = None
    entry.stage = Stage.SECRETARIAT
    write_body(entry, entry.body if body is None else body, footnotes or {}, by=by)
    in_print = is_in_print(entry)
    if entry.classification != before:
        follow_within(entry, before=before, by=by, leaving=entry.meeting.versions.values_list("uid", flat=True))
    if not in_print:
        settle_entry(entry, by=by)
    return entry


@operation
def move_entry(entry: MinuteEntry, *, by: User, up: bool) -> MinuteEntry:
    """Move an entry one place up or down within its item; at the end it stays. Writes one row."""
    open_meeting(entry.meeting_id)
    siblings = list(
        MinuteEntry.objects.select_for_update(of=("self",))
        .filter(item=entry.item, removed_at__isnull=True)
        .order_by("rank")
    )
    at = [sibling.pk for sibling in siblings].index(entry.pk)
    entry = siblings[at]
    if moved_rank := ranks_beside([sibling.rank for sibling in siblings], at, up=up):
        entry.rank = moved_rank
        save(entry, by=by, update_fields=["rank"], is_kept=entry.kind != EntryKind.PRIVATE)
    return entry


def ranks_beside(ordered: list[str], at: int, *, up: bool) -> str | None:
    """The rank that takes the one at `at` one place up or down; None where it stands at that end already."""
    to = at - 1 if up else at + 1
    if not 0 <= to < len(ordered):
        return None
    before = ordered[to - 1] if up and to > 0 else (None if up else ordered[to])
    after = ordered[to] if up else (ordered[to + 1] if to + 1 < len(ordered) else None)
    return ranks.between(before, after)


@operation
def remove_entry(entry: MinuteEntry, *, by: User, at: datetime) -> None:
    """Take an entry out of the minutes. Its row and history stay with the secretariat; a private note is deleted."""
    open_meeting(entry.meeting_id)
    if entry.kind == EntryKind.PRIVATE:
        delete_private(MinuteEntry.objects.filter(pk=entry.pk))
        return
    kind = BLOCK_KINDS.get(entry.kind)
    if kind is not None and kind.keeps is not None and (sentence := kind.keeps(entry)):
        raise Refused([sentence])
    entry.removed_at = at
    save(entry, by=by, update_fields=["removed_at"])
    if not is_in_print(entry):
        settle_removed(entry, by=by)


def delete_private(notes: QuerySet[MinuteEntry]) -> None:
    """Delete private notes with the history rows that their deletion writes: of them nothing is kept."""
    keys = list(notes.filter(kind=EntryKind.PRIVATE).values_list("pk", flat=True))
    MinuteEntry.objects.filter(pk__in=keys).delete()
    MinuteEntry.history.filter(id__in=keys).delete()
    Footnote.history.filter(entry_id__in=keys).delete()


@operation
def write_outcomes(
    entry: MinuteEntry, *, by: User, outcomes: list[dict[str, Any]], about: Reference | None = None
) -> list[Outcome]:
    """Set down the outcomes of an entry as given ({verb, text, body, condition, about}), in place of reading them."""
    written = []
    for rank, facts in enumerate(outcomes):
        outcome = Outcome(meeting=entry.meeting, entry=entry, rank=rank, **({"about": about} | facts))
        place_outcome(outcome, entry)
        save(outcome, by=by)
        written.append(outcome)
    return written


@operation
def record_condition_met(outcome: Outcome, *, by: User, how: str, on: date) -> Outcome:
    """State how and when the condition of an outcome was met; Refused where it has none or was met already."""
    outcome = Outcome.objects.select_for_update(of=("self",)).get(pk=outcome.pk)
    if not outcome.condition or outcome.met_on is not None:
        raise Refused(["This outcome has no open condition."])
    outcome.met_by, outcome.met_on = how, on
    save(outcome, by=by, update_fields=["met_by", "met_on"])
    return outcome


def rewrite_entry(entry: MinuteEntry, body: str, *, by: User) -> MinuteEntry:
    """New text of an entry, whether its minutes are open or out, which the caller has asked: where they are out it
    waits with the secretariat until they come out again, and the version that is out stays as it is."""
    entry.version += 1
    entry.typed_in = None
    entry.stage = Stage.SECRETARIAT
    write_body(entry, body, {}, by=by)
    if not is_in_print(entry):
        settle_entry(entry, by=by)
    return entry


def add_behind(entry: MinuteEntry, *, kind: str, body: str, by: User) -> MinuteEntry:
    """A new entry behind `entry` that hangs on it: it is classified as that one and rises with it. Whether the minutes
    are open or out, the caller has asked."""
    added = MinuteEntry(
        meeting=entry.meeting,
        item=entry.item,
        kind=kind,
        rank=_rank_after(entry.item, entry),
        classification=entry.classification,
        classified_by=ClassifiedBy.INHERITED,
        **standing(entry, stage=Stage.SECRETARIAT),
    )
    write_body(added, body, {}, by=by)
    settle_entry(added, by=by)
    return added
