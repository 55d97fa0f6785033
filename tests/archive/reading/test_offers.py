"""Promises without a number: offered, with who is to act where the sentence says it; and what promises none."""

import pytest

from archive.reading.minutes.offers import offers_in
from archive.reading.reading import Offer
from tests.archive.reading.building import paragraph


def offered(text: str, *raised: str) -> list[Offer]:
    return offers_in([("3", paragraph(text))], raised)


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("SECAS agreed to raise this with the Proposer.", "SECAS"),
        ("The DCC undertook to look into the two connections.", "DCC"),
        ("The TSC Chair will write to the Panel about it.", "TSC Chair"),
        ("A DCC Representative (RO) agreed to provide the details.", "DCC Representative"),
        ("The TSC asked the DCC to clarify the two connections.", "DCC"),
        ("A progress update on this will be provided at the next meeting.", ""),
    ],
)
def test_promise_is_offered_with_its_item_and_owner(text: str, owner: str) -> None:
    assert offered(text) == [Offer("3", owner, text, 1, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "The TSC AGREED to provide its views to the Panel.",
        "SECAS agreed to report on it, see TSC12/01 above.",
        "The DCC provided the details of the two connections.",
        "Members agreed with the approach that was put forward.",
        "The Government consultation will be published in the summer.",
        "The release will be live in November of this year.",
        "DCC agreed to act.",
    ],
)
def test_outcome_action_report_or_forecast_is_no_offer(text: str) -> None:
    assert offered(text) == []


def test_promise_that_was_raised_as_an_action_is_not_offered_again() -> None:
    text = "SECAS agreed to raise this with the Proposer."

    assert offered(text, "SECAS agreed to raise this with the Proposer by June.") == []


def test_only_the_sentence_that_promises_is_offered() -> None:
    text = "It was late. SECAS agreed to raise this with the Proposer. Nobody objected."

    assert [offer.text for offer in offered(text)] == ["SECAS agreed to raise this with the Proposer."]
