"""Who reads a record by name, and by which right. Whether they do is asked of the gate itself; the reasons are worked
out from the memberships and grants that it looks at."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, Value

from secgov.access import SignedIn, readers_for
from secgov.classification import Classification
from secgov.governed import GOVERNED
from secgov.models import AMBER_ROLES, AccessGrant, Classified, GrantKind, Membership, MembershipRole, SystemRole, User
from secgov.readership import Way, is_open, ways_in

AT_ONCE = 40  # readers asked about in one query
GRANTED = {
    (GrantKind.INVITED, True): (Way.INVITED, "invited to it"),
    (GrantKind.INVITED, False): (Way.INVITED, "invited to what it stands in"),
    (GrantKind.NAMED, True): (Way.NAMED, "named on it"),
    (GrantKind.NAMED, False): (Way.NAMED, "named on what it stands in"),
    (GrantKind.SHARED, True): (Way.SHOWN, "shown it by a secretary"),
    (GrantKind.SHARED, False): (Way.SHOWN, "shown what it stands in by a secretary"),
    (GrantKind.PRESENTS, True): (Way.PRESENTS, "presents it"),
}
TAKES_PART = (Way.TAKES_PART, "invited to another part of the meeting")
SHOWN_PART = (Way.SHOWN, "shown something that stands in it by a secretary")
BY_ITS_OWN_RULE = "has written or put in it"


@dataclass
class Person:
    """Somebody with an account, what they hold that bears on a record, and whether they are recused from it."""

    user: User
    name: str
    body: str
    held: list[tuple[Way, str]] = field(default_factory=list)
    recusal: str = ""

    def reasons(self, level: int, stage: int) -> list[str]:
        """By which rights they read it at this classification and stage, each in words."""
        ways = ways_in(level, stage)
        return list(dict.fromkeys(words for way, words in self.held if way in ways))


@dataclass(frozen=True)
class Named:
    """A reader by name, with the reasons."""

    key: int
    name: str
    body: str
    reasons: list[str]


@dataclass(frozen=True)
class People:
    """Who reads a record on a day: everybody signed in (`is_open`), or `readers` by name. `recused` says of those who
    are recused what they keep."""

    is_open: bool
    readers: list[Named]
    recused: list[Named]

    @property
    def keys(self) -> set[int]:
        return {each.key for each in self.readers}


def people_of(record: Classified, *, on: date) -> People:
    """Who reads `record` on the day `on`, in the order of their names. A constant number of queries, and one more for
    every forty people."""
    people = {person.user.pk: person for person in _concerned(record, on=on)}
    opened = is_open(record.classification, record.stage)
    keys = frozenset() if opened else _who_may(record, readers_for([each.user for each in people.values()], on=on))
    return People(
        is_open=opened,
        readers=[_named(each, _reasons(each, record)) for key, each in people.items() if key in keys],
        recused=[
            Named(each.user.pk, each.name, each.body, [_kept(each, record)]) for each in people.values() if each.recusal
        ],
    )


def _named(person: Person, reasons: list[str]) -> Named:
    return Named(person.user.pk, person.name, person.body, reasons)


def _reasons(person: Person, record: Classified) -> list[str]:
    return person.reasons(record.classification, record.stage) or [BY_ITS_OWN_RULE]


def _kept(person: Person, record: Classified) -> str:
    """What a recusal leaves: White and Green, once they are published."""
    if is_open(record.classification, record.stage):
        keeps = "reads it all the same, as everybody signed in does"
    elif record.classification <= Classification.GREEN:
        keeps = "reads it once it is published"
    else:
        keeps = "does not read it"
    return f"{person.recusal}; {keeps}"


def _who_may(record: Classified, readers: dict[int, SignedIn]) -> frozenset[int]:
    """The keys of those of `readers` who may read `record`, asked of the gate."""
    records: Any = type(record)._default_manager
    keys = list(readers)
    may: set[int] = set()
    for start in range(0, len(keys), AT_ONCE):
        asked = [
            records.visible_to(readers[key])
            .filter(pk=record.pk)
            .annotate(asks=Value(key))
            .order_by()
            .values_list("asks")
            for key in keys[start : start + AT_ONCE]
        ]
        may |= {key for (key,) in asked[0].union(*asked[1:], all=True)}
    return frozenset(may)


def _concerned(record: Classified, *, on: date) -> list[Person]:
    """Everybody with an account who holds anything that bears on `record`, by name."""
    memberships = _memberships(record, on=on)
    grants = _grants(record, on=on)
    kind = GOVERNED.get(record._meta.label)
    keys = {*(each.person.user_id for each in memberships), *(each.person.user_id for each in grants)}
    holds = Q(pk__in=keys | set(kind.theirs(record) if kind else ())) | Q(roles__contains=[SystemRole.RECORDS])
    users = User.objects.filter(holds, is_active=True).select_related("person__organisation")
    people: dict[int, Person] = {user.pk: _person(user) for user in users}
    for membership in memberships:
        _add(people, membership.person.user_id, _roles_held(record, membership))
    for grant in grants:
        _grant_held(people, record, grant)
    for user in users:
        if user.holds(SystemRole.RECORDS):
            people[user.pk].held.append((Way.RECORDS, "records administrator"))
    return sorted(people.values(), key=lambda person: (person.name.casefold(), person.user.pk))


def _person(user: Any) -> Person:
    known = getattr(user, "person", None)
    return Person(user, known.name if known else str(user), str(known.organisation or "") if known else "")


def _add(people: dict[int, Person], key: int | None, held: Iterable[tuple[Way, str]]) -> None:
    if key in people:
        people[key].held.extend(held)


def _memberships(record: Classified, *, on: date) -> list[Membership]:
    committees = {*record.audience, record.committee_id} - {None}
    current = Membership.objects.filter(committee__in=committees, person__user__isnull=False).current(on=on)
    return list(current.select_related("person", "committee", "alternate_for").order_by("committee", "role", "pk"))


def _roles_held(record: Classified, membership: Membership) -> list[tuple[Way, str]]:
    role = membership.get_role_display()
    if membership.alternate_for:
        role = f"{role} for {membership.alternate_for}"
    words = f"{role} of the {membership.committee}{_dates(membership.since, membership.until)}"
    held = []
    if membership.role == MembershipRole.SECRETARY and membership.committee_id == record.committee_id:
        held.append((Way.SECRETARY, words))
    if membership.role in AMBER_ROLES and membership.committee_id in record.audience:
        held.append((Way.BELONGS, words))
    return held


def _grants(record: Classified, *, on: date) -> list[AccessGrant]:
    places = [record.uid, *record.within]
    bears = Q(target__in=places) | Q(within__overlap=places)
    current = AccessGrant.objects.filter(bears, person__user__isnull=False).current(on=on)
    return list(current.select_related("person").order_by("pk"))


def _grant_held(people: dict[int, Person], record: Classified, grant: AccessGrant) -> None:
    person = people.get(grant.person.user_id) if grant.person.user_id else None
    if person is None:
        return
    dates = _dates(grant.since, grant.until)
    is_it = grant.target == record.uid
    if is_it or grant.target in record.within:
        if grant.kind == GrantKind.RECUSED:
            person.recusal = f"recused from {'it' if is_it else 'what it stands in'}{dates}"
        elif (GrantKind(grant.kind), is_it) in GRANTED:
            way, words = GRANTED[(GrantKind(grant.kind), is_it)]
            person.held.append((way, f"{words}{dates}"))
    _part_held(person, record, grant.kind, grant.within, dates)


def _part_held(person: Person, record: Classified, kind: str, around: Iterable[UUID], dates: str) -> None:
    """What a grant on a part gives for the whole that it is named in."""
    if kind == GrantKind.INVITED and {record.uid, *record.within} & set(around):
        person.held.append((TAKES_PART[0], f"{TAKES_PART[1]}{dates}"))
    if kind == GrantKind.SHARED and record.uid in around:
        person.held.append((SHOWN_PART[0], f"{SHOWN_PART[1]}{dates}"))


def _dates(since: date | None, until: date | None) -> str:
    """ " since 1 June 2018 until 31 May 2020", as far as it is known."""
    words = [f"{name} {day.day} {day:%B %Y}" for name, day in (("since", since), ("until", until)) if day]
    return f" {' '.join(words)}" if words else ""
