"""How much of a hand-made reading the reader found, and how much it made up.

Every fact that was to be found counts one, every fact that was made up counts one against. Words alone are compared:
case, quotation marks, dashes and a final stop are not.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

Facts = dict[str, Any]
HEADER = ["committee", "committee_name", "meeting_number", "meeting_ref", "date", "start", "end", "venue", "status"]
HEADER += ["classification", "next_meeting"]
# By list: what a row is known by, and what else it says.
ROWS = {
    "attendance": ("name", ["represents", "group", "role", "mode", "part", "alternate_for", "present"]),
    "agenda": ("number", ["title"]),
    "actions_raised": ("ref", ["text", "owner", "item"]),
    "actions_reviewed": ("ref", ["text", "update", "status", "reopened", "superseded_by", "transferred_to"]),
    "modifications": ("ref", ["title", "items"]),
    "mod_assessments": ("ref", ["technical", "business", "ec_notification", "interest"]),
}
ALIKE = 0.92


@dataclass(frozen=True)
class Score:
    """What was found of what was expected, what was made up, and which facts differ."""

    found: int
    expected: int
    made_up: int
    misses: tuple[str, ...]

    @property
    def f1(self) -> float:
        total = self.found + self.made_up + self.expected
        return 2 * self.found / total if total else 1.0


def score(got: Facts, gold: Facts) -> Score:
    """`got` beside `gold`; `_accept` of the gold names, by path, what is right too."""
    right = {path: options for path, options in gold.get("_accept", {}).items() if isinstance(options, list)}
    wanted, had = dict(_facts(gold)), dict(_facts(got))
    misses = [
        f"{path}: want {value!r}, have {had.get(path)!r}"
        for path, value in wanted.items()
        if not _same(value, had.get(path)) and not _is_accepted(path, had.get(path), right, gold)
    ]
    made_up = sorted(path for path in had if path not in wanted and path.count("/") == 1)
    lists, extra = _lists(got, gold)
    misses += lists
    expected = len(wanted) + len(gold["decisions"]) + len(gold["footnotes"])
    return Score(
        expected - len(misses), expected, len(made_up) + extra, (*misses, *(f"made up {path}" for path in made_up))
    )


def _facts(reading: Facts) -> Iterator[tuple[str, Any]]:
    for name in HEADER:
        yield name, reading.get(name)
    for name, (key, others) in ROWS.items():
        for row in reading.get(name) or []:
            known = f"{name}/{_words(row[key])}"
            yield known, row[key]
            for other in others:
                if other != "title" or row.get("title") or name == "agenda":
                    yield f"{known}/{other}", row.get(other)


def _words(value: Any) -> str:
    text = "" if value is None else str(value)
    text = re.sub("[‘’“”\"']", "'", re.sub("[‐-―]", "-", text))
    return re.sub(r"\s+", " ", text).strip().strip(".:;").casefold()


def _same(want: Any, have: Any) -> bool:
    if isinstance(want, list):
        return bool(want == have)
    one, other = _words(want or None), _words(have or None)
    return one == other or bool(one and SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE)


def _is_accepted(path: str, have: Any, right: dict[str, list[Any]], gold: Facts) -> bool:
    name, _, rest = path.partition("/")
    if name in ROWS and rest:
        known, _, field = rest.partition("/")
        rows = gold.get(name) or []
        at = next((n for n, row in enumerate(rows) if _words(row[ROWS[name][0]]) == known), 0)
        path = f"{name}[{at}].{field}"
    return any(_words(option) == _words(have) for option in right.get(path, []))


def _lists(got: Facts, gold: Facts) -> tuple[list[str], int]:
    """Outcomes and footnotes, which have no key: missed ones in words, and how many were made up."""
    misses: list[str] = []
    left = list(got.get("decisions") or [])
    for want in gold["decisions"]:
        same = next((have for have in left if _same_outcome(want, have)), None)
        if same is None:
            misses.append(f"decisions: no item {want['item']} {want['verb']} {want['text'][:60]!r}")
        else:
            left.remove(same)
    notes = Counter(_words(note) for note in got.get("footnotes") or [])
    for note in gold["footnotes"]:
        near = next((have for have in notes if notes[have] and (_words(note) in have or have in _words(note))), None)
        if near is None:
            misses.append(f"footnotes: no {note[:60]!r}")
        else:
            notes[near] -= 1
    return misses, len(left) + notes.total()


def _same_outcome(want: Facts, have: Facts) -> bool:
    same = all(_words(want[name]) == _words(have[name]) for name in ("item", "verb")) and _same(
        want["text"], have["text"]
    )
    return same and (not want.get("modification") or want["modification"] == have.get("modification"))
