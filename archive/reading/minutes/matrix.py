"""The matrix of a committee's interest in modifications: a table, or a table run into lines page after page."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from archive.reading.layout.elements import Block, Cell, Line, Table
from archive.reading.layout.paragraphs import SENTENCE_ENDS, joined
from archive.reading.minutes.modifications import named_in

LEVELS = r"(?:High|Medium|Low|Watching [Bb]rief|No [Ii]nterest|None|Not [Ii]nterested|N/A|TBC)"
INTEREST = re.compile(rf"^\s*(?P<interest>{LEVELS})\s*$")
HALF_INTEREST = re.compile(r"^\s*(?:Watching|No|Not)\s*$")
SENTENCE_BEGINS = re.compile(
    r"(?:^|(?<=\s))(?:The|It|This|These|An?|There|They|SECAS|Members|TSC|Proposed|Changes?|Concerns?) (?=[\w])"
)
BEHIND = re.compile(rf"(?<=\.)\s+(?P<interest>{LEVELS})\s*$")
YES = r"(?:Yes|No|Limited|Possible|Possibly|Potential(?:ly)?|TBC|N/A|None|Minor|Major)"
# Empty cells left nothing but the blank between them: "Yes  Potential Has been submitted" is Yes, nothing, Potential.
CELLS = re.compile(
    rf"^(?P<technical>{YES})? (?P<business>{YES})? (?P<ec>Potential|Yes|No|Required|Not required|TBC|N/A)? "
    r"(?P<notes>\S.*)$"
)
HEAD = re.compile(
    r"^\s*(?:Modification(?: Proposal)?\b.{0,60}\b(?:Impact|EC Notification)|requirement\s*$|Notes/?\s?Concerns"
    r"|(?:Level)?\s*Technical\s+Business\s*$|(?:EC )?Notification\s*$|(?:Interest )?Level\s*$)"
)
HEADS = {
    "ref": re.compile(r"\b(?:modification|proposal|ref)", re.IGNORECASE),
    "technical": re.compile(r"\btechnical\b", re.IGNORECASE),
    "business": re.compile(r"\bbusiness\b", re.IGNORECASE),
    "ec_notification": re.compile(r"\b(?:EC|EU)\b|notification", re.IGNORECASE),
    "notes": re.compile(r"\bnotes?\b|\bconcerns?\b|\bcomments?\b", re.IGNORECASE),
    "interest": re.compile(r"\binterest\b", re.IGNORECASE),
}
TITLE_COLUMN = 36  # characters: what is longer stands in the column of notes


@dataclass
class Assessment:
    """A row of the matrix."""

    ref: str
    title: str = ""
    technical: str | None = None
    business: str | None = None
    ec_notification: str | None = None
    notes: str = ""
    interest: str | None = None
    lines: list[Line] = field(default_factory=list)

    def as_fact(self) -> dict[str, Any]:
        names = ("ref", "technical", "business", "ec_notification", "interest", "title", "notes")
        return {name: getattr(self, name) for name in names}


# A table.


def is_matrix(table: Table) -> bool:
    """Whether the head of `table` names impacts and an interest, and its rows modifications."""
    head = " ".join(cell.words for row in table.rows[:3] for cell in row if cell is not None)
    return (
        bool(re.search(r"\binterest\b", head, re.IGNORECASE))
        and bool(_columns(table))
        and any(row[0] is not None and any(named_in(row[0].words)) for row in table.rows)
    )


def _columns(table: Table) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in table.rows[:3]:
        if row[0] is not None and any(named_in(row[0].words)):
            break
        for at, cell in enumerate(row):
            for name, pattern in HEADS.items():
                if cell is not None and name not in found and at not in found.values() and pattern.search(cell.words):
                    found[name] = at
                    break
    return found if len(found) >= 3 else {}


def in_table(table: Table) -> list[Assessment]:
    """The rows of a matrix; a row without a reference goes on with the one before."""
    columns = {"ref": 0} | _columns(table)
    found: list[Assessment] = []
    for row in table.rows:
        first = row[columns["ref"]]
        named = next(iter(named_in(first.words)), None) if first is not None else None
        cells = {name: row[at] for name, at in columns.items() if at < len(row)}
        if named and named.start < 4 and not named.impossible:
            assert first is not None  # noqa: S101  its words have just been read
            title = first.words[named.end :].strip(" :–-")
            one = Assessment(named.ref, title.strip("‘’'“”\""))
            found.append(one)
        elif found and first is not None and not any(pattern.search(first.words) for pattern in HEADS.values()):
            one = found[-1]
            one.title = joined([one.title, first.words])
        else:
            continue
        _fill(one, cells)
    return found


def _fill(one: Assessment, cells: dict[str, Cell | None]) -> None:
    for name in ("technical", "business", "ec_notification", "notes", "interest"):
        cell = cells.get(name)
        words = cell.words.strip() if cell is not None else ""
        if words and words not in ("-", "–", "—"):
            before = getattr(one, name) or ""
            setattr(one, name, joined([before, words]))
    one.lines += [line for cell in cells.values() if cell is not None for line in cell.lines]


# A table that was run into lines.


def region_of(blocks: Sequence[Block]) -> tuple[int, int] | None:
    """Where among `blocks` a flattened matrix stands: from its head, or first reference alone on a line, to its last
    interest and what belongs to that row."""
    heads = [at for at, block in enumerate(blocks) if any(HEAD.match(line.text) for line in block.lines)]
    interests = list(_interests_in(blocks))
    if not heads or len(interests) < 2:
        return None
    end = interests[-1] + 1
    if heads[-1] >= end - 1:
        end = _end_behind_head(blocks, heads[-1])
    return heads[0], end


def _interests_in(blocks: Sequence[Block]) -> Iterator[int]:
    """Where a level of interest stands alone on a line, or ends that its narrow column broke in two."""
    before = ""
    for at, block in enumerate(blocks):
        for line in block.lines:
            text = line.text.strip()
            if INTEREST.match(text) or (HALF_INTEREST.match(before) and INTEREST.match(f"{before} {text}")):
                yield at
            before = text


def _end_behind_head(blocks: Sequence[Block], head: int) -> int:
    """The last row, cut by a page's end, goes on behind the repeated head until prose or an outcome begins."""
    at = head + 1
    while at < len(blocks):
        text = " ".join(line.text.strip() for line in blocks[at].lines)
        if (
            re.match(r"^(?:The [A-Z][\w ]*:|ACTION\b|The \w+ [A-Z]{3,}ED\b)", text)
            or max(len(line.text) for line in blocks[at].lines) > 75
        ):
            break
        at += 1
    return at


