"""The tables of a PDF: their cells found by the rules around them, and a table that goes on over pages put together."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from archive.reading.layout.pdf_lines import Letter, Printed, lines_of
from archive.reading.layout.pdf_paragraphs import Measure, goes_on, grouped, text_of
from archive.reading.layout.pdf_rules import rules_on
from archive.reading.layout.words import ends_sentence, opens_in_lower_case

Box = tuple[float, float, float, float]

SAME_COLUMN = 6.0  # points
MOST_PADDING = 12.0  # points
PAGE_SHARE = 0.7  # a box with more of the page's height and width is its frame


@dataclass(slots=True)
class GridCell:
    """A cell: where it stands on the page, and its lines."""

    box: Box
    lines: list[Printed]

    @property
    def is_empty(self) -> bool:
        return not self.lines

    @property
    def said(self) -> str:
        return " ".join(line.text for line in self.lines)


@dataclass(slots=True)
class Grid:
    """A table as one page shows it; a place that a merged cell covers holds None."""

    page: int
    box: Box
    rows: list[list[GridCell | None]]

    @property
    def cells(self) -> Iterator[GridCell]:
        return (cell for row in self.rows for cell in row if cell is not None)

    @property
    def lines(self) -> Iterator[Printed]:
        return (line for cell in self.cells for line in cell.lines)

    @property
    def columns(self) -> list[float]:
        return sorted({round(cell.box[0], 1) for cell in self.cells})


def grids_on(page: Any, letters: list[Letter]) -> tuple[list[Grid], list[Letter]]:
    """The tables of a pdfplumber page from the top down, and the letters that stand in none."""
    upright, level = rules_on(page, letters)
    if len(upright) < 2 or len(level) < 2:
        return [], letters
    settings = {
        "vertical_strategy": "explicit",
        "horizontal_strategy": "explicit",
        "explicit_vertical_lines": upright,
        "explicit_horizontal_lines": level,
    }
    finder = page.debug_tablefinder(settings)
    tables = [[list(row.cells) for row in table.rows] for table in finder.tables]
    # The library leaves out tables of one cell, which are the boxes around actions.
    inside = {box for table in tables for row in table for box in row}
    tables += [[[box]] for box in finder.cells if box not in inside and not _is_frame(box, page)]
    grids: list[Grid] = []
    for boxes in sorted(tables, key=_corner):
        grid, letters_left = _grid(boxes, int(page.page_number), letters)
        if grid is not None:
            grids.append(grid)
            letters = letters_left
    return grids, letters


def _corner(boxes: list[list[Box | None]]) -> tuple[float, float]:
    whole = _around(boxes)
    return whole[1], whole[0]


def _around(boxes: list[list[Box | None]]) -> Box:
    flat = [box for row in boxes for box in row if box is not None]
    x0, top, x1, bottom = zip(*flat, strict=True)
    return min(x0), min(top), max(x1), max(bottom)


def _grid(boxes: list[list[Box | None]], page: int, letters: list[Letter]) -> tuple[Grid | None, list[Letter]]:
    """A table with its letters in its cells, and the other letters; None where it holds no text."""
    flat = [box for row in boxes for box in row if box is not None]
    whole = _around(boxes)
    inside: dict[Box, list[Letter]] = {box: [] for box in flat}
    outside: list[Letter] = []
    for letter in letters:
        box = _box_around(letter, flat, whole)
        (outside if box is None else inside[box]).append(letter)
    if not any(inside.values()):
        return None, letters
    cells = {box: GridCell(box, lines_of(held, page)) for box, held in inside.items()}
    rows = [[None if box is None else cells[box] for box in row] for row in boxes]
    return Grid(page, whole, rows), outside


def _is_frame(box: Box, page: Any) -> bool:
    """Whether a box goes around most of the page."""
    return box[2] - box[0] > PAGE_SHARE * page.width and box[3] - box[1] > PAGE_SHARE * page.height


def _box_around(letter: Letter, boxes: list[Box], whole: Box) -> Box | None:
    x, y = letter.middle
    if not (whole[0] <= x <= whole[2] and whole[1] <= y <= whole[3]):
        return None
    return next((box for box in boxes if box[0] <= x < box[2] and box[1] <= y < box[3]), None)


# Text of a cell.


def paragraphs_in(cell: GridCell, measure: Measure) -> list[list[Printed]]:
    """The lines of a cell as paragraphs; one that a page break cut is whole. Marks in each line whether a gap stands
    before it."""
    padding = max(0.0, min((line.x0 for line in cell.lines), default=cell.box[0]) - cell.box[0])
    own = replace(measure, right=cell.box[2] - min(padding, MOST_PADDING))
    found: list[list[Printed]] = []
    for page in dict.fromkeys(line.page for line in cell.lines):
        groups = grouped((line for line in cell.lines if line.page == page), own)
        if found and goes_on(found[-1], groups[0], own):
            found[-1] += groups.pop(0)
        found += groups
    return found


def cell_text(cell: GridCell, measure: Measure) -> str:
    """The paragraphs of a cell, divided by line breaks."""
    return "\n".join(filter(None, (text_of(group)[0] for group in paragraphs_in(cell, measure))))


# A table over several pages.


def is_continued(last: Grid, following: Grid) -> bool:
    """Whether `following`, the first on its page, goes on with `last`, the last of the page before."""
    one, other = last.columns, following.columns
    if len(one) != len(other) or any(abs(a - b) > SAME_COLUMN for a, b in zip(one, other, strict=True)):
        return False
    return len(one) > 1 or is_cut(last.rows[-1], following.rows[0])


def joined(grids: list[Grid]) -> tuple[list[list[GridCell | None]], list[Printed]]:
    """The rows of a table that goes on over pages, and the lines of the repeated heads that were left out."""
    rows = list(grids[0].rows)
    repeated: list[Printed] = []
    for grid in grids[1:]:
        head = _repeated_rows(rows, grid.rows)
        repeated += [line for row in grid.rows[:head] for cell in row if cell for line in cell.lines]
        body = grid.rows[head:]
        if body and is_cut(rows[-1], body[0]):
            rows[-1] = [_whole(one, other) for one, other in zip(rows[-1], body[0], strict=True)]
            body = body[1:]
        rows += body
    return rows, repeated


def _repeated_rows(rows: list[list[GridCell | None]], following: list[list[GridCell | None]]) -> int:
    """How many rows at the head of `following` repeat those at the head of `rows`."""
    count = 0
    for one, other in zip(rows, following, strict=False):
        if not any(_words(one)) or _words(one) != _words(other):
            break
        count += 1
    return count


def _words(row: list[GridCell | None]) -> list[str]:
    return [cell.said if cell else "" for cell in row]


def is_cut(last: list[GridCell | None], row: list[GridCell | None]) -> bool:
    """Whether `row`, the first on its page, goes on with the row that ended the page before: its first cell is empty
    and that of the other is not, or its words go on in mid-sentence."""
    if [cell is None for cell in last] != [cell is None for cell in row]:
        return False
    pairs = [(one, other) for one, other in zip(last, row, strict=True) if one and other and other.lines]
    if any(opens_in_lower_case(other.said) and one.lines and not ends_sentence(one.said) for one, other in pairs):
        return True
    first, next_first = last[0], row[0]
    return bool(pairs) and first is not None and not first.is_empty and next_first is not None and next_first.is_empty


def _whole(one: GridCell | None, other: GridCell | None) -> GridCell | None:
    if one is None or other is None:
        return one or other
    return GridCell(one.box, [*one.lines, *other.lines])
