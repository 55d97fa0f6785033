"""What a layout is made of: the lines of the source, and the paragraphs, tables and footnotes that they make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source as it stands there. `number` counts from 1 through the whole document; `gap` says that an
    empty line, or a space wider than between lines, stands before it; `opens_page` that it is the first of its page."""

    number: int
    page: int
    text: str
    gap: bool = False
    opens_page: bool = False


class Kind(StrEnum):
    TEXT = "text"
    BULLET = "bullet"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together; `text` is what they say, rejoined, white space normalised, without the mark of a
    bullet. `number` is the number of a heading or of a list's row where the source counts by itself ("3", "3.1");
    `depth` is the level of a heading (1 the highest) or of a bullet. `is_bold` says that all of it is."""

    lines: tuple[Line, ...]
    text: str
    kind: Kind = Kind.TEXT
    depth: int = 0
    number: str = ""
    is_bold: bool = False

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def last(self) -> Line:
        return self.lines[-1]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; the paragraphs of `text` are divided by line breaks. A merged cell stands in its first place,
    the places it covers hold None."""

    text: str
    lines: tuple[Line, ...] = ()

    @property
    def words(self) -> str:
        """The text on one line."""
        return " ".join(self.text.split())


@dataclass(frozen=True, slots=True)
class Table:
    """A table that the source itself shows as one; all rows are equally long. A table that goes on behind a page break
    is one table, its repeated head left out."""

    rows: tuple[tuple[Cell | None, ...], ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        cells = (cell for row in self.rows for cell in row if cell is not None)
        return tuple({line.number: line for cell in cells for line in cell.lines}.values())

    @property
    def first(self) -> Line:
        return self.lines[0]


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote of the source: the mark that stands in the text, and what it says."""

    mark: str
    text: str
    lines: tuple[Line, ...] = ()


Block = Paragraph | Table


@dataclass
class Layout:
    """A document laid out. `lines` are all of them, furniture too; `furniture` are the lines that a page repeats, which
    stand in no block; `is_flat` says that paragraphs were guessed from lines and that tables were lost."""

    lines: list[Line] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    furniture: list[Line] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    is_flat: bool = False

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        return (block for block in self.blocks if isinstance(block, Paragraph))


class Unreadable(ValueError):
    """A file that cannot be read as minutes; the text is one sentence for whoever brought it."""
