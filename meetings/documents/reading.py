"""From blocks to what a page or a PDF shows: sections, tables of like rows, footnotes, links, gaps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Case, F, JSONField, Value, When
from django.db.models.fields.json import KT

from meetings.composition import Gap, Line, compose, head_of, latest_version
from meetings.documents.marking import counted
from meetings.models import EntryKind, Meeting, MinutesVersion, Mode, Printed, PrintedBlock
from meetings.operations.marking import Mark
from secgov import references, richtext
from secgov.access import Purpose, Reader
from secgov.panels import BLOCK_KINDS, Block
from secgov.wall.doors import as_system

WITHHELD = "meetings/blocks/withheld.html"


@dataclass
class Part:
    """Consecutive blocks of one kind, drawn together: a paragraph alone, a table of all its rows."""

    kind: str
    template: str
    rows: list[dict[str, Any]] = field(default_factory=list)
    # What the reader can do to the entries in it, where they can do anything (documents/corrections.py).
    acts: Collection[Any] = ()

    @property
    def singles(self) -> list[Single]:
        """The part entry by entry, for the page on which each entry can be changed."""
        found: dict[UUID, Single] = {}
        for row in self.rows:
            uid = row["uid"]
            if uid not in found:
                found[uid] = Single(uid, BLOCK_KINDS[self.kind].label or EntryKind(self.kind).label)
            found[uid].rows.append(row)
        return list(found.values())


@dataclass
class Single:
    """One entry of a part; `label` is what it is, for those who hear the page."""

    uid: UUID
    label: str
    rows: list[dict[str, Any]] = field(default_factory=list)

    @property
    def notes(self) -> list[Note]:
        """The footnotes of the entry, where it is written."""
        return [note for row in self.rows for note in row.get("notes", [])]


@dataclass
class Section:
    """An item or sub-heading with what stands under it. `title` is the placeholder where the heading is withheld."""

    number: str
    title: str
    anchor: str
    depth: int
    facts: dict[str, Any]
    uid: UUID
    is_withheld: bool = False
    parts: list[Part] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


@dataclass(frozen=True)
class Note:
    """A footnote with its number in this document."""

    number: int
    text: str


@dataclass
class Document:
    """The minutes as one reader gets them. `shown` is the highest classification in it, `levels` are all of them;
    `is_whole` says that nothing at all was kept from the reader."""

    head: dict[str, Any]
    attendance: dict[str, list[dict[str, Any]]]
    sections: list[Section]
    shown: int
    version: MinutesVersion | None
    withheld: int
    raised: int
    levels: frozenset[int]
    is_whole: bool

    @property
    def contents(self) -> list[Section]:
        return [section for section in self.sections if section.depth == 0]

    @property
    def items(self) -> list[list[Section]]:
        """The items in order, each with its sub-headings behind it."""
        groups: list[list[Section]] = []
        for section in self.sections:
            if section.depth == 0:
                groups.append([])
            groups[-1].append(section)
        return groups

    @property
    def attendees(self) -> list[dict[str, Any]]:
        return [row for name in ("member", "other", "apologies") for row in self.attendance[name]]

    @property
    def has_attendance(self) -> bool:
        return bool(self.attendees)

    @property
    def attendance_counts(self) -> str:
        """ "9 present, 2 by teleconference, 3 apologies"."""
        modes = [row["mode"] for name in ("member", "other") for row in self.attendance[name]]
        there = [Mark.TELECONFERENCE if mode == Mode.TELECONFERENCE else Mark.PRESENT for mode in modes]
        return counted([*there, *(Mark.APOLOGIES for _ in self.attendance["apologies"])])

    def rows(self, kind: str) -> list[dict[str, Any]]:
        """The facts of every block of `kind` that the reader gets."""
        parts = (part for section in self.sections for part in section.parts)
        return [row for part in parts if part.kind == kind for row in part.rows]


def minutes_for(
    meeting: Meeting, reader: Reader, *, live: bool, editing: bool = False, for_print: bool = False
) -> Document | None:
    """The minutes of `meeting` as `reader` may read them: the live composition for those who write it, else the
    latest version that has come out to them; None where none has."""
    if live:
        lines = compose(meeting, reader, with_private=editing)
        return document_of(head_of(meeting), lines, reader, meeting, editing=editing, for_print=for_print)
    version = latest_version(meeting, reader)
    if version is None:
        return None
    lines = version_blocks(version, reader)
    return document_of(version.head, lines, reader, meeting, version=version, for_print=for_print)


def agenda_for(meeting: Meeting, reader: Reader) -> Document:
    """What has come out of a meeting before its minutes have: its agenda as it was published, or its head alone."""
    agenda = latest_version(meeting, reader, Printed.AGENDA)
    if agenda is None:
        return document_of(head_of(meeting), [], reader, meeting)
    return document_of(agenda.head, version_blocks(agenda, reader), reader, meeting)


def version_blocks(version: MinutesVersion, reader: Reader) -> list[Line]:
    """The blocks of a version in their order, gaps where `reader` may not look. One query, which leaves the facts of
    what is withheld in the database; of a withheld heading it gives number, depth and anchor, so that numbering never
    shifts."""
    readable = Case(When(reader.sees(), then=F("facts")), default=Value(None), output_field=JSONField())
    rows = PrintedBlock.objects.filter(version=version).order_by("rank").annotate(readable=readable)
    places = [KT(f"facts__{name}") for name in ("number", "depth", "anchor")]
    with as_system(Purpose.PLACEHOLDERS):
        found = list(rows.values_list("kind", "source", "classification", "stage", "readable", *places))
    return [_gap(row) if row[4] is None else Block(row[0], row[1], row[4], "", row[2], row[3]) for row in found]


def _gap(row: tuple[Any, ...]) -> Gap:
    kind, source, *_ = row
    if kind != "item":
        return Gap(kind, source)
    number, depth, anchor = row[5:]
    return Gap(kind, source, number, int(depth), anchor)


def document_of(
    head: dict[str, Any],
    lines: Iterable[Line],
    reader: Reader,
    meeting: Meeting,
    *,
    version: MinutesVersion | None = None,
    editing: bool = False,
    for_print: bool = False,
) -> Document:
    """The document that `lines` make for `reader`. On paper nothing is linked, so that a print serves every reader
    of its edition alike and shows no address of this server; where it is written, notes stand as entries."""
    listed = list(lines)
    blocks = [line for line in listed if isinstance(line, Block)]
    known = {} if for_print else references.addresses_in(_bodies(blocks), reader)
    build = _Build(known, editing=editing)
    for line in listed:
        build.add(line)
    levels = [block.classification for block in blocks]
    return Document(
        head=head,
        attendance=_attendance_groups(blocks),
        sections=build.sections,
        shown=max([meeting.classification, *levels]),
        version=version,
        withheld=build.withheld,
        raised=sum(level > meeting.classification for level in levels),
        levels=frozenset(levels),
        is_whole=len(blocks) == len(listed),
    )


def singles_of(blocks: Mapping[UUID, list[Block]], reader: Reader) -> dict[UUID, Part]:
    """The part that each entry's blocks make alone, by the entry's uid, as where it is written."""
    known = references.addresses_in(_bodies(block for those in blocks.values() for block in those), reader)
    parts = {}
    for uid, those in blocks.items():
        build = _Build(known, editing=True)
        build.sections = [Section("", "", "", 0, {}, uid)]
        for block in those:
            build.add(block)
        parts[uid] = build.sections[0].parts[0]
    return parts


def _bodies(blocks: Iterable[Block]) -> list[str]:
    return [block.facts[name] for block in blocks for name in BLOCK_KINDS[block.kind].html_facts]


def _attendance_groups(blocks: Iterable[Block]) -> dict[str, list[dict[str, Any]]]:
    """The attendance tables; `rows` of a body's first row says how many rows its name stands for."""
    groups: dict[str, list[dict[str, Any]]] = {"member": [], "other": [], "apologies": [], "note": []}
    for block in blocks:
        if block.kind == "attendance":
            row = block.facts | {"classification": block.classification, "uid": block.source}
            groups[block.facts["group"]].append(row)
    for name in ("member", "other", "apologies"):
        _span_bodies(groups[name])
    return groups


