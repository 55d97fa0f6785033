"""Take the gate away from any one view, panel, export, document or search, and the words tell."""

from collections.abc import Iterable

import pytest
from django.db import transaction

from secgov.models import DrawnDocument, IssuedDocument, IssuedPart
from tests.canary.cast_of_readers import STANDINGS
from tests.canary.conftest import World
from tests.canary.crawling import Crawl, Tally
from tests.canary.expecting import expected
from tests.canary.mutating import Mutation, without_the_gate, without_the_wall

MUTATIONS = [
    Mutation(
        "a view's fetch", "meetings/views/fetching.py", "meeting_or_404", "public", ("/meetings/{TABASC amber}/",)
    ),
    Mutation(
        "minutes in print", "meetings/documents/reading.py", "version_blocks", "public", ("/meetings/{TABASC final}/",)
    ),
    Mutation("papers on a page", "meetings/views/reading.py", "_papers", "party", ("/meetings/{TABASC final}/",)),
    Mutation("a list", "actions/views.py", "index", "public", ("/actions/",)),
    Mutation("a sheet", "actions/views.py", "index", "party", ("/actions/?format=csv", "/actions/?format=xlsx")),
    Mutation("another list", "modifications/views.py", "index", "public", ("/modifications/",)),
    Mutation("a search", "desk/documents.py", "matches_of", "public", ("/search/?q=bring",)),
    Mutation(
        "a composed page",
        "actions/documents/outstanding.py",
        "outstanding_at",
        "member",
        ("/actions/outstanding/{TABASC final}/",),
    ),
    Mutation(
        "an edition as PDF",
        "meetings/documents/editions.py",
        "document_for",
        "member",
        ("/meetings/{TABASC circulated}/minutes.pdf?edition=amber",),
    ),
    Mutation(
        "a redline",
        "meetings/documents/redlines.py",
        "printed",
        "member",
        ("/meetings/{TABASC final}/redline/?from=1&to=2",),
    ),
    Mutation(
        "corrections",
        "meetings/documents/corrections.py",
        "corrections_for",
        "alternate",
        ("/meetings/{TABASC circulated}/corrections/",),
    ),
    Mutation(
        "a draft that is shown", "meetings/composition/composing.py", "compose", "shown", ("/meetings/{TABASC draft}/",)
    ),
    Mutation("a file", "meetings/views/reading.py", "paper", "public", ("papers",)),
    Mutation("an action's fetch", "actions/views.py", "action_or_404", "public", ("actions",)),
    Mutation("imports", "archive/views/listing.py", "index", "secretary_elsewhere", ("/imports/",)),
    Mutation(
        "which edition",
        "meetings/documents/editions.py",
        "best_edition",
        "party",
        ("/meetings/{TABASC final}/minutes.pdf?edition=amber",),
    ),
]


def addresses_of(world: World, mutation: Mutation) -> list[str]:
    refs = {name: scene.meeting.ref for name, scene in world.scenes.items()}
    final = world.scenes["TABASC final"]
    groups = {
        "papers": [f"/meetings/papers/{paper.uid}/" for paper in final.papers.values()],
        "actions": [action.get_absolute_url() for action in final.actions.values()],
    }
    listed: list[str] = []
    for each in mutation.addresses:
        listed += groups[each] if each in groups else [each.format(**refs)]
    return listed


def leaked(world: World, who: str, addresses: Iterable[str]) -> set[str]:
    """The words that somebody who asks for `addresses` alone meets and may not meet. What was drawn and issued before
    is out of the way, so that it is drawn anew; nothing of that stays."""
    crawl = Crawl(world.browser(who), world.words, Tally())
    with transaction.atomic():
        DrawnDocument.objects.all().delete()
        IssuedDocument._base_manager.update(superseded_by=None)
        IssuedPart._base_manager.all().delete()
        IssuedDocument._base_manager.all().delete()
        for address in addresses:
            crawl.heard(crawl.browser.get(address), address, address)
        transaction.set_rollback(True)
    return crawl.met.keys() - expected(STANDINGS[who], world.words.facts)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.what)
def test_the_words_tell_where_the_gate_is_gone_or_the_second_wall_holds(mutation, world, db) -> None:
    """Without the gate there and without the second wall the words tell; with the wall they tell, or it has held."""
    addresses = addresses_of(world, mutation)

    assert leaked(world, mutation.who, addresses) == set()
    with without_the_gate(mutation) as asked:
        behind_the_wall = leaked(world, mutation.who, addresses)
        with without_the_wall():
            told = leaked(world, mutation.who, addresses)

    caught = f"caught by {len(behind_the_wall)} words" if behind_the_wall else "held by the second wall"
    print(
        f"\n{mutation.what}: {mutation.file}:{mutation.function}, {len(asked)} questions; {caught}; "
        f"{len(told)} words where neither stands"
    )
    assert asked
    assert told


def test_without_the_wall_the_gate_alone_holds(world, db) -> None:
    """The wall is not what keeps the words in: taken away by itself, it changes nothing."""
    with without_the_wall():
        met = {(each.what, each.who): leaked(world, each.who, addresses_of(world, each)) for each in MUTATIONS}

    assert {which: words for which, words in met.items() if words} == {}
