"""The matrix of a committee's interest in modifications: a table, or one run into lines; and other tables of them."""

import pytest

from archive.reading.minutes.matrix import Assessment, in_lines, in_table, is_matrix, region_of
from tests.archive.reading.building import laid_out, table

HEAD = (
    "Modification Proposal",
    "Technical Impact",
    "Business Impact",
    "EC Notification",
    "Notes/ Concerns",
    "Interest",
)


def brief(row: Assessment) -> tuple[str, str, str | None, str | None, str | None, str | None]:
    return row.ref, row.title, row.technical, row.business, row.ec_notification, row.interest


def in_text(source: str) -> list[Assessment]:
    blocks = laid_out(source).blocks
    region = region_of(blocks)
    assert region is not None
    return in_lines(blocks[slice(*region)])


def test_table_gives_the_cells_of_each_row() -> None:
    source = table(
        HEAD,
        ("DP096 ‘Outage Alerts’", "Yes", "No", "", "Costs are not known.", "High"),
        ("SECMP0006 – Credit", "-", "Limited", "Potential", "", "Watching brief"),
    )

    found = in_table(source)

    assert is_matrix(source)
    assert [brief(row) for row in found] == [
        ("DP096", "Outage Alerts", "Yes", "No", None, "High"),
        ("SECMP0006", "Credit", None, "Limited", "Potential", "Watching brief"),
    ]
    assert found[0].notes == "Costs are not known."


def test_row_cut_by_a_pages_end_is_made_whole() -> None:
    rows = (("DP096 Outage", "Yes", "No", "", "Costs are", ""), ("Alerts", "", "", "", "not known.", "High"))

    (found,) = in_table(table(HEAD, *rows))

    assert (found.title, found.notes, found.interest) == ("Outage Alerts", "Costs are not known.", "High")


@pytest.mark.parametrize(
    "rows",
    [
        (("Modification", "Status", "Date"), ("DP096", "Refinement", "June")),
        (("Party", "Interest", "Impact"), ("Large Suppliers", "High", "Yes")),
        (("Modification", "Interest"), ("DP096", "High")),
        (("Action Reference", "Action", "Update"), ("TSC11/01", "Interest in DP096", "Technical")),
    ],
)
def test_table_of_something_else_is_no_matrix(rows: tuple[tuple[str, ...], ...]) -> None:
    assert not is_matrix(table(*rows))


def test_matrix_run_into_lines_is_read() -> None:
    found = in_text(
        "Modification Proposal Technical Impact Business Impact EC Notification\nNotes/Concerns\nInterest Level\n"
        "SECMP0006\nCredit Cover\nYes No Potential Costs are not known.\nHigh\n"
        "DP096\nOutage Alerts\nLimited Yes No It has been sent back.\nWatching\nbrief\n"
    )

    assert [brief(row) for row in found] == [
        ("SECMP0006", "Credit Cover", "Yes", "No", "Potential", "High"),
        ("DP096", "Outage Alerts", "Limited", "Yes", "No", "Watching brief"),
    ]


def test_row_without_a_level_of_interest_has_none() -> None:
    found = in_text(
        "Modification Proposal Technical Impact\nSECMP0006\nCredit Cover\nYes No No Known.\nHigh\n"
        "SECMP0007\nOther Cover\nYes No No Unknown.\nSECMP0008\nThird Cover\nYes No No Known.\nLow\n"
    )

    assert [row.interest for row in found] == ["High", None, "Low"]


@pytest.mark.parametrize(
    "source",
    [
        "SECMP0006 was discussed.\nThe interest is\nHigh\nLow\n",
        "Modification Proposal\nSECMP0006\nHigh\n",
        "Modification Proposals with an Impact were listed.\nThe first was sent back.\n",
    ],
)
def test_text_about_modifications_is_no_matrix(source: str) -> None:
    assert region_of(laid_out(source).blocks) is None
