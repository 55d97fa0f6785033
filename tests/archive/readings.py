"""The readings that tests load: the demo's own, and where they are at hand the hand-made ones of real minutes."""

import json
from pathlib import Path
from typing import Any

import pytest

from archive.loading import load_minutes
from meetings.models import Footnote, Meeting
from secgov.models import Reference, StoredFile, User
from secgov.publication import classified_models

PROJECT = Path(__file__).resolve().parents[2]
DEMO = PROJECT / "archive" / "demo"
GOLD = PROJECT.parent / "shared" / "gold"
NO_GOLD = "the hand-made readings of real minutes are not beside this project"
# A small reading in which nothing is wrong.
GOOD: dict[str, Any] = {
    "committee": "TABASC",
    "meeting_number": 50,
    "date": "2020-01-16",
    "status": "final",
    "classification": "white",
    "attendance": [{"name": "A Member"}],
    "agenda": [{"number": "1", "title": "Minutes"}, {"number": "2", "title": "Risks"}],
    "actions_raised": [{"ref": "TABASC50/01", "item": "2", "owner": "SECAS", "text": "SECAS to act."}],
    "actions_reviewed": [{"ref": "TABASC49/01", "text": "SECAS to look.", "update": "Looked.", "status": "CLOSED"}],
    "decisions": [{"item": "2", "verb": "NOTED", "text": "The TABASC NOTED it."}],
    "modifications": [{"ref": "DP096", "items": ["2"]}],
    "mod_assessments": [],
    "footnotes": [],
}


def readings() -> list[Any]:
    """Every reading, as parameters of a test; without the hand-made ones a test that says why it skips."""
    found = [pytest.param(path, id=path.stem) for path in sorted(DEMO.glob("*.json"))]
    gold = [pytest.param(path, id=path.stem.split("_")[0]) for path in sorted(GOLD.glob("*.json"))]
    return found + (gold or [pytest.param(None, id="gold", marks=pytest.mark.skip(reason=NO_GOLD))])


def content_of(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


def load(path: Path, by: User, **facts: Any) -> Meeting:
    """The meeting that the file at `path` makes."""
    return load_minutes(content=path.read_bytes(), name=path.name, by=by, **facts).meeting


def loaded_json(found: dict[str, Any], by: User, **facts: Any) -> Meeting:
    """The meeting that a reading makes."""
    return load_minutes(content=json.dumps(found).encode(), name="made.json", by=by, **facts).meeting


def everything() -> dict[str, int]:
    """How many rows each table holds, histories too."""
    models = [*classified_models(), Reference, StoredFile, Footnote]
    counts = {model.__name__: model._base_manager.count() for model in models}
    histories = [model for model in models if hasattr(model, "history")]
    return counts | {f"history of {model.__name__}": model.history.count() for model in histories}
