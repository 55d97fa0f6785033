"""Minutes may be loaded in any order: the record tells the same afterwards."""

import itertools
from datetime import date
from typing import Any

import pytest

from actions.documents.outstanding import outstanding_at
from actions.models import Action, ActionLink
from archive.loading import load_minutes
from meetings.lifecycle import Status
from meetings.models import (
    Meeting,
)
from meetings.operations import make_move
from modifications.models import Modification
from secgov.access import Public, reader_for
from secgov.classification import Classification
from secgov.models import User
from tests.archive.readings import DEMO, GOLD, NO_GOLD, load

TODAY = date(2026, 3, 2)


def picture(secretary: User) -> dict[str, Any]:
    """What anybody could tell from the record: actions as they stand today, and each meeting's outstanding table."""
    told: dict[str, Any] = {}
    for name, reader in (
        ("secretary", reader_for(secretary, on=TODAY)),
        ("member", reader_for(User.objects.get(email="member@demo.test"), on=TODAY)),
        ("public", Public()),
    ):
        actions = Action.objects.visible_to(reader).as_known_to(reader).with_carried(reader)
        told[name] = {
            "actions": {
                action.ref: (
                    action.known_status,
                    action.text,
                    action.carried,
                    action.raised_number,
                    action.classification,
                    action.stage,
                    [owner.printed for owner in action.owners.all()],
                )
                for action in actions.prefetch_related("owners")
            },
            "outstanding": {
                str(meeting): [(row.ref, row.text, row.owner, row.said, row.status) for row in table.rows]
                for meeting in Meeting.objects.visible_to(reader)
                for table in [outstanding_at(meeting, reader)]
            },
            "links": sorted(
                (link.action.ref, link.kind, str(link.to or link.to_committee))
                for link in ActionLink.objects.visible_to(reader).select_related("action", "to")
            ),
            "modifications": sorted(Modification.objects.visible_to(reader).values_list("number", "suffix", "title")),
        }
    return told


FILES = ("tabasc_23", "tabasc_33", "tabasc_34")
ORDERS = [(*order, order[0]) for order in itertools.permutations(FILES)]


def load_and_publish(order: tuple[str, ...], secretary: User, *, publish: bool) -> dict[str, Any]:
    for name in order:
        loaded = load_minutes(
            content=(DEMO / f"{name}.json").read_bytes(),
            name=name,
            by=secretary,
            classification=Classification.WHITE if name != "tabasc_34" else None,
        )
        if publish and loaded.is_new and loaded.meeting.status == Status.FINAL:
            make_move(loaded.meeting, "publish", by=secretary, on=TODAY)
    return picture(secretary)


@pytest.fixture(scope="module")
def in_the_order_of_time() -> dict[Any, Any]:
    """What the first order gave, with and without publishing, for the others to be compared with."""
    return {}


@pytest.mark.parametrize("publish", [False, True], ids=["loaded", "published"])
@pytest.mark.parametrize("order", ORDERS, ids=["-".join(name[-2:] for name in order) for order in ORDERS])
def test_any_order_of_loading_gives_the_same_record(order, publish, secretary, in_the_order_of_time) -> None:
    told = load_and_publish(order, secretary, publish=publish)

    expected = in_the_order_of_time.setdefault(publish, told)
    assert len(told["secretary"]["actions"]) > 20
    assert bool(told["public"]["actions"]) is publish
    assert told == expected


@pytest.mark.skipif(not GOLD.is_dir(), reason=NO_GOLD)
@pytest.mark.parametrize("order", [(0, 1, 0), (1, 0, 1)], ids=["33-23-33", "23-33-23"])
def test_the_real_minutes_tell_the_same_in_either_order(order, secretary, in_the_order_of_time) -> None:
    paths = sorted(GOLD.glob("*.json"))
    for at in order:
        load(paths[at], secretary, classification=Classification.WHITE)

    told = picture(secretary)

    assert len(told["secretary"]["actions"]) > 20
    assert told == in_the_order_of_time.setdefault("real", told)
