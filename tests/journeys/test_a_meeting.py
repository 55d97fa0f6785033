"""A whole meeting, from the plan to the final PDF, by a secretary who never touches the mouse.


The size is that of TABASC 23 in October 2017: seventeen items, sixteen actions reviewed, five raised, eleven outcomes.
"""

import io
import re
from collections.abc import Callable

import pdfplumber
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from actions.models import Action, ActionUpdate
from meetings.models import AgendaItem, Attendance, Meeting, MinutesVersion, Outcome
from meetings.tasks import issue_editions
from tests.journeys.conftest import Site
from tests.journeys.typist import SECONDS, Typist

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PLANNED = "/meetings/TABASC_2018-10"
REF = "TABASC_35_1810"
BASE = f"/meetings/{REF}"
MORE_ITEMS = [
    "DCC Update",
    "Sub-Committee Update",
    "DCC Releases",
    "Change Requests of the DCC",
    "Activity Planner",
    "Risk Register",
    "Project Closure Report",
    "Review of the Architecture",
    "Resources of the Review",
    "Major Incident Reports",
    "Dates of Meetings in 2019",
    "Transitional Governance Update",
    "Modification Status Report – October 2018",
]
OUTCOMES = {
    "item 2": "The TABASC NOTED the update.",
    "item 3": "The TABASC NOTED the report of the Operations Group.",
    "item 4": "The TABASC AGREED the order of the releases, subject to an answer of the DCC by November.",
    "item 5": "The TABASC NOTED the Change Requests.",
    "item 6": "The TABASC APPROVED the planner.",
    "item 7": "The TABASC AGREED to hand the risk over to the Operations Group.",
    "item 8": "The TABASC NOTED the closure of the project.",
    "item 9": "The TABASC RECOMMENDED the review to the Panel.",
    "item 10": "The TABASC APPROVED the days that are asked for.",
    "item 11": "The TABASC NOTED that no Major Incident has been reported.",
    "item 12": "The TABASC APPROVED the dates of 2019.",
}
ACTIONS = {
    "item 2": "ACTION: DCC to circulate the results of its tests.",
    "item 4": "ACTION: The DCC to answer on the second release.",
    "item 5": "ACTION: SECAS to send the list of Change Requests to Members.",
    "item 7": "ACTION: The TABASC Chair to write to the Operations Group.",
    "item 12": "ACTION: SECAS to send placeholders for the meetings of 2019.",
}


def press(page: Page, role: str, name: str) -> None:
    """Go to a button or link by keyboard and press it."""
    target = page.get_by_role(role, name=name).first
    target.focus()
    page.keyboard.press("Enter")


def write(page: Page, label: str, words: str) -> None:
    page.get_by_label(label).first.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type(words)


def confirm(page: Page, move: str) -> None:
    """The one screen before a move, and the move."""
    page.goto(f"{BASE}/move/{move}/")
    button = page.locator("main form.form-sheet button[type=submit]")
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"{BASE}/$"))


@pytest.fixture
def mouse_free(site: Site) -> BrowserContext:
    """The secretary's window, in which any use of the mouse fails the test."""
    window = site.window("secretary")
    window.add_init_script(
        "for (const kind of ['mousedown', 'touchstart']) addEventListener(kind, (event) => {"
        " if (event.isTrusted) throw new Error('the mouse was used'); }, true);"
    )
    return window


def test_a_meeting_from_its_plan_to_its_final_minutes(
    site: Site, mouse_free: BrowserContext, complaints: Callable[[Page], list[str]]
) -> None:
    page = mouse_free.new_page()
    wrong = complaints(page)

    prepare(page)
    minute(Typist(page, REF).sits_down())
    check(page)
    circulate(page)
    correct(site, page)
    approve(page)
    export(page)

    assert wrong == []


def prepare(page: Page) -> None:
    """The agenda from what is due and what is new, published: the meeting gets its number."""
    page.goto(f"{PLANNED}/proposals/")
    press(page, "button", "Add the ticked to the agenda")
    page.wait_for_url(f"**{PLANNED}/agenda/")
    page.get_by_role("link", name="Minutes and Actions Outstanding").focus()
    for number in (2, 1):
        page.keyboard.press("Alt+ArrowUp")
        told = page.locator("[data-house-agenda-said]")
        expect(told).to_have_text(f"Minutes and Actions Outstanding is item {number} now.")
    for title in MORE_ITEMS:
        write(page, "Title of a new item", title)
        page.keyboard.press("Enter")
        expect(page.locator("[data-house-agenda-said]")).to_have_text(f"{title} was added.")
    assert page.locator("[data-house-row]").count() == 17
    # What the demo left on the agenda stands at its end today; any other business is the last but none.
    page.goto(f"{PLANNED}/move/publish-agenda/")
    expect(page.get_by_text("It will be TABASC 35.")).to_be_visible()
    press(page, "button", "Publish the agenda")
    page.wait_for_url(f"**{BASE}/")
    confirm(page, "open")
    confirm(page, "draft")


