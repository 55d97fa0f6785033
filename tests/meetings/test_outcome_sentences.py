"""Outcome sentences read: which body, which verbs, and what each is subject to."""

import time

import pytest

from meetings.outcome_sentences import LONGEST_BODY, Read, in_sentence, outcomes_in


@pytest.mark.parametrize(
    ("sentence", "conditions"),
    [
        ("The TABASC AGREED it, subject to the DCC confirming its costs.", ["the DCC confirming its costs"]),
        (
            "The TABASC NOTED the paper and AGREED that it goes on, subject to the DCC confirming its costs.",
            ["", "the DCC confirming its costs"],
        ),
        (
            "The TABASC AGREED it subject to the DCC confirming its costs, and NOTED the plan.",
            ["the DCC confirming its costs", ""],
        ),
        (
            "The TABASC AGREED it subject to a second look by the Chair; and the TABASC also NOTED the plan.",
            ["a second look by the Chair", ""],
        ),
        (
            "The TABASC AGREED one subject to costs and APPROVED the other subject to dates.",
            ["costs", "dates"],
        ),
        ("The TABASC NOTED one and NOTED the other, subject to dates.", ["", "dates"]),
        ("Subject to the DCC confirming its costs, the TABASC AGREED it.", ["the DCC confirming its costs"]),
        ("The TABASC NOTED the paper.", [""]),
    ],
)
def test_a_condition_belongs_to_the_last_verb_before_it(sentence, conditions) -> None:
    assert [read.condition for read in in_sentence(sentence)] == conditions


def test_each_sentence_has_its_own_outcomes() -> None:
    read = outcomes_in("<p>The TABASC NOTED one. The TSC AGREED two, subject to costs.</p>")

    assert read == [
        Read("TABASC", "NOTED", "The TABASC NOTED one.", ""),
        Read("TSC", "AGREED", "The TSC AGREED two, subject to costs.", "costs"),
    ]


def test_bullets_with_verbs_are_outcomes_of_the_body_before_the_list() -> None:
    read = outcomes_in("<p>The TSC:</p><ul><li>NOTED one; and</li><li>AGREED two.</li></ul>")

    assert read == [Read("TSC", "NOTED", "NOTED one", ""), Read("TSC", "AGREED", "AGREED two.", "")]


@pytest.mark.parametrize("tag", ["ul", "ol"])
def test_bullets_without_verbs_belong_to_the_sentence_before_the_list(tag) -> None:
    read = outcomes_in(f"<p>It was late. The TSC AGREED to:</p><{tag}><li>wait;</li><li>ask again.</li></{tag}>")

    assert read == [Read("TSC", "AGREED", "The TSC AGREED to: wait; ask again.", "")]


@pytest.mark.parametrize(("letters", "kept"), [(LONGEST_BODY, LONGEST_BODY), (LONGEST_BODY + 1, 0), (300, 0)])
def test_words_too_long_for_a_bodys_name_are_none(letters, kept) -> None:
    assert [len(read.body) for read in outcomes_in(f"<p>The {'x' * letters} AGREED it.</p>")] == [kept]


def test_reading_takes_time_in_proportion_to_the_text() -> None:
    begun = time.monotonic()

    outcomes_in(f"<p>The a{' ' * 200_000}b AGREED it, subject to{' ' * 200_000}c{', and ' * 50_000}</p>")

    assert time.monotonic() - begun < 5
