"""The layout of PDFs: what a reader of the printed page would see as lines, paragraphs, tables, notes and furniture."""

import io
import time
from contextlib import suppress
from functools import cache
from itertools import cycle, islice
from pathlib import Path

import pikepdf
import pytest
from weasyprint import HTML

from archive.reading.layout.elements import Kind, Layout, Paragraph, Table, Unreadable
from archive.reading.layout.pdf import lay_out

FONTS = Path(__file__).resolve().parents[3] / "static" / "fonts"
SENTENCES = (
    "The committee heard how the plan for the release is kept and who is to be told when it changes again.",
    "Members asked for two dates.",
    "DCC explained that the second of them depends on a supplier, with whom it will speak before the month is out.",
    "Nobody objected to that, although one Member would have liked to see the answer in writing first.",
    "SECAS will keep the list.",
    "It was thought that eleven of the processes are described well enough, and that the other four need more work.",
)
PAGE = f"""
@font-face {{ font-family: Text; src: url("{(FONTS / "SourceSans3-Regular.ttf").as_uri()}"); font-weight: 400 }}
@font-face {{ font-family: Text; src: url("{(FONTS / "SourceSans3-Bold.ttf").as_uri()}"); font-weight: 700 }}
@page {{ size: A4; margin: 22mm 20mm 25mm }}
@footnote {{ border-top: 0.5pt solid #000; padding-top: 2mm }}
.note {{ float: footnote; font-size: 8pt }}
body {{ font: 11pt/1.35 Text }}
p {{ margin: 0 0 2.5mm }}
h1 {{ font-size: 18pt }} h2 {{ font-size: 13pt }} h3 {{ font-size: 11pt }}
table {{ border-collapse: collapse; width: 100% }}
td, th {{ border: 0.5pt solid #888; padding: 1.5mm 2mm; vertical-align: top; text-align: left }}
td p {{ margin: 0 0 2mm }}
.ruled td, .ruled th {{ border: 0; border-top: 0.5pt solid #000; border-bottom: 0.5pt solid #000 }}
"""
RUNNING = """
@page { @top-right { content: "SSC_14_0512 – Draft Minutes" }
        @bottom-left { content: "Page " counter(page) " of " counter(pages); width: 30% }
        @bottom-right { content: "This document has a Classification of White"; width: 70% } }
"""


def prose(sentences: int) -> str:
    """So many sentences of various lengths."""
    return " ".join(islice(cycle(SENTENCES), sentences))


@cache
def printed(body: str, style: str = "") -> bytes:
    return bytes(HTML(string=f"<html lang=en><style>{PAGE}{style}</style><body>{body}</body></html>").write_pdf())


def laid_out(body: str, style: str = "") -> Layout:
    return lay_out(printed(body, style))


def texts(layout: Layout) -> list[str]:
    return [paragraph.text for paragraph in layout.paragraphs]


def rows(table: object) -> list[list[str | None]]:
    assert isinstance(table, Table)
    return [[None if cell is None else cell.text for cell in row] for row in table.rows]


def pages_of(layout: Layout) -> int:
    return max(line.page for line in layout.lines)


# Lines and paragraphs.


def test_lines_are_numbered_through_the_document_with_their_pages():
    layout = laid_out(f"<p>One</p><p style='break-before: page'>Two</p><p>{prose(1)}</p>")

    assert [line.number for line in layout.lines] == [1, 2, 3]
    assert [line.page for line in layout.lines] == [1, 2, 2]
    assert [line.opens_page for line in layout.lines] == [True, True, False]


def test_a_space_before_a_line_is_told():
    layout = laid_out(f"<p>{prose(2)}</p><p>Next.</p>")

    assert [line.gap for line in layout.lines] == [False, False, True]


def test_lines_of_a_paragraph_are_rejoined():
    layout = laid_out(f"<p>{prose(3)}</p><p>{prose(1)}</p>")

    assert texts(layout) == [prose(3), prose(1)]
    assert len(next(layout.paragraphs).lines) == 3


def test_paragraphs_without_a_gap_are_told_by_lines_that_end_early():
    layout = laid_out(f"<p>{prose(2)}</p><p>It ends.</p><p>{prose(2)}</p>", "p { margin: 0 }")

    assert texts(layout) == [prose(2), "It ends.", prose(2)]


