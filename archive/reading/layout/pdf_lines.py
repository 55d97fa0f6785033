"""The printed lines of a PDF: letters put together by where they stand on the page."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pdfminer.layout import LTChar, LTContainer, LTItem

from archive.reading.layout.words import plain, shown

# Shares of a letter's size.
SAME_BASE = 0.2
WORD_SPACE = 0.18
NARROW_SPACE = 0.04
PRINTED_TWICE = 0.1
RAISED = 0.12
SMALLER = 0.9
CLOSE = 0.55
_HEAVY = re.compile(r"bold|black|heavy|semibold|demi(?!-?light)", re.IGNORECASE)
_MARK = re.compile(r"[\d,*†‡§]+")
_TYPED_MARKS = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")
_AS_MARKS = str.maketrans("1234567890", "¹²³⁴⁵⁶⁷⁸⁹⁰")
_TYPED_MARK = re.compile("[¹²³⁴⁵⁶⁷⁸⁹⁰]+")
# A watermark is as large as no heading, and pale.
WATERMARK_SIZE = 40.0
SMALLEST = 0.5  # points
PALE = 0.6


@dataclass(slots=True)
class Letter:
    """What a PDF draws in one stroke: a letter, or a ligature. `base` is the line it stands on, from the page's top."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    is_bold: bool
    is_artifact: bool
    follows_space: bool = False
    is_raised: bool = False

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


@dataclass(slots=True)
class Printed:
    """A line as it is printed. `text` is without marks of footnotes, `shown` has them; `mark` is the one it begins
    with, `marks` are the others. `first_width` is how wide its first word is. Lengths are in points."""

    page: int
    text: str
    shown: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    is_bold: bool
    is_artifact: bool
    first_width: float
    mark: str = ""
    marks: tuple[str, ...] = ()
    gap: bool = False


def letters_on(page: Any) -> tuple[list[Letter], list[Letter]]:
    """The letters of a pdfplumber page that stand upright, and those of a watermark in the order in which they are
    drawn. What lies beside the page is neither."""
    upright: list[Letter] = []
    watermark: list[Letter] = []
    left, above, right, below = page.bbox
    follows_space = False
    for drawn in drawn_on(page):
        if not isinstance(drawn, LTChar):
            continue
        letter = _letter(drawn, page, follows_space)
        follows_space = not letter.text.strip()
        x, y = letter.middle
        if not follows_space and left <= x <= right and above <= y <= below:
            (watermark if _is_watermark(drawn, letter) else upright).append(letter)
    return upright, watermark


def drawn_on(page: Any) -> Iterator[LTItem]:
    """What is drawn on a pdfplumber page, as its parser gives it: the library's own copies take twice as long."""
    waiting: list[LTItem] = [page.layout]
    while waiting:
        item = waiting.pop()
        if isinstance(item, LTContainer):
            waiting.extend(reversed(item._objs))
        else:
            yield item


def _letter(drawn: LTChar, page: Any, follows_space: bool) -> Letter:
    left, above = page.mediabox[:2]
    lift = page.height + above
    base = lift - drawn.matrix[5]
    return Letter(
        text=drawn.get_text(),
        x0=drawn.x0 + left,
        x1=drawn.x1 + left,
        top=lift - drawn.y1,
        bottom=lift - drawn.y0,
        base=base if math.isfinite(base) else lift - drawn.y0,
        size=max(float(drawn.size), SMALLEST),
        is_bold=bool(_HEAVY.search(str(drawn.fontname))),
        is_artifact=getattr(drawn, "tag", None) == "Artifact",
        follows_space=follows_space,
    )


def _is_watermark(drawn: LTChar, letter: Letter) -> bool:
    along, across = drawn.matrix[0], drawn.matrix[1]
    if abs(across) > 0.02 * math.hypot(along, across):
        return True
    return letter.size >= WATERMARK_SIZE and _paleness(drawn.graphicstate.ncolor) > PALE


def _paleness(colour: Any) -> float:
    """0 for black and 1 for white; 0 where the colour is a pattern."""
    parts = [
        part for part in (colour if isinstance(colour, tuple | list) else (colour,)) if isinstance(part, int | float)
    ]
    if len(parts) == 4:
        return 1 - min(1.0, max(parts[:3]) + parts[3])
    return sum(parts) / len(parts) if parts else 0.0


def watermark_line(letters: list[Letter], page: int) -> Printed | None:
    """The watermark of a page as a line, None where there is none."""
    text = shown("".join(letter.text for letter in letters))
    if not text:
        return None
    line = _printed(letters, page)
    line.text = line.shown = text
    return line


def lines_of(letters: Iterable[Letter], page: int) -> list[Printed]:
    """The lines that upright `letters` make, from the top down; white space alone makes none."""
    rows = _with_small_ones(list(_rows(letters)))
    lines = [_printed(sorted(row, key=lambda letter: letter.x0), page) for row in rows]
    return [line for line in lines if line.shown]


