"""The readings that tests load: the demo's own, and where they are at hand the hand-made ones of real minutes."""

import json
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).resolve().parents[2]
DEMO = PROJECT / "archive" / "demo"
GOLD = PROJECT.parent / "shared" / "gold"
NO_GOLD = "the hand-made readings of real minutes are not beside this project"


def readings() -> list[Any]:
    """Every reading, as parameters of a test; without the hand-made ones a test that says why it skips."""
    found = [pytest.param(path, id=path.stem) for path in sorted(DEMO.glob("*.json"))]
    gold = [pytest.param(path, id=path.stem.split("_")[0]) for path in sorted(GOLD.glob("*.json"))]
    return found + (gold or [pytest.param(None, id="gold", marks=pytest.mark.skip(reason=NO_GOLD))])


def content_of(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))
