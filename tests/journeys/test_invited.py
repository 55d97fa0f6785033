"""Somebody invited, from the mail to the first page, in a real browser and by the keyboard: with an authenticator app,
with a passkey, and after the factor was lost."""

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from secgov import operations
from secgov.models import AccessLogEntry, Committee, Logged, Mail, MembershipRole, User
from tests import totp
from tests.journeys.conftest import PASSWORD, Site

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NEW = "plain words with a horse"
ADDRESS = "new.secretary@demo.test"


@pytest.fixture(autouse=True)
def as_in_production(site: Site, settings) -> None:
    """Secretaries and administrators need a second factor; links lead to this test's server."""
    settings.SECOND_FACTOR_FOR = ["secretary", "records", "system"]
    settings.PUBLIC_ADDRESS = site.address


def latest(subject: str) -> str:
    """The text of the latest mail with that subject."""
    return Mail.objects.filter(subject=subject).latest("pk").text


def link() -> str:
    return re.search(r"http://\S+", latest("Your invitation to the committees’ record"))[0]


def give_code(page: Page) -> None:
    """The code that was mailed because the password alone leads to no second factor."""
    expect(page.get_by_label("Code from the mail")).to_be_visible()
    page.get_by_label("Code from the mail").fill(re.search(r"The code is (\S+)", latest("Your code for signing in"))[1])
    page.keyboard.press("Enter")


def set_up_app(page: Page) -> str:
    """Set up an authenticator app and keep the recovery codes; return the app's secret."""
    page.get_by_role("link", name="Set up an app").press("Enter")
    secret = page.locator(".secret").inner_text()
    page.get_by_label("Code that the app shows now").fill(totp.code(secret))
    page.keyboard.press("Enter")
    expect(page.locator(".codes code")).to_have_count(10)
    page.get_by_role("link", name="I have kept them: go on").press("Enter")
    return secret


def fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def administrator(site: Site) -> Page:
    """The administrator's window, signed in with an app."""
    secret = generate_totp_secret()
    TOTP.activate(User.objects.get(email="admin@demo.test"), secret)
    page = site.window().new_page()
    sign_in(page, "admin@demo.test", PASSWORD)
    page.get_by_label("Code").fill(totp.code(secret))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="My desk")).to_be_visible()
    return page


def sign_in(page: Page, email: str, password: str, to: str = "") -> None:
    page.goto(f"/sign-in/?next={to}")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")


def accept(window: BrowserContext, address: str) -> Page:
    """Follow the link of the mail and choose a password."""
    page = window.new_page()
    page.goto(address)
    assert fits(page)
    page.get_by_label("Password", exact=True).fill(NEW)
    page.get_by_label("Password again").fill(NEW)
    page.keyboard.press("Enter")
    return page


def invited_secretary() -> str:
    """The link of the mail to a new secretary of the CSC, invited by the administrator."""
    admin = User.objects.get(email="admin@demo.test")
    operations.invite_newcomer(
        name="New Secretary",
        email=ADDRESS,
        committee=Committee.objects.get(abbreviation="CSC"),
        role=MembershipRole.SECRETARY,
        by=admin,
        at=timezone.now(),
    )
    return link()


def test_from_the_mail_to_the_first_page_with_an_app(site: Site) -> None:
    page = administrator(site)
    page.goto("/accounts/invite/")
    page.get_by_label("Name of a new person").fill("New Secretary")
    page.get_by_label("E-mail address").fill(ADDRESS)
    page.get_by_label("Membership of a committee").select_option(label="CSC")
    page.get_by_label("As", exact=True).select_option(label="Secretary")
    page.get_by_role("button", name="Send the invitation").press("Enter")
    expect(page.get_by_text(f"The invitation has gone to {ADDRESS}.")).to_be_visible()

    mine = accept(site.window(width=380), link())
    expect(mine.get_by_text("Your roles require one")).to_be_visible()
    assert fits(mine)
    set_up_app(mine)

    expect(mine.get_by_role("heading", name="My desk")).to_be_visible()
    assert fits(mine)
    mine.goto("/committees/CSC/amend/")
    expect(mine.get_by_role("heading", name="Amend CSC")).to_be_visible()


def test_from_the_mail_to_the_first_page_with_a_passkey(site: Site) -> None:
    window = site.window()
    page = window.new_page()
    device = window.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto(invited_secretary())
    page.get_by_label("Password", exact=True).fill(NEW)
    page.get_by_label("Password again").fill(NEW)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Add a passkey").press("Enter")
    page.get_by_label("Name of the passkey").fill("The laptop")
    page.get_by_role("button", name="Add a passkey").press("Enter")
    expect(page.locator(".codes code")).to_have_count(10)
    page.get_by_role("link", name="I have kept them: go on").press("Enter")
    expect(page.get_by_role("heading", name="My desk")).to_be_visible()

    page.get_by_role("button", name="Sign out").press("Enter")
    sign_in(page, ADDRESS, NEW, to="/meetings/")
    page.get_by_role("button", name="Use a passkey instead").press("Enter")
    expect(page.get_by_role("heading", name="Meetings", exact=True)).to_be_visible()

    page.get_by_role("button", name="Sign out").press("Enter")
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()
    page.goto("/sign-in/?next=/committees/CSC/amend/")
    page.get_by_role("button", name="Use a passkey").press("Enter")

    expect(page.get_by_role("heading", name="Amend CSC")).to_be_visible()
    entry = AccessLogEntry.objects.filter(kind=Logged.SIGNED_IN).latest("pk")
    assert (entry.by.email, entry.facts["ways"]) == (ADDRESS, ["second factor"])


def test_a_lost_factor_is_reset_and_set_up_anew(site: Site) -> None:
    mine = accept(site.window(width=380), invited_secretary())
    first = set_up_app(mine)
    expect(mine.get_by_role("heading", name="My desk")).to_be_visible()

    page = administrator(site)
    page.goto("/accounts/?words=New+Secretary")
    page.get_by_role("link", name="New Secretary", exact=True).press("Enter")
    page.get_by_role("link", name="Reset it").press("Enter")
    page.get_by_label("Reason").fill("Telephone lost; I rang back.")
    page.get_by_role("button", name="Reset the second factor").press("Enter")
    expect(page.get_by_text("The second factor is reset.")).to_be_visible()

    mine.goto("/committees/CSC/amend/")
    expect(mine.get_by_role("heading", name="Nothing here for you to read. Sign in?")).to_be_visible()
    sign_in(mine, ADDRESS, NEW, to="/committees/CSC/amend/")
    give_code(mine)
    second = set_up_app(mine)
    expect(mine.get_by_role("heading", name="Amend CSC")).to_be_visible()

    assert first != second
    assert "Telephone lost; I rang back." in latest("Your second factor was reset")
    person = User.objects.get(email=ADDRESS).person
    entry = AccessLogEntry.objects.get(person=person, facts__act="reset the second factor of")
    assert (entry.by.email, entry.reason) == ("admin@demo.test", "Telephone lost; I rang back.")
