"""Which committee met and which meeting it was: as printed, as the text lets see with a doubt, and never by a word."""

import pytest

from tests.archive.reading.building import BODY, fact, read, whys


@pytest.mark.parametrize(
    ("printed", "committee", "number"),
    [
        ("TABASC_23_0405", "TABASC", 23),
        ("SMKI PMA_45_0405", "SMKI PMA", 45),
        ("SECP_72_0405", "SECP", 72),
        ("OpsG_08_0405", "OPSG", 8),
    ],
)
def test_reference_of_the_meeting_says_committee_and_number(printed: str, committee: str, number: int) -> None:
    facts = read(f"{printed} – Draft Minutes\n4 May 2017\n").facts

    assert (facts["committee"], facts["meeting_number"], facts["meeting_ref"]) == (
        committee,
        number,
        printed.replace(" ", "_"),
    )


def test_number_that_is_printed_nowhere_is_that_of_the_actions_raised_and_doubted() -> None:
    reading = read("Technical Sub-Committee (TSC)\n4 May 2017\n", BODY + "\nACTION TSC12/01: SECAS to report on it.\n")

    assert reading.facts["meeting_number"] == 12
    assert whys(reading)["/meeting_number"] == (
        "No number is printed; it is that of the actions raised, such as TSC12/01."
    )


def test_committee_that_is_printed_nowhere_is_that_of_the_outcomes_and_doubted() -> None:
    reading = read("Draft Minutes\n4 May 2017\n")

    assert reading.facts["committee"] == "TSC"
    assert whys(reading)["/committee"] == (
        "The title does not name the committee; it is the one whose actions and outcomes the text minutes."
    )


@pytest.mark.parametrize("body", ["Chair", "Group", "Committee", "Board", "Authority", "Member", "DCC"])
def test_word_that_names_no_committee_makes_none(body: str) -> None:
    text = BODY.replace("The TSC NOTED", f"The {body} NOTED").replace(" and of TSC11/01", "")

    assert fact("committee", "Draft Minutes\n4 May 2017\n", text) is None


def test_action_named_in_passing_makes_no_committee() -> None:
    text = BODY.replace("The TSC NOTED the update", "SECAS told of the update").replace("TSC11/01", "SSC11/01")

    assert fact("committee", "Draft Minutes\n4 May 2017\n", text) is None


def test_panel_is_known_by_its_references() -> None:
    text = BODY.replace("The TSC NOTED", "The Panel NOTED").replace(" and of TSC11/01", "")

    assert fact("committee", "Draft Minutes\n4 May 2017\n", text) == "SECP"
