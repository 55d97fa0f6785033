"""A secretary prepares a meeting: what is due, the agenda built by keyboard and pointer, a paper, and publication."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site
from tests.secgov.office_files import word

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BASE = "/meetings/TABASC_2018-10"


def rows(page: Page) -> list[str]:
    """The rows of the agenda, each with its number and the start of its title."""
    return [
        f"{row.locator('.agenda-row-number').inner_text()} {row.locator('.agenda-row-title').inner_text().split()[0]}"
        for row in page.locator("[data-house-row]").all()
    ]


def said(page: Page, words: str) -> None:
    """Wait until the page has told those who hear it."""
    expect(page.locator("[data-house-agenda-said]")).to_have_text(words)


def test_an_agenda_is_prepared_without_touching_the_mouse(site: Site, complaints: Callable[[Page], list[str]]) -> None:
    page = site.window("secretary").new_page()
    wrong = complaints(page)

    # Given what the last meeting left, ticked where it stands on every agenda
    page.goto(f"{BASE}/proposals/")
    page.get_by_role("button", name="Add the ticked to the agenda").press("Enter")
    page.wait_for_url(f"**{BASE}/agenda/")
    assert rows(page) == ["1 SMETS2", "2 Communications", "3 Minutes", "4 Any"]

    # When the review of actions is moved to the top, and an item typed in one line put under the second
    page.get_by_role("link", name="Minutes and Actions Outstanding").focus()
    page.keyboard.press("Alt+ArrowUp")
    said(page, "Minutes and Actions Outstanding is item 2 now.")
    page.keyboard.press("Alt+ArrowUp")
    said(page, "Minutes and Actions Outstanding is item 1 now.")
    page.get_by_label("Title of a new item").focus()
    page.keyboard.type("Costs of the change")
    page.keyboard.press("Enter")
    said(page, "Costs of the change was added.")
    expect(page.get_by_label("Title of a new item")).to_be_focused()
    page.get_by_role("link", name="Costs of the change").focus()
    for number in ("4", "3"):
        page.keyboard.press("Alt+ArrowUp")
        said(page, f"Costs of the change is item {number} now.")
    page.keyboard.press("Alt+Shift+ArrowRight")
    said(page, "Costs of the change is item 2.1 now.")

    # Then it stands so on the agenda of whoever opens it next
    page.reload()
    assert rows(page) == ["1 Minutes", "2 SMETS2", "2.1 Costs", "3 Communications", "4 Any"]
    assert wrong == []


def test_rows_are_dragged_to_their_place(site: Site) -> None:
    page = site.window("secretary").new_page()
    page.goto(f"{BASE}/proposals/")
    page.get_by_role("button", name="Add the ticked to the agenda").click()

    def drag(title: str, onto: str, *, x: int, y: int) -> None:
        source = page.locator("[data-house-row]", has_text=title)
        goal = page.locator("[data-house-row]", has_text=onto)
        source.drag_to(goal, source_position={"x": 20, "y": 12}, target_position={"x": x, "y": y})

    drag("Minutes and Actions", "SMETS2 Version", x=30, y=4)
    said(page, "Minutes and Actions Outstanding is item 1 now.")
    drag("Communications Hubs", "SMETS2 Version", x=300, y=55)
    said(page, "Communications Hubs after 2G: Costs of the Options is item 2.1 now.")
    assert rows(page) == ["1 Minutes", "2 SMETS2", "2.1 Communications", "3 Any"]


def test_a_paper_with_a_comment_in_it_holds_the_agenda_back_until_it_is_accepted(site: Site) -> None:
    page = site.window("secretary", scripts=False, width=380).new_page()
    page.goto(f"{BASE}/agenda/")
    page.get_by_role("button", name="Move Communications Hubs after 2G: Costs of the Options up").click()
    assert rows(page) == ["1 Communications", "2 SMETS2"]
    row = page.locator("[data-house-row]", has_text="SMETS2 Version")
    row.locator("summary").click()
    row.get_by_role("link", name="Put a paper in").click()
    page.get_by_label("Title").fill("What industry said")
    page.get_by_label("Why it is late").fill("The consultation closed late.")
    content = word(comment="Is this so?")
    page.get_by_label("File").set_input_files([{"name": "said.docx", "mimeType": "", "buffer": content}])
    page.get_by_role("button", name="Put the paper in").click()
    paper = page.url

    page.goto(f"{BASE}/move/publish-agenda/")
    assert page.get_by_text("It will be TABASC 35.").is_visible()
    assert page.get_by_text("1 comment.").is_visible()
    page.get_by_role("button", name="Publish the agenda").click()
    assert page.get_by_text("comes out when a person has accepted that").is_visible()

    page.goto(paper)
    page.get_by_label("Why it may come out as it is").fill("The author agrees.")
    page.get_by_role("button", name="Accept what was found").click()
    page.goto(f"{BASE}/move/publish-agenda/")
    page.get_by_role("button", name="Publish the agenda").click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("TABASC 35")
    member = site.window("member").new_page()
    member.goto("/meetings/TABASC_35_1810/")
    assert member.get_by_role("link", name="What industry said").first.is_visible()
    assert member.get_by_role("heading", name="Agenda as PDF").is_visible()