def test_a_hyphen_at_the_end_of_a_line_is_kept_without_a_space():
    layout = laid_out("<p>Members thought the second way the more cost-<br>effective one.</p>")

    assert texts(layout) == ["Members thought the second way the more cost-effective one."]


def test_a_paragraph_over_a_page_break_is_one():
    layout = laid_out(f"<p>{prose(60)}</p>", RUNNING)

    assert pages_of(layout) == 2
    assert texts(layout) == [prose(60)]


def test_paragraphs_on_both_sides_of_a_page_break_stay_two():
    layout = laid_out(f"<p>{prose(2)}</p><p style='break-before: page'>Another one.</p>", RUNNING)

    assert texts(layout) == [prose(2), "Another one."]


def test_a_quotation_set_in_on_both_sides_is_one_paragraph():
    layout = laid_out(f"<p>{prose(3)}</p><blockquote style='margin: 0 60mm 0 12mm'>{prose(6)}</blockquote>")

    assert texts(layout) == [prose(3), prose(6)]


def test_bullets_have_the_depth_of_their_indent_and_no_mark():
    layout = laid_out(f"<ul><li>first; and</li><li>{prose(2)}<ul><li>inner</li></ul></li><li>last</li></ul>")

    found = [(paragraph.kind, paragraph.depth, paragraph.text) for paragraph in layout.paragraphs]
    assert found == [
        (Kind.BULLET, 1, "first; and"),
        (Kind.BULLET, 1, prose(2)),
        (Kind.BULLET, 2, "inner"),
        (Kind.BULLET, 1, "last"),
    ]


@pytest.mark.parametrize("mark", ["•", "▪", "◦", "–", "o", "·"])
def test_every_mark_of_a_bullet_is_taken_off(mark: str):
    layout = laid_out(f"<p>The committee:</p><p style='margin-left: 6mm'>{mark} NOTED the paper</p>")

    *_, bullet = layout.paragraphs
    assert (bullet.kind, bullet.text) == (Kind.BULLET, "NOTED the paper")


def test_headings_are_larger_or_bolder_than_the_text():
    layout = laid_out(
        "<h1>Meeting 14</h1>"
        "<h2>1. Actions that are so many that the heading over them goes on for more than a line of its page</h2>"
        f"<h3>News</h3><p>{prose(5)}</p><p><b>It is bold, and a sentence.</b></p>"
    )

    found = [(paragraph.kind, paragraph.depth, paragraph.is_bold) for paragraph in layout.paragraphs]
    assert found == [
        (Kind.HEADING, 1, True),
        (Kind.HEADING, 2, True),
        (Kind.HEADING, 3, True),
        (Kind.TEXT, 0, False),
        (Kind.TEXT, 0, True),
    ]
    assert texts(layout)[1].startswith("1. Actions that are")


def test_a_raised_ordinal_stays_in_its_line():
    layout = laid_out(f"<p>The 2<sup>nd</sup> workshop took place. {prose(2)}</p>")

    assert texts(layout) == [f"The 2nd workshop took place. {prose(2)}"]


# Furniture.


def test_running_lines_are_furniture_and_in_no_block():
    items = [f"{'very ' * n}late, said a Member of item {n}." for n in range(40)]
    layout = laid_out("".join(f"<h2>{n}. News</h2><p>{item}</p>" for n, item in enumerate(items)), RUNNING)

    on_first = [line.text for line in layout.furniture if line.page == 1]
    last = pages_of(layout)
    assert last > 1
    assert on_first == [
        "SSC_14_0512 – Draft Minutes",
        f"Page 1 of {last} This document has a Classification of White",
    ]
    assert len(layout.furniture) == 2 * last
    assert texts(layout) == [text for n, item in enumerate(items) for text in (f"{n}. News", item)]


def test_on_a_single_page_only_what_is_clearly_a_footer_is_furniture():
    layout = laid_out(f"<p>{prose(1)}</p>", '@page { @bottom-center { content: "Page 1 of 1" } }')

    assert [line.text for line in layout.furniture] == ["Page 1 of 1"]
    assert texts(layout) == [prose(1)]


