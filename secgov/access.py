"""The one gate: who may read what (product.md section 2). Every page, PDF, list, count, mail and export asks it.

A question to the gate names a *reader*. A reader answers with one condition over the columns of `Classified`;
`ClassifiedQuerySet.visible_to` applies it and `visible_or_404` fetches one record through it.
"""

import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property, reduce
from operator import or_
from typing import Any, Protocol
from uuid import UUID

from django.db.models import Model, Q
from django.http import Http404

from secgov.classification import Classification, Stage
from secgov.models import (
    AMBER_ROLES,
    AccessGrant,
    ClassifiedQuerySet,
    GrantKind,
    Membership,
    MembershipRole,
    SystemRole,
    User,
    touching,
)
from secgov.wall.standing import Claims, standing

logger = logging.getLogger("secgov.access")

# One grant as the gate reads it: its kind, its target, and what it names around that.
Granted = tuple[str, UUID, Sequence[UUID]]

NOTHING = Q(pk__in=[])
EVERYTHING = ~NOTHING


class Reader(Protocol):
    """Whoever a record is shown to. `sees` is the condition a classified record must meet."""

    def sees(self) -> Q: ...


class Notes(Protocol):
    """What keeps a note of the records that a request shows (secgov/showing.py)."""

    def one(self, record: Any) -> None: ...


class RedDoor(Http404):
    """A Red record that whoever administers records may read once they have said why; for anybody else it is as if
    absent."""

    def __init__(self, record: Any) -> None:
        super().__init__()
        self.record = record


@dataclass(frozen=True, slots=True)
class Public:
    """Somebody who has not signed in: published White records, nothing else."""

    def sees(self) -> Q:
        return Q(stage=Stage.PUBLISHED, classification=Classification.WHITE)


@dataclass(frozen=True)
class SignedIn:
    """A user on a day: what their memberships, roles and grants of that day let them read. The condition is put
    together once for a reader, because a page asks for it a dozen times."""

    user: User
    belongs_to: tuple[int, ...] = ()
    secretary_of: tuple[int, ...] = ()
    grants: dict[str, tuple[UUID, ...]] = field(default_factory=dict)
    takes_part_in: tuple[UUID, ...] = ()
    shown_in: tuple[UUID, ...] = ()
    administers_records: bool = False
    # The Red records that whoever administers records has given a reason to read (secgov/red_door.py).
    red_opened: tuple[UUID, ...] = ()
    notes: Notes | None = field(default=None, compare=False, repr=False)

    def sees(self) -> Q:
        return self._condition

    @cached_property
    def _condition(self) -> Q:
        open_to_all = Q(stage=Stage.PUBLISHED, classification__lte=Classification.GREEN)
        belonging = self._by_belonging()
        if belonging is None:
            return open_to_all
        recused_from = self._granted(GrantKind.RECUSED)
        return open_to_all | (belonging & ~touching(recused_from) if recused_from else belonging)

    def _granted(self, kind: GrantKind) -> tuple[UUID, ...]:
        return self.grants.get(kind, ())

    def _by_belonging(self) -> Q | None:
        """What a recusal takes away: drafts, circulated minutes, Amber and Red. None where there is nothing of it."""
        up_to_amber = Q(classification__lte=Classification.AMBER)
        circulated = _either(
            self._audience(),
            _touching(self._granted(GrantKind.INVITED), up_to_amber),
            _touching(self.takes_part_in, Q(classification__lte=Classification.GREEN)),
            _touching(self._granted(GrantKind.NAMED), Q(classification=Classification.RED)),
            up_to_amber if self.administers_records else None,
            _touching(self.red_opened, Q(classification=Classification.RED)) if self.administers_records else None,
        )
        return _either(
            Q(committee__in=self.secretary_of) if self.secretary_of else None,
            _touching(self._granted(GrantKind.SHARED), up_to_amber),
            # Whoever is shown one item of a draft knows of the meeting itself, and of nothing else within it.
            Q(uid__in=self.shown_in) & up_to_amber if self.shown_in else None,
            self._presented(up_to_amber),
            Q(stage__gte=Stage.COMMITTEE) & circulated if circulated else None,
        )

    def opening(self, *uids: UUID) -> "SignedIn":
        """This reader when the Red records `uids` stand open to them as well."""
        return replace(self, red_opened=(*self.red_opened, *uids))

    def behind_the_door(self) -> Q:
        """The Red records that have come out at all, which a records administrator reads with a reason."""
        if not self.administers_records:
            return NOTHING
        out = Q(stage__gte=Stage.COMMITTEE, classification=Classification.RED)
        recused_from = self._granted(GrantKind.RECUSED)
        return out & ~touching(recused_from) if recused_from else out

    def _presented(self, levels: Q) -> Q | None:
        """The items somebody presents, and not what stands in them: others' papers, what is being minuted."""
        presented = self._granted(GrantKind.PRESENTS)
        return Q(uid__in=presented) & levels if presented else None

    def _audience(self) -> Q | None:
        if not self.belongs_to:
            return None
        return Q(audience__overlap=list(self.belongs_to), classification__lte=Classification.AMBER)


