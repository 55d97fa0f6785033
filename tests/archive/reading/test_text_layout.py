"""The layout of text files: flattened, scanned, tabbed, in markdown with HTML remains; what is refused and how."""

import pytest

from archive.reading.layout.elements import Kind, Layout, Table, Unreadable
from archive.reading.layout.text import MOST_LINES, clean, lay_out
from tests.archive.reading.building import laid_out

SENTENCE = "The committee heard how the plan for the release is kept and who is to be told when it changes."


def texts(layout: Layout) -> list[str]:
    return [each.text for each in layout.paragraphs]


def words(block: object) -> list[list[str]]:
    assert isinstance(block, Table)
    return [["" if cell is None else cell.words for cell in row] for row in block.rows]


# Lines and pages.


def test_single_empty_lines_say_nothing_where_every_line_has_one() -> None:
    halves = "The committee heard how the plan for the release is kept\n\nand who is to be told when it changes.\n\n"

    layout = laid_out(halves * 12)

    assert {line.gap for line in layout.lines} == {False}
    assert texts(layout) == [" ".join(halves.split())] * 12


def test_empty_line_is_a_gap_where_most_lines_have_none() -> None:
    layout = laid_out("One\nTwo\n\nThree")

    assert [line.gap for line in layout.lines] == [False, False, True]


def test_page_begins_behind_a_form_feed() -> None:
    layout = laid_out("One here\n\fTwo here\n\fThree")

    assert [(line.page, line.opens_page) for line in layout.lines] == [(1, False), (2, True), (3, True)]


def test_page_begins_with_a_line_set_in_by_one_blank() -> None:
    layout = laid_out("One here\nTwo here\n Three here\nFour here\nFive")

    assert [line.page for line in layout.lines] == [1, 1, 2, 2, 2]


def test_lines_set_in_throughout_are_no_pages() -> None:
    layout = laid_out("One here\n Two here\nThree here\n Four here")

    assert {line.page for line in layout.lines} == {1}


def test_lines_keep_the_numbers_of_the_source() -> None:
    layout = laid_out("One\r\n\r\nTwo\rThree")

    assert [(line.number, line.text) for line in layout.lines] == [(1, "One"), (3, "Two"), (4, "Three")]


# Tables.


def test_neighbouring_lines_with_tabs_are_a_table() -> None:
    layout = laid_out("Before it\nRepresenting\tName\nDCC\tJo Example\n\tSam Sample\nBehind it")

    assert [type(block).__name__ for block in layout.blocks] == ["Paragraph", "Table", "Paragraph"]
    assert words(layout.blocks[1]) == [["Representing", "Name"], ["DCC", "Jo Example"], ["", "Sam Sample"]]


def test_one_line_with_a_tab_is_no_table() -> None:
    layout = laid_out("Before it\n1.\tWelcome\nBehind it")

    assert [type(block).__name__ for block in layout.blocks] == ["Paragraph"] * 3


def test_rows_of_markdown_are_a_table_without_their_rule() -> None:
    layout = laid_out(
        "# Title\n\n| Representing | Name |\n|---|:---:|\n| DCC | **Jo Example** |\n\n## Next\n\n**Text**\n"
    )

    assert words(layout.blocks[1]) == [["Representing", "Name"], ["DCC", "Jo Example"]]


def test_row_of_html_is_a_row() -> None:
    source = "# A\n\n## B\n\n**Cc**\n\n**Dd**\n\n<td>TSC12/01</td><td><p>SECAS to act.</p><p>Done.</p></td>\n"

    table = laid_out(source).blocks[-1]

    assert isinstance(table, Table)
    assert [cell.text for cell in table.rows[0] if cell] == ["TSC12/01", "SECAS to act.\nDone."]