def in_lines(blocks: Sequence[Block]) -> list[Assessment]:
    """The rows of a flattened matrix."""
    rows: list[Assessment] = []
    held: list[Line] = []
    for line in _interests_whole([line for block in blocks for line in block.lines if not HEAD.match(line.text)]):
        named = next(iter(named_in(line.text)), None)
        is_row = named is not None and named.start <= 1 and re.match(r"^\s*$|^ {2,}\S", line.text[named.end :])
        if is_row and named is not None:
            _settle(rows, held)
            held = []
            rows.append(Assessment(named.ref))
            rest = line.text[named.end :]
            if rest.strip():
                held.append(Line(line.number, line.page, rest[1:] if rest.startswith("    ") else rest, line.gap))
            rows[-1].lines.append(line)
        elif rows:
            held.append(line)
            rows[-1].lines.append(line)
    _settle(rows, held)
    return rows


def _interests_whole(lines: list[Line]) -> Iterator[Line]:
    """The lines, an interest that its narrow column broke in two made whole: "Watching" and "brief"."""
    waiting: Line | None = None
    for line in lines:
        if waiting is not None and INTEREST.match(f"{waiting.text.strip()} {line.text.strip()}"):
            yield replace(waiting, text=f"{waiting.text.strip()} {line.text.strip()}")
            waiting = None
            continue
        if waiting is not None:
            yield waiting
        waiting = line if HALF_INTEREST.match(line.text) else None
        if waiting is None:
            yield line
    if waiting is not None:
        yield waiting


def _settle(rows: list[Assessment], held: list[Line]) -> None:
    """Give the lines of the last row to its columns."""
    if not rows:
        return
    row = rows[-1]
    title, at = [], 0
    while at < len(held) and not _begins_cells(held, at):
        title.append(held[at].text)
        at += 1
    at = _impacts(row, held, at)
    notes: list[str] = []
    for n, line in enumerate(held[at:], start=at):
        interest = INTEREST.match(line.text)
        behind = BEHIND.search(line.text) if line is held[-1] else None
        if interest or behind:
            found = interest or behind
            assert found is not None  # noqa: S101  one of the two
            row.interest = found["interest"]
            notes += [line.text[: behind.start()]] if behind and not interest else []
            _behind_interest(held[n + 1 :], title, notes)
            break
        notes.append(line.text)
    row.title = joined(title)
    row.notes = joined(notes)


def _behind_interest(lines: list[Line], title: list[str], notes: list[str]) -> None:
    """What stands behind the interest was cut off by a page's end: the rest of the notes, where they stopped in the
    middle of a sentence and there is a title; else the rest of the title, then more notes."""
    in_title = not title or bool(SENTENCE_ENDS.search(joined(notes))) or not notes
    had_title = bool(title)
    for line in lines:
        text = line.text.strip()
        begins = SENTENCE_BEGINS.search(text) if had_title else None
        if in_title and begins:
            title.append(text[: begins.start()])
            text, in_title = text[begins.start() :], False
        if in_title and len(text) <= TITLE_COLUMN:
            title.append(text)
        else:
            in_title = False
            notes.append(text)


def _begins_cells(held: list[Line], at: int) -> bool:
    text = held[at].text
    return bool(
        CELLS.match(text)
        or INTEREST.match(text)
        or re.match(rf"^ ?{YES}\b(?: [-–]|\s|$)", text)
        or text.startswith("  ")
    )


def _impacts(row: Assessment, held: list[Line], at: int) -> int:
    """Read the impacts and the notification, which may run over several lines; the index of the first line of notes."""
    if at >= len(held):
        return at
    whole = CELLS.match(held[at].text)
    if whole:
        row.technical, row.business, row.ec_notification = whole["technical"], whole["business"], whole["ec"]
        held[at] = Line(held[at].number, held[at].page, whole["notes"], held[at].gap)
        return at
    if INTEREST.match(held[at].text):
        return at
    start, stop = at, at
    while stop < len(held) and stop - start < 5 and not (stop > start and held[stop].text.startswith(" ")):
        stop += 1
    if stop >= len(held) or not held[stop].text.startswith(" "):
        return at
    said = joined(line.text for line in held[start:stop])
    columns = re.match(rf"^(?P<first>{YES}(?: [-–—] .+?)?)(?: (?P<second>{YES}(?: [-–—] .+)?))?$", said)
    if not columns:
        return at
    row.technical, row.business = columns["first"], columns["second"]
    rest = held[stop].text
    tail = rest if columns["second"] is None else f" {rest.lstrip(' ')}" if not rest.startswith("  ") else rest
    match = re.match(r"^ (?P<ec>Potential|Yes|No|TBC|N/A)? ?(?P<notes>\S.*)$", tail)
    if match:
        row.ec_notification = match["ec"]
        held[stop] = Line(held[stop].number, held[stop].page, match["notes"], held[stop].gap)
    return stop
