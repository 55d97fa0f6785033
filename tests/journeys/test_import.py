"""Old minutes come in: uploaded, checked beside their source by keyboard, stored once, exported."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from playwright.sync_api import Browser, BrowserContext, Page

from actions.models import Action, ActionUpdate
from archive.demo.seeding import seed_cast
from archive.models import Import
from archive.tasks import read_import
from meetings.models import Meeting
from tests.archive.imports import zipped
from tests.archive.readings import everything
from tests.journeys.conftest import PASSWORD, Site

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PROJECT = Path(__file__).resolve().parents[2]
SEEDS = sorted((PROJECT.parent / "shared" / "seeds").glob("*.txt"))
SCAN = PROJECT / "tests" / "archive" / "documents" / "scan_opsg.txt"
NO_SEEDS = "the real minutes are not beside this project"
NO_SCAN = "the document of our own is not there"


@pytest.fixture
def site(browser: Browser, transactional_db: None, live_server) -> Site:
    """The demo's committees and cast, and no meetings."""
    seed_cast(password=PASSWORD)
    return Site(live_server.url, browser)


def work() -> None:
    """What the task worker does meanwhile."""
    for pk in Import.objects.under_way().values_list("pk", flat=True):
        read_import(import_id=pk)


def upload(page: Page, path: Path) -> None:
    page.goto("/imports/new/")
    page.get_by_label("Minutes").set_input_files(path)
    page.get_by_role("button", name="Upload").click()


def check(page: Page, path: Path) -> None:
    """Upload a file, and wait on its page until it has been read."""
    upload(page, path)
    page.get_by_text("Waiting to be read").wait_for()
    work()
    page.get_by_role("heading", name="About the meeting").wait_for()


def settle_by_keyboard(page: Page) -> None:
    """Tick every doubt and what is missing with the keyboard alone, and go on to storing."""
    if not page.locator("#date").input_value():
        page.locator("#day_not_known").focus()
        page.keyboard.press("Space")
    for box in page.locator("#to-do > ul input[name=settled]").all():
        box.focus()
        page.keyboard.press("Space")
    page.locator(".save-bar button[value=confirm]").first.focus()
    page.keyboard.press("Enter")


def wrong_with(page: Page) -> list[str]:
    """What axe finds, and whether the page is wider than its window."""
    found = Axe().run(page).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    lines = [f"axe: {each['id']}: {each['nodes'][0]['html'][:160]}" for each in found]
    return [*lines, *(["wider than its window"] if wide else [])]


@pytest.mark.skipif(not SEEDS, reason=NO_SEEDS)
def test_each_seed_is_uploaded_settled_stored_and_exported(
    site: Site, complaints: Callable[[Page], list[str]], tmp_path: Path
) -> None:
    page = site.window("secretary").new_page()
    said = complaints(page)
    stored = []

    # When each is uploaded, its doubts settled by keyboard, and stored
    for seed in SEEDS:
        check(page, seed)
        settle_by_keyboard(page)
        page.get_by_role("button", name="Store as minutes").press("Enter")
        page.wait_for_url("**/meetings/**")
        stored.append(page.get_by_role("heading", level=1).inner_text())
    before = everything()

    # Then there are four meetings, each with its file as the source, and none of it is out
    assert len(stored) == 4
    meetings = list(Meeting.objects.exclude(source=None).order_by("source_name"))
    assert [meeting.source_name for meeting in meetings] == [seed.name for seed in SEEDS]
    assert {meeting.stage for meeting in meetings} == {1}

    # And each is exported
    for meeting in meetings:
        out = tmp_path / f"{meeting.ref}.pdf"
        call_command("export_minutes", meeting.ref, edition="amber", out=out, stdout=io.StringIO())
        assert out.read_bytes().startswith(b"%PDF-")

    # And the log goes on from one to the other
    action = Action.objects.get(ref="TABASC23/01")
    updates = ActionUpdate.objects.filter(action=action).values_list("meeting_number", flat=True)
    assert (str(action.raised_at), action.status, list(updates)) == ("TABASC 23", "open", [33])

    # And the same file again changes nothing
    for seed in SEEDS:
        upload(page, seed)
        assert page.get_by_text("This file is here already; nothing changed.").is_visible()
    assert everything() == before
    assert said == []


