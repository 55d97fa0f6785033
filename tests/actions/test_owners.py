"""Who is to act, read from what is printed."""

import time

import pytest

from actions.models import Action
from actions.owners import LONGEST, MOST_WORDS, owner_in
from tests import factories


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("SECAS to look.", "SECAS"),
        ("The TABASC Chair noted that further work is required.", "TABASC Chair"),
        (
            "The Proposer of SECMP0030 and the DCC (as it is) will write to Ofgem.",
            "Proposer of SECMP0030 and the DCC (as it is)",
        ),
        ("to look.", ""),
        (f"The {'A ' * MOST_WORDS}to do.", " ".join("A" * MOST_WORDS)),
        (f"The {'A ' * (MOST_WORDS + 1)}to do.", ""),
        (f"{'A' * LONGEST} to do.", "A" * LONGEST),
        (f"{'A' * (LONGEST + 1)} to do.", ""),
    ],
)
def test_an_owner_is_the_name_before_to(text, owner) -> None:
    assert owner_in(text) == owner


@pytest.mark.parametrize("piece", ["A ", "A", "(", "(A) ", "The ", "of "])
def test_reading_an_owner_takes_time_in_proportion_to_the_text(piece) -> None:
    begun = time.monotonic()

    owner_in(piece * 200_000)

    assert time.monotonic() - begun < 2


def test_an_action_that_begins_with_many_capitals_is_raised_without_an_owner(cast) -> None:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    item = factories.item(meeting, by=cast.secretary)

    action = factories.action(item, by=cast.secretary, body=f"<p>The {'A ' * 400}to do it.</p>", owner="")

    assert list(Action.objects.get(pk=action.pk).owners.all()) == []
