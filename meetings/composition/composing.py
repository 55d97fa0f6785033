"""From the live record to printed blocks, in the order they print; what a reader may not see leaves a gap in place."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from meetings.models import (
    AgendaItem,
    Attendance,
    AttendanceNote,
    EntryKind,
    Footnote,
    Meeting,
    MinuteEntry,
    Paper,
    WithheldName,
)
from secgov import references, richtext
from secgov.access import Purpose, Reader
from secgov.classification import ClassifiedBy
from secgov.models import Classified, CommitteeName, Reference
from secgov.panels import BLOCK_KINDS, Block, BlockKind, blocks_for, register_blocks
from secgov.reference_forms import Kind
from secgov.wall.doors import as_system, with_their_places

REFERENCE_NODE = re.compile(r'<a data-reference="([0-9a-f-]{36})"[^>]*>(.*?)</a>', re.DOTALL)

register_blocks(BlockKind("attendance", "meetings/blocks/attendance.html", withheld=False))
PAPER = "paper"
register_blocks(BlockKind(PAPER, "meetings/blocks/paper.html", withheld=False))
register_blocks(BlockKind("item", "meetings/blocks/item.html"))
register_blocks(BlockKind(EntryKind.DISCUSSION, "meetings/blocks/discussion.html", ("html",)))
register_blocks(BlockKind(EntryKind.OUTCOME, "meetings/blocks/outcome.html", ("html",)))
register_blocks(BlockKind(EntryKind.PRIVATE, "meetings/blocks/private.html", ("html",), withheld=False))
register_blocks(BlockKind(EntryKind.NOTE, "meetings/blocks/note.html", ("html",), withheld=False))


@dataclass(frozen=True, slots=True)
class Gap:
    """Where a printed thing stands that the reader may not see. `number` and `depth` keep items in their places."""

    kind: str
    source: UUID
    number: str = ""
    depth: int = 0
    anchor: str = ""


Line = Block | Gap


def compose(meeting: Meeting, reader: Reader, *, with_private: bool = False) -> list[Line]:
    """Everything that prints in `meeting` as it stands now, in order; private notes, which never print, only for the
    page they are written on. A constant number of queries."""
    return [*_attendance(meeting, reader), *_items(meeting, reader, with_private=with_private)]


def compose_agenda(meeting: Meeting, reader: Reader) -> list[Line]:
    """The items on the agenda with their papers, and nothing of what is being minuted under them. Four queries."""
    items = AgendaItem.objects.filter(meeting=meeting, removed_at__isnull=True)
    visible = {item.pk: item for item in items.visible_to(reader)}
    papers, rows = _papers(meeting, reader)
    found = _Composition(visible, papers, _by_second(_places(items, "pk", "parent_id", "uid", "number")), rows)
    return [line for row in found.children.get(None, []) for line in _item(found, row, depth=0)]


def _papers(meeting: Meeting, reader: Reader) -> tuple[dict[UUID, list[Block]], dict[int, list[tuple[Any, ...]]]]:
    """The blocks of papers by their uids, as far as `reader` may know of them, and what stands under each item."""
    there = Paper.objects.filter(meeting=meeting, item__removed_at__isnull=True)
    rows: dict[int, list[tuple[Any, ...]]] = {}
    for pk, item, uid in _places(there, "pk", "item_id", "uid", order="letter"):
        rows.setdefault(item, []).append((pk, item, uid, PAPER))
    visible = with_their_places(there.visible_to(reader).order_by("letter", "pk"))
    named = WithheldName.objects.filter(paper__in=visible).visible_to(reader)
    names = {name.paper_id: name for name in named.select_related("paper") if name.is_withheld}
    return {paper.uid: _paper_blocks(paper, names.get(paper.pk)) for paper in visible}, rows


def _paper_blocks(paper: Paper, name: WithheldName | None) -> list[Block]:
    """A paper's line, and beneath one whose title is withheld that title, for whoever may read it."""
    return [_paper_block(paper), *([_name_block(name)] if name is not None else [])]


def _name_block(name: WithheldName) -> Block:
    facts = {"title": name.words, "kind_words": "Title", "originator": "", "originator_mark": ""}
    return _block(name, PAPER, facts, f"Title: {name.words}")


def _paper_block(paper: Paper) -> Block:
    facts = {
        "title": paper.title,
        "kind_words": paper.kind_words,
        "originator": paper.originator,
        "originator_mark": paper.originator_mark,
    }
    return _block(paper, PAPER, facts, f"{paper.kind_words}: {paper.title}")


def head_of(meeting: Meeting) -> dict[str, Any]:
    """The facts of the title block: the committee's name and print form as they were, reference, day, place."""
    form = meeting.committee.print_form
    day = meeting.held_on or meeting.month
    names = CommitteeName.objects.filter(committee=meeting.committee, abbreviation=meeting.abbreviation)
    name = meeting.committee.name_on(day, names)
    return {
        "committee_name": name.name if name else meeting.committee.name,
        "abbreviation": meeting.abbreviation,
        "title": str(meeting),
        "ref": meeting.ref,
        "printed_ref": _printed_reference(meeting),
        "when": meeting.when,
        "times": meeting.times,
        "venue": meeting.venue,
        "status_words": meeting.status_words,
        "is_draft": meeting.is_draft,
        "next_meeting": meeting.next_meeting,
        "source_name": meeting.source_name,
        "print_form": asdict(form),
    }


