"""What a paragraph of a Word file says as it is shown: with insertions and fields, without deleted and hidden text."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from archive.reading.layout.docx_package import Element, W
from archive.reading.layout.docx_styles import Styles, whole_number

COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# Deleted, moved away, or no text: properties, the code of a field, the reading of a ruby.
_LEFT_OUT = {
    f"{W}{name}"
    for name in (
        *("del", "moveFrom", "delText", "delInstrText", "instrText", "pPr", "rPr", "sdtPr", "sdtEndPr", "rt"),
        *("tblPr", "tblGrid", "trPr", "tcPr", "sectPr"),
    )
}
_SAYS = {f"{W}tab": " ", f"{W}ptab": " ", f"{W}noBreakHyphen": "-"}
# Glyphs of Symbol and Wingdings that mean something in a minute; others are ornaments.
_SYMBOLS = {
    0xB7: "•",
    0xA7: "▪",
    0xD8: "➢",
    0xFC: "✓",
    0xFE: "☑",
    0xFB: "✗",
    0xFD: "☒",
    0xA8: "☐",
    0x6F: "☐",
    0xE0: "→",
}


class Sign(Enum):
    """What stands in a paragraph beside letters."""

    LETTERS = auto()
    LINE_END = auto()
    PAGE_END = auto()
    PAGE_RENDERED = auto()
    NOTE = auto()
    BOX = auto()


@dataclass(slots=True)
class Piece:
    """A piece of a paragraph. `text` are its letters, or the identifier of a note with a "f" or an "e" before it;
    `mark` is the mark of a note that was typed; `element` is a text box."""

    sign: Sign
    text: str = ""
    is_bold: bool = False
    mark: str = ""
    element: Element | None = None


def pieces(paragraph: Element, styles: Styles) -> Iterator[Piece]:
    """The pieces of a paragraph in the order of its text."""
    yield from _Walk(paragraph, styles).within(paragraph)


def visible_children(element: Element) -> Iterator[Element]:
    """The children of an element that are shown; of two ways to say the same (AlternateContent) one."""
    for child in element:
        if not isinstance(child.tag, str) or child.tag in _LEFT_OUT:
            continue
        if child.tag == f"{COMPATIBILITY}AlternateContent":
            chosen = child.find(f"{COMPATIBILITY}Choice")
            chosen = child.find(f"{COMPATIBILITY}Fallback") if chosen is None else chosen
            if chosen is not None:
                yield from visible_children(chosen)
        else:
            yield child


class _Walk:
    """A walk through a paragraph, which remembers where it is in a field."""

    def __init__(self, paragraph: Element, styles: Styles) -> None:
        self._paragraph = paragraph
        self._styles = styles
        # For each field that is open: whether its code, not its result, is being passed.
        self._fields: list[bool] = []

    def within(self, element: Element) -> Iterator[Piece]:
        for child in visible_children(element):
            if child.tag == f"{W}r":
                yield from self._run(child)
            elif child.tag == f"{W}txbxContent":
                yield Piece(Sign.BOX, element=child)
            elif child.tag == f"{MATHS}t":
                yield Piece(Sign.LETTERS, child.text or "")
            else:
                yield from self.within(child)

    def _run(self, run: Element) -> Iterator[Piece]:
        if self._styles.is_on("vanish", run, self._paragraph):
            return
        is_bold = self._styles.is_on("b", run, self._paragraph)
        is_upper = self._styles.is_own("caps", run)
        typed_mark: Piece | None = None
        for child in visible_children(run):
            for piece in self._piece(child):
                if any(self._fields) and piece.sign == Sign.LETTERS:
                    continue
                if typed_mark is not None and piece.sign == Sign.LETTERS:
                    typed_mark.mark += piece.text
                    continue
                piece.is_bold = is_bold
                piece.text = piece.text.upper() if is_upper and piece.sign == Sign.LETTERS else piece.text
                typed_mark = piece if piece.sign == Sign.NOTE and _has_typed_mark(child) else None
                yield piece

    def _piece(self, child: Element) -> Iterator[Piece]:
        name = child.tag.removeprefix(W)
        if name == "t":
            yield Piece(Sign.LETTERS, child.text or "")
        elif child.tag in _SAYS:
            yield Piece(Sign.LETTERS, _SAYS[child.tag])
        elif name == "sym":
            yield Piece(Sign.LETTERS, _symbol(child))
        elif name in {"br", "cr"}:
            yield Piece(Sign.PAGE_END if child.get(f"{W}type") == "page" else Sign.LINE_END)
        elif name == "lastRenderedPageBreak":
            yield Piece(Sign.PAGE_RENDERED)
        elif name in {"footnoteReference", "endnoteReference"}:
            yield Piece(Sign.NOTE, name[0] + (child.get(f"{W}id") or ""))
        elif name == "fldChar":
            self._pass_field(child.get(f"{W}fldCharType"))
        else:
            yield from self.within(child)

    def _pass_field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()


def _has_typed_mark(reference: Element) -> bool:
    return reference.get(f"{W}customMarkFollows") in {"1", "true", "on"}


def _symbol(element: Element) -> str:
    code = element.get(f"{W}char") or ""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return _SYMBOLS.get(number & 0xFF, "") if number >= 0xF000 else chr(number) if number < 0xD800 else ""


def grid_span(cell: Element) -> int:
    """How many columns a cell covers; Word has at most 63."""
    found = cell.find(f"{W}tcPr/{W}gridSpan")
    span = whole_number(found.get(f"{W}val")) if found is not None else None
    return min(max(span or 1, 1), 63)
