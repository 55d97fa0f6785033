"""The gate as properties: whatever a reader may be, the database answers as the rule written a second time here."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import settings as properties
from hypothesis import strategies as st

from secgov.access import Edition, Public, Reader, SignedIn
from secgov.classification import Classification, Stage
from secgov.models import GrantKind, Mention, Reference, User
from tests import factories

WHITE, GREEN, AMBER, RED = Classification
SPACE = UUID("5f7c1b1e-0000-4000-8000-000000000000")
MEETINGS = [uuid5(SPACE, name) for name in ("first meeting", "second meeting")]
ITEMS = [uuid5(SPACE, name) for name in ("first item", "second item")]
COMMITTEES = ("TABASC", "CSC")


@dataclass(frozen=True)
class Row:
    """One classified record, as far as the gate looks at it."""

    uid: UUID
    classification: Classification
    stage: Stage
    committee: int | None
    audience: tuple[int, ...]
    within: tuple[UUID, ...]

    def touches(self, uids: tuple[UUID, ...]) -> bool:
        return self.uid in uids or bool(set(self.within) & set(uids))


@pytest.fixture
def rows(db) -> list[Row]:
    """A record for every combination of what the gate looks at."""
    first, second = (factories.committee(each) for each in COMMITTEES)
    homes = [
        (None, ()),
        (first, ()),
        (first, (first.pk,)),
        (second, (second.pk,)),
        (first, (first.pk, second.pk)),
    ]
    places = [(), (MEETINGS[0], ITEMS[0]), (MEETINGS[0], ITEMS[1]), (MEETINGS[1],)]
    reference = Reference.objects.create(kind="modification", canonical="DP001")
    made = []
    for number, (level, stage, (committee, audience), within) in enumerate(
        itertools.product(Classification, Stage, homes, places)
    ):
        uid = uuid5(SPACE, str(number))
        made.append(Row(uid, level, stage, committee.pk if committee else None, audience, within))
    Mention.objects.bulk_create(
        Mention(
            uid=row.uid,
            classification=row.classification,
            stage=row.stage,
            committee_id=row.committee,
            audience=list(row.audience),
            within=list(row.within),
            reference=reference,
            source=row.uid,
            printed="DP001",
        )
        for row in made
    )
    return made


def seen(reader: Reader) -> set[UUID]:
    return set(Mention.objects.visible_to(reader).values_list("uid", flat=True))


def may_read(reader: SignedIn, row: Row) -> bool:
    """Product.md section 2 once more, in plain words."""
    if row.stage == Stage.PUBLISHED and row.classification <= GREEN:
        return True
    granted = {kind: reader.grants.get(kind, ()) for kind in GrantKind}
    if row.touches(granted[GrantKind.RECUSED]):
        return False
    if row.committee in reader.secretary_of:
        return True
    if row.classification == RED:
        return row.stage > Stage.SECRETARIAT and row.touches(granted[GrantKind.NAMED])
    shown = row.uid in reader.shown_in or row.uid in granted[GrantKind.PRESENTS]
    if row.touches(granted[GrantKind.SHARED]) or shown:
        return True
    if row.stage == Stage.SECRETARIAT:
        return False
    return (
        reader.administers_records
        or bool(set(row.audience) & set(reader.belongs_to))
        or row.touches(granted[GrantKind.INVITED])
        or (row.classification <= GREEN and row.touches(reader.takes_part_in))
    )


UIDS = st.lists(st.sampled_from([*MEETINGS, *ITEMS, uuid5(SPACE, "7"), uuid5(SPACE, "100")]), max_size=3)
SOME_COMMITTEES = st.sets(st.sampled_from(range(len(COMMITTEES))))


@st.composite
def signed_in(draw: st.DrawFn) -> SignedIn:
    """Any reader; committees by their place in COMMITTEES until `placed` gives them their keys."""
    return SignedIn(
        user=User(email="anybody@cast.test"),
        belongs_to=tuple(draw(SOME_COMMITTEES)),
        secretary_of=tuple(draw(SOME_COMMITTEES)),
        grants={kind: tuple(draw(UIDS)) for kind in draw(st.sets(st.sampled_from(list(GrantKind))))},
        takes_part_in=tuple(draw(UIDS)),
        shown_in=tuple(draw(UIDS)),
        administers_records=draw(st.booleans()),
    )


def placed(reader: SignedIn, rows: list[Row]) -> SignedIn:
    keys = list(dict.fromkeys(row.committee for row in rows if row.committee is not None))
    return replace(
        reader,
        belongs_to=tuple(keys[at] for at in reader.belongs_to),
        secretary_of=tuple(keys[at] for at in reader.secretary_of),
    )


def without(reader: SignedIn, kind: GrantKind) -> SignedIn:
    return replace(reader, grants={each: uids for each, uids in reader.grants.items() if each != kind})


def narrower(reader: SignedIn) -> Iterator[SignedIn]:
    """The same reader without one of the things that open records."""
    yield replace(reader, belongs_to=())
    yield replace(reader, secretary_of=())
    yield replace(reader, takes_part_in=())
    yield replace(reader, administers_records=False)
    for kind in (GrantKind.INVITED, GrantKind.NAMED, GrantKind.SHARED, GrantKind.PRESENTS):
        yield without(reader, kind)


@given(reader=signed_in())
@properties(max_examples=120)
def test_the_database_answers_as_the_rule(rows, reader) -> None:
    reader = placed(reader, rows)

    assert seen(reader) == {row.uid for row in rows if may_read(reader, row)}


@given(reader=signed_in())
@properties(max_examples=30)
def test_nobody_loses_by_having_more(rows, reader) -> None:
    reader = placed(reader, rows)
    everything = seen(reader)

    assert seen(Public()) <= seen(SignedIn(user=reader.user)) <= everything
    assert [less for less in narrower(reader) if not seen(less) <= everything] == []


@given(reader=signed_in())
@properties(max_examples=30)
def test_a_recusal_takes_only_what_it_names_and_what_is_not_open_to_all(rows, reader) -> None:
    reader = placed(reader, rows)
    recused_from = reader.grants.get(GrantKind.RECUSED, ())

    lost = seen(without(reader, GrantKind.RECUSED)) - seen(reader)

    by_uid = {row.uid: row for row in rows}
    assert [uid for uid in lost if not by_uid[uid].touches(recused_from)] == []
    assert lost & seen(SignedIn(user=reader.user)) == set()


@given(
    level=st.sampled_from(Classification),
    at=st.sampled_from([None, 0, 1]),
    own=st.sampled_from([None, *MEETINGS]),
)
@properties(max_examples=60)
def test_an_edition_holds_nothing_above_its_classification(rows, level, at, own) -> None:
    keys = list(dict.fromkeys(row.committee for row in rows if row.committee is not None))
    committee = None if at is None else keys[at]

    shown = seen(Edition(level, committee=committee, own=own, red_list=(MEETINGS[0],)))

    by_uid = {row.uid: row for row in rows}
    assert [uid for uid in shown if by_uid[uid].classification > level] == []
    unpublished = [uid for uid in shown if by_uid[uid].stage < Stage.PUBLISHED]
    assert [uid for uid in unpublished if own is None or not by_uid[uid].touches((own,))] == []


def test_each_edition_is_what_everybody_it_admits_may_read(rows) -> None:
    first, second = list(dict.fromkeys(row.committee for row in rows if row.committee is not None))
    anybody = SignedIn(user=User(email="anybody@cast.test"))
    member = replace(anybody, belongs_to=(first,))

    amber = seen(Edition(AMBER, committee=first))

    assert seen(Edition(WHITE)) == seen(Public())
    assert seen(Edition(GREEN)) == seen(anybody)
    assert seen(anybody) < amber < seen(member)
    assert amber == {
        row.uid
        for row in rows
        if row.stage == Stage.PUBLISHED
        and (row.classification <= GREEN or (row.classification == AMBER and first in row.audience))
    }
    assert seen(Edition(AMBER, committee=second)) != amber


def test_a_red_edition_holds_only_what_its_list_names(rows) -> None:
    edition = Edition(RED, committee=None, red_list=(ITEMS[1],))

    assert seen(edition) == {
        row.uid
        for row in rows
        if row.stage == Stage.PUBLISHED and row.classification == RED and row.touches((ITEMS[1],))
    }
