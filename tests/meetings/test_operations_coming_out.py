"""What comes out when: circulating, approving and publishing bring out exactly what they should, and nothing else."""

from datetime import UTC, date, datetime

import pytest

from actions.models import Action, ActionUpdate
from meetings.lifecycle import Status
from meetings.models import (
    AgendaItem,
    Attendance,
    EntryKind,
    Meeting,
    MinuteEntry,
    MinutesVersion,
    Outcome,
    Paper,
    PrintedBlock,
)
from meetings.operations import amend_entry, amend_item, classify_meeting, make_move, remove_entry
from modifications.models import CommitteeInterest, Modification
from secgov.access import may_read
from secgov.classification import Classification, Stage
from secgov.lifecycle import Refused
from secgov.models import Mention, Reference, StatusChange
from secgov.publication import classified_models
from tests import factories

AT = datetime(2018, 8, 16, 12, 0, tzinfo=UTC)
DAY = date(2018, 8, 16)
WORD = "zebra"


@pytest.fixture
def minutes(cast) -> Meeting:
    """The draft minutes of TABASC 33, a record of every kind in them, White, each with the word "zebra" in it."""
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    by = cast.secretary
    factories.attendance(meeting, by=by, name=f"A {WORD}", note=WORD, note_classification=Classification.WHITE)
    item = factories.item(meeting, by=by, title=f"The {WORD}")
    factories.heading(item, by=by, title=f"A {WORD} heading")
    factories.entry(item, by=by, body=f"<p>The {WORD} and DP096.</p>")
    factories.outcome(item, by=by, body=f"<p>The TABASC NOTED the {WORD}.</p>")
    factories.action(item, by=by, body=f"<p>SECAS to feed the {WORD}.</p>")
    factories.review(item, "TABASC20/01", by=by, body=f"<p>The {WORD} is fed.</p>", action_text=f"Feed the {WORD}")
    factories.modification("DP096", born_in=item, by=by, title=f"A {WORD} for all")
    factories.matrix(item, [{"ref": "DP097", "title": WORD, "interest": "High"}], by=by)
    return meeting


def seen(reader, user) -> dict[str, int]:
    """How many records of each kind the user may read."""
    asking = reader(user)
    counts = {model.__name__: model.objects.visible_to(asking).count() for model in classified_models()}
    return {name: count for name, count in counts.items() if count}


def words_out(reader, user) -> list[str]:
    """Every text with the word in it that the user may read anywhere."""
    asking = reader(user)
    columns = (
        (MinuteEntry, "text"),
        (AgendaItem, "title"),
        (Outcome, "text"),
        (Attendance, "name"),
        (Action, "text"),
        (ActionUpdate, "text"),
        (ActionUpdate, "action_text"),
        (Modification, "title"),
        (CommitteeInterest, "printed_title"),
        (PrintedBlock, "text"),
    )
    return [
        text
        for model, column in columns
        for text in model.objects.visible_to(asking).values_list(column, flat=True)
        if WORD in text
    ]


def test_of_a_draft_nobody_but_the_secretaries_knows_anything(cast, minutes, reader) -> None:
    # The meeting itself was planned, and so the committee knows that it takes place.
    told = {who: seen(reader, user) for who, user in cast.people.items() if who != "secretary"}

    nothing = {"Meeting", "StatusChange"}
    assert {who for who, counts in told.items() if set(counts) - nothing} == set()
    assert [who for who, user in cast.people.items() if words_out(reader, user)] == ["secretary"]


def test_circulated_minutes_are_the_committees_and_whole(cast, minutes, reader) -> None:
    factories.bring_to(minutes, Status.CIRCULATED, by=cast.secretary)

    member, secretary = words_out(reader, cast.member), words_out(reader, cast.secretary)
    assert sorted(member) == sorted(secretary)
    assert len(member) >= 15
    for outsider in (cast.public, cast.party, cast.member_elsewhere, cast.former_member, cast.admin):
        assert words_out(reader, outsider) == []


