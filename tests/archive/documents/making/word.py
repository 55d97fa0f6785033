"""Parts of a Word document that python-docx does not make: numbering, footnotes, fields, controls, tracked changes."""

import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as Doc
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

# One moment for everything, so that making a document twice gives the same bytes.
MADE = datetime(2021, 3, 1, 9, 0, tzinfo=UTC)
FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
# **bold**, [words](address), {note 2}, {+inserted}, {-deleted}, {=in a content control}.
MARKS = re.compile(
    r"\*\*(?P<bold>.+?)\*\*|\[(?P<words>.+?)\]\((?P<address>.+?)\)|\{note (?P<note>\d+)\}"
    r"|\{\+(?P<inserted>.+?)\}|\{-(?P<deleted>.+?)\}|\{=(?P<control>.+?)\}",
    re.DOTALL,
)


def new() -> Doc:
    """An empty document with the properties of nobody in particular."""
    document = Document()
    properties = document.core_properties
    properties.author = properties.last_modified_by = "Secretariat"
    properties.title = properties.comments = ""
    properties.created = properties.modified = MADE.replace(tzinfo=None)
    return document


def element(xml: str) -> BaseOxmlElement:
    """`xml`, in which the prefixes w and r may be used, as an element; the namespaces go to its first tag."""
    return parse_xml(re.sub(r"^<([\w:]+)", rf"<\1 {nsdecls('w', 'r')}", xml.strip(), count=1))


def run(text: str, *, properties: str = "", tag: str = "t") -> str:
    """A run of text, line ends and tabs made into Word's own."""
    opened, closed = f'<w:{tag} xml:space="preserve">', f"</w:{tag}>"
    inside = escape(text).replace("\n", f"{closed}<w:br/>{opened}").replace("\t", f"{closed}<w:tab/>{opened}")
    return f"<w:r>{properties and f'<w:rPr>{properties}</w:rPr>'}{opened}{inside}{closed}</w:r>"


def tracked(kind: str, text: str) -> str:
    """A run that a reviewer is shown to have inserted ("ins") or deleted ("del")."""
    tag = "delText" if kind == "del" else "t"
    return f'<w:{kind} w:id="90" w:author="Reviewer" w:date="{MADE:%Y-%m-%dT%H:%M:%SZ}">{run(text, tag=tag)}</w:{kind}>'


def hyperlink(paragraph: Paragraph, words: str, address: str) -> str:
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    blue = '<w:color w:val="0563C1"/><w:u w:val="single"/>'
    return f'<w:hyperlink r:id="{relation}">{run(words, properties=blue)}</w:hyperlink>'


def marked(paragraph: Paragraph, found: re.Match[str]) -> str:
    """The XML of one mark of `MARKS`."""
    says = found.groupdict()
    makers: dict[str, Callable[[str], str]] = {
        "bold": lambda text: run(text, properties="<w:b/>"),
        "words": lambda text: hyperlink(paragraph, text, says["address"] or ""),
        "note": lambda number: (
            f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'
        ),
        "inserted": lambda text: tracked("ins", text),
        "deleted": lambda text: tracked("del", text),
        "control": lambda text: f"<w:sdt><w:sdtPr/><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>",
    }
    return next(make(says[name] or "") for name, make in makers.items() if says[name] is not None)


def write(paragraph: Paragraph, text: str) -> Paragraph:
    """The same paragraph with `text` at its end, the marks of `MARKS` carried out."""
    at = 0
    for found in MARKS.finditer(text):
        if found.start() > at:
            paragraph._p.append(element(run(text[at : found.start()])))
        paragraph._p.append(element(marked(paragraph, found)))
        at = found.end()
    if at < len(text):
        paragraph._p.append(element(run(text[at:])))
    return paragraph


def fill(cell: _Cell, text: str | Sequence[str]) -> None:
    """Write one paragraph, or several, into a cell that is empty so far."""
    first, *others = [text] if isinstance(text, str) else text
    write(cell.paragraphs[0], first)
    for other in others:
        write(cell.add_paragraph(), other)


