"""Where it changes who reads: a request, a verb of the record, a command, and the few named doors in pages."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet

from secgov.access import Purpose, Reader
from secgov.wall.claims import claims_of, system
from secgov.wall.standing import Standing, claimed, standing, standing_at


def reading(reader: Reader) -> AbstractContextManager[Standing]:
    """Read as `reader` for as long as the block lasts."""
    return standing(claims_of(reader))


def as_system(purpose: Purpose) -> AbstractContextManager[Standing]:
    """Read and write everything, for a named purpose, for as long as the block lasts. A query is asked when it is
    evaluated, so it must be evaluated inside. In views, documents and panels each use is on the list of
    secgov/house/doors.py with its reason."""
    return standing(system(purpose))


def with_their_places(rows: QuerySet[Any], key: Callable[[Any], Any] = attrgetter("pk")) -> list[Any]:
    """Those of `rows`, which have passed the gate, that whoever reads now may read, with what they are joined to and
    in the order of what they stand in, which the reader may not be able to read. `key` gives the primary key of a row.

    Two queries: the rows and their parents as the system, then of the wall itself which of them it lets through.
    """
    with as_system(Purpose.NAMING):
        found = list(rows)
    if not found or claimed().system:
        return found
    alone: Any = rows.model._base_manager
    read = set(alone.filter(pk__in=[key(row) for row in found]).order_by().values_list("pk", flat=True))
    return [row for row in found if key(row) in read]


def within_request() -> AbstractContextManager[Standing]:
    """A place for a request's reader, who is nobody until it is known who asks: until then there is no record."""
    return standing()


def known(place: Standing, reader: Reader) -> Reader:
    """Let `reader` read where `place` is, from now on; the reader."""
    place.claims = claims_of(reader)
    return reader


def streamed(place: Standing, parts: Iterable[Any]) -> Iterator[Any]:
    """`parts` of an answer that is made while it is sent, each made by the reader of `place`."""
    making = iter(parts)
    while True:
        with standing_at(place):
            try:
                part = next(making)
            except StopIteration:
                return
        yield part
