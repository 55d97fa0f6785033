"""Who was there: tables whole, tabbed, and run into lines by row or by column; what brackets say; and nobody else."""

from typing import Any

import pytest

from archive.reading.minutes.attendance import attendance_in
from archive.reading.minutes.attendees import Attendee
from tests.archive.reading.building import laid_out, table

MEMBERS = ("Category", "TSC Members")
OTHERS = ("Representing", "Other Participants")


def in_rows(*rows: tuple[str | None, ...]) -> list[Attendee]:
    return attendance_in([table(*rows)])


def in_text(source: str) -> list[Attendee]:
    return attendance_in(laid_out(source).blocks)


def brief(found: list[Attendee]) -> list[tuple[str, str, str]]:
    return [(each.name, each.represents, each.group) for each in found]


def of_note(note: str) -> Attendee:
    (found,) = in_rows(MEMBERS, ("Large Suppliers", f"Jo Example {note}"))
    return found


# Whole tables.


def test_table_names_members_and_others() -> None:
    found = in_rows(
        MEMBERS, ("TSC Chair", "Ann Other"), ("Large Suppliers", "Jo Example"), OTHERS, ("DCC", "Sam Sample")
    )

    assert brief(found) == [
        ("Ann Other", "TSC Chair", "member"),
        ("Jo Example", "Large Suppliers", "member"),
        ("Sam Sample", "DCC", "other"),
    ]
    assert [each.role for each in found] == ["Chair", None, None]


def test_body_of_the_row_before_holds_where_the_cell_is_empty_or_merged() -> None:
    found = in_rows(OTHERS, ("DCC", "Jo Example"), ("", "Sam Sample"), (None, "Ann Other"))

    assert [each.represents for each in found] == ["DCC"] * 3


def test_cell_may_hold_several_names() -> None:
    found = in_rows(OTHERS, ("DCC", "Jo Example\nSam Sample; Ann Other, Pat Placeholder"))

    assert [each.name for each in found] == ["Jo Example", "Sam Sample", "Ann Other", "Pat Placeholder"]


def test_apologies_are_absent() -> None:
    found = in_rows(MEMBERS, ("Large Suppliers", "Jo Example"), ("Apologies", "Apologies"), ("Consumers", "Ann Other"))

    assert [(each.name, each.present) for each in found] == [("Jo Example", True), ("Ann Other", False)]


@pytest.mark.parametrize(
    "rows",
    [
        (("Large Suppliers", "High"), ("Small Suppliers", "Low")),
        (("Event", "Date"), ("Panel Decision", "4 May 2017")),
        (("Version", "Date", "Author"), ("1.0", "4 May 2017", "Ann Other")),
        (("Role", "Name", "Date"), ("Reviewer", "Ann Other", "4 May 2017")),
        (("Name", "Organisation", "E-mail"), ("Ann Other", "DCC", "ann@example.org")),
        (("Document", "Organisation"), ("Legal Text", "Fictional Energy")),
    ],
)
def test_table_of_something_else_names_nobody(rows: tuple[tuple[str, ...], ...]) -> None:
    assert in_rows(*rows) == []


@pytest.mark.parametrize("words", ["-", "N/A", "Vacant", "None", "TBC", "No apologies received", "Various", "4 people"])
def test_empty_seat_is_nobody(words: str) -> None:
    assert in_rows(MEMBERS, ("Consumers", words)) == []


@pytest.mark.parametrize(
    "name", ["Jo Example-Sample", "Jo O’Example", "Jo van Example", "Dr Jo Example", "J. R. Example", "Élodie Exemple"]
)
def test_names_of_many_kinds_are_read(name: str) -> None:
    assert [each.name for each in in_rows(MEMBERS, ("Consumers", name))] == [name]


# What brackets say.


@pytest.mark.parametrize(
    ("note", "field", "value"),
    [
        ("(teleconference)", "mode", "teleconference"),
        ("(te1econference)", "mode", "teleconference"),
        ("(by phone)", "mode", "teleconference"),
        ("(part)", "part", True),
        ("(items 3 and 4 only)", "part", True),
        ("(alternate for Ann Other)", "alternate_for", "Ann Other"),
        ("(Meeting Secretary)", "role", "Meeting Secretary"),
        ("– Meeting Secretary", "role", "Meeting Secretary"),
        ("(Chair)", "role", "Chair"),
    ],
)
def test_note_says_what_it_says(note: str, field: str, value: Any) -> None:
    found = of_note(note)

    assert (found.name, getattr(found, field)) == ("Jo Example", value)


