"""What is measured: pages, registers, saving, and PDFs, through the whole of Django in this process.

Requests go through every middleware with a signed-in session and one persistent connection, as in a web worker; the
web server and the wire are left out, so that the ratios are of our own work.
"""

import itertools
from collections.abc import Callable, Iterator

from django.test import Client
from weasyprint import HTML

from archive.bench import typing, walls
from archive.bench.measuring import Line, queries, ratio, seconds
from archive.bench.scale import make_actions
from meetings.composition import latest_version
from meetings.documents import editions
from meetings.models import EntryKind, Meeting, MinuteEntry
from meetings.tasks import draw_minutes
from secgov import pdf
from secgov.access import Purpose, System
from secgov.classification import Classification
from secgov.models import User

FEW, MANY = 1_000, 100_000
# The actions app has blocks on the page of TABASC 23, so it may make two queries more than the page's own twelve.
MEETING_QUERIES = 12 + 2


def lines() -> Iterator[Line | str]:
    """Everything measured, one after the other; first the floor, in words."""
    secretary, member = _browser("secretary"), _browser("member")
    meeting = Meeting.objects.select_related("committee").get(ref="TABASC_23_1910")
    floor = _get(member, f"/floor/{meeting.committee_id}/")
    yield f"The floor, a signed-in view that reads one indexed row: {seconds(floor) * 1000:.2f} ms."
    page = f"/meetings/{meeting.ref}/"
    for who, browser in (("member", member), ("secretary", secretary)):
        yield _page(f"the page of TABASC 23, {who}", _get(browser, page), floor, 12, MEETING_QUERIES)
    save = _saving(secretary)
    yield _page("saving one entry, with its history", save, floor, 20)
    read, listed = _get(member, page), _get(member, "/actions/")
    yield from walls.lines({"the page of TABASC 23": read, "the log of actions": listed, "saving one entry": save})
    yield from typing.lines(secretary, User.objects.get(email="secretary@demo.test"), floor)
    yield _tagged(meeting)
    yield _stored(meeting, member, floor)
    first = 1
    for count in (FEW, MANY):
        make_actions(first=first, last=count, meeting=meeting)
        first = count + 1
        for who, browser in (("member", member), ("public", Client())):
            yield _page(f"the log, 50 of {count:,} actions, {who}", _get(browser, "/actions/"), floor, 10, 8)


def _browser(who: str) -> Client:
    browser = Client()
    user = User.objects.get(email=f"{who}@demo.test")
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def _get(browser: Client, address: str) -> Callable[[], bytes]:
    def get() -> bytes:
        answer = browser.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}, which cannot be measured.")
        return bytes(answer.content)

    return get


def _page(
    what: str, act: Callable[[], object], floor: Callable[[], object], budget: float, allowed: int | None = None
) -> Line:
    return Line(what, ratio(act, floor), budget, queries(act), allowed)


def _saving(secretary: Client) -> Callable[[], None]:
    """Save one entry of the draft again and again, each time with other words."""
    entry = MinuteEntry.objects.filter(meeting__ref="TABASC_34_2009", kind=EntryKind.DISCUSSION).earliest("pk")
    address = f"/meetings/TABASC_34_2009/entries/{entry.uid}/amend/"
    count = itertools.count()

    def save() -> None:
        words = {"body": f"<p>The paper was taken as read, for the {next(count)}. time.</p>", "classification": "1"}
        answer = secretary.post(address, words)
        if answer.status_code != 302:
            raise RuntimeError(f"Saving answered {answer.status_code}, which cannot be measured.")

    return save


def _tagged(meeting: Meeting) -> Line:
    """Our door beside bare WeasyPrint on the same HTML, both warm, in turn."""
    version = latest_version(meeting, System(Purpose.PRINTING))
    html = editions.minutes_html(meeting, Classification.WHITE, version)

    def bare() -> None:
        HTML(string=html, base_url=f"{pdf.STATIC_ADDRESS}css/", url_fetcher=pdf._fetcher()).write_pdf()

    def tagged() -> None:
        pdf.write_pdf(html, identifier="bench")

    return Line("tagged PDF of TABASC 23, warm", ratio(tagged, bare, runs=7, warming=1), 1.15, against="bare")


def _stored(meeting: Meeting, member: Client, floor: Callable[[], object]) -> Line:
    """The same, unchanged since it was last drawn."""
    version = latest_version(meeting, System(Purpose.PRINTING))
    assert version is not None  # noqa: S101  the demo has published it
    draw_minutes(meeting.pk, int(Classification.WHITE), version.pk)
    kept = _get(member, f"/meetings/{meeting.ref}/minutes.pdf?edition=white")
    return _page("the same, from the store", kept, floor, 10)
