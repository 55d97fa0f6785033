"""The layout of a PDF that holds text: lines by where their letters stand, tables by their rules."""

import io
import logging
import re
import zlib
from collections.abc import Iterator
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from archive.reading.layout.elements import Layout, Unreadable
from archive.reading.layout.pdf_assembly import PrintedPage, assembled
from archive.reading.layout.pdf_columns import columned_grids
from archive.reading.layout.pdf_lines import Letter, letters_on, lines_of, watermark_line
from archive.reading.layout.pdf_tables import grids_on

MOST_PAGES = 400
MOST_LETTERS = 4_000_000
MOST_LETTERS_ON_PAGE = 60_000
MOST_UNPACKED = 100_000_000  # bytes of one stream
START_WITHIN = 1024  # bytes: where a PDF's first line must be
_STREAM = re.compile(rb"stream\r?\n")
_UNNAMED = re.compile(r"\(cid:\d+\)")

NOT_PDF = "This is not a PDF, whatever its name says. Bring the file as .pdf, .docx, .md or .txt."
LOCKED = "This PDF is protected by a password. Save a copy without one and bring that."
DAMAGED = "This PDF is damaged and cannot be read. Open it in a PDF program, save it again and bring that."
PICTURES = (
    "This PDF holds pictures of pages and no text; "
    + "run text recognition (OCR) over it, or bring the file it was made from."
)
NO_LETTERS = "The letters of this PDF cannot be told from its fonts. Bring the file it was made from."
UNPACKS = "This PDF unpacks to more than 100 MB and is not read. Save it again without pictures and bring that."

# A damaged PDF is told in one sentence, not in the library's many.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
logging.getLogger("pdfplumber").setLevel(logging.CRITICAL)


def lay_out(content: bytes) -> Layout:
    """The layout of a PDF. Unreadable where it is none, is protected or damaged, holds no text, or is too long."""
    if b"%PDF-" not in content[:START_WITHIN]:
        raise Unreadable(NOT_PDF)
    _refuse_bomb(content)
    try:
        pages = list(_pages(content))
        _refuse_without_text(pages)
        return assembled(pages)
    except Unreadable:
        raise
    except Exception as error:  # Whatever a damaged file makes the library raise.
        raise Unreadable(LOCKED if _is_about_password(error) else DAMAGED) from None


def _refuse_bomb(content: bytes) -> None:
    """Unreadable where a stream unpacks to far more than it should, because the library unpacks without a limit."""
    for found in _STREAM.finditer(content):
        end = content.find(b"endstream", found.end())
        packed = content[found.end() : end if end >= 0 else len(content)]
        if len(packed) * 1032 < MOST_UNPACKED:  # Deflate packs no tighter.
            continue
        unpacking = zlib.decompressobj()
        try:
            unpacking.decompress(packed, MOST_UNPACKED)
        except zlib.error:
            continue
        if unpacking.unconsumed_tail:
            raise Unreadable(UNPACKS)


def _is_about_password(error: BaseException) -> bool:
    causes = [error, *error.args] if isinstance(error, PdfminerException) else [error]
    return any(isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError) for cause in causes)


def _pages(content: bytes) -> Iterator[PrintedPage]:
    letters = 0
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        if len(pdf.pages) > MOST_PAGES:
            raise Unreadable(f"This PDF has {len(pdf.pages):,} pages; at most {MOST_PAGES} are read. Divide it.")
        for page in pdf.pages:
            upright, turned = letters_on(page)
            letters += len(upright) + len(turned)
            if letters > MOST_LETTERS or len(upright) + len(turned) > MOST_LETTERS_ON_PAGE:
                raise Unreadable(f"Page {page.page_number} of this PDF holds more letters than a page can. Divide it.")
            yield _page(page, upright, turned)
            page.close()


def _page(page: Any, upright: list[Letter], turned: list[Letter]) -> PrintedPage:
    ruled, outside = grids_on(page, upright)
    number = int(page.page_number)
    columned, outside = columned_grids(outside, number)
    watermark = watermark_line(turned, number)
    return PrintedPage(
        number=number,
        width=float(page.width),
        height=float(page.height),
        lines=lines_of(outside, number),
        grids=sorted([*ruled, *columned], key=lambda grid: grid.box[1]),
        watermarks=[watermark] if watermark else [],
    )


def _refuse_without_text(pages: list[PrintedPage]) -> None:
    text = "".join(line.shown for page in pages for line in page.all_lines)
    if not any(letter.isalnum() for letter in _UNNAMED.sub("", text)):
        raise Unreadable(NO_LETTERS if _UNNAMED.search(text) else PICTURES)
    if len("".join(_UNNAMED.findall(text))) > len(text) / 2:
        raise Unreadable(NO_LETTERS)
