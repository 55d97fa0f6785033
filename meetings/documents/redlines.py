"""What changed between two versions of minutes, or between a version and the draft, as far as a reader may read both.

Parts are compared by the record they were printed from. What is withheld from the reader on either side is withheld
altogether: that it changed is not said either.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Case, CharField, F, JSONField, TextField, Value, When
from django.db.models.fields.json import KT

from meetings.composition import Gap, compose, head_of
from meetings.lifecycle import Status
from meetings.models import EntryKind, Meeting, MinutesVersion, Printed, PrintedBlock
from secgov import redline, references, richtext
from secgov.access import Purpose, Reader
from secgov.panels import BLOCK_KINDS
from secgov.redline import Redlined
from secgov.wall.doors import as_system

SAME, CHANGED, ADDED, REMOVED, MOVED, WITHHELD = "same", "changed", "added", "removed", "moved", "withheld"
WORDS = {ADDED: "Added", REMOVED: "Taken out", MOVED: "Moved", CHANGED: "Changed"}
# Facts that say where a part stands and not what it says.
OF_THE_PLACE = ("anchor", "depth", "group", "ref", "printed_ref", "number", "title")
HEAD = {
    "committee_name": "Committee",
    "title": "Meeting",
    "when": "Day",
    "times": "Times",
    "venue": "Place",
    "status_words": "Status",
    "next_meeting": "Next meeting",
}


@dataclass(frozen=True)
class Side:
    """One printed thing on one side. `key` is the record it was printed from; without facts it is withheld."""

    key: UUID
    source: UUID
    kind: str
    facts: dict[str, Any] | None
    text: str = ""
    level: int = 0
    number: str = ""
    depth: int = 0


@dataclass
class Piece:
    """A part with what changed in it: its words, and beside them facts such as who owns an action."""

    state: str
    label: str = ""
    lines: Redlined = field(default_factory=list)
    facts: list[tuple[str, Redlined]] = field(default_factory=list)

    @property
    def word(self) -> str:
        return WORDS.get(self.state, "")

    @property
    def is_told(self) -> bool:
        return self.state in WORDS


@dataclass
class Passage:
    """An item or sub-heading with its parts."""

    number: str
    depth: int
    title: Piece
    pieces: list[Piece] = field(default_factory=list)


@dataclass
class Comparison:
    """Two sides compared for one reader; `shown` is the highest classification in it."""

    before: str
    after: str
    head: list[tuple[str, Redlined]]
    attendance: list[Piece]
    passages: list[Passage]
    shown: int

    @property
    def counts(self) -> dict[str, int]:
        """How many parts were changed, added, taken out and moved."""
        found = dict.fromkeys((CHANGED, ADDED, REMOVED, MOVED), 0)
        for piece in [
            *self.attendance,
            *(each for passage in self.passages for each in (passage.title, *passage.pieces)),
        ]:
            if piece.state in found:
                found[piece.state] += 1
        return found

    @property
    def summary(self) -> str:
        """ "2 parts changed, 1 added." """
        counts = self.counts
        if not any(counts.values()) and not self.head:
            return "Nothing that you may read differs."
        parts = [f"{count} {WORDS[state].lower()}" for state, count in counts.items() if count]
        return f"Parts: {', '.join(parts)}." if parts else "The title block differs."

    def without_same(self) -> Comparison:
        """What changed alone, each part under its heading."""
        passages = [replace(each, pieces=[one for one in each.pieces if one.is_told]) for each in self.passages]
        told = [each for each in passages if each.pieces or each.title.is_told]
        return replace(self, passages=told)


def may_compare_draft(meeting: Meeting, user: Any) -> bool:
    """Whether `user` may compare a version with the draft: its secretaries, until the minutes are final."""
    return meeting.status != Status.FINAL and bool(user.has_perm("meetings.minute", meeting))


def versions_for(meeting: Meeting, reader: Reader) -> list[MinutesVersion]:
    """The versions of the minutes that have come out to `reader`, the first first. One query."""
    versions = MinutesVersion.objects.filter(meeting=meeting, kind=Printed.MINUTES).visible_to(reader)
    return list(versions.order_by("number"))


def compared(meeting: Meeting, reader: Reader, before: MinutesVersion, after: MinutesVersion | None) -> Comparison:
    """What `reader` may read of both sides, with what changed; the live draft where there is no `after`."""
    old = printed(before, reader)
    new = printed(after, reader) if after is not None else drafted(meeting, reader)
    head = after.head if after is not None else head_of(meeting)
    return comparison_of(old, new, _heads(before.head, head), names=_names(before, after), level=meeting.classification)


def _names(before: MinutesVersion, after: MinutesVersion | None) -> tuple[str, str]:
    return f"version {before.number}", f"version {after.number}" if after is not None else "the draft as it stands"


def printed(version: MinutesVersion, reader: Reader) -> list[Side]:
    """What a version prints, in order. One query, which leaves in the database what `reader` may not read."""
    seen = reader.sees()
    rows = PrintedBlock.objects.filter(version=version).order_by("rank")
    rows = rows.annotate(
        readable=Case(When(seen, then=F("facts")), default=Value(None), output_field=JSONField()),
        words=Case(When(seen, then=F("text")), default=Value(""), output_field=TextField()),
        numbered=Case(When(kind="item", then=KT("facts__number")), default=Value(""), output_field=CharField()),
        deep=Case(When(kind="item", then=KT("facts__depth")), default=Value("0"), output_field=CharField()),
    )
    wanted = ("source", "kind", "readable", "words", "classification", "numbered", "deep", "within")
    with as_system(Purpose.PLACEHOLDERS):
        found = list(rows.values_list(*wanted))
    return [_side(row, version.uid) for row in found]


def _side(row: tuple[Any, ...], version: UUID) -> Side:
    source, kind, facts, words, level, number, depth, within = row
    key = next((uid for uid in reversed(within) if uid != version), source)
    return Side(key, source, kind, facts, words, level if facts is not None else 0, number or "", int(depth or 0))


def drafted(meeting: Meeting, reader: Reader) -> list[Side]:
    """What the draft would print now, in order."""
    found = []
    for line in compose(meeting, reader):
        if isinstance(line, Gap):
            found.append(Side(line.source, line.source, line.kind, None, "", 0, line.number, line.depth))
        else:
            key = line.within[-1] if line.within else line.source
            number, depth = line.facts.get("number", ""), line.facts.get("depth", 0)
            found.append(Side(key, line.source, line.kind, line.facts, line.text, line.classification, number, depth))
    return found


def comparison_of(
    old: list[Side], new: list[Side], head: list[tuple[str, Redlined]], *, names: tuple[str, str], level: int
) -> Comparison:
    """The two sides in the order of the new one; what was taken out stands where it stood."""
    hidden = {side.source for side in (*old, *new) if side.facts is None and side.key == side.source}
    keys = {side.key for side in (*old, *new) if side.facts is None}
    found = Comparison(*names, head, [], [], level)
    for before, after, is_moved in _paired(old, new):
        side = after or before
        assert side is not None  # noqa: S101  a pair has one side at least
        is_withheld = side.key in keys or side.source in hidden
        if side.kind == "item":
            found.passages.append(_passage(before, after, is_moved, is_withheld=is_withheld))
        elif side.kind == "attendance":
            piece = None if is_withheld else _piece(before, after, is_moved)
            found.attendance += [piece] if piece is not None and piece.is_told else []
        elif is_withheld:
            _withhold(found, side.kind)
        else:
            found.passages[-1].pieces.append(_piece(before, after, is_moved))
        if not is_withheld:
            found.shown = max(found.shown, *(each.level for each in (before, after) if each is not None))
    return found


def _withhold(found: Comparison, kind: str) -> None:
    """One line for what is withheld, however much it is and whatever became of it."""
    pieces = found.passages[-1].pieces if found.passages else []
    is_said = bool(pieces) and pieces[-1].state == WITHHELD
    if found.passages and not is_said and (kind not in BLOCK_KINDS or BLOCK_KINDS[kind].withheld):
        pieces.append(Piece(WITHHELD, settings.WITHHELD_SENTENCE))


def _paired(old: list[Side], new: list[Side]) -> Iterable[tuple[Side | None, Side | None, bool]]:
    """Each part of either side with its like on the other, and whether it stands elsewhere now."""
    was, now = {side.key: side for side in old}, {side.key: side for side in new}
    codes = SequenceMatcher(None, [side.key for side in old], [side.key for side in new], autojunk=False).get_opcodes()
    for tag, i, to_i, j, to_j in codes:
        if tag == "equal":
            yield from ((before, after, False) for before, after in zip(old[i:to_i], new[j:to_j], strict=True))
            continue
        yield from ((side, None, False) for side in old[i:to_i] if side.key not in now)
        yield from ((was.get(side.key), side, side.key in was) for side in new[j:to_j])


def _passage(before: Side | None, after: Side | None, is_moved: bool, *, is_withheld: bool) -> Passage:
    side = after or before
    assert side is not None  # noqa: S101  a pair has one side at least
    if is_withheld:
        return Passage(side.number, side.depth, Piece(WITHHELD, settings.WITHHELD_SENTENCE))
    piece = _piece(before, after, is_moved)
    return Passage("", side.depth, piece)


def _piece(before: Side | None, after: Side | None, is_moved: bool) -> Piece:
    side = after or before
    assert side is not None  # noqa: S101  a pair has one side at least
    named = side.facts or {}
    label = " ".join(filter(None, [_label(side.kind), named.get("printed_ref", named.get("ref", ""))]))
    if before is None or after is None:
        state, kind = (ADDED, redline.INSERTED) if before is None else (REMOVED, redline.DELETED)
        return Piece(state, label, redline.whole(side.text, kind))
    old, new = _main(before), _main(after)
    lines, facts = redline.redline(old, new), _facts(before.facts or {}, after.facts or {}, side.kind, old, new)
    is_changed = redline.is_changed(lines) or bool(facts)
    return Piece(MOVED if is_moved else CHANGED if is_changed else SAME, label, lines, facts)


def _label(kind: str) -> str:
    if kind in ("item", "attendance"):
        return ""
    return BLOCK_KINDS[kind].label or EntryKind(kind).label


def _main(side: Side) -> str:
    """The words of a part: its bodies where it has any, else the text that search reads."""
    names = BLOCK_KINDS[side.kind].html_facts if side.kind in BLOCK_KINDS else ()
    facts = side.facts or {}
    bodies = [richtext.plain(references.unmarked(facts[name])) for name in names if name in facts]
    return "\n".join(bodies) if names else side.text


def _facts(
    old: Mapping[str, Any], new: Mapping[str, Any], kind: str, before: str, after: str
) -> list[tuple[str, Redlined]]:
    """What else of a part changed, under its name; what its words hold already is not said twice."""
    bodies = BLOCK_KINDS[kind].html_facts if kind in BLOCK_KINDS else ()
    found = []
    for name in sorted({*old, *new}.difference(OF_THE_PLACE, bodies)):
        is_told = f"{name}_words" in new or f"printed_{name}" in new
        was, now = _words(old.get(name)), _words(new.get(name))
        in_the_words = kind == "attendance" and was in before and now in after
        if was != now and not is_told and not in_the_words:
            label = name.removeprefix("is_").replace("_", " ").removesuffix(" words").capitalize()
            found.append((label, redline.redline(was, now)))
    return found


def _words(value: Any) -> str:
    """A fact in words, a line to each of several."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "\n".join(filter(None, map(_words, value)))
    if isinstance(value, dict):
        return str(value.get("text", ""))
    return "" if value is None else str(value)


def _heads(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[tuple[str, Redlined]]:
    found = [(label, redline.redline(str(old.get(name, "")), str(new.get(name, "")))) for name, label in HEAD.items()]
    return [(label, lines) for label, lines in found if redline.is_changed(lines)]
