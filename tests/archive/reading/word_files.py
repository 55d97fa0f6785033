"""Word files made for tests of their layout."""

import io

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from archive.reading.layout.docx import lay_out
from archive.reading.layout.elements import Layout, Table


def saved(document: Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def add(document: Document, xml: str) -> None:
    """Add elements, written as Word does, at the end of the body."""
    wrapped = parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>")
    for element in list(wrapped):
        document.element.body.insert_element_before(element, "w:sectPr")


def of_xml(xml: str) -> Layout:
    document = docx.Document()
    add(document, xml)
    return lay_out(saved(document))


def texts(layout: Layout) -> list[str]:
    return [paragraph.text for paragraph in layout.paragraphs]


def rows(table: object) -> list[list[str | None]]:
    assert isinstance(table, Table)
    return [[None if cell is None else cell.text for cell in row] for row in table.rows]


def with_notes() -> bytes:
    document = docx.Document()
    add(
        document,
        '<w:p><w:r><w:t>It was sent</w:t></w:r><w:r><w:footnoteReference w:id="7"/></w:r><w:r><w:t>, and</w:t></w:r>'
        '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="9"/><w:t>*</w:t></w:r><w:r><w:t> read</w:t></w:r>'
        '<w:r><w:footnoteReference w:id="8"/></w:r><w:r><w:endnoteReference w:id="3"/><w:t>.</w:t></w:r></w:p>',
    )
    for kind, numbers in (("footnote", (7, 8, 9, 5)), ("endnote", (3,))):
        notes = "".join(
            f'<w:{kind} w:id="{number}"><w:p><w:r><w:{kind}Ref/><w:t> The {kind} {number}.</w:t></w:r></w:p></w:{kind}>'
            for number in numbers
        )
        line = f'<w:{kind} w:type="separator" w:id="-1"><w:p><w:r><w:t>line</w:t></w:r></w:p></w:{kind}>'
        xml = f"<w:{kind}s {nsdecls('w')}>{line}{notes}</w:{kind}s>"
        name = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"
        part = Part(PackURI(f"/word/{kind}s.xml"), name, xml.encode(), document.part.package)
        document.part.relate_to(part, getattr(RELATIONSHIP_TYPE, f"{kind.upper()}S"))
    return saved(document)
