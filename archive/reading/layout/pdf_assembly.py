"""The layout made of a PDF's printed pages: furniture and footnotes taken out, lines numbered, blocks put together."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from archive.reading.layout.depths import BulletDepths
from archive.reading.layout.elements import Block, Cell, Kind, Layout, Line, Note, Paragraph, Table
from archive.reading.layout.pdf_furniture import are_most, folded, furniture_of, is_in_band, large_and_repeated
from archive.reading.layout.pdf_lines import Printed
from archive.reading.layout.pdf_notes import Footnote, foot_of, footnotes_on
from archive.reading.layout.pdf_paragraphs import Measure, goes_on, grouped, leadings_of, right_margin, text_of
from archive.reading.layout.pdf_tables import Grid, GridCell, cell_text, is_continued, joined, paragraphs_in
from archive.reading.layout.words import ends_sentence

LARGER = 1.08  # times the size of the text: a heading
LONGEST_HEADING = 250  # characters
ENOUGH_TEXT = 300  # letters, to tell the size of the text from
_TYPED_MARKS = str.maketrans("1234567890", "¹²³⁴⁵⁶⁷⁸⁹⁰")


@dataclass
class PrintedPage:
    """A page: the lines outside its tables from the top down, its tables, and its watermarks. Lengths in points."""

    number: int
    width: float
    height: float
    lines: list[Printed]
    grids: list[Grid]
    watermarks: list[Printed]

    @property
    def items(self) -> list[Printed | Grid]:
        """Lines and tables from the top down."""
        return sorted((*self.lines, *self.grids), key=lambda item: item.box[1] if isinstance(item, Grid) else item.top)

    @property
    def all_lines(self) -> Iterator[Printed]:
        """Every line in the order of reading, a table row by row."""
        for item in self.items:
            yield from item.lines if isinstance(item, Grid) else (item,)
        yield from self.watermarks

    def dissolve(self, furniture: set[int]) -> None:
        """Make a table that is furniture as a whole into lines again."""
        for grid in [grid for grid in self.grids if all(id(line) in furniture for line in grid.lines)]:
            self.grids.remove(grid)
            self.lines = sorted((*self.lines, *grid.lines), key=lambda line: line.top)


@dataclass
class _Draft:
    """Lines that make one paragraph, or tables that make one."""

    lines: list[Printed] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)


def assembled(pages: list[PrintedPage]) -> Layout:
    """The layout of these pages."""
    body_size = _body_size(pages)
    furniture = _furniture(pages, body_size)
    for page in pages:
        page.dissolve(furniture)
    notes = _footnotes(pages, furniture, body_size)
    apart = furniture | {id(line) for note in notes for line in note.lines}
    measures = _measures(pages, apart)
    for page in pages:
        for cell in (cell for grid in page.grids for cell in grid.cells):
            paragraphs_in(cell, measures[page.number])
    drafts = _drafts(pages, apart, measures)
    return _Assembly(pages, body_size, measures).layout(drafts, notes, furniture)


def _body_size(pages: list[PrintedPage]) -> float:
    """The size of the text: the usual one outside tables, or over all where most stands in tables."""
    sizes: Counter[float] = Counter()
    for line in (line for page in pages for line in page.lines):
        sizes[line.size] += len(line.text)
    if sizes.total() < ENOUGH_TEXT:
        for line in (line for page in pages for grid in page.grids for line in grid.lines):
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _furniture(pages: list[PrintedPage], body_size: float) -> set[int]:
    """The identities of the lines that are furniture. A table is furniture only as a whole."""
    outside = [(page.lines, page.height) for page in pages]
    found = {id(line) for line in (*furniture_of(outside), *large_and_repeated(outside, body_size))}
    found |= {id(line) for page in pages for line in page.watermarks}
    on: dict[str, list[tuple[PrintedPage, Grid]]] = defaultdict(list)
    for page in pages:
        for grid in (grid for grid in page.grids if is_in_band(grid.box[1], grid.box[3], page.height)):
            on[folded(" ".join(line.text for line in grid.lines))].append((page, grid))
    repeated = [grids for grids in on.values() if are_most(len({page.number for page, _ in grids}), len(pages))]
    return found | {id(line) for grids in repeated for _, grid in grids for line in grid.lines}


def _footnotes(pages: list[PrintedPage], furniture: set[int], body_size: float) -> list[Footnote]:
    found: list[Footnote] = []
    marks: set[str] = set()
    for page in pages:
        lines = [line for line in page.lines if id(line) not in furniture]
        marks |= {mark for line in page.all_lines for mark in line.marks}
        foot = foot_of(lines, body_size, max((grid.box[3] for grid in page.grids), default=0.0))
        last = found[-1] if found and not ends_sentence(found[-1].lines[-1].text) else None
        found += footnotes_on(lines, marks, body_size, foot, last)
    return found


def _measures(pages: list[PrintedPage], apart: set[int]) -> dict[int, Measure]:
    """By page: where its full lines end, and how far apart the lines of the document stand."""
    body = {page.number: [line for line in page.lines if id(line) not in apart] for page in pages}
    cells = [cell.lines for page in pages for grid in page.grids for cell in grid.cells]
    leading, leadings = leadings_of([*body.values(), *cells])
    by_width: dict[int, list[Printed]] = {}
    for page in pages:
        by_width.setdefault(round(page.width), []).extend(body[page.number])
    return {
        page.number: Measure(right_margin(by_width[round(page.width)], page.width), leading, leadings) for page in pages
    }


def _drafts(pages: list[PrintedPage], apart: set[int], measures: dict[int, Measure]) -> list[_Draft]:
    """Paragraphs and tables in their order; those that a page break cuts are whole."""
    drafts: list[_Draft] = []
    for page in pages:
        measure = measures[page.number]
        here = _drafts_on(page, apart, measure)
        if here and drafts and _is_one(drafts[-1], here[0], measure):
            drafts[-1].lines += here[0].lines
            drafts[-1].grids += here[0].grids
            here = here[1:]
        drafts += here
    return drafts


def _drafts_on(page: PrintedPage, apart: set[int], measure: Measure) -> list[_Draft]:
    drafts: list[_Draft] = []
    run: list[Printed] = []
    for item in page.items:
        if isinstance(item, Grid):
            drafts += (_Draft(lines=lines) for lines in grouped(run, measure))
            drafts.append(_Draft(grids=[item]))
            run = []
        elif id(item) not in apart:
            run.append(item)
    return [*drafts, *(_Draft(lines=lines) for lines in grouped(run, measure))]


def _is_one(last: _Draft, following: _Draft, measure: Measure) -> bool:
    if last.grids and following.grids:
        return is_continued(last.grids[-1], following.grids[0])
    return bool(last.lines and following.lines) and goes_on(last.lines, following.lines, measure)


class _Assembly:
    """The lines numbered, and blocks and notes made of them."""

    def __init__(self, pages: list[PrintedPage], body_size: float, measures: dict[int, Measure]) -> None:
        self.pages = pages
        self.body_size = body_size
        self.measures = measures
        self.lines: dict[int, Line] = {}
        self.depths = BulletDepths()
        self.marks: frozenset[str] = frozenset()

    def layout(self, drafts: list[_Draft], notes: list[Footnote], furniture: set[int]) -> Layout:
        self._number_lines(furniture)
        self.marks = frozenset(note.mark for note in notes)
        ranks = self._ranks(drafts)
        repeated: list[Printed] = []
        blocks: list[Block] = []
        for draft in drafts:
            if draft.grids:
                self.depths.end()
                rows, heads = joined(draft.grids)
                blocks.append(Table(tuple(tuple(self._cell(cell) for cell in row) for row in rows)))
                repeated += heads
            elif text_of(draft.lines)[0]:
                blocks.append(self._paragraph(draft.lines, ranks))
        aside = furniture | {id(line) for line in repeated}
        return Layout(
            lines=list(self.lines.values()),
            blocks=blocks,
            furniture=[line for key, line in self.lines.items() if key in aside],
            notes=[Note(note.mark, note.text, self._lines(note.lines)) for note in notes],
        )

    def _number_lines(self, furniture: set[int]) -> None:
        for page in self.pages:
            opens_page, after_table = True, False
            for item in (*page.items, *page.watermarks):
                is_grid = isinstance(item, Grid)
                for printed in item.lines if isinstance(item, Grid) else (item,):
                    gap = printed.gap or (after_table and not is_grid and id(printed) not in furniture)
                    number = len(self.lines) + 1
                    self.lines[id(printed)] = Line(number, page.number, printed.shown, gap, opens_page)
                    opens_page = False
                after_table = is_grid

    def _lines(self, printed: list[Printed]) -> tuple[Line, ...]:
        return tuple(self.lines[id(line)] for line in printed)

    def _cell(self, cell: GridCell | None) -> Cell | None:
        if cell is None:
            return None
        measure = self.measures[cell.lines[0].page] if cell.lines else Measure(cell.box[2])
        return Cell(self._without_marks(cell_text(cell, measure)), self._lines(cell.lines))

    def _without_marks(self, text: str) -> str:
        """`text` without typed marks ("¹") of the notes there are."""
        for mark in self.marks:
            text = re.sub(rf"(?<=[^\s\d]){mark.translate(_TYPED_MARKS)}(?![¹²³⁴⁵⁶⁷⁸⁹⁰])", "", text)
        return text

    def _ranks(self, drafts: list[_Draft]) -> dict[tuple[float, bool], int]:
        """The depth of a heading by its type: the largest is 1, and of one size bold goes before."""
        types = {self._type(draft.lines) for draft in drafts if draft.lines and self._is_heading(draft.lines)}
        return {kind: depth for depth, kind in enumerate(sorted(types, reverse=True), start=1)}

    def _type(self, lines: list[Printed]) -> tuple[float, bool]:
        return round(lines[0].size * 2) / 2, lines[0].is_bold

    def _is_heading(self, lines: list[Printed]) -> bool:
        """Whether a paragraph is set larger than the text, or bold and no sentence."""
        text, is_bullet = text_of(lines)
        if is_bullet or len(text) > LONGEST_HEADING or not any(letter.isalnum() for letter in text):
            return False
        if lines[0].size >= LARGER * self.body_size:
            return True
        is_bold = all(line.is_bold for line in lines) and lines[0].size > self.body_size / LARGER
        return is_bold and not text.endswith((".", ";", ","))

    def _paragraph(self, lines: list[Printed], ranks: dict[tuple[float, bool], int]) -> Paragraph:
        text, is_bullet = text_of(lines)
        text = self._without_marks(text)
        is_bold = all(line.is_bold for line in lines)
        if is_bullet:
            return Paragraph(self._lines(lines), text, Kind.BULLET, self.depths.of(lines[0].x0), is_bold=is_bold)
        if self._is_heading(lines):
            self.depths.end()
            return Paragraph(self._lines(lines), text, Kind.HEADING, ranks[self._type(lines)], is_bold=is_bold)
        self.depths.end_at(lines[0].x0)
        return Paragraph(self._lines(lines), text, is_bold=is_bold)
