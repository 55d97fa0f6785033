"""Meetings of classifications mixed at random, taken to a state at random: nobody meets more than the rule says."""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import settings as properties
from hypothesis import strategies as st

from meetings.operations import make_move, plan_meeting
from secgov.classification import Classification
from tests import factories
from tests.canary.cast_of_readers import STANDINGS, people
from tests.canary.conftest import World
from tests.canary.crawling import Crawl, Tally
from tests.canary.expecting import expected
from tests.canary.planting import ON, Scene, minute_item
from tests.canary.words import Words
from tests.cast import Cast

LEVELS = st.sampled_from(Classification)
READERS = ("public", "party", "member", "former_member", "secretary_elsewhere", "records", "admin", "secretary")
# The moves that lead to each state.
STATES = {"draft": ("draft",), "circulated": ("draft", "circulate"), "final": ("draft", "circulate", "approve")}


@st.composite
def mixtures(draw: st.DrawFn) -> tuple[str, Classification, list[tuple[Classification, list[Classification]]]]:
    """A state, a meeting's classification, and its items with the classifications of what is minuted in them."""
    items = draw(st.lists(st.tuples(LEVELS, st.lists(LEVELS, min_size=1, max_size=2)), min_size=1, max_size=2))
    return draw(st.sampled_from(sorted(STATES))), draw(LEVELS), items


def mixed(world: World, state: str, level: Classification, items: Any) -> Scene:
    """A meeting of the TABASC made so, with words of its own."""
    by = world.cast.secretary
    meeting = plan_meeting(committee=world.cast.tabasc, by=by, held_on=ON, number=90, classification=level)
    scene = Scene("TABASC mixed", state, world.cast.tabasc, level, by, Words(), meeting)
    for number, (heading, entries) in enumerate(items):
        key = f"item {number}"
        title = scene.minuted("meetings.AgendaItem.title", heading, item=key)
        scene.items[key] = factories.item(meeting, by=by, title=f"Item {title}", classification=heading)
        for place, each in enumerate(entries):
            minute_item(scene, key, each, brief=place > 0 or number > 0)
    for move in STATES[state]:
        scene.meeting = make_move(scene.meeting, move, by=by, on=ON)
    return scene


def met_by(world: World, who: str, scene: Scene) -> set[str]:
    """What somebody meets on the pages, sheets and prints of the meeting, and by looking for it."""
    crawl = Crawl(world.browser(who), scene.words, Tally())
    page = scene.meeting.get_absolute_url()
    addresses = [page, f"{page}agenda/", f"{page}redline/", "/actions/", "/actions/?format=csv", "/modifications/", "/"]
    addresses += [f"{page}minutes.pdf?edition={level.slug}" for level in Classification]
    addresses += [f"/actions/outstanding/{scene.meeting.ref}/", "/search/?q=bring", "/search/?q=Change"]
    for address in addresses:
        crawl.heard(crawl.browser.get(address), address, address)
    return set(crawl.met)


@pytest.fixture
def company(cast: Cast) -> World:
    """Everybody, and nothing planted yet."""
    return World(cast, people(cast), Words(), {})


@given(mixture=mixtures())
@properties(max_examples=25)
def test_nobody_meets_more_than_the_rule_says(company, mixture) -> None:
    state, level, items = mixture
    with transaction.atomic():
        scene = mixed(company, state, level, items)
        met = {who: met_by(company, who, scene) for who in READERS}
        transaction.set_rollback(True)

    facts = scene.words.facts
    leaked = {who: [str(facts[word]) for word in met[who] - expected(STANDINGS[who], facts)] for who in READERS}
    assert leaked == {who: [] for who in READERS}
    assert {fact.field for word, fact in facts.items() if word not in met["secretary"]} == set()
