"""What may come in on the meetings' pages."""

import pytest
from django.conf import settings

from meetings.forms import MeetingForm, OutcomeForm
from tests import factories


@pytest.mark.parametrize("number", [0, 10_000, 10**12])
def test_a_meeting_number_has_at_most_four_digits(number, cast) -> None:
    form = MeetingForm({"number": number}, meeting=factories.meeting(cast.tabasc, by=cast.secretary))

    assert form.errors == {"number": ["Enter a number from 1 to 9999."]}


@pytest.mark.parametrize("typed", ["The TABASC agreed it.", "Agreed:\n- noted the paper", "NOTEDLY", "<p>AGREE</p>"])
def test_an_outcome_without_a_verb_in_capitals_is_refused(typed) -> None:
    form = OutcomeForm({"body": typed})

    assert form.errors == {"body": [f"Write the verb in capitals: {', '.join(settings.OUTCOME_VERBS)}."]}


@pytest.mark.parametrize(
    "typed",
    ["The TABASC NOTED it.", "The TABASC:\n- NOTED the paper", "The TABASC AGREED to:\n- wait\n- ask again"],
)
def test_an_outcome_with_a_verb_in_capitals_is_taken(typed) -> None:
    assert OutcomeForm({"body": typed}).is_valid()


def test_an_empty_outcome_is_asked_for_its_text() -> None:
    assert OutcomeForm({"body": " "}).errors == {"body": ["This field is required."]}