def _touching(uids: tuple[UUID, ...], levels: Q) -> Q | None:
    """What is one of `uids` or stands within one, at these levels; None for no uids."""
    return touching(uids) & levels if uids else None


def _either(*conditions: Q | None) -> Q | None:
    """Any of the conditions that there are; None where there are none. A condition that can hold of nothing costs
    as much to build as any other, so it is left out."""
    given = [condition for condition in conditions if condition is not None]
    return reduce(or_, given) if given else None


@dataclass(frozen=True, slots=True)
class Edition:
    """A document for everybody a classification admits: White, Green, Amber of one committee, or one Red list.

    It reads what is published and, for the meeting it is an edition of (`own`), what stands in it at any stage:
    whoever may open such a document is decided beforehand, by comparing it with the reader who asks.
    """

    classification: Classification
    committee: int | None = None
    own: UUID | None = None
    red_list: tuple[UUID, ...] = ()

    def sees(self) -> Q:
        out = Q(stage=Stage.PUBLISHED)
        if self.own is not None:
            out |= touching([self.own])
        if self.classification == Classification.RED:
            return out & Q(classification=Classification.RED) & touching(self.red_list)
        levels = Q(classification__lte=min(self.classification, Classification.GREEN))
        if self.classification == Classification.AMBER:
            levels |= Q(classification=Classification.AMBER, audience__contains=[self.committee])
        return out & levels


@dataclass(frozen=True)
class Apart:
    """Whoever a Red document goes to: they read what stands on its list, and what everybody signed in reads."""

    red: Edition

    def sees(self) -> Q:
        everybody = replace(self.red, classification=Classification.GREEN, red_list=())
        return self.red.sees() | everybody.sees()


@dataclass(frozen=True)
class ViewingAs:
    """Somebody who looks at pages as another role would see them: what they may read themselves, and of that only
    what the role may. Whatever else a reader is asked for, it answers as the role."""

    mine: Reader
    theirs: Reader
    notes: Notes | None = field(default=None, compare=False, repr=False)

    def sees(self) -> Q:
        return self.mine.sees() & self.theirs.sees()

    @property
    def belongs_to(self) -> tuple[int, ...]:
        return getattr(self.theirs, "belongs_to", ())


@dataclass(frozen=True, slots=True)
class LinkHolder:
    """Somebody with a signed link to one action: its text and their own update, White or Green only."""

    action: UUID

    def sees(self) -> Q:
        return touching([self.action]) & Q(classification__lte=Classification.GREEN)


class Purpose(StrEnum):
    """The tasks at which the system itself may read everything; each use is logged."""

    LOADING = "loading minutes"
    PRINTING = "writing a version of minutes"
    SETTLING = "settling what follows from decisions"
    LEAK_CHECK = "leak check"
    EXPORTING = "export of the record"
    ACTING = "a verb of the record"
    PLACEHOLDERS = "keeping the place of what is withheld"
    NAMING = "naming the record that what is read hangs on"
    PROVENANCE = "where a classification came from"
    DOOR = "a Red record before whose door somebody stands"
    VERIFYING = "saying of a document whether it is ours and stands"
    DEMO = "demo"


@dataclass(frozen=True, slots=True)
class System:
    """The system at a named task."""

    purpose: Purpose

    def sees(self) -> Q:
        logger.debug("system reads for %s", self.purpose)
        return EVERYTHING


