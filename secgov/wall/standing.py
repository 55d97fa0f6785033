"""Who reads now, in this thread, as the database is told it."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Claims:
    """What PostgreSQL is told of a reader, each as the text of a setting `secgov.<name>`. All empty is nobody.

    `grade` is the classification up to which what is published is open to the reader, 3 for a records administrator;
    lists are array literals of committees or uids. `edition` is set for editions and link holders alone.
    """

    system: str = ""
    grade: str = ""
    person: str = ""
    secretary_of: str = ""
    belongs_to: str = ""
    recused: str = ""
    shared: str = ""
    known: str = ""
    invited: str = ""
    takes_part_in: str = ""
    named: str = ""
    edition: str = ""
    edition_of: str = ""
    own: str = ""


NAMES = tuple(field.name for field in fields(Claims))
NOBODY = Claims()


class Standing:
    """A place in the code where somebody reads; the claims are filled in when it is known who."""

    __slots__ = ("claims",)

    def __init__(self, claims: Claims = NOBODY) -> None:
        self.claims = claims


_default = Standing()
_now: ContextVar[Standing] = ContextVar("who reads", default=_default)


def claimed() -> Claims:
    """The claims of whoever reads now; nobody's where nobody has said."""
    return _now.get().claims


def standing(claims: Claims = NOBODY) -> AbstractContextManager[Standing]:
    """Read under `claims` for as long as the block lasts; then whoever read before reads again."""
    return standing_at(Standing(claims))


@contextmanager
def standing_at(place: Standing) -> Iterator[Standing]:
    """Read, for as long as the block lasts, as whoever reads at `place`."""
    token = _now.set(place)
    try:
        yield place
    finally:
        _now.reset(token)


def stand_by_default(claims: Claims) -> Claims:
    """Let every thread of this process read under `claims` where nothing else is said: for commands and their workers,
    never for the web server. The claims until now."""
    before, _default.claims = _default.claims, claims
    return before