@pytest.mark.parametrize("note", ["", "(Fictional Energy)", "(JE)", "(Other Party)"])
def test_note_that_says_nothing_of_that_adds_nothing(note: str) -> None:
    found = of_note(note)

    assert (found.mode, found.part, found.alternate_for, found.role) == (None, False, None, None)


def test_chair_of_another_body_does_not_chair() -> None:
    (found,) = in_rows(OTHERS, ("SSC Chair", "Jo Example"))

    assert found.role is None


# Run into lines.


def test_tabbed_lines_are_a_table() -> None:
    found = in_text("Attendees:\nRepresenting\tOther Participants\nDCC\tJo Example\n\tSam Sample\nSECAS\tAnn Other")

    assert brief(found) == [
        ("Jo Example", "DCC", "other"),
        ("Sam Sample", "DCC", "other"),
        ("Ann Other", "SECAS", "other"),
    ]


def test_lines_row_by_row_are_read() -> None:
    found = in_text(
        "Attendees:\nCategory TSC Members\nTSC Chair Ann Other\nLarge Suppliers Jo Example (teleconference)\n"
        "Representing Other Participants\nDCC Sam Sample\nPat Placeholder\nApologies:\nConsumers Lee Nobody"
    )

    assert brief(found) == [
        ("Ann Other", "TSC Chair", "member"),
        ("Jo Example", "Large Suppliers", "member"),
        ("Sam Sample", "DCC", "other"),
        ("Pat Placeholder", "DCC", "other"),
        ("Lee Nobody", "Consumers", "member"),
    ]
    assert [each.present for each in found] == [True] * 4 + [False]


def test_lines_column_by_column_are_read() -> None:
    found = in_text(
        "Attendees:\nCategory\nTSC Chair\nLarge Suppliers\nConsumers\nTSC Members\n\n"
        "Ann Other\n\nJo Example\n\nSam Sample"
    )

    assert brief(found) == [
        ("Ann Other", "TSC Chair", "member"),
        ("Jo Example", "Large Suppliers", "member"),
        ("Sam Sample", "Consumers", "member"),
    ]


def test_note_broken_over_two_lines_stays_with_its_name() -> None:
    (found,) = in_text("Attendees:\nRepresenting Other Participants\nDCC Jo Example (alternate for\nAnn Other)")

    assert (found.name, found.alternate_for) == ("Jo Example", "Ann Other")


def test_body_that_is_not_known_is_read_with_a_doubt() -> None:
    (found,) = in_text("Attendees:\nRepresenting Other Participants\nFictional Energy Jo Example")

    assert (found.name, found.represents, found.sure) == ("Jo Example", "Fictional Energy", 0.6)


def test_apologies_in_a_sentence_are_read() -> None:
    found = in_text("Attendees:\nDCC Jo Example\nApologies were received from Ann Other and Sam Sample.")

    assert [(each.name, each.present) for each in found] == [
        ("Jo Example", True),
        ("Ann Other", False),
        ("Sam Sample", False),
    ]


@pytest.mark.parametrize(
    "source",
    [
        "Large Suppliers\nFictional Energy Limited",
        "Prepared by Ann Other",
        "Proposer Jo Example\nFictional Energy",
        "Attendees:\nNo one was there.",
        "Attendees:\nThe meeting was not quorate and it was closed at once.",
        "Distribution\nName\tOrganisation\nJo Example\tDCC\nSam Sample\tSECAS",
        "Document control\nRole Name\nAuthor Jo Example\nDCC Sam Sample",
        "Contact: Jo Example\nSmart Energy Code Administrator",
    ],
)
def test_lines_that_are_no_attendance_name_nobody(source: str) -> None:
    assert in_text(source) == []


def test_attendance_behind_a_list_of_other_people_is_read() -> None:
    found = in_text("Distribution\nRole Name\nAuthor Jo Example\n\nAttendees:\nRepresenting Name\nDCC Sam Sample")

    assert [each.name for each in found] == ["Sam Sample"]
