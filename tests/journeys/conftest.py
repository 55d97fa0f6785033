"""A real browser on a real server with the demo in it."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from archive.demo.seeding import seed_cast, seed_meetings

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PASSWORD = "of the demo in tests"


def browser_path() -> str | None:
    """Where the system's Chromium is."""
    return next((path for path in map(shutil.which, CHROMIUM) if path), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium; without one these tests skip, or fail where REQUIRE_BROWSER=1 says it must be there."""
    found = browser_path()
    if found is None and os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail("There is no Chromium, and REQUIRE_BROWSER=1 says that there must be one.")
    if found is None:
        pytest.skip("There is no Chromium on this machine: browser tests need one.")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield started
        started.close()


@dataclass(frozen=True)
class Site:
    """The demo's address, and windows onto it, which close when the test is over."""

    address: str
    browser: Browser
    windows: list[BrowserContext] = field(default_factory=list)

    def window(self, who: str = "", *, width: int = 1280, dark: bool = False, scripts: bool = True) -> BrowserContext:
        """A window in which `who` ("secretary") has signed in, or nobody."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            base_url=self.address,
        )
        self.windows.append(context)
        if who:
            sign_in(context, who)
        return context

    def close(self) -> None:
        """Close every window, so that no page asks a server whose database is gone."""
        for context in self.windows:
            context.close()


def answered() -> None:
    """Wait until the server has answered what pages had asked for before they closed: emptying the tables would wait
    for it, and it for that."""
    others = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"
    )
    until = time.monotonic() + 10
    quiet = 0
    while quiet < 3 and time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(others)
            quiet = 0 if cursor.fetchone()[0] else quiet + 1
        time.sleep(0.1)


def sign_in(window: BrowserContext, who: str) -> None:
    """Sign `who` ("secretary") in, in a tab that closes again."""
    page = window.new_page()
    page.goto("/sign-in/")
    page.get_by_label("E-mail address").fill(f"{who}@demo.test")
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Sign out", include_hidden=True).wait_for(state="attached")
    page.close()


@pytest.fixture
def site(browser: Browser, transactional_db: None, live_server: Any) -> Iterator[Site]:
    """The demo on a server of this test."""
    seed_cast(password=PASSWORD)
    seed_meetings(on=date(2026, 1, 5))
    site = Site(live_server.url, browser)
    yield site
    site.close()
    answered()


@pytest.fixture
def complaints() -> Callable[[Page], list[str]]:
    """What a page's console and scripts complain of, collected as it goes."""

    def listen(page: Page) -> list[str]:
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        return said

    return listen
