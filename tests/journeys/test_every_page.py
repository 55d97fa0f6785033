"""Every page in a real browser: nothing for axe to find, nothing wider than a phone, nothing in the console."""

from collections.abc import Callable
from unittest.mock import patch

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page

from actions.models import Action
from archive.operations.exporting import ask_for_export, fail_export
from meetings.models import AgendaItem, Meeting, MinuteEntry
from meetings.operations import attach_paper, issue_edition
from secgov import issuing
from secgov.classification import Classification
from secgov.inspection import Inspected
from secgov.models import HeldDocument, User
from secgov.operations import withdraw_document
from secgov.storage import store
from tests.journeys.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.slow]

READING = [
    "/",
    "/meetings/",
    "/meetings/?committee=TABASC&year=2018",
    "/meetings/?status=cancelled",
    "/meetings/TABASC_23_1910/",
    "/meetings/TSC_07_1606/",
    "/actions/",
    "/actions/?words=nothing+has+these+words",
    "/actions/TABASC23/01/",
    "/actions/TABASC20/01a/",
    "/actions/outstanding/TABASC_33/",
    "/modifications/",
    "/modifications/SECMP0006/",
    "/modifications/matrix/TSC_07_1606/",
    "/committees/",
    "/committees/TABASC/",
    "/documents/",
    "/documents/?state=withdrawn",
    "/verify/",
    "/search/?q=nothing+has+this",
]
SIGNED_OUT = ["/sign-in/", "/sign-in/code/", "/password/reset/", "/password/reset/sent/", "/no/such/page/", "/style/"]
OWN_ACCOUNT = [
    "/account/",
    "/account/password/",
    "/account/second-factor/",
    "/account/second-factor/app/",
    "/account/second-factor/passkeys/add/",
]
ADMINISTRATOR = [*OWN_ACCOUNT, "/accounts/", "/accounts/?words=nobody+has+this", "/accounts/invite/"]
SECRETARY = [
    "/meetings/plan/",
    "/meetings/CSC_11_2801/",
    "/meetings/TABASC_34_2009/",
    "/meetings/TABASC_34_2009/edit/",
    "/meetings/TABASC_34_2009/amend/",
    "/meetings/TABASC_34_2009/classify/",
    "/meetings/TABASC_34_2009/move/circulate/",
    "/meetings/TABASC_34_2009/checklist/",
    "/meetings/TABASC_34_2009/review/",
    "/meetings/TABASC_34_2009/share/",
    "/committees/TABASC/acronyms/",
    "/meetings/TABASC_23_1910/move/reopen/",
    "/meetings/TABASC_34_2009/items/add/",
    "/meetings/TABASC_34_2009/attendance/add/",
    "/meetings/TABASC_34_2009/attendance/mark/",
    "/meetings/TABASC_29/",
    "/meetings/CSC_11_2801/corrections/",
    "/meetings/CSC_11_2801/amendments/",
    "/meetings/CSC_11_2801/redline/?from=1&to=draft",
    "/meetings/CSC_11_2801/move/approve/",
    "/meetings/TABASC_33/",
    "/meetings/TABASC_2018-10/",
    "/meetings/TABASC_2018-10/agenda/",
    "/meetings/TABASC_2018-10/proposals/",
    "/meetings/TABASC_2018-10/move/publish-agenda/",
    "/actions/TABASC23/01/amend/",
    "/committees/add/",
    "/committees/TABASC/amend/",
    "/outbox/",
    "/records/waiting/",
    "/answers/",
    "/answers/?of=TABASC_33&since=2018-01-01",
    "/view-as/",
    "/committees/TABASC/issue/actions/?edition=amber",
]


def _of_the_draft() -> list[str]:
    """Pages about one item and one entry of the draft, whose addresses hold their uids."""
    item = AgendaItem.objects.filter(meeting__ref="TABASC_34_2009").exclude(number="").earliest("rank")
    entry = MinuteEntry.objects.filter(item__meeting=item.meeting, kind="discussion").earliest("pk")
    base = "/meetings/TABASC_34_2009"
    assert Action.objects.filter(ref="TABASC34/01").exists()
    return [
        f"{base}/items/{item.uid}/amend/",
        f"{base}/items/{item.uid}/remove/",
        f"{base}/items/{item.uid}/beside/",
        f"{base}/items/{item.uid}/papers/add/",
        f"{base}/items/{item.uid}/add/outcome/",
        f"{base}/entries/{entry.uid}/amend/",
        f"{base}/entries/{entry.uid}/remove/",
        f"/actions/raise/{item.uid}/",
        f"/actions/review/{item.uid}/",
    ]


def _of_what_is_out() -> list[str]:
    """Pages about one entry of circulated and one of final minutes."""
    circulated = MinuteEntry.objects.filter(meeting__ref="CSC_11_2801", kind="discussion").earliest("pk")
    final = MinuteEntry.objects.filter(meeting__ref="TABASC_33", kind="discussion").earliest("pk")
    return [
        f"/meetings/CSC_11_2801/corrections/add/{circulated.uid}/",
        f"/records/{circulated.uid}/",
        f"/records/{circulated.uid}/classification/?to=red",
        f"/records/{final.uid}/",
        f"/meetings/{final.meeting.ref}/entries/{final.uid}/note/",
    ]


