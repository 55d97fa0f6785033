"""What a secretary takes out by mistake comes back with one key, and says so where it can be seen."""

import pytest
from playwright.sync_api import expect

from meetings.models import Footnote, MinuteEntry
from tests.journeys.conftest import Site
from tests.journeys.typist import SECONDS, typist

pytestmark = [pytest.mark.browser, pytest.mark.slow]

REF = "TABASC_34_2009"
WORDS = "The DCC set out the options."


def test_taking_out_says_so_and_ctrl_z_puts_it_back(site: Site) -> None:
    secretary = typist(site.window("secretary"), REF)
    secretary.goes_to("item 3")
    secretary.types(WORDS)
    secretary.has_saved()
    secretary.leaves()

    secretary.presses("Delete")

    said = secretary.page.locator("p.said")
    expect(said).to_be_visible()
    expect(said).to_contain_text("Taken out")
    assert not MinuteEntry.objects.filter(meeting__ref=REF, text=WORDS, removed_at__isnull=True).exists()
    secretary.presses("Control+z")
    expect(secretary.entry(WORDS)).to_be_visible(timeout=4 * SECONDS)
    assert MinuteEntry.objects.filter(meeting__ref=REF, text=WORDS, removed_at__isnull=True).count() == 1


def test_a_footnote_stands_behind_a_full_stop_and_keeps_words_thought_of_late(site: Site) -> None:
    secretary = typist(site.window("secretary"), REF)
    secretary.goes_to("item 3")
    secretary.types(f"{WORDS}/footnote")
    secretary.presses("Enter")
    secretary.has_saved()

    secretary.types("Paper TABASC_34_02.")
    secretary.presses("Enter")
    secretary.types("The next paragraph.")
    secretary.has_saved()

    assert list(Footnote.objects.filter(entry__text=WORDS).values_list("text", flat=True)) == ["Paper TABASC_34_02."]


def test_alt_u_between_entries_reports_on_the_next_open_action(site: Site) -> None:
    secretary = typist(site.window("secretary"), REF)
    secretary.goes_to("item 3")
    secretary.types(WORDS)
    secretary.leaves()

    secretary.presses("Alt+u")

    expect(secretary.page.locator(".typing")).to_have_attribute("data-kind", "actions.review")
