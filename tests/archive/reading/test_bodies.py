"""What stands in an item: headings, actions with the rest of their sentences, boxes, tables, outcomes, discussion."""

from typing import Any

import pytest

from archive.reading.layout.elements import Block, Kind, Layout
from archive.reading.minutes.bodies import Body, ItemReader
from archive.reading.minutes.items import Item
from tests.archive.reading.building import paragraph, table

PROSE = "SECAS told the committee of the plan for the release and of who is to be told when it changes again."


def body_of(*blocks: Block, is_flat: bool = False) -> Body:
    reader = ItemReader(Layout(blocks=list(blocks), is_flat=is_flat), "TSC", 12)
    reader.read(Item("3", "Plan", (), list(blocks)))
    return reader.body


def raised(body: Body) -> list[tuple[str, str, str]]:
    return [(fact["ref"], fact["owner"], fact["text"]) for fact in (each.as_fact() for each in body.raised)]


def kinds(body: Body) -> list[Any]:
    return [entry["kind"] for entry in body.entries["3"]]


def test_pieces_of_an_item_are_entries_in_their_order() -> None:
    body = body_of(
        paragraph("Second Topic"),
        paragraph(PROSE),
        paragraph("The TSC NOTED the update."),
        paragraph("ACTION TSC12/01: SECAS to report."),
    )

    assert kinds(body) == ["heading", "discussion", "outcome", "action"]


def test_action_whose_sentence_a_page_cut_is_made_whole() -> None:
    body = body_of(
        paragraph("ACTION TSC12/01: SECAS to report on the plan"),
        paragraph("of the release."),
        paragraph(PROSE),
        is_flat=True,
    )

    assert raised(body) == [("TSC12/01", "SECAS", "SECAS to report on the plan of the release.")]
    assert kinds(body) == ["action", "discussion"]


@pytest.mark.parametrize(
    "following", [PROSE, "The TSC NOTED it.", "ACTION TSC12/02: DCC to act.", "The TSC:", "Second Topic"]
)
def test_action_without_a_stop_takes_nothing_that_begins_anew(following: str) -> None:
    body = body_of(paragraph("ACTION TSC12/01: SECAS to report"), paragraph(following), paragraph(PROSE), is_flat=True)

    assert raised(body)[0] == ("TSC12/01", "SECAS", "SECAS to report")


def test_action_that_leads_to_a_list_takes_its_rows() -> None:
    rows = [paragraph("the plan; and", Kind.BULLET), paragraph("the costs.", Kind.BULLET)]

    body = body_of(paragraph("ACTION TSC12/01: SECAS to report on:"), *rows, paragraph(PROSE))

    assert raised(body) == [("TSC12/01", "SECAS", "SECAS to report on: the plan; and the costs.")]


def test_action_beneath_its_reference_is_read() -> None:
    assert raised(body_of(paragraph("ACTION TSC12/01"), paragraph("DCC to provide figures."))) == [
        ("TSC12/01", "DCC", "DCC to provide figures.")
    ]


@pytest.mark.parametrize(
    ("rows", "owner"),
    [
        ((("TSC12/01: SECAS to report.",),), "SECAS"),
        ((("Reference", "Action", "Owner"), ("TSC12/01", "SECAS to report.", "The Chair")), "The Chair"),
        ((("TSC12/01", "SECAS to report."),), "SECAS"),
    ],
)
def test_action_in_a_box_or_a_table_is_raised(rows: tuple[tuple[str, ...], ...], owner: str) -> None:
    body = body_of(table(*rows))

    assert raised(body) == [("TSC12/01", owner, "SECAS to report.")]
    assert body.reviewed == []


def test_table_of_earlier_actions_reviews_them() -> None:
    body = body_of(table(("Reference", "Action", "Update"), ("TSC11/01", "SECAS to report.", "Done. Action CLOSED.")))

    assert [review.ref.canonical for review in body.reviewed] == ["TSC11/01"]
    assert (body.raised, kinds(body)) == ([], ["reviews"])


def test_table_of_something_else_is_discussion() -> None:
    body = body_of(table(("Date", "Event"), ("June <i>", "Release")))

    assert body.entries["3"] == [
        {
            "kind": "discussion",
            "html": "<table><thead><tr><th>Date</th><th>Event</th></tr></thead>"
            "<tbody><tr><td>June &lt;i&gt;</td><td>Release</td></tr></tbody></table>",
        }
    ]


def test_list_of_outcomes_is_one_entry_with_its_verbs_in_bold() -> None:
    rows = [paragraph("NOTED the paper; and", Kind.BULLET), paragraph("AGREED it.", Kind.BULLET)]

    body = body_of(paragraph("The TSC:"), *rows)

    (entry,) = body.entries["3"]
    assert entry["html"] == (
        "<p>The TSC:</p><ul><li><p><strong>NOTED</strong> the paper; and</p></li>"
        "<li><p><strong>AGREED</strong> it.</p></li></ul>"
    )
    assert [(fact["verb"], fact["text"]) for fact in entry["decisions"]] == [
        ("NOTED", "NOTED the paper"),
        ("AGREED", "AGREED it."),
    ]


def test_list_behind_a_body_that_decides_nothing_is_discussion() -> None:
    body = body_of(paragraph("The TSC is asked to:"), paragraph("note the paper.", Kind.BULLET))

    assert (body.outcomes, set(kinds(body))) == ([], {"discussion"})


def test_outcome_is_about_the_modification_of_its_heading_or_its_own() -> None:
    body = body_of(
        paragraph("DP094 ‘Credit Cover’", is_bold=True),
        paragraph(PROSE),
        paragraph("The TSC AGREED it."),
        paragraph("Another Topic of the Day", is_bold=True),
        paragraph(PROSE),
        paragraph("The TSC AGREED the plan for DP096."),
        paragraph("The TSC NOTED DP095 and DP096."),
    )

    assert [outcome.modification for outcome in body.outcomes] == ["DP094", "DP096", None]


@pytest.mark.parametrize("text", ["4.2 The TSC NOTED the update.", "4.12. The TSC NOTED the update."])
def test_number_of_a_paragraph_is_no_part_of_an_outcome(text: str) -> None:
    assert [outcome.text for outcome in body_of(paragraph(text)).outcomes] == ["The TSC NOTED the update."]


@pytest.mark.parametrize(
    "text", ["There were no updates", "Next Meeting: 4 May", "It ended.", "lower case words", "The TSC NOTED it"]
)
def test_short_paragraph_that_is_no_heading_is_none(text: str) -> None:
    assert body_of(paragraph(text), paragraph(PROSE)).headings["3"] == []
