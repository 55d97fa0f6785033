"""Outcomes: verbs in capitals said of a body, in lists and in sentences, and capitals that are none."""

import pytest

from archive.reading.minutes.outcomes import in_paragraph, in_row, is_lead_in, is_outcome
from tests.archive.reading.building import paragraph


@pytest.mark.parametrize(
    "text",
    [
        "The TSC:",
        "The Panel:",
        "The SMKI PMA also:",
        "The Change Sub-Committee:",
        "The TSC Members:",
        "The TSC is asked to:",
    ],
)
def test_body_with_a_colon_leads_to_a_list(text: str) -> None:
    assert is_lead_in(text)


@pytest.mark.parametrize(
    "text", ["The TSC NOTED:", "the following:", "The TSC asked that:", "DCC noted the following:"]
)
def test_another_sentence_with_a_colon_does_not(text: str) -> None:
    assert not is_lead_in(text)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("NOTED the paper; and", [("NOTED", "NOTED the paper")]),
        ("AGREED the plan;", [("AGREED", "AGREED the plan")]),
        ("APPROVED it.", [("APPROVED", "APPROVED it.")]),
        ("unanimously APPROVED it.", [("APPROVED", "unanimously APPROVED it.")]),
        ("NOTED it and AGREED to wait.", [(verb, "NOTED it and AGREED to wait.") for verb in ("NOTED", "AGREED")]),
        ("N0TED the paper.", [("NOTED", "N0TED the paper.")]),
    ],
)
def test_row_that_begins_with_a_verb_is_an_outcome(row: str, expected: list[tuple[str, str]]) -> None:
    assert in_row(row) == expected


@pytest.mark.parametrize("row", ["the paper was NOTED;", "noted the paper;", "TOM A: Combined Retrieval", "NOTES"])
def test_row_that_begins_otherwise_is_none(row: str) -> None:
    assert in_row(row) == []


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("The TSC NOTED the update.", ["NOTED"]),
        ("The SMKI PMA APPROVED it.", ["APPROVED"]),
        ("The Panel therefore unanimously APPROVED it.", ["APPROVED"]),
        ("Members AGREED to wait.", ["AGREED"]),
        ("The TSC NOTED it, and RECOMMENDED a date.", ["NOTED", "RECOMMENDED"]),
        ("Having heard this, the committee DEFERRED the paper.", ["DEFERRED"]),
    ],
)
def test_sentence_that_says_a_verb_of_a_body_is_an_outcome(text: str, verbs: list[str]) -> None:
    assert in_paragraph(text) == [(text, verbs)]


def test_only_the_sentence_with_the_verb_is_the_outcome() -> None:
    text = "SECAS told of the plan. The TSC NOTED it. A question was asked."

    assert in_paragraph(text) == [("The TSC NOTED it.", ["NOTED"])]


@pytest.mark.parametrize(
    "text",
    [
        "The TSC noted the update.",
        "The update was NOTED.",
        "APPROVED",
        "The form is marked AGREED by its author.",
        "It is an UNRELATED matter for the TSC.",
        "See the box ‘REJECTED’ of the form.",
    ],
)
def test_capitals_that_are_said_of_no_body_are_none(text: str) -> None:
    assert not is_outcome(paragraph(text))