def _printed_reference(meeting: Meeting) -> str:
    if meeting.committee.print_form.meeting_reference == "bare":
        return meeting.ref.removeprefix(f"{meeting.abbreviation}_")
    return meeting.ref


def _block(record: Classified, kind: str, facts: dict[str, Any], text: str) -> Block:
    return Block(
        kind=kind,
        source=record.uid,
        facts=facts,
        text=text,
        classification=record.classification,
        classified_by=record.classified_by,
        stage=record.stage,
        audience=record.audience,
        within=[*record.within, record.uid],
    )


def _attendance(meeting: Meeting, reader: Reader) -> Iterator[Line]:
    """Who was there, then who sent apologies; a person whose row may not be read is as if absent from the tables."""
    there = Attendance.objects.filter(meeting=meeting)
    rows = there.visible_to(reader).order_by("-is_present", "rank")
    remarks = AttendanceNote.objects.filter(attendance__meeting=meeting)
    note_of = {note.attendance_id: note for note in remarks.visible_to(reader)}
    seen = {row.uid for row in rows} | {note.uid for note in note_of.values()}
    with as_system(Purpose.PLACEHOLDERS):
        everybody = there.order_by().values_list("uid", flat=True)
        uids = list(everybody.union(remarks.order_by().values_list("uid", flat=True)))
    yield from (Gap("attendance", uid) for uid in uids if uid not in seen)
    for row in rows:
        facts = {
            "name": row.name,
            "represents": row.represents,
            "group": row.capacity if row.is_present else "apologies",
            "role": row.role,
            "mode": row.mode,
            "is_part": row.is_part,
            "part_items": row.part_items,
            "alternate_for": row.alternate_for,
            "recused_from": row.recused_from,
        }
        yield _block(row, "attendance", facts, _attendance_text(row))
        if row.pk in note_of:
            note = note_of[row.pk]
            yield _block(note, "attendance", {"group": "note", "name": row.name, "text": note.text}, note.text)


def _attendance_text(row: Attendance) -> str:
    return " ".join(filter(None, [row.represents, row.name, row.role, row.alternate_for]))


@dataclass(frozen=True)
class _Composition:
    """What was fetched for one document: every row that is there, and the content of those that may be read."""

    items: dict[int, AgendaItem]
    blocks: dict[UUID, list[Block]]
    children: dict[int | None, list[tuple[Any, ...]]]
    entry_rows: dict[int, list[tuple[Any, ...]]]


def _items(meeting: Meeting, reader: Reader, *, with_private: bool) -> Iterator[Line]:
    found = _fetch(meeting, reader, with_private=with_private)
    for row in found.children.get(None, []):
        yield from _item(found, row, depth=0)


def _fetch(meeting: Meeting, reader: Reader, *, with_private: bool) -> _Composition:
    items = AgendaItem.objects.filter(meeting=meeting, removed_at__isnull=True)
    entries = MinuteEntry.objects.filter(meeting=meeting, removed_at__isnull=True)
    if not with_private:
        entries = entries.exclude(kind=EntryKind.PRIVATE).exclude(_is_blank())
    # By the key of the item: its own order would be a join, which loses what stands under a withheld heading.
    in_order = entries.visible_to(reader).order_by("item_id", "rank", "pk")
    visible = list(in_order.select_related("meeting__committee"))
    return _Composition(
        items={item.pk: item for item in items.visible_to(reader)},
        blocks=blocks_of(visible, reader),
        children=_by_second(_places(items, "pk", "parent_id", "uid", "number")),
        entry_rows=_by_second(_places(entries, "pk", "item_id", "uid", "kind")),
    )


def _is_blank() -> Q:
    """Entries that nobody has typed anything in: they print neither as words nor as something withheld."""
    has_notes = Q(Exists(Footnote.objects.filter(entry=OuterRef("pk")).exclude(text="")))
    return Q(kind__in=(EntryKind.DISCUSSION, EntryKind.OUTCOME, EntryKind.NOTE), text="") & ~has_notes


def _places(records: Any, *columns: str, order: str = "rank") -> list[tuple[Any, ...]]:
    """Where each of `records` stands, whoever may read it: its keys, and no word of it."""
    with as_system(Purpose.PLACEHOLDERS):
        return list(records.order_by(order, "pk").values_list(*columns))


def _by_second(rows: Iterable[tuple[Any, ...]]) -> dict[Any, list[tuple[Any, ...]]]:
    """The rows by their second column, what they stand under."""
    found: dict[Any, list[tuple[Any, ...]]] = {}
    for row in rows:
        found.setdefault(row[1], []).append(row)
    return found