def minute(secretary: Typist) -> None:
    """Who is there, the open actions one by one, and the items as they are talked about."""
    attend(secretary.page)
    review_actions(secretary)
    for number in range(2, 18):
        discuss(secretary, f"item {number}")
    secretary.page.wait_for_timeout(2 * SECONDS)
    meeting = Meeting.objects.get(ref=REF)
    assert Outcome.objects.filter(meeting=meeting).count() == 11
    assert list(Action.objects.filter(raised_at=meeting).order_by("ref").values_list("ref", flat=True)) == [
        f"TABASC35/0{number}" for number in range(1, 6)
    ]
    assert ActionUpdate.objects.filter(meeting=meeting, is_adopted=True).count() == 16


def attend(page: Page) -> None:
    """Marked line by line: one is in the room, one on the telephone, one has sent apologies."""
    lines = page.locator("[data-house-line]")
    expect(lines.first).to_be_attached(timeout=10 * SECONDS)
    for place, key in enumerate(["p", "t", "a"]):
        lines.nth(place).locator("input[type=radio]").first.focus()
        page.keyboard.press(key)
        expect(lines.nth(place).get_by_text(re.compile(r"Saved \d"))).to_be_visible(timeout=5 * SECONDS)
    rows = Attendance.objects.filter(meeting__ref=REF)
    assert [rows.filter(is_present=True).count(), rows.filter(mode="teleconference").count()] == [2, 1]


def review_actions(secretary: Typist) -> None:
    """Alt+U takes the next open action; its update is typed, and every fourth is closed."""
    secretary.goes_to("item 1")
    for count in range(1, 17):
        secretary.presses("Alt+u")
        secretary.types(f"The owner reported on this, as the {count}. of the day.", delay=0)
        secretary.has_saved()
        if count % 4 == 0:
            secretary.page.locator(".typing").get_by_label("Status").focus()
            secretary.presses("c")
            secretary.has_saved()
    secretary.leaves()


def discuss(secretary: Typist, item: str) -> None:
    """A paragraph, and where there was one the outcome and the action, each begun with Enter."""
    secretary.goes_to(item)
    secretary.types(f"The paper for {item} was presented and talked about.", delay=0)
    for words in (OUTCOMES.get(item), ACTIONS.get(item)):
        if words:
            secretary.presses("Enter")
            secretary.types(words, delay=0)
    secretary.has_saved()
    secretary.leaves()


def check(page: Page) -> None:
    """The checklist is looked at, and every classification gets somebody's word."""
    page.goto(f"{BASE}/checklist/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto(f"{BASE}/review/")
    press(page, "button", "Confirm all as they are shown")
    expect(page.get_by_text("Whatever would be read outside the committee has somebody’s word.")).to_be_visible()


def circulate(page: Page) -> None:
    page.goto(f"{BASE}/move/circulate/")
    expect(page.get_by_text("Demo Member").first).to_be_visible()
    confirm(page, "circulate")
    meeting = Meeting.objects.get(ref=REF)
    assert meeting.status == "circulated"
    raised = Action.objects.filter(raised_at=meeting)
    assert set(raised.values_list("reference__state", flat=True)) == {"fixed"}


def correct(site: Site, page: Page) -> None:
    """A member proposes a correction, the Chair on a phone has none, and the secretary takes the first over."""
    member = site.window("member").new_page()
    member.goto(f"{BASE}/")
    paragraph = member.locator(".entry", has_text="The paper for item 6 was presented").last
    paragraph.get_by_role("link", name="Comment").first.focus()
    member.keyboard.press("Enter")
    text = member.locator("main textarea").first
    text.focus()
    member.keyboard.press("Control+a")
    member.keyboard.type("The planner was presented and talked about.")
    member.locator("main form button[type=submit]").first.press("Enter")
    member.wait_for_load_state()
    chair = site.window("chair", width=380).new_page()
    chair.goto(f"{BASE}/")
    press(chair, "button", "No comments")
    chair.wait_for_load_state()

    page.goto(f"{BASE}/corrections/")
    expect(page.locator("ins").first).to_contain_text("planner")
    press(page, "button", "Accept")
    expect(page.get_by_text("Accepted").first).to_be_visible()


def approve(page: Page) -> None:
    page.goto(f"{BASE}/move/approve/")
    page.get_by_label("Approved").focus()
    page.keyboard.type("By corr")
    page.locator("main form.form-sheet button[type=submit]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"{BASE}/$"))
    assert Meeting.objects.get(ref=REF).status == "final"


def export(page: Page) -> None:
    """The final minutes as PDF, as issued: every item, outcome and action is in it, and the correction."""
    meeting = Meeting.objects.get(ref=REF)
    issue_editions(MinutesVersion.objects.filter(meeting=meeting, kind="minutes").latest("number").pk)
    answer = page.request.get(f"{BASE}/minutes.pdf?edition=amber")
    assert answer.headers["content-type"] == "application/pdf"
    with pdfplumber.open(io.BytesIO(answer.body())) as document:
        text = " ".join(" ".join(each.extract_text().split()) for each in document.pages)

    titles = AgendaItem.objects.filter(meeting=meeting, removed_at__isnull=True).values_list("title", flat=True)
    assert [title for title in titles if title not in text] == []
    assert [words for words in OUTCOMES.values() if words not in text] == []
    assert [f"TABASC35/0{number}" for number in range(1, 6) if f"TABASC35/0{number}" not in text] == []
    assert "The planner was presented and talked about." in text
    assert "Final Minutes" in text
