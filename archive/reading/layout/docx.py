"""The layout of a Word file: paragraphs and tables as they are stored, numbers and footnotes worked out."""

from archive.reading.layout.docx_body import BodyReader
from archive.reading.layout.docx_package import DAMAGED, WordFile, opened
from archive.reading.layout.elements import Layout, Unreadable

NO_TEXT = "This Word document holds no text. If it holds pictures of pages, bring the file they were made from."


def lay_out(content: bytes) -> Layout:
    """The layout of a Word file. Unreadable where it is none, is protected or damaged, or holds no text."""
    try:
        layout = _layout(opened(content))
    except Unreadable:
        raise
    except Exception:  # Whatever a damaged file makes the libraries raise.
        raise Unreadable(DAMAGED) from None
    if not layout.blocks:
        raise Unreadable(NO_TEXT)
    return layout


def _layout(word: WordFile) -> Layout:
    reader = BodyReader(word)
    furniture = reader.read_margins(word.headers)
    blocks = list(reader.blocks(word.body))
    reader.read_notes()
    furniture += reader.read_margins(word.footers)
    return Layout(lines=reader.lines, blocks=blocks, furniture=furniture, notes=reader.notes)
