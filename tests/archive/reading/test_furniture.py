"""What pages repeat: known by what it says or by where it stands, and never taken from the text."""

import pytest

from archive.reading.layout.furniture import furniture_in
from tests.archive.reading.building import lines_of


def left(source: str) -> list[str]:
    """What is not furniture."""
    lines = lines_of(source)
    gone = furniture_in(lines)
    return [line.text for line in lines if line.number not in gone]


@pytest.mark.parametrize(
    "words",
    [
        "Page 3 of 12",
        "P@ge 3 of 12",
        "TSC_12_0101 Draft Minutes Page 3",
        "https://www.example.org/minutes",
        "DRAFT",
        "This document has a Classification of White",
        "TSC_12_0101 - Draft Minutes",
    ],
)
def test_line_for_the_printer_is_taken_out(words: str) -> None:
    assert left(f"The committee met.\n{words}\nIt heard a report.") == ["The committee met.", "It heard a report."]


@pytest.mark.parametrize(
    "words",
    [
        "The figures stand on Page 3 of 12 in the paper.",
        "Details are at https://www.example.org/minutes for Members.",
        "DRAFT legal text was shown",
        "White",
        "12",
        "This document has been approved.",
        "TSC_12_0101 was corrected",
    ],
)
def test_text_that_speaks_of_pages_or_papers_stays(words: str) -> None:
    assert left(f"The committee met.\n{words}\nIt heard a report.") == [
        "The committee met.",
        words,
        "It heard a report.",
    ]


def test_level_behind_a_broken_mark_goes_with_it() -> None:
    source = "The committee met.\nThis document has a Classification of\nWhite\nIt heard a report."

    assert left(source) == ["The committee met.", "It heard a report."]


def test_lone_number_is_a_pages_where_a_page_ends() -> None:
    assert left("One\n7\n\fTwo\n8") == ["One", "\fTwo".strip("\f")]


def test_line_that_stands_at_the_end_of_three_pages_is_taken_out_from_all() -> None:
    pages = [f"Text of page {word} stands here\nFictional Secretariat, issue {at}" for at, word in enumerate("abc")]

    assert left("\n\f".join(pages)) == [f"Text of page {word} stands here" for word in "abc"]


def test_line_on_two_pages_only_stays() -> None:
    source = "Text of page a\nFictional Secretariat\n\fText of page b\nFictional Secretariat"

    assert len(left(source)) == 4


@pytest.mark.parametrize("head", ["Action Reference", "Modification Proposal Impact", "Representing Name"])
def test_head_of_a_table_that_goes_on_from_page_to_page_stays(head: str) -> None:
    source = "\n\f".join(f"{head}\nText of page {word}" for word in "abcd")

    assert left(source).count(head) == 4
