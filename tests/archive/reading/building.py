"""Small layouts for the tests of the reader's rules: lines, paragraphs and tables as a source would give them."""

from typing import Any

import archive.reading
from archive.reading import Reading
from archive.reading.layout import text
from archive.reading.layout.elements import Cell, Kind, Layout, Line, Paragraph, Table

TITLE = """Technical Sub-Committee (TSC) Meeting 12_0405
Thursday 4 May 2017, 10:00 – 13:00
Gemserv, 8 Fenchurch Place, London, EC3M 4AJ
Draft Minutes
This document has a Classification of White
"""
BODY = """
Attendees:
Representing\tName
DCC\tJo Example

1. Welcome
SECAS welcomed the Members of the Smart Energy Code to the meeting of the day and explained the order of it.

2. DCC Update
The TSC NOTED the update of DP094, of SECMP0006 and of TSC11/01.
"""


def lines_of(source: str) -> list[Line]:
    """A line for each line of `source`; an empty one gives the next a gap, a form feed before a line opens a page."""
    found: list[Line] = []
    page, gap = 1, False
    for number, words in enumerate(source.split("\n"), start=1):
        opens = words.startswith("\f")
        page += opens
        bare = words.lstrip("\f")
        if bare.strip():
            found.append(Line(number, page, bare, gap, opens))
        gap = not bare.strip()
    return found


def paragraph(words: str, kind: Kind = Kind.TEXT, *, is_bold: bool = False, number: str = "") -> Paragraph:
    return Paragraph((Line(1, 1, words),), words, kind, is_bold=is_bold, number=number)


def table(*rows: tuple[str | None, ...]) -> Table:
    """A table of these rows, each a line of its own; None is a place that a merged cell covers."""
    return Table(
        tuple(
            tuple(None if words is None else Cell(words, (Line(at, 1, words),)) for words in row)
            for at, row in enumerate(rows, start=1)
        )
    )


def laid_out(source: str) -> Layout:
    return text.lay_out(source.encode())


def reading_of(source: str, name: str = "minutes.txt") -> Reading:
    return archive.reading.read(source.encode(), name)


def whys(reading: Reading) -> dict[str, str]:
    """The doubts of a reading by the field they are about."""
    return {doubt.field: doubt.why for doubt in reading.doubts}


def read(title: str = TITLE, body: str = BODY) -> Reading:
    """The reading of minutes with this title block and body."""
    return reading_of(title + body)


def fact(name: str, title: str = TITLE, body: str = BODY) -> Any:
    return read(title, body).facts[name]
