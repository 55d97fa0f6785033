"""Word files that cannot be read, each refused in its sentence."""

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress

import docx
import pytest

from archive.reading.layout.docx import lay_out
from archive.reading.layout.elements import Unreadable
from tests.archive.reading.word_files import of_xml, rows, saved, with_notes

DAMAGED = "This Word document is damaged and cannot be read. Open it in Word, save it again and bring that."
NOT_WORD = "This is not a Word document, whatever its name says. Bring the file as .docx, .pdf, .md or .txt."


def refusal(content: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        lay_out(content)
    return str(refused.value)


def rewritten(change: Callable[[str, bytes], bytes]) -> bytes:
    """A Word file with its parts changed, by their names."""
    document = docx.Document()
    document.add_paragraph("Text")
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(saved(document))) as source,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in source.namelist():
            made.writestr(name, change(name, source.read(name)))
    return file.getvalue()


def zipped(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"MZ\x90\x00 a program", NOT_WORD),
        (b"{\\rtf1 rich text}", NOT_WORD),
        (zipped({"_rels/.rels": b"<Relationships/>", "xl/workbook.xml": b"<workbook/>"}), NOT_WORD),
        (b"PK\x03\x04 not really", DAMAGED),
        (
            OLE + "EncryptedPackage".encode("utf-16-le"),
            "This Word document is protected by a password. Save a copy without one and bring that.",
        ),
        (
            OLE + "WordDocument".encode("utf-16-le"),
            "This is a document of an old Word. Open it, save it as .docx and bring that.",
        ),
        (
            zipped({"word/document.xml": bytes(3_000_000)}),
            "This Word document unpacks to more than 100 times its size and is not read. "
            "Open it in Word and save it again.",
        ),
        (
            zipped({"word/document.xml": bytes(100_000_001)}),
            "This Word document unpacks to more than 100 MB. Take its pictures out and bring it again.",
        ),
        (
            zipped({f"word/{n}.xml": b"<x/>" for n in range(2_001)}),
            "This Word document has more than 2,000 parts and is not read. Open it in Word and save it again.",
        ),
    ],
)
def test_what_cannot_be_read_gets_its_sentence(content: bytes, sentence: str):
    assert refusal(content) == sentence


def test_entities_are_refused():
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'

    content = rewritten(lambda name, part: bomb if name == "word/styles.xml" else part)

    assert refusal(content) == (
        "This Word document declares entities, which Word never does, and is not read. Save it again with Word."
    )


@pytest.mark.parametrize("name", ["word/document.xml", "[Content_Types].xml", "word/styles.xml", "_rels/.rels"])
def test_a_broken_part_is_refused(name: str):
    content = rewritten(lambda part_name, part: part[: len(part) // 2] if part_name == name else part)

    assert refusal(content) == DAMAGED


def test_a_document_without_text_is_refused():
    assert refusal(saved(docx.Document())) == (
        "This Word document holds no text. If it holds pictures of pages, bring the file they were made from."
    )


@pytest.mark.parametrize("span", ["999999999", "-3", "x", ""])
def test_a_mad_span_harms_nothing(span: str):
    layout = of_xml(
        f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr><w:p><w:r><w:t>A</w:t></w:r></w:p></w:tc>'
        "<w:tc><w:p><w:r><w:t>B</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )

    (row_of_cells,) = rows(layout.blocks[0])
    assert row_of_cells[0] == "A"
    assert len(row_of_cells) <= 64


def test_truncated_files_are_refused():
    whole = with_notes()

    for end in range(0, len(whole), 997):
        with suppress(Unreadable):
            lay_out(whole[:end])
