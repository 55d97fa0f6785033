"""What is wrong in a row of a reading beside the others: a number given twice, a fact in an item that is not there."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from modifications.operations import canonical
from secgov import reference_forms
from secgov.reference_forms import Kind, asked_for_by

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Fault:
    """One row: its list and where it stands there, the field, and a sentence that a page can show; as text with its
    place in the file."""

    section: str
    at: int
    column: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.section}[{self.at}]: {self.sentence}"


def faults(found: Mapping[str, Rows]) -> Iterator[Fault]:
    """Every fault between the lists of a reading, whose rows have been checked each by itself."""
    yield from _given_twice(found)
    yield from _nowhere(found)


def in_matrix(rows: Rows) -> Iterator[Fault]:
    """A modification stands once in the matrix, under whatever prefix."""
    seen: set[str] = set()
    for at, row in enumerate(rows):
        if canonical(row["ref"]) in seen:
            yield Fault("mod_assessments", at, "ref", f"{row['ref']} is in the matrix already; take one out.")
        seen |= set(asked_for_by(Kind.MODIFICATION, canonical(row["ref"])))


def _again(names: list[str]) -> list[int]:
    """Where a name stands that stood before."""
    return [at for at, name in enumerate(names) if name in names[:at]]


def _form(ref: str) -> str:
    """An action reference as it is stored however it is written; as it is where it is none."""
    abbreviation = re.match(r"\s*([A-Za-z]+)", ref)
    known = frozenset({abbreviation[1].upper()}) if abbreviation else frozenset()
    return reference_forms.normalise(Kind.ACTION, ref, abbreviations=known) or ref


def _given_twice(found: Mapping[str, Rows]) -> Iterator[Fault]:
    for at in _again([item["number"] for item in found["agenda"]]):
        number = found["agenda"][at]["number"]
        yield Fault("agenda", at, "number", f"Another item has the number {number} already; give this one its own.")
    for section, word in (("actions_raised", "raised"), ("actions_reviewed", "reviewed")):
        for at in _again([_form(row["ref"]) for row in found[section]]):
            ref = found[section][at]["ref"]
            yield Fault(section, at, "ref", f"{ref} is {word} twice; take one out or give it another number.")


def _nowhere(found: Mapping[str, Rows]) -> Iterator[Fault]:
    numbers = {item["number"] for item in found["agenda"]}
    named = [
        ("actions_raised", at, "item", row["item"], f"{row['ref']} stands")
        for at, row in enumerate(found["actions_raised"])
    ]
    named += [("decisions", at, "item", row["item"], "The outcome stands") for at, row in enumerate(found["decisions"])]
    named += [
        ("modifications", at, "items", number, f"{row['ref']} is named")
        for at, row in enumerate(found["modifications"])
        for number in row.get("items") or []
    ]
    for section, at, column, number, words in named:
        if number not in numbers:
            yield Fault(section, at, column, f"{words} in item {number}, which is not on the agenda.")
