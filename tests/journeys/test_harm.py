"""What may happen to somebody who types while people talk. After each harm every character is there, or is shown."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import BrowserContext, expect
from playwright.sync_api import Error as BrowserError

from meetings.models import AgendaItem, MinuteEntry
from meetings.operations import remove_entry, remove_item
from secgov.models import Committee, MembershipRole, User
from secgov.operations import appoint
from tests import factories
from tests.journeys.conftest import FLAGS, PASSWORD, Site, browser_path, sign_in
from tests.journeys.typist import SECONDS, typist

pytestmark = [pytest.mark.browser, pytest.mark.slow]

REF = "TABASC_34_2009"
BEFORE = "The DCC described how the new interface "
AFTER = "would be tested before it is used."
WHOLE = BEFORE + AFTER


def stored() -> list[str]:
    """The words of every entry of the draft."""
    entries = MinuteEntry.objects.filter(meeting__ref=REF, removed_at__isnull=True)
    return list(entries.order_by("item__rank", "rank").values_list("text", flat=True))


@pytest.fixture
def assistant(site: Site) -> User:
    """A second secretary of the TABASC."""
    user = factories.user("assistant@demo.test", password=PASSWORD)
    committee = Committee.objects.get(abbreviation="TABASC")
    appoint(committee=committee, person=user.person, role=MembershipRole.SECRETARY, by=None)
    return user


def test_an_entry_saves_within_two_seconds_of_the_last_key(site: Site) -> None:
    secretary = typist(site.window("secretary"), REF)

    secretary.goes_to("item 3")
    secretary.types(WHOLE)

    expect(secretary.state).to_contain_text("Saved", timeout=2 * SECONDS)
    assert stored().count(WHOLE) == 1


def test_network_cut_for_a_minute_loses_nothing(site: Site) -> None:
    window = site.window("secretary")
    secretary = typist(window, REF)
    secretary.goes_to("item 3")
    secretary.types(BEFORE)
    secretary.has_saved()

    window.set_offline(True)
    secretary.types(AFTER)
    expect(secretary.state).to_contain_text("Not sent", timeout=10 * SECONDS)
    secretary.presses("Enter")
    secretary.types("A second paragraph, written without any network.")
    secretary.page.wait_for_timeout(60 * SECONDS)
    assert WHOLE not in stored()
    window.set_offline(False)

    secretary.has_saved()
    words = stored()
    at = words.index(WHOLE)
    assert words[at + 1] == "A second paragraph, written without any network."


def test_tab_closed_with_unsent_text_comes_back(site: Site) -> None:
    window = site.window("secretary")
    secretary = typist(window, REF)
    secretary.goes_to("item 3")
    window.set_offline(True)
    secretary.types(WHOLE)
    secretary.page.wait_for_timeout(300)  # as long as a hand takes from the last key to closing the tab
    secretary.page.close(run_before_unload=False)
    window.set_offline(False)
    assert WHOLE not in stored()

    again = typist(window, REF)

    expect(again.entry(WHOLE)).to_be_visible()
    expect(again.entry(WHOLE)).to_have_attribute("data-state", "saved", timeout=5 * SECONDS)
    assert stored().count(WHOLE) == 1


def test_words_whose_item_is_gone_are_shown(site: Site) -> None:
    window = site.window("secretary")
    secretary = typist(window, REF)
    secretary.goes_to("item 7")
    window.set_offline(True)
    secretary.types(WHOLE)
    secretary.page.wait_for_timeout(300)
    secretary.page.close(run_before_unload=False)
    window.set_offline(False)
    item = AgendaItem.objects.get(meeting__ref=REF, number="7")
    by = User.objects.get(email="secretary@demo.test")
    for entry in item.entries.filter(removed_at__isnull=True):
        remove_entry(entry, by=by, at=timezone.now())
    remove_item(item, by=by, at=timezone.now())

    again = typist(window, REF)

    orphaned = again.page.get_by_role("region", name="Words kept in this browser")
    expect(orphaned).to_contain_text(WHOLE)
    orphaned.get_by_role("button", name="Discard these words").press("Enter")
    expect(orphaned).to_have_count(0)
    assert WHOLE not in stored()


def test_words_survive_a_restarted_browser(site: Site, tmp_path: Path) -> None:
    """A browser killed with its words unsent: the next one on the same profile sends them."""
    for is_again in (False, True):
        with profile(site, tmp_path) as window:
            sign_in(window, "secretary")
            secretary = typist(window, REF)
            if not is_again:
                secretary.goes_to("item 3")
                window.set_offline(True)
                secretary.types(WHOLE)
                secretary.page.wait_for_timeout(300)
            else:
                expect(secretary.entry(WHOLE)).to_have_attribute("data-state", "saved", timeout=5 * SECONDS)

    assert stored().count(WHOLE) == 1


@contextmanager
def profile(site: Site, folder: Path) -> Iterator[BrowserContext]:
    """A browser with a profile of its own on disk; it ends as browsers do when the power goes."""
    window = site.browser.browser_type.launch_persistent_context(
        folder, executable_path=browser_path(), args=FLAGS, base_url=site.address
    )
    try:
        yield window
    finally:
        for process in psutil.process_iter(["cmdline"]):
            if f"--user-data-dir={folder}" in (process.info["cmdline"] or []):
                with suppress(psutil.NoSuchProcess):
                    process.kill()
        with suppress(BrowserError):
            window.close()


def test_session_that_expires_while_typing_loses_nothing(site: Site) -> None:
    window = site.window("secretary")
    secretary = typist(window, REF)
    secretary.goes_to("item 3")
    secretary.types(BEFORE)
    secretary.has_saved()

    Session.objects.all().delete()
    secretary.types(AFTER)
    expect(secretary.state).to_contain_text("signed out", timeout=5 * SECONDS)
    expect(secretary.state.get_by_role("link", name="Sign in")).to_be_visible()
    assert WHOLE not in stored()
    sign_in(window, "secretary")

    expect(secretary.state).to_contain_text("Saved", timeout=15 * SECONDS)
    assert stored().count(WHOLE) == 1


def test_words_wait_for_whoever_typed_them(site: Site, assistant: User) -> None:
    """Somebody else who signs in to the same browser neither sends them nor sees them."""
    window = site.window("secretary")
    secretary = typist(window, REF)
    secretary.goes_to("item 3")
    Session.objects.all().delete()
    secretary.types(WHOLE)
    expect(secretary.state).to_contain_text("signed out", timeout=5 * SECONDS)

    sign_in(window, "assistant")
    expect(secretary.state).to_contain_text("typed by somebody else", timeout=15 * SECONDS)
    other = typist(window, REF)
    other.page.wait_for_timeout(4 * SECONDS)
    assert WHOLE not in stored()
    expect(other.entry(WHOLE)).to_have_count(0)
    other.page.get_by_role("button", name="Sign out").press("Enter")
    other.page.get_by_role("link", name="Sign in").first.wait_for()
    secretary.page.close(run_before_unload=False)
    sign_in(window, "secretary")

    again = typist(window, REF)
    expect(again.entry(WHOLE)).to_have_attribute("data-state", "saved", timeout=5 * SECONDS)
    assert stored().count(WHOLE) == 1


def test_two_secretaries_in_one_entry_keep_both_texts(site: Site, assistant: User) -> None:
    first, second = typist(site.window("secretary"), REF), typist(site.window("assistant"), REF)
    first.goes_to("item 3")
    first.types("The DCC described its plan.")
    first.has_saved()
    first.leaves()
    expect(second.entry("The DCC described its plan.")).to_be_visible(timeout=8 * SECONDS)

    first.opens("The DCC described its plan.")
    expect(second.entry("The DCC described its plan.")).to_contain_text("is typing here", timeout=8 * SECONDS)
    second.opens("The DCC described its plan.")
    first.types(" It begins in May.")
    second.types(" It ends in June.")
    for one in (first, second):
        expect(one.state).not_to_contain_text("Saving", timeout=5 * SECONDS)

    clash = first if first.state.inner_text().startswith("Two texts") else second
    winner = second if clash is first else first
    expect(winner.state).to_contain_text("Saved")
    expect(clash.page.locator(".clash-text")).to_have_count(2)
    texts = clash.page.locator(".clash-texts").inner_text()
    assert "It begins in May." in texts
    assert "It ends in June." in texts
    clash.page.get_by_role("button", name="Keep both, mine below").press("Enter")
    clash.has_saved()
    said = [words for words in stored() if words.startswith("The DCC described its plan.")]
    assert said == [
        "The DCC described its plan. " + ("It ends in June." if clash is first else "It begins in May."),
        "The DCC described its plan. " + ("It begins in May." if clash is first else "It ends in June."),
    ]


def test_what_others_write_appears_without_moving_what_is_typed(site: Site, assistant: User) -> None:
    first, second = typist(site.window("secretary"), REF), typist(site.window("assistant"), REF)
    first.goes_to("item 5")
    first.types("Half a sen")
    first.has_saved()
    was = first.page.locator(".typing").bounding_box()

    second.goes_to("item 2")
    second.types("Words that come in above.")
    second.has_saved()

    expect(first.entry("Words that come in above.")).to_be_attached(timeout=8 * SECONDS)
    first.types("tence.")
    first.has_saved()
    now = first.page.locator(".typing").bounding_box()
    assert was is not None
    assert now is not None
    assert abs(now["y"] - was["y"]) < 3
    assert "Half a sentence." in stored()
    expect(first.page.locator("[data-house-here]")).to_contain_text("item 2")
