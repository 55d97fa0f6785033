"""The layout of Word files: what Word would show as lines, paragraphs, numbers, tables, notes and furniture."""

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from archive.reading.layout.docx import lay_out
from archive.reading.layout.elements import Kind
from tests.archive.reading.word_files import add, of_xml, rows, saved, texts, with_notes

# Lines and paragraphs.


def test_each_paragraph_is_a_line_those_of_cells_too():
    document = docx.Document()
    document.add_paragraph("One")
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "Two"
    cell.add_paragraph("Three")
    document.add_paragraph("")
    document.add_paragraph("Four")

    layout = lay_out(saved(document))

    assert [(line.number, line.text) for line in layout.lines] == [(1, "One"), (2, "Two"), (3, "Three"), (4, "Four")]
    assert [line.gap for line in layout.lines] == [False, False, False, True]


def test_pages_are_counted_by_breaks_made_by_hand():
    document = docx.Document()
    document.add_paragraph("One")
    document.add_page_break()
    document.add_paragraph("Two")

    layout = lay_out(saved(document))

    assert [(line.page, line.opens_page) for line in layout.lines] == [(1, True), (2, True)]


def test_pages_are_those_that_word_has_rendered():
    layout = of_xml(
        '<w:p><w:r><w:t>One</w:t><w:br w:type="page"/></w:r></w:p>'
        "<w:p><w:r><w:lastRenderedPageBreak/><w:t>Two</w:t></w:r></w:p>"
    )

    assert [line.page for line in layout.lines] == [1, 2]


def test_insertions_links_controls_and_tags_are_read():
    layout = of_xml(
        "<w:p><w:r><w:t>SECAS </w:t></w:r><w:ins><w:r><w:t>to ask </w:t></w:r></w:ins>"
        '<w:hyperlink w:anchor="x"><w:r><w:t>the DCC </w:t></w:r></w:hyperlink>'
        "<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent><w:r><w:t>for </w:t></w:r></w:sdtContent></w:sdt>"
        '<w:smartTag w:element="x"><w:r><w:t>figures</w:t></w:r></w:smartTag></w:p>'
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>In a control</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )

    assert texts(layout) == ["SECAS to ask the DCC for figures", "In a control"]


def test_deletions_moves_and_hidden_text_are_not_read():
    layout = of_xml(
        "<w:p><w:r><w:t>It stays</w:t></w:r><w:del><w:r><w:delText>, deleted</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>, moved</w:t></w:r></w:moveFrom>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>, hidden</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>All of it</w:delText></w:r></w:del></w:p>"
    )

    assert texts(layout) == ["It stays"]
    assert len(layout.lines) == 1


def test_soft_hyphens_vanish_and_hard_spaces_are_spaces():
    layout = of_xml("<w:p><w:r><w:t>the co\u00ado</w:t><w:softHyphen/><w:t>p of\u00a0two</w:t></w:r></w:p>")

    assert texts(layout) == ["the coop of two"]


def test_of_a_field_its_result_is_read_and_not_its_code():
    layout = of_xml(
        '<w:p><w:r><w:t>Page </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>4</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        '<w:fldSimple w:instr="NUMPAGES"><w:r><w:t> of 15</w:t></w:r></w:fldSimple></w:p>'
    )

    assert texts(layout) == ["Page 4 of 15"]


def test_a_line_ended_by_hand_stays_in_its_paragraph():
    layout = of_xml("<w:p><w:r><w:t>18th April 2019,</w:t><w:br/><w:t>10:30</w:t></w:r></w:p>")

    (paragraph,) = layout.paragraphs
    assert paragraph.text == "18th April 2019, 10:30"
    assert [line.text for line in paragraph.lines] == ["18th April 2019,", "10:30"]


