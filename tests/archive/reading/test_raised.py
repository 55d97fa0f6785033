"""Actions raised: the paragraphs that raise one, who is to act, and the mentions that raise none."""

import pytest

from archive.reading.minutes.raised import owner_of, raised_in


def raised(text: str, committee: str | None = "TSC", meeting: int | None = 12) -> tuple[str, str] | None:
    found = raised_in(text, committee, meeting)
    return (found[0].canonical, found[1]) if found else None


@pytest.mark.parametrize(
    "text",
    [
        "ACTION TSC12/01: SECAS to report.",
        "ACTI0N TSC12/01: SECAS to report.",
        "Action TSC 12/01 – SECAS to report.",
        "New Action TSC12/1: SECAS to report.",
        "TSC12/01: SECAS to report.",
        "TSC12/01 SECAS to report.",
        "Action Reference: TSC12/01 - SECAS to report.",
    ],
)
def test_paragraph_that_begins_with_a_reference_of_this_meeting_raises_an_action(text: str) -> None:
    assert raised(text) == ("TSC12/01", "SECAS to report.")


@pytest.mark.parametrize(
    "text",
    [
        "ACTION TSC11/08 - Update on the plan",
        "As per ACTION TSC12/01: SECAS to report.",
        "TSC12/01 was closed.",
        "TSC12/01 and TSC12/02 are linked.",
        "SSC12/01: SECAS to report.",
        "ACTION: SECAS to report.",
        "TSC12/01",
        "TSC12/01:",
        "See the paper TSC12/01: it was late.",
    ],
)
def test_heading_mention_or_reference_of_another_meeting_raises_none(text: str) -> None:
    assert raised(text) is None


def test_number_of_the_meeting_may_be_unknown_where_a_colon_stands() -> None:
    assert raised("TSC12/01: SECAS to report.", None, None) == ("TSC12/01", "SECAS to report.")
    assert raised("TSC12/01 SECAS to report.", None, None) is None


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("SECAS to report.", "SECAS"),
        ("The DCC to provide figures.", "DCC"),
        ("The TSC Chair to write to the Panel.", "TSC Chair"),
        ("SECAS and the DCC to meet.", "SECAS and the DCC"),
        ("SECAS agreed to circulate it.", "SECAS"),
        ("A Large Supplier (AB) will ask.", "Large Supplier (AB)"),
        ("Following the update, the DCC are requested to go on.", "DCC"),
        ("It was asked that SECAS provides a list.", "SECAS"),
    ],
)
def test_owner_is_who_the_text_says(text: str, owner: str) -> None:
    assert owner_of(text) == owner


@pytest.mark.parametrize(
    "text",
    [
        "Investigate the costs.",
        "It should be clarified.",
        "A list to be kept.",
        "An Impact Assessment to be made.",
        "Once agreed, publish it.",
        "",
    ],
)
def test_owner_that_the_text_does_not_say_is_not_invented(text: str) -> None:
    assert owner_of(text) == ""