def _item(found: _Composition, row: tuple[Any, ...], *, depth: int) -> Iterator[Line]:
    pk, _, uid, number = row
    item = found.items.get(pk)
    anchor = f"item-{number}" if number else f"heading-{str(uid)[:8]}"
    if item is None:
        yield Gap("item", uid, number, depth, anchor)
    else:
        yield _block(item, "item", _item_facts(item, anchor, depth), str(item))
    for entry_row in found.entry_rows.get(pk, []):
        yield from _entry(found, entry_row)
    for child in found.children.get(pk, []):
        yield from _item(found, child, depth=depth + 1)


def _item_facts(item: AgendaItem, anchor: str, depth: int) -> dict[str, Any]:
    return {
        "number": item.number,
        "title": item.title,
        "anchor": anchor,
        "depth": depth,
        "presenter": item.presenter,
        "purpose": item.get_purpose_display() if item.purpose else "",
        "postponed_to": item.postponed_to,
        "postponed_by": item.postponed_by,
        "is_verbal": item.is_verbal,
    }


def _entry(found: _Composition, row: tuple[Any, ...]) -> Iterator[Line]:
    _, _, uid, kind = row
    blocks = found.blocks.get(uid)
    if blocks is None:
        yield Gap(kind, uid)
    else:
        yield from blocks


def blocks_of(entries: Sequence[MinuteEntry], reader: Reader) -> dict[UUID, list[Block]]:
    """The blocks of visible entries, an entry's own or those its app makes of it, their bodies marked."""
    own = {entry.uid: [_own_block(entry)] for entry in entries if BLOCK_KINDS[entry.kind].producer is None}
    blocks = own | blocks_for(entries, reader)
    known = references.abbreviations()
    notes = _footnotes(entries)
    canonical = _reference_nodes(entries)
    finished = {}
    for entry in entries:
        if entry.uid in blocks:
            finished[entry.uid] = [
                _finished(_raised(block, entry), known, notes.get(entry.pk, []), canonical)
                for block in blocks[entry.uid]
            ]
    return finished


def _own_block(entry: MinuteEntry) -> Block:
    return _block(entry, entry.kind, {"html": entry.body}, entry.text)


def _raised(block: Block, entry: MinuteEntry) -> Block:
    """An entry prints at the higher of its own classification and its record's, and as late as the later of both.
    It counts as unmarked where both are, so that a person who classifies what is unmarked lowers nothing else."""
    origins = {block.classified_by, entry.classified_by} - {ClassifiedBy.UNMARKED}
    return replace(
        block,
        classification=max(block.classification, entry.classification),
        classified_by=min(origins, default=ClassifiedBy.UNMARKED),
        stage=min(block.stage, entry.stage),
        within=list(dict.fromkeys([*entry.within, entry.uid, *block.within])),
    )


def _finished(
    block: Block, known: frozenset[str], notes: list[dict[str, str]], canonical: dict[str, tuple[str, str]]
) -> Block:
    """The block with references in its bodies marked and its footnotes beside them."""
    facts = dict(block.facts)
    for name in BLOCK_KINDS[block.kind].html_facts:
        body = REFERENCE_NODE.sub(lambda node: _node(node, canonical), facts[name])
        facts[name] = references.marked(body, known)
        anchored = {str(uid) for uid in richtext.footnotes_in(body)}
        facts.setdefault("footnotes", []).extend(note for note in notes if note["uid"] in anchored)
    return replace(block, facts=facts)


def _footnotes(entries: Iterable[MinuteEntry]) -> dict[int, list[dict[str, str]]]:
    wanted = [entry.pk for entry in entries]
    found: dict[int, list[dict[str, str]]] = {}
    for note in Footnote.objects.filter(entry__in=wanted).order_by("entry_id", "pk"):
        found.setdefault(note.entry_id, []).append({"uid": str(note.uid), "text": note.text})
    return found


def _reference_nodes(entries: Iterable[MinuteEntry]) -> dict[str, tuple[str, str]]:
    """Kind and canonical form today of every record that a reference node names. No query where there is none."""
    uids = {uid for entry in entries for uid, _ in REFERENCE_NODE.findall(entry.body)}
    if not uids:
        return {}
    rows = Reference.objects.filter(target__in=uids, alias_of__isnull=True).values_list("target", "kind", "canonical")
    # An item is spoken of by the number it has now; the number of a withheld one shows in its place too.
    with as_system(Purpose.PLACEHOLDERS):
        items = list(AgendaItem.objects.filter(uid__in=uids).exclude(number="").values_list("uid", "number"))
    named = {str(uid): (Kind.AGENDA_ITEM.value, f"agenda item {number}") for uid, number in items}
    return named | {str(target): (kind, canonical) for target, kind, canonical in rows}


def _node(node: re.Match[str], canonical: dict[str, tuple[str, str]]) -> str:
    kind, form = canonical.get(node[1], ("", ""))
    return f'<a data-kind="{kind}" data-cites="{form}">{form}</a>' if form else node[2]