@pytest.mark.parametrize("turn", ["rotate(-40deg)", "none"])
def test_a_watermark_is_furniture(turn: str):
    style = f".mark {{ position: fixed; top: 100mm; font-size: 90pt; color: #e0e0e0; transform: {turn} }}"
    layout = laid_out(f"<div class=mark>DRAFT</div><p>{prose(60)}</p>", style)

    assert [line.text for line in layout.furniture] == ["DRAFT", "DRAFT"]
    assert texts(layout) == [prose(60)]


# Tables.


def test_the_cells_of_a_table_hold_paragraphs():
    layout = laid_out(
        "<table><tr><th>Action</th><th>Update</th></tr>"
        f"<tr><td><p>SSC11/01</p><p>{prose(1)}</p></td><td><p>{prose(2)}</p><p>Action CLOSED.</p></td></tr></table>"
    )

    (table,) = layout.blocks
    assert rows(table) == [
        ["Action", "Update"],
        [f"SSC11/01\n{prose(1)}", f"{prose(2)}\nAction CLOSED."],
    ]
    assert [line.number for line in table.lines] == [line.number for line in layout.lines]


def test_places_that_a_merged_cell_covers_are_none():
    layout = laid_out(
        "<table><tr><th colspan=2>Attendees</th></tr><tr><td rowspan=2>DCC</td><td>Orla Testwell</td></tr>"
        "<tr><td>Ben O’Mock</td></tr></table>"
    )

    (table,) = layout.blocks
    assert rows(table) == [["Attendees", None], ["DCC", "Orla Testwell"], [None, "Ben O’Mock"]]


def actions(count: int) -> str:
    head = "<thead><tr><th>Action</th><th>Update</th></tr></thead>"
    return head + "".join(
        f"<tr><td><p>SSC11/{n:02}</p><p>SECAS to see to it.</p></td><td>{prose(5)}</td></tr>"
        for n in range(1, count + 1)
    )


@pytest.mark.parametrize("breaks", ["avoid", "auto"])
def test_a_table_over_pages_is_one_and_has_its_head_once(breaks: str):
    layout = laid_out(f"<table>{actions(25)}</table>", f"{RUNNING} tr {{ break-inside: {breaks} }}")

    (table,) = layout.blocks
    assert pages_of(layout) > 1
    assert rows(table) == [
        ["Action", "Update"],
        *([f"SSC11/{n:02}\nSECAS to see to it.", prose(5)] for n in range(1, 26)),
    ]
    heads = [line.text for line in layout.furniture if line.text in {"Action", "Update"}]
    assert len(heads) == 2 * (pages_of(layout) - 1)


def test_a_table_with_level_rules_alone_has_columns():
    layout = laid_out(
        "<table class=ruled><tr><th>Modification</th><th>Technical</th><th>Interest</th></tr>"
        "<tr><td>DP096</td><td>High</td><td>Yes</td></tr><tr><td>DP097</td><td></td><td>No</td></tr></table>"
    )

    (table,) = layout.blocks
    assert rows(table) == [["Modification", "Technical", "Interest"], ["DP096", "High", "Yes"], ["DP097", "", "No"]]


def test_separate_borders_make_a_table_too():
    layout = laid_out(
        "<table><tr><td>Category</td><td>Name</td></tr><tr><td>DCC</td><td>Orla Testwell</td></tr></table>",
        "table { border-collapse: separate; border-spacing: 0 }",
    )

    (table,) = layout.blocks
    assert rows(table) == [["Category", "Name"], ["DCC", "Orla Testwell"]]


def test_a_box_is_a_table_of_one_cell():
    layout = laid_out(f"<p>{prose(1)}</p><div style='border: 1pt solid; padding: 2mm'>SSC14/01: SECAS to ask.</div>")

    text, box = layout.blocks
    assert isinstance(text, Paragraph)
    assert rows(box) == [["SSC14/01: SECAS to ask."]]


def test_rules_and_colours_around_plain_text_make_no_table():
    layout = laid_out(
        f"<h2 style='background: #ddd; border-bottom: 1pt solid'>1. News</h2><p>{prose(4)}</p><hr>"
        f"<p style='border-left: 2pt solid; padding-left: 3mm'>{prose(4)}</p><hr><p>{prose(1)}</p><hr>"
    )

    assert texts(layout) == ["1. News", prose(4), prose(4), prose(1)]
    assert len(layout.blocks) == 4


# Footnotes.