def table(document: Doc, rows: Iterable[Sequence[str | Sequence[str]]], widths: Sequence[float]) -> Table:
    """A bordered table. A cell of "^" is merged with the one above it, a cell of "<" with the one to its left."""
    rows = list(rows)
    made: Table = document.add_table(len(rows), len(widths), style="Table Grid")
    made.autofit = False
    for down, row in enumerate(rows):
        for across, text in enumerate(row):
            cell = made.cell(down, across)
            cell.width = int(widths[across] * 360000)
            if text == "^":
                made.cell(down - 1, across).merge(cell)
            elif text == "<":
                made.cell(down, across - 1).merge(cell)
            else:
                fill(cell, text)
    for cell in made._cells:
        drop_empty_ends(cell)
    return made


def drop_empty_ends(cell: _Cell) -> None:
    """Take away the empty paragraphs that merging leaves behind, all but the one a cell must have."""
    for paragraph in cell.paragraphs[:0:-1]:
        if not paragraph._p.xpath(".//w:t"):
            paragraph._p.getparent().remove(paragraph._p)


def number(document: Doc, level: str) -> int:
    """Add a numbering of one level, given as the inside of w:lvl, to the document; returns its number."""
    numbering = document.part.numbering_part.element
    abstracts = numbering.findall(qn("w:abstractNum"))
    known = max((int(each.get(qn("w:abstractNumId"))) for each in abstracts), default=0) + 1
    abstract = f'<w:abstractNum w:abstractNumId="{known}"><w:lvl w:ilvl="0">{level}</w:lvl></w:abstractNum>'
    abstracts[-1].addnext(element(abstract))
    number = max(int(each.get(qn("w:numId"))) for each in numbering.findall(qn("w:num"))) + 1
    numbering.append(element(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{known}"/></w:num>'))
    return number


def number_headings(document: Doc, style: str = "Heading 1") -> None:
    """Let Word count the headings of `style` itself: 1., 2., 3.; the numbers are nowhere in the text."""
    made = document.styles[style]
    level = (
        f'<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="{made.style_id}"/><w:lvlText w:val="%1."/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="567" w:hanging="567"/></w:pPr>'
    )
    counted = number(document, level)
    made.element.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = counted


def counted_list(document: Doc, entries: Iterable[str]) -> None:
    """Paragraphs counted 1., 2., 3. by Word, which are no headings."""
    level = (
        '<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="1134" w:hanging="567"/></w:pPr>'
    )
    counted = number(document, level)
    for entry in entries:
        paragraph = write(document.add_paragraph(), entry)
        numbered = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        numbered.get_or_add_ilvl().val = 0
        numbered.get_or_add_numId().val = counted


def bullets(document: Doc, entries: Iterable[str]) -> None:
    for entry in entries:
        write(document.add_paragraph(style="List Bullet"), entry)


def field(paragraph: Paragraph, code: str, shown: str) -> None:
    """A field such as PAGE, showing `shown` until Word counts anew."""
    paragraph._p.append(element(f'<w:fldSimple w:instr=" {code} ">{run(shown)}</w:fldSimple>'))


def control(paragraph: Paragraph) -> None:
    """Put a whole paragraph into a content control of its own."""
    around = element("<w:sdt><w:sdtPr/><w:sdtContent/></w:sdt>")
    paragraph._p.addprevious(around)
    around.find(qn("w:sdtContent")).append(paragraph._p)


def add_footnotes(document: Doc, notes: Iterable[str]) -> None:
    """Add the part that holds the footnotes: Word's two separators, then the notes from number 1."""
    line = '<w:footnote w:type="{0}" w:id="{1}"><w:p><w:r><w:{0}/></w:r></w:p></w:footnote>'
    around = "".join(line.format(kind, at) for kind, at in (("separator", -1), ("continuationSeparator", 0)))
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    bodies = "".join(
        f'<w:footnote w:id="{at}"><w:p>{mark}{run(" " + note)}</w:p></w:footnote>'
        for at, note in enumerate(notes, start=1)
    )
    declared = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    blob = f"{declared}<w:footnotes {nsdecls('w', 'r')}>{around}{bodies}</w:footnotes>".encode()
    part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES_TYPE, blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def save(document: Doc, path: Path) -> None:
    """Write the document with every file in it dated alike."""
    made, packed = BytesIO(), BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as loose, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as fixed:
        for name in loose.namelist():
            entry = zipfile.ZipInfo(name, MADE.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            fixed.writestr(entry, loose.read(name))
    path.write_bytes(packed.getvalue())