@pytest.mark.skipif(not SCAN.exists(), reason=NO_SCAN)
def test_a_second_file_of_a_stored_meeting_is_refused_in_a_sentence(site: Site, tmp_path: Path) -> None:
    page = site.window("secretary").new_page()
    check(page, SCAN)
    settle_by_keyboard(page)
    page.get_by_role("button", name="Store as minutes").click()
    page.wait_for_url("**/meetings/**")
    other = tmp_path / "the same meeting.txt"
    other.write_bytes(SCAN.read_bytes() + b"\n")
    before = everything()

    check(page, other)
    assert page.get_by_text("exists and is not empty").is_visible()
    settle_by_keyboard(page)
    page.get_by_role("button", name="Store as minutes").click()

    assert page.get_by_role("alert").get_by_text("exists and is not empty").is_visible()
    assert everything()["Meeting"] == before["Meeting"]
    assert everything()["MinuteEntry"] == before["MinuteEntry"]


@pytest.mark.skipif(not SCAN.exists(), reason=NO_SCAN)
def test_the_whole_way_is_there_without_scripts_on_a_phone(site: Site) -> None:
    page = site.window("secretary", width=380, scripts=False).new_page()
    upload(page, SCAN)
    work()
    page.get_by_role("link", name="Look again").click()

    # A doubt leads to its place in the source, and the source back to what was read there
    page.locator(".doubt a.place").first.click()
    assert "#line-" in page.url
    page.locator(".line .back").first.click()
    assert "#line-" not in page.url

    # Rows come and go by buttons, and a promise becomes an action only here
    page.get_by_role("button", name="Add somebody").click()
    page.locator("#attendance input[name$='.name']").last.fill("An Alternate")
    page.locator(".save-bar button[value=save]").first.click()
    assert Import.objects.get().amended["attendance"][-1]["name"] == "An Alternate"
    settle_by_keyboard(page)
    page.get_by_role("button", name="Store as minutes").click()

    assert Meeting.objects.exclude(source=None).get().attendance.get(name="An Alternate").is_present


@pytest.mark.skipif(not SCAN.exists(), reason=NO_SCAN)
def test_a_link_to_lines_scrolls_the_source_and_marks_them(site: Site) -> None:
    page = site.window("secretary").new_page()
    check(page, SCAN)
    link = page.locator("#actions_reviewed a.place").last
    first, last = map(int, str(link.get_attribute("data-house-lines")).split("-"))

    link.click()

    assert page.locator(".line-marked").count() in range(1, last - first + 2)
    assert page.locator(f"#line-{first}").is_visible()
    assert page.evaluate("document.querySelector('[data-house-source]').scrollTop") > 0


@pytest.mark.skipif(not SCAN.exists(), reason=NO_SCAN)
def test_pages_of_the_import_are_accessible_and_fit(
    site: Site, tmp_path: Path, complaints: Callable[[Page], list[str]]
) -> None:
    first = site.window("secretary").new_page()
    upload(first, SCAN)
    packed = tmp_path / "years.zip"
    packed.write_bytes(zipped({"a.txt": b"Nothing of the kind.", "b.png": b"\x89PNG" + bytes(50), "c.txt": b"Other."}))
    upload(first, packed)
    record, batch = Import.objects.get(name=SCAN.name), Import.objects.get(name="a.txt").batch
    assert batch is not None
    addresses = ["/imports/", "/imports/new/", record.get_absolute_url(), batch.get_absolute_url()]

    def walk(window: BrowserContext, addresses: list[str]) -> list[str]:
        page = window.new_page()
        said = complaints(page)
        wrong = []
        for address in addresses:
            page.goto(address)
            wrong += [f"{address}: {line}" for line in (*wrong_with(page), *said)]
        window.close()
        return wrong

    wrong = walk(site.window("secretary", width=380), addresses)
    work()
    base = record.get_absolute_url()
    addresses += [f"{base}confirm/", f"{base}discard/"]
    wrong += walk(site.window("secretary"), addresses)
    wrong += walk(site.window("secretary", width=380, dark=True), addresses)

    assert wrong == []