def test_a_footnote_is_a_note_and_its_mark_leaves_the_text():
    note = "Post meeting note: the paper was published on 14th May 2018 and is on the website. " * 2
    layout = laid_out(f"<p>It was published<span class=note>{note}</span> and read. {prose(6)}</p>")

    assert texts(layout) == [f"It was published and read. {prose(6)}"]
    assert [(found.mark, found.text) for found in layout.notes] == [("1", note.strip())]
    assert [line.text for line in layout.notes[0].lines][0].startswith("1. Post meeting note")
    assert layout.lines[0].text.startswith("It was published¹ and read.")


def test_a_footnote_that_goes_on_at_the_foot_of_the_next_page_is_whole():
    style = (
        "section { position: relative; height: 240mm; break-after: page }"
        "aside { position: absolute; bottom: 0; font-size: 8pt } sup { font-size: 6pt }"
    )
    layout = laid_out(
        f"<section><p>It was published<sup>1</sup> and read. {prose(5)}</p>"
        "<aside><sup>1</sup> Post meeting note: the paper is on the website, and</aside></section>"
        f"<section><p>{prose(5)}</p><aside>was changed on Monday.</aside></section>",
        style,
    )

    (note,) = layout.notes
    assert (note.mark, note.text) == ("1", "Post meeting note: the paper is on the website, and was changed on Monday.")
    assert [line.page for line in note.lines] == [1, 2]
    assert texts(layout) == [f"It was published and read. {prose(5)}", prose(5)]


def test_small_print_without_a_mark_is_text():
    layout = laid_out(f"<p>{prose(6)}</p><p style='font-size: 8pt'>2 papers were late.</p>")

    assert texts(layout) == [prose(6), "2 papers were late."]
    assert layout.notes == []


# Files that cannot be read.


def saved(pdf: pikepdf.Pdf, **how: object) -> bytes:
    file = io.BytesIO()
    pdf.save(file, **how)
    return file.getvalue()


def protected(user: str) -> bytes:
    with pikepdf.open(io.BytesIO(printed("<p>Secret</p>"))) as pdf:
        return saved(pdf, encryption=pikepdf.Encryption(user=user, owner="owner"))


def blank(pages: int) -> bytes:
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page()
    return saved(pdf)


def packed_bomb() -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.pages[0].Contents = pikepdf.Stream(pdf, b" " * 120_000_000)
    return saved(pdf)


def refusal(content: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        lay_out(content)
    return str(refused.value)


def test_what_is_no_pdf_is_refused():
    assert refusal(b"MZ\x90\x00 a program") == (
        "This is not a PDF, whatever its name says. Bring the file as .pdf, .docx, .md or .txt."
    )


def test_a_password_is_refused():
    sentence = "This PDF is protected by a password. Save a copy without one and bring that."
    assert refusal(protected("user")) == sentence


def test_a_pdf_that_only_forbids_changes_is_read():
    assert texts(lay_out(protected(""))) == ["Secret"]


def test_pictures_without_text_are_refused():
    assert refusal(blank(1)) == (
        "This PDF holds pictures of pages and no text; "
        "run text recognition (OCR) over it, or bring the file it was made from."
    )


def test_too_many_pages_are_refused():
    assert refusal(blank(401)) == "This PDF has 401 pages; at most 400 are read. Divide it."


def test_a_bomb_is_refused():
    sentence = "This PDF unpacks to more than 100 MB and is not read. Save it again without pictures and bring that."
    assert refusal(packed_bomb()) == sentence


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\n", b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog", b"%PDF-" + b"\xff" * 5_000]
)
def test_a_damaged_file_is_refused_in_a_sentence(content: bytes):
    assert refusal(content) == (
        "This PDF is damaged and cannot be read. Open it in a PDF program, save it again and bring that."
    )


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_truncated_file_is_refused_or_read(share: float):
    whole = printed(f"<p>{prose(60)}</p>", RUNNING)

    with suppress(Unreadable):
        assert lay_out(whole[: int(len(whole) * share)]).lines


@pytest.mark.slow
def test_fifteen_pages_take_less_than_three_seconds():
    content = printed(f"<table>{actions(125)}</table>", RUNNING)

    start = time.process_time()
    layout = lay_out(content)

    assert pages_of(layout) >= 15
    assert time.process_time() - start < 3
