"""Who was there: the tables of attendance, whole or with tabs; those run into lines are read in attendance_lines."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from archive.reading.layout.elements import Block, Cell, Line, Table
from archive.reading.layout.paragraphs import joined
from archive.reading.minutes.attendance_lines import read_lines, turn_to
from archive.reading.minutes.attendees import (
    ABSENT,
    HEAD_BODY,
    HEAD_NAME,
    HERE,
    NAME,
    OTHER_COLUMN,
    OTHERS,
    Attendee,
    State,
    add,
    without_notes,
)

# Several names on one line: "A. Member; B. Member", "A Member, B Member", "A Member (part) B Member".
NEXT_NAME = re.compile(r";\s*|,\s+(?=[A-Z][\w'’-]+ [A-Z])|(?<=\))\s+(?=[A-Z][\w'’-]+ [A-Z])")


def attendance_in(blocks: Iterable[Block]) -> list[Attendee]:
    """Everyone named in the tables and lists of attendance among `blocks`, in their order."""
    state = State()
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, Table):
            read_lines(lines, state)
            lines = []
            if not state.is_elsewhere:
                _read_table(block, state)
        else:
            # A line that is a paragraph is taken without its marks: "**Apologies:**".
            lines += [replace(block.first, text=block.text)] if len(block.lines) == 1 else block.lines
    read_lines(lines, state)
    return state.found


# Whole tables.


def _read_table(table: Table, state: State) -> None:
    columns: tuple[int, int] | None = None
    for row in table.rows:
        cells = [cell for cell in row if cell is not None]
        words = [cell.words for cell in cells]
        if not any(words):
            continue
        if heads := _columns(row):
            columns = heads
            turn_to(" ".join(words), state)
            state.body = ""
        elif len({word for word in words if word}) == 1 and _is_banner(next(word for word in words if word)):
            turn_to(next(word for word in words if word), state)
        elif columns is not None or (state.started and len(row) >= 2 and _looks_like_a_row(words)):
            _read_row(row, columns or (0, 1), state)


def _columns(row: tuple[Cell | None, ...]) -> tuple[int, int] | None:
    """Where the body and the name stand, if this row heads a table of attendance."""
    words = ["" if cell is None else cell.words for cell in row]
    body = next((at for at, word in enumerate(words) if HEAD_BODY.match(word) and len(word) < 40), None)
    name = next((at for at, word in enumerate(words) if at != body and HEAD_NAME.search(word) and len(word) < 60), None)
    if any(OTHER_COLUMN.match(word) for word in words):
        return None
    if body is None or name is None or any(NAME.match(word) and not HEAD_NAME.search(word) for word in words):
        return None
    return body, name


def _is_banner(word: str) -> bool:
    return bool(ABSENT.match(word) or HERE.match(word) or OTHERS.match(word) or re.search(r"Members$", word))


def _looks_like_a_row(words: list[str]) -> bool:
    return any(NAME.match(without_notes(word)) for word in words)


def _read_row(row: tuple[Cell | None, ...], columns: tuple[int, int], state: State) -> None:
    body = row[columns[0]] if columns[0] < len(row) else None
    name = row[columns[1]] if columns[1] < len(row) else None
    if body is not None and body.words:
        if ABSENT.match(body.words):
            state.is_absent = True
        else:
            state.body = body.words
    if name is None:
        return
    notes = [cell.words for at, cell in enumerate(row) if cell is not None and at not in columns and cell.words]
    for text in _names_in(name.text):
        add(text, state, name.lines or (body.lines if body else ()), notes=notes)


def _names_in(text: str) -> Iterator[str]:
    """The names of a cell, one to a paragraph; a bracket that goes on behind a line's end stays with its name."""
    waiting = ""
    for line in text.split("\n"):
        waiting = joined([waiting, line])
        if waiting.count("(") <= waiting.count(")"):
            yield from (part.strip() for part in NEXT_NAME.split(waiting) if part.strip())
            waiting = ""
    if waiting:
        yield waiting
