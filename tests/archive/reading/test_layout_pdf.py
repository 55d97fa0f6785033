"""The layout of PDFs: what a reader of the printed page would see as lines, paragraphs, tables, notes and furniture."""

import pytest

from archive.reading.layout.elements import Kind, Paragraph
from tests.archive.reading.pdf_files import RUNNING, laid_out, pages_of, prose, rows, texts

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
