"""Small real files with something hidden in each, for the tests of inspection."""

import io
import zipfile
from typing import Any

import docx
import openpyxl
import pikepdf
from docx.oxml import parse_xml
from openpyxl.comments import Comment

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
P = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml"


def word(*, text: str = "The register.", changed: bool = False, author: str = "", comment: str = "") -> bytes:
    document = docx.Document()
    paragraph = document.add_paragraph(text)
    document.core_properties.author = author
    document.core_properties.last_modified_by = ""
    if comment:
        document.add_comment(paragraph.runs, text=comment, author="B. Reader")
    if changed:
        change = f'<w:ins {W} w:id="1" w:author="C. Changer"><w:r><w:t>more</w:t></w:r></w:ins>'
        paragraph._p.append(parse_xml(change))
    return _saved(document)


def workbook(*, hidden: str = "", comment: str = "", rows_hidden: bool = False, text: str = "Days") -> bytes:
    book = openpyxl.Workbook()
    book.properties.creator = ""
    sheet = book.active
    sheet["A1"] = text
    if comment:
        sheet["A1"].comment = Comment(comment, "B. Reader")
    if hidden:
        book.create_sheet(hidden).sheet_state = "hidden"
    if rows_hidden:
        sheet.row_dimensions[3].hidden = True
    return _saved(book)


def slides(*, notes: str = "", hidden: bool = False, text: str = "A slide") -> bytes:
    """A presentation of one slide, put together by hand: no library of ours writes them."""
    show = ' show="0"' if hidden else ""
    body = f'<p:sp><p:nvSpPr><p:nvPr><p:ph type="body"/></p:nvPr></p:nvSpPr><a:t>{notes}</a:t></p:sp>'
    number = '<p:sp><p:nvSpPr><p:nvPr><p:ph type="sldNum"/></p:nvPr></p:nvSpPr><a:t>1</a:t></p:sp>'
    parts = {
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
        f'<Override PartName="/ppt/presentation.xml" ContentType="{SLIDES}.presentation.main+xml"/></Types>',
        "ppt/presentation.xml": f"<p:presentation {P}/>",
        "ppt/slides/slide1.xml": f"<p:sld {P}{show}><a:t>{text}</a:t></p:sld>",
        "ppt/notesSlides/notesSlide1.xml": f"<p:notes {P}>{body}{number}</p:notes>",
    }
    return packed(parts)


def portable(*, author: str = "", comment: str = "", script: bool = False, attached: bool = False) -> bytes:
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    if comment:
        remark = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Contents=comment, T="B. Reader")
        remark.Rect = pikepdf.Array([0, 0, 10, 10])
        page.obj.Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(remark)]))
    if author:
        pdf.docinfo["/Author"] = author
    if script:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    if attached:
        pdf.attachments["notes.txt"] = b"words"
    return _saved(pdf)


def packed(parts: dict[str, str | bytes], *, how: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", how) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def repacked(content: bytes, parts: dict[str, str | bytes]) -> bytes:
    """The same ZIP with more parts in it, or others in the place of its own."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    return packed(kept | parts)


def picture(*, author: str = "") -> bytes:
    text = b"tEXtAuthor\x00" + author.encode() if author else b""
    return b"\x89PNG\r\n\x1a\n" + text + b"\x00\x00IEND"


def _saved(file: Any) -> bytes:
    held = io.BytesIO()
    file.save(held)
    return held.getvalue()
