"""What a page says of who reads a record is what the gate answers, for everybody, whatever the record."""

from datetime import timedelta
from itertools import product

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as properties
from hypothesis import strategies as st

from meetings.models import MinuteEntry
from secgov.access import Public, may_read, reader_for, readers_for
from secgov.classification import Classification, Stage
from secgov.models import AccessGrant, GrantKind, User
from secgov.readers import people_of
from secgov.readership import Way, bodies_of, is_open, ways_in
from tests import factories
from tests.cast import NAMES

WHITE, GREEN, AMBER, RED = Classification
GRANTED = ("invited", "recused", "named", "shown", "member", "secretary", "party")
PLACES = ("itself", "item", "meeting", "elsewhere", "part")


@pytest.fixture
def entry(cast) -> MinuteEntry:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    item = factories.item(meeting, by=cast.secretary)
    factories.entry(factories.item(meeting, by=cast.secretary, title="Another"), by=cast.secretary)
    return factories.entry(item, by=cast.secretary)


def granted(entry: MinuteEntry, cast, who: str, kind: GrantKind, place: str) -> None:
    """Give one of the cast a grant: on the entry, on what it stands in, on another item, or on a part of the entry."""
    other = entry.meeting.items.exclude(pk=entry.item_id).get()
    target = {"itself": entry.uid, "item": entry.item.uid, "meeting": entry.meeting.uid, "elsewhere": other.uid}
    within = {"itself": [entry.meeting.uid], "item": [entry.meeting.uid], "elsewhere": [entry.meeting.uid]}
    AccessGrant.objects.create(
        person=getattr(cast, who).person,
        target=target.get(place, other.uid),
        within=within.get(place, [entry.uid] if place == "part" else []),
        kind=kind,
        by=cast.secretary,
    )


GRANTS = st.lists(
    st.tuples(st.sampled_from(GRANTED), st.sampled_from(list(GrantKind)), st.sampled_from(PLACES)),
    max_size=4,
    unique_by=lambda each: (each[0], each[1], each[2] if each[2] != "part" else "elsewhere"),
)
AUDIENCES = st.sampled_from(["own", "both", "other", "none"])


@given(level=st.sampled_from(Classification), stage=st.sampled_from(Stage), audience=AUDIENCES, grants=GRANTS)
@properties(max_examples=60)
def test_whoever_is_listed_reads_it_and_nobody_else(cast, entry, level, stage, audience, grants) -> None:
    on = timezone.localdate()
    tabasc, csc = cast.tabasc.pk, cast.csc.pk
    bodies = {"own": [tabasc], "both": [tabasc, csc], "other": [csc], "none": []}
    with transaction.atomic():
        facts = {"classification": level, "stage": stage, "audience": bodies[audience]}
        MinuteEntry.objects.filter(pk=entry.pk).update(**facts)
        entry.refresh_from_db()
        for grant in grants:
            granted(entry, cast, *grant)

        people = people_of(entry, on=on)

        users = {name: getattr(cast, name) for name in NAMES if name != "public"}
        may = {name for name, user in users.items() if may_read(entry, reader_for(user, on=on))}
        listed = {name for name, user in users.items() if people.is_open or user.pk in people.keys}
        assert listed == may
        assert may_read(entry, Public()) == (Way.ANYONE in ways_in(level, stage))
        # Each of them for a reason that is told, and the reasons are of the ways that the sentences name.
        assert [each.name for each in people.readers if each.reasons == ["has written or put in it"]] == []
        recused = {each.key for each in people.recused}
        assert people.is_open or not recused & people.keys
        transaction.set_rollback(True)


def test_the_sentences_are_the_ways_of_the_gate(cast, entry) -> None:
    """For every classification and stage: whoever holds one right alone reads where it is named."""
    held = {
        Way.BELONGS: cast.member,
        Way.SECRETARY: cast.secretary,
        Way.RECORDS: cast.records,
        Way.SIGNED_IN: cast.party,
    }
    granted(entry, cast, "invited", GrantKind.INVITED, "itself")
    granted(entry, cast, "named", GrantKind.NAMED, "item")
    granted(entry, cast, "shown", GrantKind.SHARED, "itself")
    held |= {Way.INVITED: cast.invited, Way.NAMED: cast.named, Way.SHOWN: cast.shown}
    wrong = []
    for level, stage in product(Classification, Stage):
        MinuteEntry.objects.filter(pk=entry.pk).update(classification=level, stage=stage)
        entry.refresh_from_db()
        for way, user in held.items():
            reads = may_read(entry, reader_for(user, on=timezone.localdate()))
            if reads != (way in ways_in(level, stage) or is_open(level, stage)):
                wrong.append((level, stage, way))

    assert wrong == []


@pytest.mark.parametrize(
    ("level", "stage", "told"),
    [
        (WHITE, Stage.PUBLISHED, ["Anyone, without signing in."]),
        (GREEN, Stage.PUBLISHED, ["Anyone signed in."]),
        (
            AMBER,
            Stage.PUBLISHED,
            [
                "The Chair, members, alternates, secretaries and standing attendees of the TABASC.",
                "People invited to it or to what it stands in.",
                "People to whom a secretary shows it by name.",
                "Whoever is named as presenting it.",
                "Records administrators.",
                "Nobody who is recused from it.",
            ],
        ),
        (
            RED,
            Stage.PUBLISHED,
            ["The secretaries of the TABASC.", "The people named on it.", "Nobody who is recused from it."],
        ),
    ],
)
def test_who_reads_it_is_said_in_sentences(cast, entry, level, stage, told) -> None:
    MinuteEntry.objects.filter(pk=entry.pk).update(classification=level, stage=stage, audience=[cast.tabasc.pk])
    entry.refresh_from_db()

    assert bodies_of(entry) == told


def test_several_readers_are_made_as_each_of_them_is(cast, entry) -> None:
    granted(entry, cast, "invited", GrantKind.INVITED, "item")
    granted(entry, cast, "recused", GrantKind.RECUSED, "item")
    on = timezone.localdate()
    users = list(User.objects.all())

    assert readers_for(users, on=on) == {user.pk: reader_for(user, on=on) for user in users}


def test_a_membership_that_ends_is_told_with_its_dates_and_then_not_at_all(cast, entry) -> None:
    MinuteEntry.objects.filter(pk=entry.pk).update(classification=AMBER, stage=Stage.PUBLISHED)
    entry.refresh_from_db()
    on = timezone.localdate()
    cast.member.person.memberships.update(since=on, until=on)

    reasons = {each.name: each.reasons for each in people_of(entry, on=on).readers}

    day = f"{on.day} {on:%B %Y}"
    assert reasons[cast.member.person.name] == [f"Member of the TABASC since {day} until {day}"]
    after = people_of(entry, on=on + timedelta(days=1)).readers
    assert cast.member.person.name not in {each.name for each in after}


def test_asking_who_reads_it_costs_the_same_for_few_and_for_many(cast, entry) -> None:
    MinuteEntry.objects.filter(pk=entry.pk).update(classification=AMBER, stage=Stage.PUBLISHED)
    entry.refresh_from_db()

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            people_of(entry, on=timezone.localdate())
        return len(queries)

    few = asked()
    for number in range(5):
        user = factories.user(f"more{number}@cast.test")
        AccessGrant.objects.create(person=user.person, target=entry.uid, kind=GrantKind.INVITED, by=cast.secretary)

    assert asked() == few