def _span_bodies(rows: list[dict[str, Any]]) -> None:
    """Name a body once for its neighbouring rows: `rows` is how many they are, 0 behind the first."""
    first: dict[str, Any] | None = None
    for row in rows:
        if first is not None and row["represents"] and row["represents"] == first["represents"]:
            first["rows"] += 1
            row["rows"] = 0
        else:
            first = row
            row["rows"] = 1


class _Build:
    """Puts lines into sections, numbering footnotes as they come."""

    def __init__(self, known: Any, *, editing: bool) -> None:
        self.known = known
        self.editing = editing
        self.sections: list[Section] = []
        self.withheld = 0
        self.footnote = 0

    def add(self, line: Line) -> None:
        kind = line.kind
        if kind == "attendance":
            return
        if kind == "item":
            self.sections.append(self._section(line))
        elif isinstance(line, Gap):
            self._gap(line)
        elif kind == EntryKind.NOTE and not self.editing:
            self._note(line)
        else:
            self._block(line)

    def _section(self, line: Line) -> Section:
        if isinstance(line, Gap):
            self.withheld += 1
            words = settings.WITHHELD_SENTENCE
            return Section(line.number, words, line.anchor, line.depth, {}, line.source, is_withheld=True)
        facts = line.facts | {"classification": line.classification}
        return Section(facts["number"], facts["title"], facts["anchor"], facts["depth"], facts, line.source)

    def _gap(self, gap: Gap) -> None:
        """Neighbouring gaps are one line, which says that something stands there and nothing of what or how much."""
        if not BLOCK_KINDS[gap.kind].withheld:
            return
        self.withheld += 1
        parts = self.sections[-1].parts
        if not parts or parts[-1].kind != "withheld":
            parts.append(Part("withheld", WITHHELD, [{"sentence": settings.WITHHELD_SENTENCE}]))

    def _block(self, block: Block) -> None:
        facts = block.facts | {"classification": block.classification, "uid": block.source}
        notes = self.sections[-1].notes
        before = len(notes)
        for name in BLOCK_KINDS[block.kind].html_facts:
            facts[name] = self._body(facts[name], block.facts.get("footnotes", []))
        if self.editing:  # where it is written a footnote stands with its entry
            facts["notes"] = notes[before:]
            del notes[before:]
        parts = self.sections[-1].parts
        if not parts or parts[-1].kind != block.kind:
            parts.append(Part(block.kind, BLOCK_KINDS[block.kind].template))
        parts[-1].rows.append(facts)

    def _body(self, body: str, notes: list[dict[str, str]]) -> str:
        texts = {note["uid"]: note["text"] for note in notes}
        body = references.linked(body, self.known)
        return richtext.FOOTNOTE.sub(lambda anchor: self._anchor(texts.get(anchor[1], "")), body)

    def _note(self, block: Block) -> None:
        """A post-meeting note prints as a footnote to what it follows."""
        anchor = self._anchor(richtext.plain(references.unmarked(block.facts["html"])))
        parts = self.sections[-1].parts
        names = BLOCK_KINDS[parts[-1].kind].html_facts if parts and parts[-1].kind in BLOCK_KINDS else ()
        if names:
            row = parts[-1].rows[-1]
            row[names[-1]] = _before_last_end(row[names[-1]], anchor)
        else:
            template = BLOCK_KINDS[EntryKind.DISCUSSION].template
            row = {"html": f"<p>{anchor}</p>", "classification": block.classification}
            parts.append(Part(EntryKind.DISCUSSION, template, [row]))

    def _anchor(self, text: str) -> str:
        """The mark of a footnote, whose words stand at the end of its section on screen and on paper alike."""
        if not text:
            return ""
        self.footnote += 1
        number = self.footnote
        self.sections[-1].notes.append(Note(number, text))
        return (
            f'<a class="footnote-anchor" id="anchor-{number}" href="#footnote-{number}" '
            f'aria-label="Footnote {number}">{number}</a>'
        )


def _before_last_end(body: str, inserted: str) -> str:
    """`body` with `inserted` at the end of its last paragraph's words."""
    at = body.rfind("</p>")
    return body[:at] + inserted + body[at:] if at >= 0 else body + inserted
