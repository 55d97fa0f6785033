"""Paragraphs made again of lines that a printer broke: what is joined, and what begins anew."""

import pytest

from archive.reading.layout.elements import Kind
from archive.reading.layout.paragraphs import joined, paragraphs, width_of
from tests.archive.reading.building import lines_of

WIDTH = 60


def texts(source: str) -> list[str]:
    return [each.text for each in paragraphs(lines_of(source), width=WIDTH)]


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        (["a cost-", "effective way"], "a cost-effective way"),
        (["from 2018 -", "later"], "from 2018 - later"),
        (["the SEC-", "Panel"], "the SEC- Panel"),
        (["two  blanks", "", " and a third "], "two blanks and a third"),
    ],
)
def test_hyphen_at_a_lines_end_is_kept_and_joined_where_the_word_goes_on(parts: list[str], whole: str) -> None:
    assert joined(parts) == whole


def test_line_that_was_full_goes_on_in_the_next() -> None:
    source = "The committee heard that the figures of the second quarter\nwould be given in writing before the next."

    assert texts(source) == [source.replace("\n", " ")]


def test_sentence_that_goes_on_behind_an_empty_line_is_one() -> None:
    source = "The committee heard that the figures of the second\n\nquarter would be given."

    assert texts(source) == ["The committee heard that the figures of the second quarter would be given."]


def test_sentence_cut_by_a_pages_end_is_one() -> None:
    source = "The committee heard that the figures of the second quarter\n\fof the year would be given."

    assert len(texts(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        "The figures were given in good time.\nMembers thanked the author.",
        "Change of Supplier\nThe committee heard that the figures of the second quarter",
        "A sentence that ends here.\n\nAnother that begins anew.",
        "The committee heard that the figures of the second quarter\nACTION TSC12/01: SECAS to give them.",
        "The committee heard that the figures of the second quarter\nThe TSC NOTED the update.",
        "The committee heard that the figures of the second quarter\n• were late",
        "The committee heard that the figures of the second quarter\n1. were late",
    ],
)
def test_what_begins_anew_is_a_paragraph_of_its_own(source: str) -> None:
    assert texts(source) == source.replace("• ", "").replace("\n\n", "\n").split("\n")


def test_heading_behind_the_last_words_of_a_paragraph_stands_alone() -> None:
    source = (
        "The committee heard how the plan for the release is kept up\n"
        "to date by its authors and that it is right.\n"
        "Second Topic\n"
        "Another presenter told of the second plan for that release."
    )

    assert texts(source)[1] == "Second Topic"


@pytest.mark.parametrize("mark", ["•", "-", "–", "o", "e", "\uf0b7", "*"])
def test_bullet_is_known_by_its_mark_and_loses_it(mark: str) -> None:
    (found,) = paragraphs(lines_of(f"{mark} The second plan"), width=WIDTH)

    assert (found.kind, found.text) == (Kind.BULLET, "The second plan")


@pytest.mark.parametrize("text", ["e-mail was sent", "one plan", "-5 degrees", "eEnergy spoke", "over the plan"])
def test_word_that_begins_like_a_bullet_is_none(text: str) -> None:
    (found,) = paragraphs(lines_of(text), width=WIDTH)

    assert (found.kind, found.text) == (Kind.TEXT, text)


def test_mark_alone_on_its_line_belongs_to_the_next() -> None:
    (found,) = paragraphs(lines_of("•\nThe second plan"), width=WIDTH)

    assert (found.kind, found.text) == (Kind.BULLET, "The second plan")


def test_inner_bullet_is_deeper() -> None:
    found = paragraphs(lines_of("• Outer\no Inner"), width=WIDTH)

    assert [each.depth for each in found] == [1, 2]


def test_width_is_that_of_the_full_lines() -> None:
    full, short = "x" * 90, "x" * 20

    assert width_of(lines_of("\n".join([full] * 5 + [short] * 20))) == 90
    assert width_of(lines_of("\n".join([short] * 20))) == 100