# Markdown and HTML remains.


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("The **TSC** *NOTED* it", "The TSC NOTED it"),
        ("<p>The <strong>TSC</strong></p>", "The TSC"),
        ("[DP094 'A title'](#)", "DP094 'A title'"),
        ("see ![logo](x.png)", "see logo"),
        ("A &amp; B&nbsp;C", "A & B C"),
        ("Issue 2<sup>1</sup> stands", "Issue 2 stands"),
        ("noted[^1] here", "noted here"),
    ],
)
def test_marks_are_taken_out(marked: str, plain: str) -> None:
    assert clean(marked) == plain


@pytest.mark.parametrize(
    "text", ["TABASC_23_1910", "2 * 3 * 4", "a < b and c > d", "5*", "[sic]", "snake_case_name", "costs < £5"]
)
def test_signs_that_are_no_marks_stay(text: str) -> None:
    assert clean(text) == text


def test_headings_bullets_and_bold_paragraphs_are_told_apart() -> None:
    layout = laid_out("## 2. Actions\n\n**A topic**\n\n- **NOTED** it\n\nSome **words** in bold.\n\n<p>Text</p>\n")

    assert [(each.kind, each.depth, each.is_bold) for each in layout.paragraphs] == [
        (Kind.HEADING, 2, False),
        (Kind.TEXT, 0, True),
        (Kind.BULLET, 1, False),
        (Kind.TEXT, 0, False),
        (Kind.TEXT, 0, False),
    ]


def test_sentence_that_a_pages_end_cut_is_made_whole() -> None:
    cut = "Once power has been restored, an alert is sent to whoever is told of such things. Once it has"

    layout = laid_out(f"# A\n\n## B\n\n**Cc**\n\n**Dd**\n\n**Ee**\n\n{cut}\n\nbeen sent, all is well.\n")

    assert texts(layout)[-1] == f"{cut} been sent, all is well."


# Footnotes.


def test_note_at_a_pages_end_is_no_text() -> None:
    body = "\n".join([SENTENCE] * 8)

    layout = laid_out(f"{body}\nIt was right1\n\n1 As the plan says.\n\fThe next page begins.")

    assert [(note.mark, note.text) for note in layout.notes] == [("1", "As the plan says.")]
    assert "As the plan says" not in " ".join(texts(layout))


def test_note_of_markdown_is_read() -> None:
    layout = laid_out("# A\n\n## B\n\n**Cc**\n\n**Dd**[^1]\n\n**Ee**\n\n[^1]: As the plan says.\n")

    assert [(note.mark, note.text) for note in layout.notes] == [("1", "As the plan says.")]


@pytest.mark.parametrize(
    "line", ["1. As the plan says it.", "2 As the plan says it.", "12 Members of it were present.", "1 short"]
)
def test_numbered_line_that_is_no_note_stays(line: str) -> None:
    layout = laid_out(f"{SENTENCE}\n{SENTENCE}\n{line}\n\fThe next page begins.")

    assert layout.notes == []
    assert line in " ".join(texts(layout))


# Encodings and refusals.


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_of_text_are_told(encoding: str) -> None:
    assert texts(lay_out("The chair’s plan – at £5".encode(encoding))) == ["The chair’s plan – at £5"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"abc \x00\x01\x02\x03", "The file is not text. Bring it as .txt, .md, .pdf or .docx."),
        (
            b"abc \x81\x8d",
            "The text is not in UTF-8: byte 4 cannot be read. Save it as UTF-8 and bring it again.",
        ),
        (
            "Протокол заседания".encode("cp1251"),
            "The text is not in UTF-8: byte 0 cannot be read. Save it as UTF-8 and bring it again.",
        ),
        (b"\xff\xfea\x00\x00", "The text is damaged at byte 4. Save it again as UTF-8."),
        (b"\xef\xbb\xbf  ", "The file is empty."),
        (
            b"a\n" * (MOST_LINES + 1),
            "This is far longer than a set of minutes. Bring each meeting in a file of its own.",
        ),
        (b"a\n" + b"b" * 20_001, "Line 2 has 20,001 characters, which is no line of minutes."),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable) as refused:
        lay_out(content)

    assert str(refused.value) == sentence
