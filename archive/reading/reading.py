"""What a reading of minutes is: the facts, where each was read and how sure that is, the doubts and the offers."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from archive.reading.layout.elements import Line

# How sure a fact is, by how it was come by.
PRINTED, LIKELY, INFERRED, GUESSED = 1.0, 0.9, 0.7, 0.5


@dataclass(frozen=True, slots=True)
class Place:
    """Lines of the source, from `line` to `last`, on the page of the first; `sure` from 0 to 1."""

    page: int
    line: int
    last: int
    sure: float = PRINTED


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to be looked at by a person. `field` is a JSON pointer into the facts, `text` what it is about, `why`
    a sentence."""

    field: str
    text: str
    why: str
    page: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A promise that bears no number, for a person to take as an action or to leave."""

    item: str
    owner: str
    text: str
    page: int
    line: int


@dataclass
class Reading:
    """A set of minutes as read: `facts` in the schema of the loader, `places` by JSON pointer."""

    facts: dict[str, Any]
    places: dict[str, Place] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    _known: set[Doubt] = field(default_factory=set)

    def as_json(self) -> dict[str, Any]:
        """Everything as plain values."""
        return self.facts | {
            "warnings": [asdict(doubt) for doubt in self.doubts],
            "offers": [asdict(offer) for offer in self.offers],
            "places": {pointer: asdict(place) for pointer, place in self.places.items()},
            "lines": [[line.page, line.number, line.text] for line in self.lines],
        }

    def doubt(self, field: str, text: str, why: str, line: Line | None = None) -> None:
        """Put a doubt on the list, once."""
        found = Doubt(field, text, why, line.page if line else None, line.number if line else None)
        if found not in self._known:
            self._known.add(found)
            self.doubts.append(found)

    def put(self, pointer: str, lines: tuple[Line, ...] | list[Line], sure: float = PRINTED) -> None:
        """Say where the fact at `pointer` was read."""
        if lines:
            self.places[pointer] = Place(lines[0].page, lines[0].number, lines[-1].number, sure)