def _of_what_was_issued() -> list[str]:
    """Pages about a document of final minutes, one that was held back, and one that was withdrawn."""
    meeting = Meeting.objects.get(ref="TABASC_23_1910")
    secretary = User.objects.get(email="secretary@demo.test")
    version = meeting.versions.filter(kind="minutes").latest("number")
    file = store(content=b"%PDF-1.7 words", name="minutes.pdf", media_type="application/pdf")
    with patch.object(issuing, "_checks", []):  # the bytes are no PDF, which a check could not read
        document = issue_edition(version, Classification.WHITE, file, at=timezone.now())
    assert document is not None
    held = HeldDocument.objects.create(
        file=file,
        target=meeting.uid,
        kind="minutes",
        title="TABASC 23, held back",
        version=9,
        classification=Classification.AMBER,
        committee=meeting.committee,
        findings=[{"stops": False, "sentence": "It names a figure.", "where": "On page 1."}],
        held_at=timezone.now(),
    )
    agenda = meeting.versions.filter(kind="agenda").first()
    gone = []
    if agenda is not None:
        with patch.object(issuing, "_checks", []):
            withdrawn = issue_edition(agenda, Classification.WHITE, file, at=timezone.now())
        withdraw_document(withdrawn, by=secretary, at=timezone.now(), why="It names a price.", whole_version=False)
        gone = [f"/documents/{withdrawn.uid}/"]
    return [
        f"/documents/{document.uid}/",
        f"/documents/{document.uid}/withdraw/",
        f"/documents/held/{held.uid}/",
        *gone,
    ]


def _of_the_plan() -> list[str]:
    """Pages about an item of the planned meeting and a paper for it, in which something was found."""
    item = AgendaItem.objects.filter(meeting__ref="TABASC_2018-10").earliest("rank")
    file = store(content=b"%PDF-1.7 words", name="responses.pdf", media_type="application/pdf")
    paper = attach_paper(
        item=item,
        title="What industry said",
        by=User.objects.get(email="secretary@demo.test"),
        at=timezone.now(),
        file=file,
        inspected=Inspected(["1 comment."], ["Green"]),
        late_because="The consultation closed late.",
    )
    base = "/meetings/TABASC_2018-10"
    return [
        f"{base}/items/{item.uid}/amend/?to=agenda",
        f"{base}/items/{item.uid}/papers/add/",
        f"{base}/papers/{paper.uid}/",
        f"{base}/papers/{paper.uid}/amend/",
        f"{base}/papers/{paper.uid}/versions/add/",
    ]


def _of_the_export() -> list[str]:
    """Pages of exports: the list, the form, one that is under way and one that failed."""
    asked = {"kinds": ["minutes", "papers"], "up_to": Classification.AMBER, "reason": "The yearly audit asks for it."}
    by, at = User.objects.get(email="records@demo.test"), timezone.now()
    waiting = ask_for_export(by=by, at=at, **asked)
    failed = ask_for_export(by=by, at=at, **asked)
    fail_export(failed, "The bytes of TABASC 23 are gone. Bring them back from a copy, and start again.", at=at)
    return ["/exports/", "/exports/new/", waiting.get_absolute_url(), failed.get_absolute_url()]


def _of_somebody() -> list[str]:
    """The administrator's pages about one person, and those about one membership."""
    person = User.objects.get(email="member@demo.test").person
    base = f"/accounts/{person.pk}"
    pages = [f"{base}/{page}" for page in ("", "roles/", "close/", "second-factor/reset/", "memberships/add/")]
    membership = person.memberships.get()
    return [*pages, "/committees/TABASC/people/add/", f"/committees/TABASC/people/{membership.pk}/"]


def _look(page: Page, address: str, said: list[str], *, axe: bool) -> list[str]:
    """What is wrong with a page, each in a line."""
    said.clear()
    answer = page.goto(address)
    assert answer is not None
    expected = 404 if address == "/no/such/page/" else 200
    wrong = [] if answer.status == expected else [f"status {answer.status}"]
    wrong += [f"console: {line}" for line in said if expected == 200]
    width = page.evaluate("document.documentElement.scrollWidth")
    seen = page.evaluate("window.innerWidth")
    wrong += [f"{width} pixels wide in a window of {seen}"] if width > seen else []
    if axe:
        found = Axe().run(page).response["violations"]
        wrong += [f"axe: {each['id']}: {each['nodes'][0]['html'][:120]}" for each in found]
    return [f"{address} at {seen}: {line}" for line in wrong]


def _walk(window: BrowserContext, addresses: list[str], listen: Callable[[Page], list[str]]) -> list[str]:
    page = window.new_page()
    said = listen(page)
    wrong = [line for address in addresses for line in _look(page, address, said, axe=True)]
    window.close()
    return wrong


def test_every_page_is_accessible_and_fits_in_light_and_dark(
    site: Site, complaints: Callable[[Page], list[str]]
) -> None:
    exports = _of_the_export()
    mine = [*READING, *_of_what_was_issued(), *_of_the_plan(), *SECRETARY, *_of_the_draft(), *_of_what_is_out()]

    wrong = [
        *_walk(site.window("secretary"), mine, complaints),
        *_walk(site.window("secretary", width=380, dark=True), mine, complaints),
        *_walk(site.window("member", width=380), READING, complaints),
        *_walk(site.window("records"), exports, complaints),
        *_walk(site.window("records", width=380, dark=True), exports, complaints),
        *_walk(site.window("admin"), [*ADMINISTRATOR, *_of_somebody()], complaints),
        *_walk(site.window("admin", width=380, dark=True), [*ADMINISTRATOR, *_of_somebody()], complaints),
        *_walk(site.window("", dark=True), [*SIGNED_OUT, *READING], complaints),
        *_walk(site.window("", width=380), SIGNED_OUT, complaints),
    ]

    assert wrong == []
