"""Actions reviewed: whole tables of many shapes; statuses, and what became of an action."""

import pytest

from archive.reading.minutes.reviews import (
    Review,
    is_review_table,
    reviews_in_table,
    take_status,
)
from tests.archive.reading.building import table

TEXT = "SECAS to report on the plan."
UPDATE = "SECAS reported on the plan."


def brief(found: list[Review]) -> list[tuple[str, str, str, str]]:
    return [(each.ref.canonical, each.text, each.update, each.standing) for each in found]


def updated(update: str) -> Review:
    (found,) = reviews_in_table(table(("Action Reference", "Action", "Update"), ("TSC11/01", TEXT, update)))
    return found


# Statuses.


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("It was done. Action CLOSED.", "CLOSED"),
        ("It goes on. Action ONGOING", "ONGOING"),
        ("It goes on. Action remains Open.", "OPEN"),
        ("It was done. Status: Closed.", "CLOSED"),
        ("It was done. Action Complete.", "CLOSED"),
        ("It was done. Action CL0SED.", "CLOSED"),
        ("It goes on. Action ON-GOING.", "ONGOING"),
        ("Closed", "CLOSED"),
        ("On-going.", "ONGOING"),
    ],
)
def test_status_is_the_last_word_of_an_update(text: str, status: str) -> None:
    assert take_status(text)[1] == status


@pytest.mark.parametrize(
    "text",
    ["The consultation is closed on Friday.", "Action was discussed.", "Work is ongoing with DCC.", "", "Openly."],
)
def test_words_that_are_no_status_stay(text: str) -> None:
    assert take_status(text) == (text, "")


# Tables.


@pytest.mark.parametrize(
    "rows",
    [
        (("Action Reference", "Action", "Update"), ("TSC11/01", TEXT, f"{UPDATE} Action CLOSED.")),
        (("Ref", "Action and Update"), ("TSC11/01", f"{TEXT}\n{UPDATE} Action CLOSED.")),
        (("Ref", "Description", "Status", "Update"), ("TSC11/01", TEXT, "Closed", UPDATE)),
        (("Action Reference", "Update"), (f"TSC11/01\n{TEXT}", f"{UPDATE} Action CLOSED.")),
        (("Action Reference", "Action"), ("ACTION TSC11/01", TEXT), (f"{UPDATE} Status: Closed.", "")),
        (("TSC11/01", TEXT, f"{UPDATE} Action CLOSED."),),
    ],
)
def test_table_of_many_shapes_gives_text_update_and_status(rows: tuple[tuple[str, ...], ...]) -> None:
    source = table(*rows)

    assert is_review_table(source)
    assert brief(reviews_in_table(source)) == [("TSC11/01", TEXT, UPDATE, "CLOSED")]


@pytest.mark.parametrize(
    "rows",
    [
        (("TSC11/01",), ("TSC11/02",)),
        (("Modification", "Interest"), ("DP096", "High")),
        (("Representing", "Name"), ("DCC", "Jo Example")),
        (("Ref", "Risk", "Owner", "Status"), ("REL12/02", "Testing is late", "SECAS", "Closed")),
        (("Year", "Cost"), ("FY18/19", "£5"), ("2019/20", "£6")),
    ],
)
def test_table_of_something_else_is_none_of_reviews(rows: tuple[tuple[str, ...], ...]) -> None:
    assert not is_review_table(table(*rows))


def test_row_cut_by_a_pages_end_is_made_whole() -> None:
    source = table(("Ref", "Action", "Update"), ("TSC11/01", TEXT, "SECAS reported"), ("", "", "on it. Action CLOSED."))

    assert brief(reviews_in_table(source)) == [("TSC11/01", TEXT, "SECAS reported on it.", "CLOSED")]


@pytest.mark.parametrize("mark", [" Re-Opened", " (Re-opened)", " – Reopened"])
def test_action_opened_again_says_so(mark: str) -> None:
    (found,) = reviews_in_table(table(("Ref", "Action", "Update"), (f"TSC09/01a{mark}", TEXT, UPDATE)))

    assert (found.ref.canonical, found.is_reopened, found.text) == ("TSC09/01a", True, TEXT)


def test_action_without_a_status_is_open_as_a_fact_and_none_as_read() -> None:
    found = updated(UPDATE)

    assert (found.standing, found.as_fact()["status"]) == ("", "OPEN")


# What became of it.


@pytest.mark.parametrize(
    ("update", "ref"),
    [
        ("This was superseded by TSC10/02.", "TSC10/02"),
        ("It was merged into action TSC10/02.", "TSC10/02"),
        ("See TSC10/02 for more.", None),
        ("The old plan was superseded by another.", None),
        ("TSC11/01 supersedes all.", None),
    ],
)
def test_action_is_superseded_where_its_update_says_so(update: str, ref: str | None) -> None:
    assert updated(update).superseded_by == ref


@pytest.mark.parametrize(
    ("update", "body"),
    [
        ("The action was transferred to the Operations Group.", "Operations Group"),
        ("The TSC agreed to hand over the action to the SSC.", "SSC"),
        ("The risk was transferred to the Operations Group.", None),
        ("The paper was passed to the SSC.", None),
        ("The action will move to a later date.", None),
    ],
)
def test_action_is_handed_over_where_its_update_says_so(update: str, body: str | None) -> None:
    assert updated(update).transferred_to == body