def test_final_minutes_are_everybodys_as_far_as_white(cast, minutes, reader) -> None:
    factories.bring_to(minutes, Status.FINAL, by=cast.secretary)

    public, secretary = words_out(reader, cast.public), words_out(reader, cast.secretary)
    circulated = PrintedBlock.objects.filter(version__number=1, text__contains=WORD).count()
    assert len(public) == len(secretary) - circulated


def test_the_version_that_was_circulated_is_not_published_with_the_final_one(cast, minutes, reader) -> None:
    factories.bring_to(minutes, Status.FINAL, by=cast.secretary)

    versions = MinutesVersion.objects.order_by("number").values_list("number", "stage")
    assert list(versions) == [(1, Stage.COMMITTEE), (2, Stage.PUBLISHED)]


@pytest.mark.parametrize("level", [Classification.GREEN, Classification.AMBER, Classification.RED])
def test_what_is_classified_higher_does_not_come_out_wider(level, cast, reader) -> None:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    item = factories.item(meeting, by=cast.secretary, classification=level, title=WORD)
    factories.entry(item, by=cast.secretary, classification=level, body=f"<p>{WORD} DP096</p>")
    factories.outcome(item, by=cast.secretary, classification=level, body=f"<p>NOTED the {WORD}</p>")
    factories.action(item, by=cast.secretary, classification=level, body=f"<p>{WORD}</p>")
    factories.attendance(meeting, by=cast.secretary, classification=level, name=WORD)
    factories.bring_to(meeting, Status.FINAL, by=cast.secretary)

    told = {who for who, user in cast.people.items() if words_out(reader, user)}

    signed_in = set(cast.people) - {"public"}
    belonging = {"member", "alternate", "chair", "standing_attendee", "recused", "secretary", "records"}
    expected = {
        Classification.GREEN: signed_in,
        Classification.AMBER: belonging,
        Classification.RED: {"secretary"},
    }
    assert told == expected[level]
    named = Mention.objects.filter(reference__canonical="DP096")
    assert {who for who, user in cast.people.items() if named.visible_to(reader(user))} == expected[level]


def test_a_removed_entry_never_comes_out(cast, minutes, reader) -> None:
    item = minutes.items.get(number="1")
    gone = factories.entry(item, by=cast.secretary, body="<p>A giraffe and DP098.</p>")
    decided = factories.outcome(item, by=cast.secretary, body="<p>The TABASC AGREED to a giraffe.</p>")
    for entry in (gone, decided):
        remove_entry(entry, by=cast.secretary, at=AT)

    factories.bring_to(minutes, Status.FINAL, by=cast.secretary)

    for user in (cast.public, cast.member):
        asking = reader(user)
        assert not may_read(gone, asking)
        assert not Mention.objects.filter(source=gone.uid).visible_to(asking).exists()
        assert not Outcome.objects.filter(text__contains="giraffe").visible_to(asking).exists()
    assert not PrintedBlock.objects.filter(text__contains="giraffe").exists()


def test_a_private_note_never_comes_out_and_prints_nowhere(cast, minutes, reader) -> None:
    item = minutes.items.get(number="1")
    note = factories.entry(item, by=cast.secretary, body="<p>A giraffe.</p>", kind=EntryKind.PRIVATE)

    factories.bring_to(minutes, Status.FINAL, by=cast.secretary)

    assert [who for who, user in cast.people.items() if may_read(note, reader(user))] in ([], ["secretary"])
    assert not PrintedBlock.objects.filter(text__contains="giraffe").exists()


def test_private_notes_are_deleted_when_the_minutes_are_final(cast, minutes) -> None:
    item = minutes.items.get(number="1")
    factories.entry(item, by=cast.secretary, body="<p>A giraffe.</p>", kind=EntryKind.PRIVATE)

    factories.bring_to(minutes, Status.FINAL, by=cast.secretary)

    assert MinuteEntry.objects.filter(kind=EntryKind.PRIVATE).count() == 0


def test_a_paper_waits_for_its_agenda(cast, minutes, reader) -> None:
    paper = factories.paper(minutes.items.get(number="1"), by=cast.secretary)

    factories.bring_to(minutes, Status.FINAL, by=cast.secretary)

    assert [who for who, user in cast.people.items() if may_read(paper, reader(user))] == ["secretary"]


