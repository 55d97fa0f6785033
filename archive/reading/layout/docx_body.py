"""The body of a Word file: its lines, paragraphs, tables and footnotes in the order in which they are read."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from archive.reading.layout.depths import BulletDepths
from archive.reading.layout.docx_numbering import Label, Numbering, formatted
from archive.reading.layout.docx_package import Element, W, WordFile
from archive.reading.layout.docx_styles import Styles
from archive.reading.layout.docx_tables import row_places
from archive.reading.layout.docx_text import Piece, Sign, pieces, visible_children
from archive.reading.layout.elements import Block, Cell, Kind, Line, Note, Paragraph, Table
from archive.reading.layout.words import ends_sentence, opens_in_lower_case, plain, rejoined, shown, without_bullet


@dataclass
class _Read:
    """A paragraph as it was read: the letters of its lines, whether all are bold, its notes and its text boxes."""

    texts: list[str] = field(default_factory=lambda: [""])
    pages: list[int] = field(default_factory=list)
    is_bold: bool = True
    has_letters: bool = False
    boxes: list[Element] = field(default_factory=list)


class BodyReader:
    """Reads a Word file from its start to its end, once; `lines` and `notes` are what was read so far."""

    def __init__(self, word: WordFile) -> None:
        self.lines: list[Line] = []
        self.notes: list[Note] = []
        self._word = word
        self._styles = Styles(word.styles)
        self._numbering = Numbering(word.numbering, self._styles)
        self._depths = BulletDepths()
        self._page = 1
        self._gap = False
        self._references: list[Piece] = []
        # A file that Word has saved says where its pages began; others have only the breaks made by hand.
        self._is_rendered = next(word.body.iter(f"{W}lastRenderedPageBreak"), None) is not None

    def blocks(self, container: Element) -> Iterator[Block]:
        """The paragraphs and tables in `container`."""
        for child in visible_children(container):
            if child.tag == f"{W}p":
                yield from self._paragraphs(child)
            elif child.tag == f"{W}tbl":
                self._depths.end()
                table = self._table(child)
                if table is not None:
                    yield table
                self._depths.end()
            else:
                yield from self.blocks(child)

    # Paragraphs.

    def _paragraphs(self, paragraph: Element) -> Iterator[Block]:
        read = self._read(paragraph)
        if _is_deleted(paragraph) and not read.has_letters:
            return
        label = self._numbering.label(paragraph)
        for lines in self._lines_of(read):
            yield self._paragraph(paragraph, lines, label, read.is_bold)
            label = label if label is not None and label.is_bullet else None
        for box in read.boxes:
            yield from self.blocks(box)

    def _read(self, paragraph: Element) -> _Read:
        read = _Read()
        if not self._is_rendered and self.lines and _opens_page(paragraph):
            self._page += 1
        read.pages.append(self._page)
        for piece in pieces(paragraph, self._styles):
            self._take(piece, read)
        return read

    def _take(self, piece: Piece, read: _Read) -> None:
        if piece.sign == Sign.LETTERS:
            read.texts[-1] += piece.text
            if piece.text.strip():
                read.has_letters = True
                read.is_bold &= piece.is_bold
        elif piece.sign == Sign.LINE_END:
            read.texts.append("")
            read.pages.append(self._page)
        elif piece.sign == Sign.NOTE:
            self._references.append(piece)
        elif piece.sign == Sign.BOX and piece.element is not None:
            read.boxes.append(piece.element)
        elif (piece.sign == Sign.PAGE_RENDERED) == self._is_rendered:
            self._page += 1
            if not read.texts[-1].strip():
                read.pages[-1] = self._page

    def _lines_of(self, read: _Read) -> Iterator[tuple[list[Line], list[str]]]:
        """The lines of a paragraph with their letters; an empty line that was made by hand divides it."""
        lines: list[Line] = []
        texts: list[str] = []
        for text, page in zip(read.texts, read.pages, strict=True):
            if shown(text):
                lines.append(self._line(shown(text), page))
                texts.append(text)
            else:
                self._gap = True
                if lines:
                    yield lines, texts
                    lines, texts = [], []
        if lines:
            yield lines, texts

    def _line(self, text: str, page: int) -> Line:
        opens = not self.lines or self.lines[-1].page != page
        line = Line(len(self.lines) + 1, page, text, self._gap and bool(self.lines), opens)
        self.lines.append(line)
        self._gap = False
        return line

    def _paragraph(
        self, element: Element, read: tuple[list[Line], list[str]], label: Label | None, is_bold: bool
    ) -> Paragraph:
        lines, texts = tuple(read[0]), read[1]
        number = label.number if label is not None else ""
        depth = self._styles.heading_depth(element)
        if depth:
            self._depths.end()
            return Paragraph(lines, _text(texts), Kind.HEADING, depth, number, is_bold)
        if label is not None and label.is_bullet:
            return Paragraph(lines, _text(texts), Kind.BULLET, label.depth, is_bold=is_bold)
        first, is_bullet = without_bullet(texts[0])
        indent = self._styles.indent(element)
        if is_bullet:
            depth = self._depths.of(indent)
            return Paragraph(lines, _text([first, *texts[1:]]), Kind.BULLET, depth, number, is_bold)
        self._depths.end_at(indent)
        return Paragraph(lines, _text(texts), Kind.TEXT, 0, number, is_bold)

    # Tables.

    def _table(self, element: Element) -> Table | None:
        """A table, None where it holds no text."""
        rows = [[None if cell is None else self._cell(cell) for cell in row] for row in row_places(element)]
        width = max((len(row) for row in rows), default=0)
        table = Table(tuple((*row, *(Cell("") for _ in range(width - len(row)))) for row in rows))
        return table if table.lines else None

    def _cell(self, parts: list[Element]) -> Cell:
        start = len(self.lines)
        texts: list[str] = []
        for part in parts:
            for block in self._cell_blocks(part):
                texts += block
        self._gap = False
        return Cell("\n".join(filter(None, texts)), tuple(self.lines[start:]))

    def _cell_blocks(self, container: Element) -> Iterator[list[str]]:
        """The texts of the paragraphs in a cell, line by line; those of a table within it cell by cell."""
        for child in visible_children(container):
            if child.tag == f"{W}p":
                yield from self._cell_paragraph(child)
            elif child.tag == f"{W}tbl":
                for row in row_places(child):
                    for cell in filter(None, row):
                        yield self._cell(cell).text.split("\n")
            else:
                yield from self._cell_blocks(child)

    def _cell_paragraph(self, paragraph: Element) -> Iterator[list[str]]:
        read = self._read(paragraph)
        if _is_deleted(paragraph) and not read.has_letters:
            return
        label = self._numbering.label(paragraph)
        texts = _whole_sentences([text for _, texts in self._lines_of(read) for text in texts])
        if label is not None and not label.is_bullet:
            # A cell has no other place for a number, and the page shows it there.
            texts = [f"{label.text.strip()} {texts[0]}", *texts[1:]] if texts else self._lone_number(label)
        yield texts
        for box in read.boxes:
            yield from self._cell_blocks(box)

    def _lone_number(self, label: Label) -> list[str]:
        """The line of a paragraph that holds nothing but its number."""
        self._line(label.text.strip(), self._page)
        return [label.text.strip()]

    # Footnotes, headers and footers.

    def read_notes(self) -> None:
        """Read the footnotes and endnotes that were referred to, in the order of their marks."""
        elements = {"f": _notes(self._word.footnotes), "e": _notes(self._word.endnotes)}
        counts: Counter[str] = Counter()
        read: set[str] = set()
        for reference in list(self._references):
            element = elements[reference.text[:1]].get(reference.text[1:])
            if reference.text in read or element is None:
                continue
            read.add(reference.text)
            mark = reference.mark.strip()
            if not mark:
                counts[reference.text[:1]] += 1
                form = "decimal" if reference.text.startswith("f") else "lowerRoman"
                mark = formatted(counts[reference.text[:1]], form)
            start = len(self.lines)
            texts = [text for texts in self._cell_blocks(element) for text in texts]
            self.notes.append(Note(mark, rejoined(texts), tuple(self.lines[start:])))

    def read_margins(self, parts: list[Element]) -> list[Line]:
        """The lines of headers or footers; what several sections say alike is there once."""
        start = len(self.lines)
        for part in parts:
            before = len(self.lines)
            for _ in self.blocks(part):
                pass
            said = [line.text for line in self.lines[before:]]
            if said == [line.text for line in self.lines[start:before]][-len(said) :]:
                del self.lines[before:]
        return self.lines[start:]


def _text(texts: list[str]) -> str:
    return rejoined(plain(text) for text in texts)


def _opens_page(paragraph: Element) -> bool:
    found = paragraph.find(f"{W}pPr/{W}pageBreakBefore")
    return found is not None and found.get(f"{W}val") not in {"0", "false"}


def _whole_sentences(texts: list[str]) -> list[str]:
    """The lines of a paragraph in a cell; a line that was ended by hand in mid-sentence is joined to the next."""
    found: list[str] = []
    for text in (plain(without_bullet(text)[0]) for text in texts):
        if found and opens_in_lower_case(text) and not ends_sentence(found[-1]):
            found[-1] = rejoined([found[-1], text])
        else:
            found.append(text)
    return found


def _is_deleted(paragraph: Element) -> bool:
    """Whether a paragraph's end was deleted, with which the paragraph goes unless it holds text."""
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _notes(root: Element | None) -> dict[str, Element]:
    """Notes by their identifiers; lines that divide notes from the text are none."""
    found = [] if root is None else [child for child in root if isinstance(child.tag, str)]
    return {note.get(f"{W}id"): note for note in found if note.get(f"{W}type") in {None, "normal"}}
