"""Tables of reviewed actions run into lines, by row and by column; and text that only names actions."""

import pytest

from archive.reading.minutes.review_lines import region_of, reviews_in_lines
from archive.reading.minutes.reviews import Review
from tests.archive.reading.building import laid_out

TEXT = "SECAS to report on the plan."


def brief(found: list[Review]) -> list[tuple[str, str, str, str]]:
    return [(each.ref.canonical, each.text, each.update, each.standing) for each in found]


def in_text(source: str, meeting: int = 12) -> list[Review]:
    blocks = laid_out(source).blocks
    region = region_of(blocks, meeting)
    assert region is not None
    return reviews_in_lines(blocks[slice(*region)], meeting)


def test_rows_run_into_lines_are_divided_at_the_wide_space() -> None:
    found = in_text(
        "Action Reference\n\nTSC11/01\n\nSECAS to report on the plan of the\nrelease.\n\nUpdate\n\n"
        "SECAS reported on the plan.\nAction CLOSED.\n\nTSC11/02\n\nDCC to provide the figures.\n\n"
        "DCC will do so in June.\nAction ONGOING.\n"
    )

    assert brief(found) == [
        ("TSC11/01", "SECAS to report on the plan of the release.", "SECAS reported on the plan.", "CLOSED"),
        ("TSC11/02", "DCC to provide the figures.", "DCC will do so in June.", "ONGOING"),
    ]
    assert [each.doubt for each in found] == ["", ""]


def test_first_column_run_before_the_second_is_shared_out() -> None:
    found = in_text(
        "TSC11/01\nSECAS to report on the plan.\nTSC11/02\nDCC to provide the figures.\n\n"
        "SECAS reported on the plan.\nAction CLOSED.\nDCC will do so in June.\nAction ONGOING.\n"
    )

    assert brief(found) == [
        ("TSC11/01", "SECAS to report on the plan.", "SECAS reported on the plan.", "CLOSED"),
        ("TSC11/02", "DCC to provide the figures.", "DCC will do so in June.", "ONGOING"),
    ]


def test_row_without_a_wide_space_is_divided_with_a_doubt() -> None:
    (found,) = in_text("TSC11/01\nSECAS to report on the plan.\nIt did.\nMembers were content.\nAction CLOSED.\n")

    assert (found.text, found.standing) == ("SECAS to report on the plan.", "CLOSED")
    assert found.doubt == (
        "The columns of the table were run together; look where the action ends and its update begins."
    )


def test_row_that_has_no_update_says_so() -> None:
    (found,) = in_text("TSC11/01\nSECAS to report on the plan.\nAction CLOSED.\n")

    assert (found.text, found.update, found.doubt) == (TEXT, "", "No update was found in this row.")


@pytest.mark.parametrize(
    "source",
    [
        "TSC12/01: SECAS to report on the plan.\nThe work is going on.\n",
        "As TSC11/01 said, the plan is kept.\nAction CLOSED.\n",
        "The consultation is CLOSED.\n",
        "TSC11/01 - Update on the plan\nSECAS reported on it.\n",
    ],
)
def test_text_that_names_actions_is_no_table(source: str) -> None:
    assert region_of(laid_out(source).blocks, 12) is None
