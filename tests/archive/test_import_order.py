"""A committee's years as the reader reads them: one continuous log, in whatever order the files come."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from actions.models import Action
from archive.loading import load_minutes
from archive.reading import read
from secgov.access import reader_for
from secgov.models import User
from tests.archive.readings import PROJECT

SEEDS = sorted((PROJECT.parent / "shared" / "seeds").glob("*.txt"))
TODAY = date(2026, 3, 2)
# What the files do not say and a person gives: the month of TABASC 33.
MONTHS = {"001": date(2018, 8, 1)}


def stored(seed: Path, by: User) -> None:
    content = json.dumps(read(seed.read_bytes(), seed.name).facts).encode()
    load_minutes(content=content, name=seed.name, by=by, held=MONTHS.get(seed.name[:3]))


def life_of(ref: str, user: User) -> dict[str, Any]:
    """What the log tells of one action."""
    reader = reader_for(user, on=TODAY)
    action = Action.objects.visible_to(reader).as_known_to(reader).with_carried(reader).get(ref=ref)
    updates = action.updates.filter(is_adopted=True).order_by("meeting_number")
    return {
        "text": action.text,
        "raised": (action.raised_number, f"{action.raised_at.month:%B %Y}" if action.raised_at else ""),
        "status": action.known_status,
        "carried": action.carried,
        "updates": [(update.meeting_number, f"{update.meeting.month:%B %Y}", update.text) for update in updates],
    }


@pytest.mark.skipif(not SEEDS, reason="The seeds are not beside this checkout.")
@pytest.mark.parametrize(
    "order", [(0, 1, 2, 3), (3, 2, 1, 0), (1, 3, 0, 2)], ids=lambda order: "".join(map(str, order))
)
def test_the_seeds_make_one_log_in_any_order(order: tuple[int, ...], secretary: User) -> None:
    for at in order:
        stored(SEEDS[at], secretary)

    life = life_of("TABASC23/01", secretary)
    said = life.pop("updates")
    assert life == {
        "text": (
            "The TABASC Chair noted that further work is required between the Operations Group and the TABASC "
            "to ensure duties are not duplicated across the Sub-Committees."
        ),
        "raised": (23, "October 2017"),
        "status": "open",
        "carried": 10,
    }
    assert [(number, month) for number, month, _ in said] == [(33, "August 2018")]
    assert said[0][2].startswith("SECAS noted that work is underway to complete an analysis of the Terms of Reference")
