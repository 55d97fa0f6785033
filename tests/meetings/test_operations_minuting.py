"""Writing minutes: entries and their order, outcomes read from their words, conditions, footnotes, private notes."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from meetings.models import EntryKind, Footnote, MinuteEntry, Outcome
from meetings.operations import (
    add_entry,
    amend_entry,
    move_entry,
    record_condition_met,
    remove_entry,
    write_outcomes,
)
from secgov.classification import Classification, ClassifiedBy
from secgov.lifecycle import Refused
from secgov.models import Mention
from tests import factories
from tests.at_once import at_once

AT = datetime(2018, 8, 16, 12, 0, tzinfo=UTC)


@pytest.fixture
def item(cast):
    return factories.item(factories.meeting(cast.tabasc, by=cast.secretary), by=cast.secretary)


def bodies(item) -> list[str]:
    entries = MinuteEntry.objects.filter(item=item, removed_at__isnull=True).order_by("rank")
    return [entry.text for entry in entries]


def written(item, cast, *words: str) -> list[MinuteEntry]:
    return [factories.entry(item, by=cast.secretary, body=f"<p>{word}</p>") for word in words]


def test_entries_stand_in_the_order_they_were_written(cast, item) -> None:
    written(item, cast, "one", "two", "three")

    assert bodies(item) == ["one", "two", "three"]


def test_an_entry_can_be_put_behind_another(cast, item) -> None:
    one, _ = written(item, cast, "one", "three")

    factories.entry(item, by=cast.secretary, body="<p>two</p>", after=one)

    assert bodies(item) == ["one", "two", "three"]


def test_entries_move_one_place_and_stop_at_the_ends(cast, item) -> None:
    one, two, three = written(item, cast, "one", "two", "three")

    orders = []
    for entry, up in ((three, True), (three, True), (three, True), (one, False), (one, False)):
        move_entry(entry, by=cast.secretary, up=up)
        orders.append(" ".join(bodies(item)))

    assert orders == [
        "one three two",
        "three one two",
        "three one two",
        "three two one",
        "three two one",
    ]


def test_a_move_writes_one_row(cast, item) -> None:
    one, two, three = written(item, cast, "one", "two", "three")
    before = dict(item.entries.values_list("pk", "rank"))

    move_entry(three, by=cast.secretary, up=True)

    after = dict(item.entries.values_list("pk", "rank"))
    assert [pk for pk in before if before[pk] != after[pk]] == [three.pk]
    assert [entry.history.latest().rank for entry in (one, two, three)] == [after[pk] for pk in before]


def test_the_same_entry_sent_twice_is_one(cast, item) -> None:
    uid = uuid4()

    first, again = (
        add_entry(item=item, kind=EntryKind.DISCUSSION, body=f"<p>{word}</p>", by=cast.secretary, uid=uid)
        for word in ("one", "two")
    )

    assert (first, again.text) == (again, "one")
    assert bodies(item) == ["one"]


def test_a_body_is_cleaned_before_it_is_stored(cast, item) -> None:
    entry = factories.entry(item, by=cast.secretary, body="<p onclick=x>one<script>two</script></p>")

    assert (entry.body, entry.text) == ("<p>one</p>", "one")


@pytest.mark.parametrize(
    ("parent", "expected"),
    [
        (Classification.WHITE, (Classification.AMBER, ClassifiedBy.WORKING)),
        (Classification.GREEN, (Classification.GREEN, ClassifiedBy.INHERITED)),
    ],
)
def test_an_entry_starts_at_its_items_or_the_working_classification(parent, expected, cast) -> None:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    item = factories.item(meeting, by=cast.secretary, classification=parent)

    entry = add_entry(item=item, kind=EntryKind.DISCUSSION, body="<p>one</p>", by=cast.secretary)

    assert (entry.classification, entry.classified_by) == expected


def test_a_save_over_somebody_elses_is_refused(cast, item) -> None:
    (entry,) = written(item, cast, "one")
    amend_entry(entry, by=cast.secretary, body="<p>two</p>", version=1)

    with pytest.raises(Refused, match="Somebody else has saved this entry"):
        amend_entry(entry, by=cast.secretary, body="<p>three</p>", version=1)

    entry.refresh_from_db()
    assert (entry.text, entry.version) == ("two", 2)


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_once_none_is_lost_unseen(cast, item) -> None:
    (entry,) = written(item, cast, "one")

    results = at_once(
        [
            lambda word=word: amend_entry(entry, by=cast.secretary, body=f"<p>{word}</p>", version=1).text
            for word in ("two", "three")
        ]
    )

    entry.refresh_from_db()
    assert [type(result).__name__ for result in results].count("Refused") == 1
    assert entry.text in results


@pytest.mark.django_db(transaction=True)
def test_entries_written_at_once_each_have_a_place(cast, item) -> None:
    results = at_once([lambda: factories.entry(item, by=cast.secretary).rank] * 6)

    assert len(set(results)) == 6
    assert bodies(item) == ["The register was looked at."] * 6


def test_a_removed_entry_keeps_its_row_and_its_place_is_free(cast, item) -> None:
    one, two = written(item, cast, "one", "two")

    remove_entry(two, by=cast.secretary, at=AT)
    written(item, cast, "three")

    two.refresh_from_db()
    assert (bodies(item), two.removed_at) == (["one", "three"], AT)
    assert one.rank < MinuteEntry.objects.get(text="three").rank


def test_a_removed_outcome_entry_has_no_outcomes(cast, item) -> None:
    entry = factories.outcome(item, by=cast.secretary)
    assert entry.outcomes.count() == 1

    remove_entry(entry, by=cast.secretary, at=AT)

    assert Outcome.objects.count() == 0


def test_a_removed_entry_mentions_nothing(cast, item, reader) -> None:
    entry = factories.entry(item, by=cast.secretary, body="<p>DP096 was looked at.</p>")

    remove_entry(entry, by=cast.secretary, at=AT)

    assert list(Mention.objects.filter(source=entry.uid).visible_to(reader(cast.secretary))) == []


def test_an_action_with_a_printed_number_is_not_removed_with_its_entry(cast, item) -> None:
    action = factories.action(item, by=cast.secretary, ref="TABASC33/01")

    with pytest.raises(Refused, match="TABASC33/01 keeps its number"):
        remove_entry(action.raised_in, by=cast.secretary, at=AT)


def test_a_private_note_keeps_no_history_and_is_deleted_when_removed(cast, item) -> None:
    note = factories.entry(item, by=cast.secretary, body="<p>DP096 is a bad idea</p>", kind=EntryKind.PRIVATE)
    amend_entry(note, by=cast.secretary, body="<p>DP097 is worse</p>")
    mentioned = Mention.objects.filter(source=note.uid).count()

    remove_entry(note, by=cast.secretary, at=AT)

    assert mentioned == 0
    assert not MinuteEntry.objects.filter(pk=note.pk).exists()
    assert not MinuteEntry.history.filter(id=note.pk).exists()


def test_other_entries_keep_who_wrote_each_version(cast, item) -> None:
    (entry,) = written(item, cast, "one")
    amend_entry(entry, by=cast.chair, body="<p>two</p>")

    assert list(entry.history.values_list("text", "history_user__email")) == [
        ("two", "chair@cast.test"),
        ("one", "secretary@cast.test"),
    ]


def test_footnotes_live_as_long_as_their_anchors(cast, item) -> None:
    first, second = uuid4(), uuid4()
    both = f'<p>a<sup data-footnote="{first}"></sup> b<sup data-footnote="{second}"></sup></p>'
    entry = factories.entry(item, by=cast.secretary, body=both, footnotes={first: " one ", second: "two"})
    before = dict(Footnote.objects.values_list("uid", "text"))

    amend_entry(entry, by=cast.secretary, body=f'<p>b<sup data-footnote="{second}"></sup></p>')

    assert before == {first: "one", second: "two"}
    assert dict(Footnote.objects.values_list("uid", "text")) == {second: "two"}


def test_outcomes_are_read_from_verbs_in_capitals(cast, item) -> None:
    entry = factories.outcome(
        item,
        by=cast.secretary,
        body="<p>The TABASC:</p><ul><li>NOTED the update; and</li><li>AGREED that DP096 is ready, subject to "
        "a legal review.</li></ul><p>It was agreed to stop.</p>",
    )

    read = entry.outcomes.values_list("body", "verb", "text", "condition", "about__canonical")
    assert list(read) == [
        ("TABASC", "NOTED", "NOTED the update", "", None),
        (
            "TABASC",
            "AGREED",
            "AGREED that DP096 is ready, subject to a legal review.",
            "a legal review",
            "DP096",
        ),
    ]
    assert "<strong>NOTED</strong>" in entry.body


def test_an_outcome_that_reads_the_same_keeps_how_its_condition_was_met(cast, item) -> None:
    sentence = "The TABASC AGREED it, subject to a review."
    entry = factories.outcome(item, by=cast.secretary, body=f"<p>{sentence}</p>")
    record_condition_met(entry.outcomes.get(), by=cast.secretary, how="Reviewed", on=date(2018, 9, 1))

    amend_entry(entry, by=cast.secretary, body=f"<p>{sentence} The TABASC NOTED the rest.</p>")

    assert list(entry.outcomes.values_list("verb", "met_by")) == [("AGREED", "Reviewed"), ("NOTED", "")]


def test_a_condition_is_met_once_and_only_where_there_is_one(cast, item) -> None:
    with_condition = factories.outcome(item, by=cast.secretary, body="<p>TABASC AGREED, subject to a review.</p>")
    without = factories.outcome(item, by=cast.secretary)
    outcome = with_condition.outcomes.get()

    record_condition_met(outcome, by=cast.secretary, how="Reviewed", on=date(2018, 9, 1))

    for refused in (outcome, without.outcomes.get()):
        with pytest.raises(Refused, match="no open condition"):
            record_condition_met(refused, by=cast.secretary, how="Again", on=date(2018, 9, 2))


def test_outcomes_given_stand_as_they_were_given(cast, item) -> None:
    entry = factories.entry(item, by=cast.secretary, body="<p>words</p>", kind=EntryKind.OUTCOME)

    write_outcomes(entry, by=cast.secretary, outcomes=[{"verb": "NOTED", "text": "NOTED it", "body": "TABASC"}])

    assert list(entry.outcomes.values_list("verb", "text", "classification")) == [
        ("NOTED", "NOTED it", entry.classification)
    ]
