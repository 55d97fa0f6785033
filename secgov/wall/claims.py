"""What the database is told of a reader, so that its policies answer as the gate does."""

from collections.abc import Iterable
from functools import singledispatch
from uuid import UUID

from secgov.access import Edition, LinkHolder, Public, Purpose, Reader, SignedIn, System, ViewingAs
from secgov.classification import Classification
from secgov.models import GrantKind
from secgov.wall.standing import Claims

ADMINISTERS_RECORDS = "3"


@singledispatch
def claims_of(reader: Reader) -> Claims:
    """What to tell the database of `reader`; TypeError for a kind of reader of which it would know nothing."""
    raise TypeError(f"The second wall knows no reader of the kind {type(reader).__name__}.")


@claims_of.register
def _(reader: Public) -> Claims:
    return Claims(grade=_level(Classification.WHITE))


@claims_of.register
def _(reader: SignedIn) -> Claims:
    opened = reader.red_opened if reader.administers_records else ()
    grants = {kind: _list(reader.grants.get(kind, ())) for kind in GrantKind}
    return Claims(
        grade=ADMINISTERS_RECORDS if reader.administers_records else _level(Classification.GREEN),
        person=str(reader.user.pk or ""),
        secretary_of=_list(reader.secretary_of),
        belongs_to=_list(reader.belongs_to),
        recused=grants[GrantKind.RECUSED],
        shared=grants[GrantKind.SHARED],
        known=_list((*reader.shown_in, *reader.grants.get(GrantKind.PRESENTS, ()))),
        invited=grants[GrantKind.INVITED],
        takes_part_in=_list(reader.takes_part_in),
        # What an administrator of records has given a reason to read is theirs as what somebody is named on.
        named=_list((*reader.grants.get(GrantKind.NAMED, ()), *opened)),
    )


@claims_of.register
def _(reader: Edition) -> Claims:
    return Claims(
        edition=_level(reader.classification),
        edition_of=_list([reader.committee] if reader.committee is not None else []),
        own=_list([reader.own] if reader.own is not None else []),
        named=_list(reader.red_list),
    )


@claims_of.register
def _(reader: ViewingAs) -> Claims:
    """Who views as another reads behind the wall as themselves: the gate takes away what the role may not read."""
    return claims_of(reader.mine)


@claims_of.register
def _(reader: LinkHolder) -> Claims:
    return Claims(edition="link", own=_list([reader.action]))


@claims_of.register
def _(reader: System) -> Claims:
    return system(reader.purpose)


def system(purpose: Purpose) -> Claims:
    """The system at a named task, which reads and writes everything."""
    return Claims(system=purpose.value)


def _level(classification: int) -> str:
    return str(int(classification))


def _list(values: Iterable[int | UUID]) -> str:
    return f"{{{','.join(map(str, values))}}}"
