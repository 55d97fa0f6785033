"""Minutes as large as they come, being typed: a save of one entry, and the page opened in a real browser."""

import json
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import uuid4
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.test import Client

from archive.bench.measuring import Line, queries, ratio
from meetings.documents import live
from meetings.models import Meeting, MinuteEntry
from meetings.operations import add_entry, add_item, make_move, plan_meeting
from secgov.classification import Classification
from secgov.models import Committee, User

ITEMS, ENTRIES = 40, 400
SECONDS = 2.0  # in which the page is open, ready to type in (issue of Part 3)
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
OPENINGS = 5


def large_meeting(by: User) -> Meeting:
    """A meeting of forty items and four hundred entries, being minuted."""
    committee = Committee.objects.get(abbreviation="TABASC")
    meeting = plan_meeting(committee=committee, by=by, number=900, held_on=date(2018, 12, 20))
    meeting = make_move(meeting, "draft", by=by, on=date(2018, 12, 20))
    for number in range(ITEMS):
        item = add_item(meeting=meeting, title=f"Item {number + 1} of a long day", by=by)
        for place in range(ENTRIES // ITEMS):
            words = f"What was said {place} under this item of SECMP0006, in as many words as a paragraph has. " * 4
            add_entry(item=item, kind="discussion", body=f"<p>{words}</p>", by=by, classification=Classification.WHITE)
    return meeting


def typed(browser: Client, user: User, meeting: Meeting) -> Callable[[], None]:
    """One save as the editor sends it, each with other words."""
    entry = MinuteEntry.objects.filter(meeting=meeting).select_related("item").latest("pk")
    state = {"base": entry.version, "count": 0}
    window, person = str(uuid4()), live.name_of(live.key_of(user))

    def save() -> None:
        state["count"] += 1
        words = {
            "window": window,
            "item": str(entry.item.uid),
            "base": state["base"],
            "kind": entry.kind,
            "body": f"<p>Typed {state['count']} times, of SECMP0006.</p>",
        }
        answer = browser.post(
            f"/meetings/{meeting.ref}/live/{entry.uid}/",
            json.dumps(words),
            content_type="application/json",
            headers={"X-House-Person": person},
        )
        state["base"] = answer.json()["version"]

    return save


def lines(browser: Client, user: User, floor: Callable[[], Any]) -> Iterator[Line]:
    """A save among four hundred entries with its history, and the page of them in Chromium where there is one."""
    meeting = large_meeting(user)
    save = typed(browser, user, meeting)
    yield Line(f"typing in one of {ENTRIES} entries, each save", ratio(save, floor), 20, queries(save))
    path = next((found for found in map(shutil.which, CHROMIUM) if found), None)
    if path is not None:
        opened = _opened(path, browser, meeting)
        yield Line(f"that page open in Chromium, {ITEMS} items", opened, SECONDS, against="seconds")


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        """Nothing: the lines of the bench are all that is printed."""


@contextmanager
def _served() -> Iterator[str]:
    server = make_server("127.0.0.1", 0, get_wsgi_application(), server_class=WSGIServer, handler_class=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()


def _opened(path: str, browser: Client, meeting: Meeting) -> float:
    """Seconds from asking for the page until it is ready to type in: the median of a few, the browser being warm."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  slow import

    cookie = browser.cookies[settings.SESSION_COOKIE_NAME].value
    times = []
    with _served() as address, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        window = chromium.new_context(base_url=address)
        window.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": address}])
        for _ in range(OPENINGS):
            page = window.new_page()
            before = time.perf_counter()
            page.goto(f"/meetings/{meeting.ref}/edit/", wait_until="commit")
            page.locator("body.is-live").wait_for(state="attached")
            times.append(time.perf_counter() - before)
            page.close()
        chromium.close()
    return sorted(times)[len(times) // 2]