def test_loaded_minutes_are_published_with_their_papers(cast, minutes, reader) -> None:
    paper = factories.paper(minutes.items.get(number="1"), by=cast.secretary)
    Meeting.objects.filter(pk=minutes.pk).update(status=Status.FINAL)

    make_move(minutes, "publish", by=cast.secretary, on=DAY)

    assert Paper.objects.visible_to(reader(cast.public)).get() == paper
    assert len(words_out(reader, cast.public)) == len(words_out(reader, cast.secretary))


def test_other_meetings_do_not_come_out_with_one(cast, minutes, reader) -> None:
    other = factories.meeting(cast.tabasc, by=cast.secretary, number=34)
    entry = factories.entry(factories.item(other, by=cast.secretary), by=cast.secretary, body="<p>DP096</p>")

    factories.bring_to(minutes, Status.FINAL, by=cast.secretary)

    assert [may_read(entry, reader(user)) for user in (cast.public, cast.member)] == [False, False]
    modification = Modification.objects.get(ref="DP096")
    sources = Mention.objects.filter(reference__target=modification.uid).visible_to(reader(cast.public))
    assert entry.uid not in {mention.source for mention in sources}


def test_numbers_are_fixed_when_the_minutes_are_circulated(cast, minutes) -> None:
    reference = Reference.objects.get(canonical="TABASC33/01")
    before = reference.state

    factories.bring_to(minutes, Status.CIRCULATED, by=cast.secretary)

    reference.refresh_from_db()
    assert (before, reference.state) == ("provisional", "fixed")


def test_numbers_of_another_draft_are_not_fixed_by_being_mentioned(cast, minutes) -> None:
    later = factories.meeting(cast.tabasc, by=cast.secretary, number=34)
    raised = factories.action(factories.item(later, by=cast.secretary), by=cast.secretary)
    factories.entry(minutes.items.get(number="1"), by=cast.secretary, body=f"<p>See action {raised.ref}.</p>")

    factories.bring_to(minutes, Status.CIRCULATED, by=cast.secretary)

    raised.reference.refresh_from_db()
    assert raised.reference.state == "provisional"


NEW = "A giraffe instead."


@pytest.fixture
def reopened(cast, minutes) -> Meeting:
    """Final minutes that have been opened again."""
    final = factories.bring_to(minutes, Status.FINAL, by=cast.secretary)
    return make_move(final, "reopen", by=cast.secretary, on=DAY, note="A name was wrong")


def giraffes(reader, user) -> list[str]:
    """Where the user reads the new words."""
    asking = reader(user)
    texts = [
        (MinuteEntry, "text"),
        (AgendaItem, "title"),
        (Outcome, "text"),
        (Action, "text"),
        (ActionUpdate, "text"),
        (PrintedBlock, "text"),
    ]
    return [
        model.__name__
        for model, column in texts
        for text in model.objects.visible_to(asking).values_list(column, flat=True)
        if "giraffe" in text.lower()
    ]


@pytest.mark.parametrize("times", [1, 2, 3])
@pytest.mark.parametrize("kind", ["discussion", "outcome", "actions.raised", "actions.review"])
def test_text_amended_after_reopening_is_not_out_until_it_comes_out_again(kind, times, cast, reopened, reader) -> None:
    entry = reopened.entries.get(kind=kind)
    for time in range(times):
        amend_entry(entry, by=cast.secretary, body=f"<p>The TABASC NOTED {NEW} {time}</p>")

    before = [giraffes(reader, user) for user in (cast.public, cast.member)]
    factories.bring_to(reopened, Status.FINAL, by=cast.secretary)

    assert before == [[], []]
    assert "PrintedBlock" in giraffes(reader, cast.public)
    assert len(giraffes(reader, cast.public)) >= 2


@pytest.mark.parametrize("times", [1, 2])
def test_what_was_decided_stays_to_be_read_while_the_minutes_are_amended(times, cast, reopened, reader) -> None:
    entry = reopened.entries.get(kind="outcome")
    for time in range(times):
        amend_entry(entry, by=cast.secretary, body=f"<p>The TABASC NOTED {NEW} {time}</p>")

    decided = Outcome.objects.visible_to(reader(cast.public)).values_list("text", flat=True)
    assert list(decided) == [f"The TABASC NOTED the {WORD}."]