def test_text_boxes_are_paragraphs_and_are_read_once():
    box = "<w:txbxContent><w:p><w:r><w:t>In the box</w:t></w:r></w:p></w:txbxContent>"
    names = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    layout = of_xml(
        f"<w:p {names}><w:r><w:t>Beside it</w:t></w:r><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )

    assert texts(layout) == ["Beside it", "In the box"]


def test_a_paragraph_is_bold_when_all_its_letters_are():
    document = docx.Document()
    document.add_paragraph().add_run("All of it").bold = True
    document.add_paragraph("Some ").add_run("of it").bold = True

    assert [paragraph.is_bold for paragraph in lay_out(saved(document)).paragraphs] == [True, False]


# Headings, numbers and bullets.


NUMBERED = """
<w:abstractNum w:abstractNumId="{abstract}" {names}>
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>
</w:abstractNum>"""


def numbered(form: str = "decimal", text: str = "%1.%2") -> Document:
    """A document whose list 90 counts 1, 1.1 and whose list 91 is the same beginning anew at 5."""
    document = docx.Document()
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(NUMBERED.format(abstract=90, names=nsdecls("w"), form=form, text=text)))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    root.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="90"/>'
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
        )
    )
    return document


def row(text: str, level: int = 0, number: int = 90) -> str:
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
    )


def test_headings_have_the_depth_of_their_style():
    document = docx.Document()
    document.add_heading("Title", 0)
    document.add_heading("First", 1)
    document.add_heading("Second", 2)
    based = document.styles.add_style("Agenda Item", 1)
    based.base_style = document.styles["Heading 1"]
    document.add_paragraph("Based on it", style="Agenda Item")

    found = [(paragraph.kind, paragraph.depth) for paragraph in lay_out(saved(document)).paragraphs]

    assert found == [(Kind.HEADING, 1), (Kind.HEADING, 1), (Kind.HEADING, 2), (Kind.HEADING, 1)]


def test_automatic_numbers_of_headings_are_worked_out():
    document = numbered()
    for style, level in (("Heading 1", 0), ("Heading 2", 1)):
        properties = document.styles[style].element.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>')
        )
    for text, level in (("Minutes", 1), ("News", 1), ("DCC", 2), ("BEIS", 2), ("Risks", 1), ("One", 2)):
        document.add_heading(text, level)

    found = [(paragraph.number, paragraph.text) for paragraph in lay_out(saved(document)).paragraphs]

    assert found == [("1", "Minutes"), ("2", "News"), ("2.1", "DCC"), ("2.2", "BEIS"), ("3", "Risks"), ("3.1", "One")]


def test_a_typed_number_stays_in_the_text():
    document = docx.Document()
    document.add_heading("3. DCC Update", 1)

    (heading,) = lay_out(saved(document)).paragraphs

    assert (heading.number, heading.text) == ("", "3. DCC Update")


def test_a_numbered_list_is_text_with_numbers():
    document = numbered()
    add(document, row("one") + "<w:p/>" + row("two") + row("below", 1) + row("anew", number=91) + row("on", number=91))

    found = [(paragraph.kind, paragraph.number) for paragraph in lay_out(saved(document)).paragraphs]

    assert found == [(Kind.TEXT, number) for number in ("1", "2", "2.1", "5", "6")]


@pytest.mark.parametrize(
    ("form", "text", "number"),
    [
        ("lowerLetter", "(%2)", "b"),
        ("upperLetter", "%2)", "B"),
        ("lowerRoman", "%2.", "ii"),
        ("upperRoman", "%1.%2", "1.II"),
        ("decimalZero", "TABASC %1/%2", "TABASC 1/02"),
        ("none", "", ""),
    ],
)
def test_numbers_have_the_form_of_their_level(form: str, text: str, number: str):
    document = numbered(form, text)
    add(document, row("one") + row("a", 1) + row("b", 1))

    *_, last = lay_out(saved(document)).paragraphs

    assert last.number == number


