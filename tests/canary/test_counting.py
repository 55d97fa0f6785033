"""No page tells how much is hidden: with one hidden row or with many it is the same, byte for byte."""

import pytest
from django.db import transaction

from tests.canary.conftest import World
from tests.canary.planting import Classification, minute_item
from tests.canary.test_guessing import told

READERS = ("public", "party", "member", "member_elsewhere", "records", "admin", "invited", "recused")
LISTS = (
    "/",
    "/meetings/",
    "/actions/",
    "/actions/?format=csv",
    "/actions/?status=open",
    "/actions/?words=bring",
    "/modifications/",
    "/modifications/?format=csv",
    "/search/?q=bring",
    "/committees/TABASC/",
)


def pages(world: World, who: str) -> dict[str, object]:
    """What every list, and the page of each meeting in its states, says to somebody."""
    browser = world.browser(who)
    addresses = [*LISTS]
    for name in ("draft", "circulated", "agenda", "final"):
        meeting = world.scenes[f"TABASC {name}"].meeting
        addresses += [meeting.get_absolute_url(), f"/actions/outstanding/{meeting.ref}/"]
    return {address: told(browser.get(address), address) for address in addresses}


def hide_more(world: World) -> None:
    """More of what none of READERS may know of: Red and Amber of a draft, with actions, interests and outcomes."""
    draft = world.scenes["TABASC draft"]
    for level in (Classification.AMBER, Classification.RED, Classification.RED):
        minute_item(draft, "white", level)


@pytest.mark.parametrize("who", READERS)
def test_a_page_is_the_same_however_much_is_hidden(who, world, db) -> None:
    before = pages(world, who)
    words = dict(world.words.facts)
    with transaction.atomic():
        hide_more(world)
        after = pages(world, who)
        transaction.set_rollback(True)
    world.words.facts = words

    assert [address for address in before if before[address] != after[address]] == []
