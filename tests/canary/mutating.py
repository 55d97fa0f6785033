"""The gate taken away at one place: what asks it from one function gets everything, and nothing else changes."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from meetings.models.agenda import PaperQuerySet
from meetings.models.corrections import CorrectionQuerySet
from secgov.access import EVERYTHING, Edition, Public, Purpose, SignedIn
from secgov.models import ClassifiedQuerySet
from secgov.wall import doors
from secgov.wall.claims import system

PROJECT = Path(__file__).resolve().parents[2]
# How far up a question to the gate is followed: through the manager, the fetch by address, and a helper of the view.
DEEPEST = 6
QUERYSETS = (ClassifiedQuerySet, PaperQuerySet, CorrectionQuerySet)
READERS = (Public, SignedIn, Edition)


@dataclass(frozen=True)
class Mutation:
    """Where the gate is taken away, by file and function; who then goes where. `{name}` in an address is the
    reference of that scene."""

    what: str
    file: str
    function: str
    who: str
    addresses: tuple[str, ...]


def is_asked_from(mutation: Mutation) -> bool:
    """Whether the function that is mutated stands a few calls up from here."""
    frame: Any = sys._getframe(2)
    file = str(PROJECT / mutation.file)
    for _ in range(DEEPEST):
        if frame is None:
            return False
        if frame.f_code.co_name == mutation.function and frame.f_code.co_filename == file:
            return True
        frame = frame.f_back
    return False


@contextmanager
def without_the_gate(mutation: Mutation) -> Iterator[list[str]]:
    """For as long as it lasts the mutated function reads everything; what is given says how often it did."""
    done: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        for queryset in QUERYSETS:
            if "visible_to" in vars(queryset):
                patch.setattr(queryset, "visible_to", _opened(queryset.visible_to, mutation, done))
        for reader in READERS:
            patch.setattr(reader, "sees", _told(reader.sees, mutation, done))
        yield done


@contextmanager
def without_the_wall() -> Iterator[None]:
    """For as long as it lasts the database takes every reader for the system, and holds nothing back."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(doors, "claims_of", lambda reader: system(Purpose.NAMING))
        yield


def _opened(asked: Any, mutation: Mutation, done: list[str]) -> Any:
    def visible_to(records: Any, reader: Any) -> Any:
        if is_asked_from(mutation):
            done.append(records.model.__name__)
            return records.all()
        return asked(records, reader)

    return visible_to


def _told(asked: Any, mutation: Mutation, done: list[str]) -> Any:
    def sees(reader: Any) -> Any:
        if is_asked_from(mutation):
            done.append(type(reader).__name__)
            return EVERYTHING
        return asked(reader)

    return sees
