"""A wrong edition was issued and mailed to twelve people: one of them withdraws it in the browser in a few steps, and
afterwards no address that ever gave it gives it to anybody."""

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from meetings.lifecycle import Status
from meetings.models import Meeting, MinutesVersion
from meetings.tasks import issue_editions
from secgov.classification import Classification
from secgov.models import Committee, IssuedDocument, MembershipRole, User
from secgov.operations import appoint
from tests import factories
from tests.journeys.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WRONG = "The price of the contract is nine million."
READERS = ("member", "chair", "party")
# From the meeting's page: its documents, the document, Withdraw; the words; the button.
MOST_STEPS = 5


class Steps:
    """Counts what a person does."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taken = 0

    def press(self, role: str, name: str) -> None:
        self.page.get_by_role(role, name=name, exact=True).first.click()  # type: ignore[arg-type]
        self.taken += 1

    def write(self, label: str, words: str) -> None:
        self.page.get_by_label(label).fill(words)
        self.taken += 1


def issued_wrongly() -> Meeting:
    """Final minutes whose White edition says what it should not, told of to twelve people and more."""
    tabasc = Committee.objects.get(abbreviation="TABASC")
    secretary = User.objects.get(email="secretary@demo.test")
    there = tabasc.memberships.filter(person__user__isnull=False).values("person").distinct().count()
    for number in range(there, 12):
        one = factories.user(f"reader-{number}@demo.test")
        appoint(committee=tabasc, person=one.person, role=MembershipRole.MEMBER, by=secretary)
    meeting = factories.meeting(tabasc, by=secretary, number=77, classification=Classification.WHITE)
    item = factories.item(meeting, by=secretary, title="The contract")
    factories.entry(item, by=secretary, body=f"<p>{WRONG}</p>")
    factories.entry(item, by=secretary, body="<p>Amber besides.</p>", classification=Classification.AMBER)
    final = factories.bring_to(meeting, Status.FINAL, by=secretary, on=timezone.localdate())
    issue_editions(MinutesVersion.objects.filter(meeting=final, kind="minutes").latest("number").pk)
    return final


def addresses(meeting: Meeting) -> list[str]:
    """Every address at which the minutes, or an edition of them, could be had."""
    documents = IssuedDocument.objects.filter(target=meeting.uid)
    base = f"/meetings/{meeting.ref}"
    return [
        f"{base}/",
        f"{base}/?edition=amber",
        *(f"{base}/minutes.pdf?edition={level.slug}" for level in Classification),
        *(f"/documents/{document.uid}/file.pdf" for document in documents),
        *(f"/documents/{document.uid}/" for document in documents),
        f"{base}/redline.pdf?from=1&to=2&edition=amber",
        "/documents/?of=" + meeting.ref,
        "/documents/?format=csv",
        "/search/?q=nine+million",
        "/",
    ]


def gives_it(window: BrowserContext, address: str, kept: list[bytes]) -> bool:
    """Whether the address hands out a document, or says what it says."""
    answer = window.request.get(address)
    return answer.body() in kept or WRONG.encode() in answer.body()


def test_a_wrong_edition_is_withdrawn_in_a_few_steps_and_gone_from_every_address(site: Site) -> None:
    meeting = issued_wrongly()
    kept = [document.file.read() for document in IssuedDocument.objects.filter(target=meeting.uid)]
    windows = {who: site.window(who) for who in READERS} | {"": site.window()}
    had = {who: {at for at in addresses(meeting) if gives_it(window, at, kept)} for who, window in windows.items()}
    white = IssuedDocument.objects.get(target=meeting.uid, classification=Classification.WHITE, version=2)
    assert all(f"/documents/{white.uid}/file.pdf" in found for found in had.values())
    assert all(f"/meetings/{meeting.ref}/" in found for found in had.values())

    page = site.window("secretary").new_page()
    page.goto(f"/meetings/{meeting.ref}/")
    steps = Steps(page)
    steps.press("link", "Documents issued of this meeting")
    steps.press("link", white.title)
    expect(page.get_by_role("row", name="Demo Chair").get_by_text("White edition")).to_be_visible()
    steps.press("link", "Withdraw")
    expect(page.get_by_text("12 people were mailed a link")).to_be_visible()
    steps.write("What is wrong with it", "It names a price.")
    steps.press("button", "Withdraw it")
    expect(page.get_by_role("heading", name="Withdrawn")).to_be_visible()

    assert steps.taken <= MOST_STEPS
    rows = page.get_by_role("row")
    assert rows.filter(has_text="Not opened").count() >= 9
    assert rows.filter(has_text="White edition").count() == len(READERS)
    left = {who: {at for at in addresses(meeting) if gives_it(window, at, kept)} for who, window in windows.items()}
    assert left == {"": set(), "party": set(), "member": set(), "chair": set()}
    told = windows[""].request.get(f"/documents/{white.uid}/file.pdf")
    assert (told.status, "This document was withdrawn" in told.text()) == (410, True)
