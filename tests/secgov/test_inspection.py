"""Files from outside: what they are by their content, what is hidden in them, and those that mean harm."""

import zipfile

import pytest

from secgov.inspection import Inspected, NotAccepted, inspect_apart, kind_of
from secgov.inspection.inspecting import inspect
from secgov.inspection.marks import marked
from tests.secgov.office_files import packed, picture, portable, repacked, slides, word, workbook

FILES = {
    ".pdf": portable(),
    ".png": picture(),
    ".docx": word(),
    ".xlsx": workbook(),
    ".pptx": slides(),
}


def found(content: bytes) -> list[str]:
    return inspect(content)["findings"]


@pytest.mark.parametrize("suffix", FILES)
def test_a_file_is_known_by_its_content(suffix) -> None:
    assert kind_of(FILES[suffix]).suffix == suffix


@pytest.mark.parametrize("suffix", FILES)
def test_nothing_is_found_in_a_plain_file(suffix) -> None:
    assert inspect(FILES[suffix]) == {"findings": [], "marked": []}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<html><script>", "none of those"),
        (b"  %PDF-1.7 behind something", "none of those"),
        (b"MZ program", "none of those"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "old kind of Office"),
        (packed({"a.txt": "only a ZIP"}), "none of those"),
        (packed({"[Content_Types].xml": "<Types/>"}), "none of those"),
        (b"PK\x03\x04 and nothing behind it", "damaged"),
        (repacked(word(), {"word/vbaProject.bin": b"macro"}), "macros"),
        (packed({"[Content_Types].xml": " " * 3_000_000}), "swells"),
        (packed({"[Content_Types].xml": "<Types/>"}, how=zipfile.ZIP_LZMA), "unusual way"),
        (repacked(word(), {f"word/part{number}.xml": "" for number in range(5_001)}), "unusual way"),
    ],
)
def test_other_files_are_not_taken_and_one_sentence_says_why(content, sentence) -> None:
    with pytest.raises(NotAccepted, match=sentence):
        kind_of(content)


def test_a_file_with_macros_is_known_by_its_types_too() -> None:
    types = '<Types><Default ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'

    with pytest.raises(NotAccepted, match="macros"):
        kind_of(repacked(word(), {"[Content_Types].xml": types}))


def test_the_length_a_zip_states_is_not_believed() -> None:
    """The directory says ten bytes, the part unpacks to more: reading it is refused, not followed."""
    honest = packed({"[Content_Types].xml": "<Types/>" * 1000})
    lying = honest.replace((8000).to_bytes(4, "little"), (10).to_bytes(4, "little"))

    with pytest.raises(NotAccepted):
        kind_of(lying)


def test_a_word_documents_changes_comments_and_names_are_found() -> None:
    content = word(changed=True, comment="Is this so?", author="A. Drafter")

    assert found(content) == [
        "1 tracked change, by C. Changer.",
        "1 comment.",
        "Names in its properties: author A. Drafter.",
    ]


def test_a_workbooks_hidden_sheets_and_rows_are_found() -> None:
    content = workbook(hidden="Prices", comment="Not for the Panel", rows_hidden=True)

    assert found(content) == ["1 hidden sheet: Prices.", "Rows or columns that are hidden.", "1 comment."]


def test_a_presentations_notes_and_hidden_slides_are_found() -> None:
    assert found(slides(notes="Do not say this.", hidden=True)) == ["1 hidden slide.", "Speaker notes on 1 slide."]


def test_a_pdfs_remarks_names_scripts_and_attachments_are_found() -> None:
    content = portable(author="A. Drafter", comment="Really?", script=True, attached=True)

    assert found(content) == [
        "1 comment, by B. Reader.",
        "A script that runs when it is opened.",
        "1 file attached to it.",
        "Names in its properties: author A. Drafter.",
    ]


def test_a_pictures_author_is_found() -> None:
    assert found(picture(author="A. Drafter")) == ["Names in its properties: author A. Drafter."]


@pytest.mark.parametrize("content", [b"%PDF-1.7 words", b"%PDF-1.7" + b"<<" * 10_000])
def test_a_pdf_that_cannot_be_opened_says_so(content) -> None:
    assert found(content) == ["It is damaged, so that nobody could look into it."]


@pytest.mark.parametrize("part", ["<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "<w:document", "no xml at all"])
def test_an_office_file_that_is_no_xml_or_declares_entities_is_not_taken(part) -> None:
    with pytest.raises(NotAccepted, match="damaged"):
        inspect(repacked(word(), {"word/document.xml": part}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("This document has a Classification of White", ["White"]),
        ("Classification: AMBER", ["Amber"]),
        ("classified as Green and, in part, RED classification", ["Green", "Red"]),
        ("TLP:AMBER", ["Amber"]),
        ("The white paper on classification", []),
        ("Mr Green spoke of the amber lights.", []),
    ],
)
def test_what_a_text_calls_itself(text, expected) -> None:
    assert marked(text) == expected


def test_a_classification_inside_is_read_from_a_document_and_a_sheet() -> None:
    assert inspect(word(text="Classification: Red"))["marked"] == ["Red"]
    assert inspect(workbook(text="Classification of Green"))["marked"] == ["Green"]


def test_a_file_is_inspected_in_a_process_of_its_own() -> None:
    assert inspect_apart(word(changed=True)) == Inspected(["1 tracked change, by C. Changer."], [])
    with pytest.raises(NotAccepted, match="none of those"):
        inspect_apart(b"<html>")