def reader_for(user: Any, *, on: date) -> Reader:
    """The reader that `user` is on the day `on`. Two queries for somebody signed in, none for the public."""
    if not getattr(user, "is_authenticated", False):
        return Public()
    grants = AccessGrant.objects.filter(person__user=user).current(on=on).values_list("kind", "target", "within")
    return _signed_in(user, user.roles_by_committee(on=on), list(grants))


def readers_for(users: Iterable[User], *, on: date) -> dict[int, SignedIn]:
    """The readers that `users` are on the day `on`, by their keys. Two queries for all of them."""
    listed = list(users)
    roles: dict[int, dict[int, set[str]]] = {}
    held = Membership.objects.filter(person__user__in=listed).current(on=on).order_by()
    for user, committee, role in held.values_list("person__user", "committee_id", "role"):
        roles.setdefault(user, {}).setdefault(committee, set()).add(role)
    grants: dict[int, list[Granted]] = {}
    granted = AccessGrant.objects.filter(person__user__in=listed).current(on=on)
    for user, *facts in granted.values_list("person__user", "kind", "target", "within"):
        grants.setdefault(user, []).append(tuple(facts))  # type: ignore[arg-type]
    return {user.pk: _signed_in(user, roles.get(user.pk, {}), grants.get(user.pk, [])) for user in listed}


def _signed_in(user: User, roles: Mapping[int, Collection[str]], grants: Sequence[Granted]) -> SignedIn:
    """The reader with these roles, by the committee's key, and these grants."""
    by_kind: dict[str, tuple[UUID, ...]] = {}
    for kind, target, _ in grants:
        by_kind[kind] = (*by_kind.get(kind, ()), target)
    return SignedIn(
        user=user,
        belongs_to=tuple(sorted(committee for committee, held in roles.items() if AMBER_ROLES & set(held))),
        secretary_of=tuple(sorted(committee for committee, held in roles.items() if MembershipRole.SECRETARY in held)),
        grants=by_kind,
        shown_in=tuple(uid for kind, _, within in grants if kind == GrantKind.SHARED for uid in within),
        takes_part_in=tuple(uid for kind, _, within in grants if kind == GrantKind.INVITED for uid in within),
        administers_records=user.holds(SystemRole.RECORDS),
    )


def visible_or_404(records: ClassifiedQuerySet, reader: Reader, **lookup: Any) -> Any:
    """The one record of `records` that fits `lookup` and that `reader` may read; Http404 otherwise, the same for
    what is hidden and what does not exist. A request keeps a note of what it was given; to whoever administers
    records a Red one is a door (RedDoor)."""
    found = _found(records, reader, lookup)
    if found is None:
        raise _door_to(records, reader, lookup) or Http404
    notes: Notes | None = getattr(reader, "notes", None)
    if notes is not None:
        notes.one(found)
    return found


def _found(records: ClassifiedQuerySet, reader: Reader, lookup: dict[str, Any]) -> Any:
    """The one record that fits, None where there is none that `reader` may read."""
    wanted = records.visible_to(reader).filter(**lookup)
    try:
        return wanted.get()
    except records.model.DoesNotExist:
        alone: Any = records.model._default_manager
        key = alone.visible_to(reader).filter(**lookup).order_by().values_list("pk", flat=True).first()
        if key is None:
            return None
    # It is read, and hangs on a record that is not, to which the second wall lets no join (ADR 15).
    with standing(Claims(system=Purpose.NAMING.value)):
        return wanted.filter(pk=key).first()


def _door_to(records: ClassifiedQuerySet, reader: Reader, lookup: dict[str, Any]) -> RedDoor | None:
    if not isinstance(reader, SignedIn) or not reader.administers_records:
        return None
    with standing(Claims(system=Purpose.DOOR)):
        found = records.filter(reader.behind_the_door(), **lookup).first()
    return RedDoor(found) if found is not None else None


def may_read(record: Model, reader: Reader) -> bool:
    """Whether `reader` may read `record` as it stands in the database. One query."""
    records: Any = type(record)._default_manager
    return bool(records.visible_to(reader).filter(pk=record.pk).exists())