def test_bullets_have_a_depth_and_no_mark():
    document = docx.Document()
    document.add_paragraph("The committee:")
    document.add_paragraph("NOTED it", style="List Bullet")
    document.add_paragraph("inner", style="List Bullet 2")
    document.add_paragraph("•\tAGREED it")
    document.add_paragraph("\uf0b7 typed").paragraph_format.left_indent = 400_000

    found = [(paragraph.kind, paragraph.depth, paragraph.text) for paragraph in lay_out(saved(document)).paragraphs]

    assert found == [
        (Kind.TEXT, 0, "The committee:"),
        (Kind.BULLET, 1, "NOTED it"),
        (Kind.BULLET, 2, "inner"),
        (Kind.BULLET, 1, "AGREED it"),
        (Kind.BULLET, 2, "typed"),
    ]


# Tables.


def test_places_that_merged_cells_cover_are_none():
    document = docx.Document()
    table = document.add_table(3, 3)
    for at, text in enumerate("ABCDEFGHI"):
        table.cell(at // 3, at % 3).text = text
    for cell in (table.cell(0, 1), table.cell(1, 1)):
        cell.text = ""
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(1, 2).merge(table.cell(2, 2)).text = "F\nI"

    (found,) = lay_out(saved(document)).blocks

    assert rows(found) == [["A", None, "C"], ["D", "", "F\nI"], ["G", "H", None]]


def test_rows_are_equally_long():
    layout = of_xml(
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>A</w:t></w:r></w:p></w:tc></w:tr>"
        '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc><w:p><w:r><w:t>B</w:t></w:r></w:p></w:tc></w:tr>'
        "<w:sdt><w:sdtContent><w:tr><w:tc><w:p><w:r><w:t>C</w:t></w:r></w:p></w:tc></w:tr></w:sdtContent></w:sdt>"
        "<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>Deleted</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )

    assert rows(layout.blocks[0]) == [["A", ""], ["", "B"], ["C", ""]]


def test_a_table_within_a_cell_is_part_of_its_text():
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "Outside"
    inner = cell.add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "left", "right"

    (box,) = lay_out(saved(document)).blocks

    assert rows(box) == [["Outside\nleft\nright"]]


def test_lines_ended_by_hand_in_a_cell():
    layout = of_xml(
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>SSC11/01</w:t><w:br/><w:t>SECAS to ask those</w:t><w:br/>"
        "<w:t>who know.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )

    assert rows(layout.blocks[0]) == [["SSC11/01\nSECAS to ask those who know."]]


def test_the_numbers_of_a_list_in_a_cell_are_part_of_its_text():
    document = numbered()
    add(document, f"<w:tbl><w:tr><w:tc>{row('first')}{row('second')}</w:tc><w:tc>{row('')}</w:tc></w:tr></w:tbl>")

    assert rows(lay_out(saved(document)).blocks[0]) == [["1. first\n2. second", "3."]]


def test_a_table_without_text_is_no_block():
    document = docx.Document()
    document.add_table(2, 2)
    document.add_paragraph("Text")

    assert [type(block).__name__ for block in lay_out(saved(document)).blocks] == ["Paragraph"]


# Furniture and footnotes.


def test_headers_and_footers_of_all_sections_are_furniture():
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "SSC_14_0512 – Draft Minutes"
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "First"
    section.footer.paragraphs[0].text = "This document has a Classification of White"
    document.add_paragraph("Text")

    layout = lay_out(saved(document))

    assert {line.text for line in layout.furniture} == {
        "SSC_14_0512 – Draft Minutes",
        "First",
        "This document has a Classification of White",
    }
    assert [line.text for line in layout.lines[2:]] == ["Text", "This document has a Classification of White"]
    assert texts(layout) == ["Text"]


def test_footnotes_and_endnotes_are_notes_with_their_running_numbers():
    layout = lay_out(with_notes())

    assert texts(layout) == ["It was sent, and read."]
    assert [(note.mark, note.text) for note in layout.notes] == [
        ("1", "The footnote 7."),
        ("*", "The footnote 9."),
        ("2", "The footnote 8."),
        ("i", "The endnote 3."),
    ]
    assert [line.text for note in layout.notes for line in note.lines] == [line.text for line in layout.lines[1:]]