def _rows(letters: Iterable[Letter]) -> Iterator[list[Letter]]:
    """Letters that stand on one base."""
    row: list[Letter] = []
    for letter in sorted(letters, key=lambda letter: letter.base):
        if row and letter.base - row[-1].base > max(1.0, SAME_BASE * min(letter.size, row[-1].size)):
            yield row
            row = []
        row.append(letter)
    if row:
        yield row


def _with_small_ones(rows: list[list[Letter]]) -> list[list[Letter]]:
    """`rows`, with what is set small above or below the base put into the row that it belongs to."""
    sizes = [_main_size(row) for row in rows]
    homes = [_home(rows, sizes, at) for at in range(len(rows))]
    whole = [list(row) for row in rows]
    for at, home in enumerate(homes):
        if home is not None and homes[home] is None:
            _raise_marks(rows[at], rows[home], sizes[home])
            whole[home] += rows[at]
            whole[at] = []
    return [row for row in whole if row]


def _home(rows: list[list[Letter]], sizes: list[float], at: int) -> int | None:
    """The neighbouring row that the row `at` is a part of, raised or lowered; None where it stands for itself."""
    middle = rows[at][0].middle[1]
    for other in (at + 1, at - 1):
        if not 0 <= other < len(rows):
            continue
        large = next(letter for letter in rows[other] if letter.size >= sizes[other] * SMALLER)
        is_small = sizes[at] <= SMALLER * sizes[other] and large.top <= middle <= large.bottom
        is_close = abs(large.base - rows[at][0].base) < CLOSE * large.size and len(rows[at]) < len(rows[other])
        if is_small or is_close:
            return other
    return None


def _raise_marks(small: list[Letter], large: list[Letter], size: float) -> None:
    base = large[0].base
    if base - small[0].base > RAISED * size:
        for letter in small:
            letter.is_raised = bool(_MARK.fullmatch(letter.text))


def _main_size(letters: list[Letter]) -> float:
    return Counter(round(letter.size, 1) for letter in letters).most_common(1)[0][0]


def _printed(letters: list[Letter], page: int) -> Printed:
    words = list(_words(letters))
    first = words[0]
    has_marks = any(letter.is_raised for letter in letters)
    text, mark, marks = _without_marks(words) if has_marks else _without_typed_marks(words)
    upright = [letter for letter in letters if not letter.is_raised] or letters
    return Printed(
        page=page,
        text=text,
        shown=shown(" ".join(_said(word) for word in words)),
        x0=letters[0].x0,
        x1=max(letter.x1 for letter in letters),
        top=min(letter.top for letter in upright),
        bottom=max(letter.bottom for letter in upright),
        base=Counter(round(letter.base, 1) for letter in upright).most_common(1)[0][0],
        size=_main_size(upright),
        is_bold=all(letter.is_bold for letter in upright),
        is_artifact=all(letter.is_artifact for letter in letters),
        first_width=first[-1].x1 - first[0].x0,
        mark=mark,
        marks=marks,
    )


def _words(letters: list[Letter]) -> Iterator[list[Letter]]:
    """The words of a line; letters that are drawn twice, which some programs do for bold, are there once."""
    word: list[Letter] = []
    for letter in letters:
        last = word[-1] if word else None
        if last and letter.text == last.text and letter.x0 - last.x0 < PRINTED_TWICE * letter.size:
            last.is_bold = True
            continue
        if last and _is_apart(last, letter):
            yield word
            word = []
        word.append(letter)
    yield word


def _is_apart(last: Letter, letter: Letter) -> bool:
    share = NARROW_SPACE if letter.follows_space else WORD_SPACE
    return letter.x0 - last.x1 > share * min(letter.size, last.size)


def _said(word: list[Letter]) -> str:
    return "".join(letter.text.translate(_AS_MARKS) if letter.is_raised else letter.text for letter in word)


def _without_marks(words: list[list[Letter]]) -> tuple[str, str, tuple[str, ...]]:
    """The text of a line without its raised marks, the mark it begins with, and the others."""
    texts = ["".join(letter.text for letter in word if not letter.is_raised) for word in words]
    raised = ["".join(letter.text for letter in word if letter.is_raised) for word in words]
    mark = raised[0] if words[0][0].is_raised else ""
    marks = [one for text in raised[bool(mark) :] for one in text.split(",") if one]
    return _cleaned(texts), mark, tuple(marks)


def _without_typed_marks(words: list[list[Letter]]) -> tuple[str, str, tuple[str, ...]]:
    """The same for marks that are letters of their own ("¹"), which stay in the text: they may be exponents."""
    text = " ".join("".join(letter.text for letter in word) for word in words)
    marks = [found.translate(_TYPED_MARKS) for found in _TYPED_MARK.findall(text)]
    if _TYPED_MARK.match(text):
        return _cleaned([_TYPED_MARK.sub("", text, count=1)]), marks[0], tuple(marks[1:])
    return _cleaned([text]), "", tuple(marks)


def _cleaned(texts: list[str]) -> str:
    """The text, with the glyph of a symbol font left at its start, where it is a bullet."""
    text = " ".join(filter(None, texts))
    return text[:1] + " " + plain(text[1:]) if "\ue000" <= text[:1] <= "\uf8ff" else plain(text)
