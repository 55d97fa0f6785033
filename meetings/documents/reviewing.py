"""The classification review: every part of a draft with its classification, where that came from, who stood by it,
and what it names that is classified higher."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models.functions import Coalesce

from meetings.documents.drafts import draft_of
from meetings.models import AgendaItem, AttendanceNote, Confirmation, EntryKind, Meeting, MinuteEntry, Paper
from meetings.operations.confirming import Part, digest, words_of
from secgov.access import Reader
from secgov.classification import Classification, ClassifiedBy
from secgov.models import Mention
from secgov.panels import BLOCK_KINDS
from secgov.publication import classified_models

SHOWN = 240  # characters


@dataclass(frozen=True, slots=True)
class Stood:
    """Who stood by a classification, and when."""

    name: str
    at: datetime


@dataclass
class Row:
    """One part of the draft. `after` is the next row."""

    part: Part
    kind: str
    words: str
    origin: str
    is_item: bool = False
    confirmed: Stood | None = None
    warns: list[str] = field(default_factory=list)
    after: str = ""

    @property
    def uid(self) -> UUID:
        return self.part.uid

    @property
    def level(self) -> int:
        return self.part.classification

    @property
    def is_white(self) -> bool:
        return self.level == Classification.WHITE

    @property
    def is_open(self) -> bool:
        """Whether it would be read outside the committee and nobody has stood by that."""
        return self.level < Classification.AMBER and self.confirmed is None


def review_of(meeting: Meeting, reader: Reader) -> list[Row]:
    """Every part of the draft in its order, as far as `reader` may read it. A constant number of queries."""
    rows = list(_rows(meeting, reader))
    stood = _confirmations(meeting)
    warnings = _warnings([row.part for row in rows], reader)
    set_by = {model: _set_by(model, rows) for model in (MinuteEntry, AgendaItem, Paper, AttendanceNote)}
    for at, row in enumerate(rows):
        said = stood.get((row.uid, digest(words_of(row.part))), {})
        row.confirmed = said.get(row.level)
        row.warns = warnings.get(row.uid, [])
        row.after = str(rows[at + 1].uid) if at + 1 < len(rows) else ""
        person = set_by[type(row.part)].get(row.part.pk)
        if person and row.part.classified_by == ClassifiedBy.SET:
            row.origin = f"set by {person}"
    return rows


def unconfirmed_of(meeting: Meeting, reader: Reader) -> list[Row]:
    """The parts that would be read outside the committee without anybody's word."""
    return [row for row in review_of(meeting, reader) if row.is_open]


def parts_of(meeting: Meeting, reader: Reader) -> list[Part]:
    """Every part of the draft that `reader` may read."""
    return [row.part for row in _rows(meeting, reader)]


def _rows(meeting: Meeting, reader: Reader) -> Iterable[Row]:
    draft = draft_of(meeting, reader)
    remarks = AttendanceNote.objects.filter(attendance__meeting=meeting).visible_to(reader)
    for note in remarks.select_related("attendance").order_by("attendance__rank"):
        yield Row(note, "Remark on attendance", f"{note.attendance.name}: {note.text}", _origin(note, meeting))
    papers = Paper.objects.filter(meeting=meeting, item__removed_at__isnull=True).visible_to(reader)
    put_in: dict[int, list[Paper]] = {}
    for paper in papers.order_by("letter", "pk"):
        put_in.setdefault(paper.item_id, []).append(paper)
    entries = MinuteEntry.objects.filter(pk__in=[line.entry.pk for line in draft.lines]).visible_to(reader)
    whole = {entry.pk: entry for entry in entries.prefetch_related("footnotes")}
    for item in draft.items:
        yield Row(item, "Item" if item.number else "Heading", str(item), _origin(item, meeting), is_item=True)
        for paper in put_in.get(item.pk, []):
            yield Row(paper, paper.get_kind_display(), paper.title, _origin(paper, item))
        for line in draft.lines:
            if line.item.pk == item.pk:
                words = line.printed if len(line.printed) <= SHOWN else f"{line.printed[: SHOWN - 1].rstrip()}…"
                yield Row(whole[line.entry.pk], _kind(line.entry), words, _origin(line.entry, item))


def _kind(entry: MinuteEntry) -> str:
    return BLOCK_KINDS[entry.kind].label or str(EntryKind(entry.kind).label)


def _origin(part: Part, above: Meeting | AgendaItem) -> str:
    """Where a classification came from, in words; of what it stands in, which that is."""
    if part.classified_by == ClassifiedBy.INHERITED:
        return f"inherited from “{above}”"
    return str(part.get_classified_by_display())


def _confirmations(meeting: Meeting) -> dict[tuple[UUID, str], dict[int, Stood]]:
    """Who stood by what, by part and words, the latest of each level."""
    rows = Confirmation.objects.filter(meeting=meeting).order_by("pk")
    found: dict[tuple[UUID, str], dict[int, Stood]] = {}
    for target, words, level, name, at in rows.values_list("target", "words", "level", "by__person__name", "at"):
        found.setdefault((target, words), {})[level] = Stood(name or "somebody", at)
    return found


def _set_by(model: Any, rows: list[Row]) -> dict[int, str]:
    """Who gave each part of this kind the classification it has, from its history. One query."""
    wanted = {row.part.pk: row.level for row in rows if isinstance(row.part, model)}
    kept = model.history.filter(id__in=wanted).order_by("history_date", "history_id")
    found: dict[int, str] = {}
    last: dict[int, int] = {}
    for pk, level, name in kept.values_list("id", "classification", "history_user__person__name"):
        if last.get(pk) != level:
            last[pk], found[pk] = level, name or ""
    return {pk: name for pk, name in found.items() if last[pk] == wanted[pk]}


def _warnings(parts: list[Part], reader: Reader) -> dict[UUID, list[str]]:
    """What each part names that is classified higher than it is, as far as `reader` may know of that."""
    level_of = {part.uid: part.classification for part in parts}
    named = Mention.objects.filter(source__in=level_of).visible_to(reader)
    to = Coalesce("reference__target", "reference__alias_of__target")
    rows = list(named.order_by("pk").values_list("source", "reference__canonical", to))
    levels = _levels({target for _, _, target in rows if target}, reader)
    found: dict[UUID, list[str]] = {}
    for source, canonical, target in rows:
        level = levels.get(target, 0)
        if level > level_of[source]:
            found.setdefault(source, []).append(f"names {canonical}, which is {Classification(level).label}")
    return found


def _levels(uids: set[UUID], reader: Reader) -> dict[UUID, int]:
    """The classifications of the records `uids`, whatever they are, that `reader` may read. One query a table."""
    found: dict[UUID, int] = {}
    for model in classified_models():
        if left := uids - set(found):
            here = model._default_manager.filter(uid__in=left).filter(reader.sees())
            found |= dict(here.values_list("uid", "classification"))
    return found
