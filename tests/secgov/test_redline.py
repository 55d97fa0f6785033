"""Redlines of texts: nothing is lost or made up, and what changed is told so that it can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secgov.redline import DELETED, INSERTED, SAME, Run, is_changed, merged, redline

WORDS = st.lists(
    st.sampled_from(["the", "register", "was", "read", ",", "risk", "TABASC", "\n", "a’s", "£10"]), max_size=12
)
TEXTS = WORDS.map(" ".join)


def lines_of(text) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def reading(lines, *kinds) -> list[str]:
    texts = ("".join(run.text for run in line if run.kind in kinds).strip() for line in lines)
    return [text for text in texts if text]


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_a_redline(before, after) -> None:
    lines = redline(before, after)

    assert reading(lines, SAME, DELETED) == lines_of(before)
    assert reading(lines, SAME, INSERTED) == lines_of(after)


@given(TEXTS)
def test_a_text_against_itself_has_no_change(text) -> None:
    assert not is_changed(redline(text, text))


def test_changed_words_stand_beside_each_other() -> None:
    lines = redline("The register was looked at with care.", "The risk register was read with care.")

    assert lines == [
        [
            Run(SAME, "The"),
            Run(INSERTED, " risk"),
            Run(SAME, " register was "),
            Run(DELETED, "looked at"),
            Run(INSERTED, "read"),
            Run(SAME, " with care."),
        ]
    ]


def test_a_line_that_has_nothing_in_common_is_taken_out_and_another_put_in() -> None:
    lines = redline("Thirty notices came.\nThe end.", "Nobody spoke of anything else.\nThe end.")

    assert [[run.kind for run in line] for line in lines] == [[DELETED], [INSERTED], [SAME]]


@given(TEXTS, TEXTS)
def test_a_change_to_an_untouched_text_is_made_as_wanted(before, wanted) -> None:
    assert merged(before, before, wanted) == wanted
    assert merged(before, wanted, before) == wanted
    assert merged(before, wanted, wanted) == wanted


@pytest.mark.parametrize(
    ("now", "wanted", "both"),
    [
        ("one X three four", "one two three Y", "one X three Y"),
        ("one X three four", "one Y three four", None),
        ("one three four", "one twice three four", None),
        ("zero one two three four", "one two three four five", "zero one two three four five"),
    ],
)
def test_changes_of_two_are_both_made_or_neither(now, wanted, both) -> None:
    assert merged("one two three four", now, wanted) == both
