"""Tables of a PDF without rules between their columns: told by a bold head whose words stand apart, beneath which every
line keeps clear of the same gutters."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from archive.reading.layout.paragraphs import REFERENCE
from archive.reading.layout.pdf_lines import Letter, Printed, lines_of
from archive.reading.layout.pdf_tables import Grid, GridCell

GUTTER = 1.6  # of the size: what stands so far apart in a head heads columns of its own
CLEAR = 0.45  # of the size: how far the words of two columns stand apart at least
SAME_START = 4.0  # points
MOST_COLUMNS = 7
LONGEST_HEAD = 60  # letters of one column's head
ROW_SPACE = 1.2  # of the usual distance of lines: more divides rows
NUMBERED = re.compile(r"^\d{1,2}\.\s")
BEGINS_ROW = re.compile(rf"^(?:ACTION\s+)?{REFERENCE}")


@dataclass
class Row:
    """A printed line taken apart into its words."""

    letters: list[Letter]
    line: Printed

    @property
    def words(self) -> list[list[Letter]]:
        """The words from the left, as runs of letters that stand close."""
        found: list[list[Letter]] = []
        for letter in sorted(self.letters, key=lambda letter: letter.x0):
            if found and not letter.follows_space and letter.x0 - found[-1][-1].x1 < 0.18 * letter.size:
                found[-1].append(letter)
            else:
                found.append([letter])
        return found


def columned_grids(letters: list[Letter], page: int) -> tuple[list[Grid], list[Letter]]:
    """The tables without rules among `letters`, and the letters that stand in none."""
    rows = list(_rows(letters, page))
    grids: list[Grid] = []
    taken: set[int] = set()
    at = 0
    while at < len(rows):
        starts = _columns_of_head(rows[at])
        end = _end_of_table(rows, at, starts) if starts else at
        if end - at > 1 and _has_full_row(rows[at + 1 : end], starts):
            grids.append(_grid(rows[at:end], starts, page))
            taken |= {id(letter) for row in rows[at:end] for letter in row.letters}
            at = end
        else:
            at += 1
    return grids, [letter for letter in letters if id(letter) not in taken]


def _rows(letters: list[Letter], page: int) -> Iterator[Row]:
    """The printed lines of a page with their letters."""
    waiting = sorted(letters, key=lambda letter: letter.base)
    at = 0
    while at < len(waiting):
        end = at
        while end < len(waiting) and waiting[end].base - waiting[at].base <= max(1.0, 0.2 * waiting[at].size):
            end += 1
        lines = lines_of(waiting[at:end], page)
        if lines:
            yield Row(waiting[at:end], lines[0])
        at = end


def _columns_of_head(row: Row) -> list[float]:
    """Where the columns begin that this line heads; empty where it heads none."""
    if not row.line.is_bold or len(row.line.text) > MOST_COLUMNS * LONGEST_HEAD:
        return []
    starts: list[float] = []
    last: Letter | None = None
    for word in row.words:
        if last is None or word[0].x0 - last.x1 > GUTTER * row.line.size:
            starts.append(word[0].x0)
        last = word[-1]
    return starts if 2 <= len(starts) <= MOST_COLUMNS else []


def _end_of_table(rows: list[Row], head: int, starts: list[float]) -> int:
    """The index behind the last line that keeps clear of the gutters."""
    at = head + 1
    while at < len(rows) and _keeps_clear(rows[at], starts) and not _heads_something(rows[at], starts):
        at += 1
    return at


def _keeps_clear(row: Row, starts: list[float]) -> bool:
    """Whether no word crosses a gutter and each column's first word stands where the column begins."""
    clear = CLEAR * row.line.size
    words = row.words
    if words[0][0].x0 < starts[0] - SAME_START:
        return False
    for start in starts[1:]:
        left = [word for word in words if word[0].x0 < start - SAME_START]
        right = [word for word in words if word[0].x0 >= start - SAME_START]
        if left and left[-1][-1].x1 > start - clear:
            return False
        is_flush = (
            not right
            or right[0][0].x0 <= start + SAME_START
            or any(right[0][0].x0 >= other - SAME_START for other in starts if other > start)
        )
        if not is_flush:
            return False
    return True


def _heads_something(row: Row, starts: list[float]) -> bool:
    """Whether the line is a heading behind the table, or the head of another."""
    is_left_alone = all(word[0].x0 < starts[1] - SAME_START for word in row.words)
    if is_left_alone and row.line.is_bold:
        return not BEGINS_ROW.match(row.line.text)
    return bool(NUMBERED.match(row.line.text)) and row.line.is_bold or bool(_columns_of_head(row))


def _has_full_row(rows: list[Row], starts: list[float]) -> bool:
    """Whether some line has words in its first and in another column."""
    return any(len({_column_of(word[0], starts) for word in row.words}) > 1 for row in rows)


def _column_of(letter: Letter, starts: list[float]) -> int:
    return max((at for at, start in enumerate(starts) if letter.x0 >= start - SAME_START), default=0)


def _grid(rows: list[Row], starts: list[float], page: int) -> Grid:
    """The table that these lines make; the first is its head."""
    right = max(row.line.x1 for row in rows)
    edges = [*starts, right + 1]
    groups = [[rows[0]], *_logical_rows(rows[1:], starts)]
    made = []
    for group in groups:
        top, bottom = min(row.line.top for row in group), max(row.line.bottom for row in group)
        cells: list[GridCell | None] = []
        for at in range(len(starts)):
            held = [
                letter for row in group for word in row.words for letter in word if _column_of(word[0], starts) == at
            ]
            cells.append(GridCell((edges[at], top, edges[at + 1], bottom), lines_of(held, page)))
        made.append(cells)
    box = (starts[0], rows[0].line.top, right, rows[-1].line.bottom)
    return Grid(page, box, made)


def _logical_rows(rows: list[Row], starts: list[float]) -> Iterator[list[Row]]:
    """The lines of each row of the table: a wide space divides rows. Where none does, a row begins with a reference, or
    in a table without references wherever its first column has words."""
    steps = [after.line.base - before.line.base for before, after in zip(rows, rows[1:], strict=False)]
    usual = median(sorted(steps)[: max(1, len(steps) // 2)]) if steps else 0.0
    has_refs = any(BEGINS_ROW.match(row.line.text) for row in rows)
    is_spaced = any(step > usual * ROW_SPACE + 1 for step in steps)
    group: list[Row] = []
    for row in rows:
        step = row.line.base - group[-1].line.base if group else 0.0
        has_first = row.words[0][0].x0 < starts[1] - SAME_START
        begins = bool(BEGINS_ROW.match(row.line.text)) if has_refs else has_first
        if group and (begins or (is_spaced and not has_refs and step > usual * ROW_SPACE + 1)):
            yield group
            group = []
        group.append(row)
    if group:
        yield group
