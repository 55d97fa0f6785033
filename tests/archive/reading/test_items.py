"""The agenda items: headings that count up, and numbered lines that are none."""

import pytest

from archive.reading.minutes.items import divide, missing_numbers
from tests.archive.reading.building import laid_out

PROSE = "The committee heard how the plan for the release is kept by its authors\nand who is to be told of it."


def titles(source: str) -> list[tuple[str, str]]:
    return [(item.number, item.title) for item in divide(laid_out(source))[1]]


def of(*headings: str) -> str:
    """A document with prose beneath each of the headings."""
    return "\n\n".join(f"{heading}\n{PROSE}" for heading in headings)


def test_headings_that_count_up_are_items() -> None:
    source = of("1. Welcome", "2. Actions Outstanding", "3. DCC Update")

    assert titles(source) == [("1", "Welcome"), ("2", "Actions Outstanding"), ("3", "DCC Update")]


@pytest.mark.parametrize("mark", [".", ")", ":"])
def test_number_may_bear_another_sign(mark: str) -> None:
    assert titles(of(f"1{mark} Welcome", f"2{mark} DCC Update")) == [("1", "Welcome"), ("2", "DCC Update")]


def test_figures_that_a_scan_misread_are_read() -> None:
    headings = [f"{at}. Topic" for at in range(1, 10)] + ["1O. Tenth Topic", "l1. Eleventh Topic"]

    assert titles(of(*headings))[-2:] == [("10", "Tenth Topic"), ("11", "Eleventh Topic")]


def test_list_in_the_text_is_no_item() -> None:
    source = (
        of("1. Welcome", "2. DCC Update")
        + ("\n\n1. the first of the points, which is long;\n2. the second of them; and\n3. the last of these points.\n")
        + "\n"
        + of("3. Any Other Business")
    )

    assert titles(source) == [("1", "Welcome"), ("2", "DCC Update"), ("3", "Any Other Business")]


@pytest.mark.parametrize(
    "line",
    [
        "4. NOTED the update of the release",
        "2018 Release",
        "3.1 Second part",
        "4 Members were present at the time",
    ],
)
def test_numbered_line_that_is_no_heading_is_text(line: str) -> None:
    source = of("1. Welcome", "2. DCC Update", "3. Risk Register") + f"\n\n{line}\n{PROSE}"

    assert [number for number, _ in titles(source)] == ["1", "2", "3"]


def test_lost_heading_leaves_a_gap_and_its_text_in_the_item_before() -> None:
    _, items = divide(laid_out(of("1. Welcome", "2. DCC Update", "4. Risk Register", "5. Any Other Business")))

    assert [item.number for item in items] == ["1", "2", "4", "5"]
    assert missing_numbers(items) == [3]


def test_first_headings_may_be_lost() -> None:
    _, items = divide(laid_out(of("3. DCC Update", "4. Risk Register", "5. Any Other Business")))

    assert missing_numbers(items) == [1, 2]


def test_heading_over_two_lines_is_one() -> None:
    source = of("1. Welcome", "2. Overview of the Target Operating Models for Half Hourly\nSettlement as reviewed")

    assert titles(source)[1] == ("2", "Overview of the Target Operating Models for Half Hourly Settlement as reviewed")


def test_short_line_behind_a_short_heading_is_none_of_it() -> None:
    source = of("1. Welcome", "2. DCC Update\nSecond Topic")

    assert titles(source)[1] == ("2", "DCC Update")


def test_what_stands_before_the_first_item_is_kept_apart() -> None:
    before, items = divide(laid_out(f"Draft Minutes\n\n{of('1. Welcome', '2. DCC Update')}"))

    assert [block.lines[0].text for block in before] == ["Draft Minutes"]
    assert len(items) == 2


def test_document_without_numbers_has_no_items() -> None:
    before, items = divide(laid_out(f"{PROSE}\n\n{PROSE}"))

    assert (len(before), items) == (2, [])
    assert missing_numbers(items) == []
