"""Nobody meets a word that is not theirs, at any address, and everybody meets somewhere what is theirs."""

from collections import Counter

import pytest

from secgov.access import LinkHolder
from secgov.classification import Classification
from secgov.models import Mail
from secgov.publication import classified_models
from secgov.wall import doors
from tests.canary.addresses import routes
from tests.canary.cast_of_readers import STANDINGS
from tests.canary.conftest import Round, asked_for
from tests.canary.covering import HOLD_NO_WORDS, NOT_YET_PLANTED, bears, holds_no_words, name_of, text_fields
from tests.canary.expecting import expected
from tests.canary.shown import shown_to

GREEN = Classification.GREEN
# Addresses where nobody gets in as they are asked here, each with why.
NOBODY_GETS_IN = {
    "logout": "whoever signs out goes no further; tests/secgov asks for it",
}


of_all = pytest.mark.skipif(asked_for() != list(STANDINGS), reason="takes everybody's way round: CANARY_READERS=all")


@pytest.mark.parametrize("who", STANDINGS)
def test_nobody_meets_a_word_that_is_not_theirs(who, world, round_of_all) -> None:
    met = met_by(who, round_of_all)
    leaked = met.keys() - expected(STANDINGS[who], world.words.facts)

    assert {str(world.words.facts[word]): met[word] for word in leaked} == {}


@of_all
@pytest.mark.parametrize("who", STANDINGS)
def test_everybody_meets_what_is_theirs(who, world, round_of_all) -> None:
    theirs = expected(STANDINGS[who], world.words.facts)
    there = {word for word in theirs if shown_to(STANDINGS[who], world.words.facts[word])}
    missed = there - met_by(who, round_of_all).keys()

    assert Counter(str(world.words.facts[word]) for word in missed) == Counter()


def met_by(who: str, round_of_all: Round) -> dict[str, str]:
    if who not in round_of_all.met:
        pytest.skip("takes longer: named in CANARY_READERS")
    return round_of_all.met[who]


@of_all
def test_every_route_was_visited(round_of_all) -> None:
    got_in = {name for name, statuses in round_of_all.tally.visited.items() if statuses & {200, 202, 302}}

    assert {route.name for route in routes()} - got_in == set(NOBODY_GETS_IN)


def test_every_field_that_holds_text_bears_a_word(world, db) -> None:
    """A field that a model gains stands on no list and bears no word: plant it, or say why it holds none."""
    without = {name_of(model, field) for model, field in text_fields() if not bears(model, field, world.words)}
    bearing = {name_of(model, field) for model, field in text_fields() if bears(model, field, world.words)}

    assert {name for name in without - bearing if not holds_no_words(name)} == set(NOT_YET_PLANTED)


def test_the_list_of_fields_without_words_names_only_what_there_is() -> None:
    there = {name_of(model, field) for model, field in text_fields()}
    stars = {f"*.{name.rpartition('.')[2]}" for name in there}

    assert HOLD_NO_WORDS.keys() - there - stars == set()


def test_no_mail_carries_what_a_record_says(world, db) -> None:
    said = " ".join(" ".join(row) for row in Mail.objects.values_list("subject", "text", "recipient"))

    assert Mail.objects.exists()
    assert world.words.met_in(said) == set()


def test_whoever_holds_a_link_reads_of_one_action_alone(world, db) -> None:
    """The pages of such links come later; the gate and the second wall know their holder."""
    met, every = set(), set()
    for scene in world.scenes.values():
        for name, action in scene.actions.items():
            reader = LinkHolder(action.uid)
            with doors.reading(reader):
                rows = [
                    row for model in classified_models() for row in model._base_manager.filter(reader.sees()).values()
                ]
            found = world.words.met_in(" ".join(str(row) for row in rows))
            facts = {world.words.facts[word] for word in found}
            every |= facts
            own = (scene.key, f"action {name}")
            met |= {str(fact) for fact in facts if fact.level > GREEN or (fact.scene, fact.of or own[1]) != own}

    assert met == set()
    assert {fact.field for fact in every} >= {"actions.Action.text"}


def test_what_was_done_is_told(world, round_of_all) -> None:
    """For the note: `pytest tests/canary -s`."""
    tally = round_of_all.tally
    print(
        f"\n{len(tally.addresses):,} addresses, {tally.responses.total():,} responses, {tally.forms:,} forms sent, "
        f"{tally.files:,} files, {len(world.words.facts):,} words, {len(STANDINGS)} readers, "
        f"{len(STANDINGS) * len(world.words.facts):,} words of readers checked"
    )
    assert tally.failed == {}
    assert tally.responses[500] == 0
