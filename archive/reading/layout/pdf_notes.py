"""The footnotes of a PDF: small print that begins with the mark that stands raised in the text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from archive.reading.layout.pdf_lines import Printed
from archive.reading.layout.words import rejoined

SMALL = 0.93  # of the size of the text
FAR = 2.2  # of the size of the line: what stands further below belongs to no note
_NUMBERED = re.compile(r"(\d{1,3})[.)]?\s+(?=\S)")


@dataclass(slots=True)
class Footnote:
    """A footnote: its mark, and the lines it is printed in."""

    mark: str
    lines: list[Printed]

    @property
    def text(self) -> str:
        first = self.lines[0]
        start = "" if first.mark else _number(first)
        return rejoined([first.text.removeprefix(start).lstrip(".) "), *(line.text for line in self.lines[1:])])


def _number(line: Printed) -> str:
    found = _NUMBERED.match(line.text)
    return found[1] if found else ""


def footnotes_on(
    lines: list[Printed], marks: set[str], body_size: float, foot: float, last: Footnote | None
) -> list[Footnote]:
    """The footnotes among the lines of a page. A raised number opens one anywhere in small print; a number that is not
    raised only below `foot`, where tables and text of the usual size have ended, and where it is among `marks`. A note
    that the page before left unfinished (`last`) takes the small print above the first one."""
    found: list[Footnote] = []
    current: Footnote | None = None
    for line in lines:
        if line.size > SMALL * body_size:
            current = None
            continue
        mark = line.mark if line.mark in marks else _foot_mark(line, marks, foot)
        if mark:
            current = Footnote(mark, [line])
            found.append(current)
        elif current is not None and line.base - current.lines[-1].base <= FAR * line.size:
            current.lines.append(line)
        elif last is not None and not found and line.top >= foot and last.lines[-1].page == line.page - 1:
            current = last
            last.lines.append(line)
        else:
            current = None
    return found


def _foot_mark(line: Printed, marks: set[str], foot: float) -> str:
    number = _number(line)
    return number if line.top >= foot and number in marks else ""


def foot_of(lines: Iterable[Printed], body_size: float, tables_end: float) -> float:
    """How far down a page text of the usual size and tables go, in points."""
    return max([tables_end, *(line.bottom for line in lines if line.size > SMALL * body_size)]) - 1