def test_a_title_amended_after_reopening_is_not_out_until_it_comes_out_again(cast, reopened, reader) -> None:
    amend_item(reopened.items.get(number="1"), by=cast.secretary, title=NEW)

    before = [giraffes(reader, user) for user in (cast.public, cast.member)]
    factories.bring_to(reopened, Status.FINAL, by=cast.secretary)

    assert before == [[], []]
    assert "AgendaItem" in giraffes(reader, cast.public)


def test_reopening_leaves_what_was_issued_as_it_was(cast, reopened, reader) -> None:
    before = list(PrintedBlock.objects.order_by("pk").values_list("pk", "text", "stage"))

    amend_entry(reopened.entries.get(kind="discussion"), by=cast.secretary, body=f"<p>{NEW}</p>")
    factories.bring_to(reopened, Status.FINAL, by=cast.secretary)

    after = PrintedBlock.objects.filter(pk__in=[pk for pk, _, _ in before]).order_by("pk")
    assert list(after.values_list("pk", "text", "stage")) == before
    assert list(MinutesVersion.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4]


def test_an_entry_removed_after_reopening_is_no_longer_out_when_the_minutes_come_out_again(
    cast, reopened, reader
) -> None:
    entry = reopened.entries.get(kind="discussion")
    remove_entry(entry, by=cast.secretary, at=AT)

    factories.bring_to(reopened, Status.FINAL, by=cast.secretary)

    assert not MinuteEntry.objects.filter(removed_at__isnull=False).visible_to(reader(cast.public)).exists()
    assert not Mention.objects.filter(source=entry.uid).visible_to(reader(cast.public)).exists()


def test_classifying_reaches_everything_that_stands_in_the_minutes(cast, minutes) -> None:
    classify_meeting(
        minutes,
        classification=Classification.GREEN,
        by=cast.secretary,
        reason="The originator agrees",
        only_unmarked=False,
    )

    levels = {
        model.__name__: set(model._base_manager.filter(within__contains=[minutes.uid]).values_list("classification"))
        for model in classified_models()
    }
    assert {name: found for name, found in levels.items() if found not in (set(), {(Classification.GREEN,)})} == {}
    assert Action.objects.get(ref="TABASC33/01").classification == Classification.GREEN
    note = StatusChange.objects.get(move="classify").note
    assert note == "White to Green: The originator agrees"


def test_classifying_takes_a_reason_and_is_for_what_is_not_published(cast, minutes) -> None:
    with pytest.raises(Refused, match="takes a reason"):
        classify_meeting(minutes, classification=Classification.GREEN, by=cast.secretary, reason=" ")
    factories.bring_to(minutes, Status.FINAL, by=cast.secretary)
    with pytest.raises(Refused, match="are published"):
        classify_meeting(minutes, classification=Classification.GREEN, by=cast.secretary, reason="Why not")


def test_raising_a_drafts_entry_raises_all_that_hangs_on_it(cast, minutes) -> None:
    for entry in minutes.entries.all():
        amend_entry(entry, by=cast.secretary, classification=Classification.AMBER)
    amend_item(minutes.items.get(number="1"), by=cast.secretary, classification=Classification.AMBER)

    lower = {
        model.__name__: model._base_manager.filter(
            within__contains=[minutes.items.get(number="1").uid], classification__lt=Classification.AMBER
        ).count()
        for model in classified_models()
    }
    assert {name: count for name, count in lower.items() if count} == {"AgendaItem": 1}


def test_raising_a_heading_leaves_what_is_minuted_under_it(cast, minutes) -> None:
    item = minutes.items.get(number="1")

    amend_item(item, by=cast.secretary, classification=Classification.AMBER)

    assert set(item.entries.values_list("classification")) == {(Classification.WHITE,)}
    named = Mention.objects.filter(source=item.uid).values_list("reference__canonical", "classification")
    assert list(named) == [("DP096", Classification.AMBER)]
