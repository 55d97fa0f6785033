"""Modifications: references as printed and as scanned, their titles, and figures that are none."""

import pytest

from archive.reading.minutes.modifications import collect, named_in, title_after


@pytest.mark.parametrize(
    ("printed", "ref", "is_misread"),
    [
        ("SECMP0006", "SECMP0006", False),
        ("SEC MP 0006", "SECMP0006", False),
        ("SECMPO0006", "SECMP0006", True),
        ("SECMP004l", "SECMP0041", True),
        ("5ECMP0041", "SECMP0041", True),
        ("DP096", "DP096", False),
        ("DP 096", "DP096", False),
        ("DPO96", "DP096", True),
        ("MP099A", "MP099A", False),
        ("SECP0012", "SECMP0012", False),
    ],
)
def test_reference_is_read_in_its_canonical_form(printed: str, ref: str, is_misread: bool) -> None:
    found = [(each.ref, each.misread, each.impossible) for each in named_in(f"Of {printed}, it said.")]

    assert found == [(ref, is_misread, False)]


@pytest.mark.parametrize("printed", ["SECMP00438", "SECMP123", "DP12", "MP12345"])
def test_reference_with_a_wrong_count_of_figures_is_impossible(printed: str) -> None:
    assert [each.impossible for each in named_in(printed)] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "SECP55/01",
        "SECP 55 / 01",
        "SECP 66",
        "SECP_72_1809",
        "MP3 player",
        "XDP096",
        "DP0961b",
        "UDP096",
        "DP",
        "MPOO",
        "SMP099",
    ],
)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert list(named_in(text)) == []


@pytest.mark.parametrize(
    ("behind", "title"),
    [
        (" ‘Credit Cover’ is", "Credit Cover"),
        (" 'Credit Cover' is", "Credit Cover"),
        (" – “Credit Cover” is", "Credit Cover"),
        (": ‘The DCC’s Costs’ is", "The DCC’s Costs"),
        (" ‘Parties’ access to Data’ is", "Parties’ access to Data"),
        (" “Credit Cover’ is", "Credit Cover"),
        (" entitled ‘Credit Cover’", "Credit Cover"),
    ],
)
def test_title_stands_in_quotation_marks_right_behind(behind: str, title: str) -> None:
    assert title_after(f"DP095{behind}", 5) == title


@pytest.mark.parametrize(
    "behind", [" is about ‘Credit Cover’", " is", ". ‘Credit’ it was", "’s title", " (‘x", " ‘never closed"]
)
def test_quotation_of_something_else_is_no_title(behind: str) -> None:
    assert title_after(f"DP095{behind}", 5) is None


def test_modifications_come_once_with_their_items_and_first_title() -> None:
    found, slips = collect(
        [("1", "DP095 and DP096"), ("2", "DP095 ‘Credit Cover’, DP095 ‘Other’"), ("3", "SECMP00438")]
    )

    assert [each.as_fact() for each in found] == [
        {"ref": "DP095", "title": "Credit Cover", "items": ["1", "2"]},
        {"ref": "DP096", "title": None, "items": ["1"]},
    ]
    assert [slip.printed for slip in slips] == ["SECMP00438"]
