"""Changing a classification: an event with reason and authority, in all that was printed; White by two persons."""

from datetime import UTC, datetime, timedelta

import pytest

from actions.models import Action
from meetings.lifecycle import Status
from meetings.models import Meeting, MinuteEntry, Outcome, PrintedBlock
from meetings.tasks import issue_editions
from modifications.models import Modification
from secgov.classification import Classification, Stage
from secgov.foreseeing import foresee
from secgov.lifecycle import Refused
from secgov.models import (
    AccessGrant,
    AccessLogEntry,
    Authority,
    ClassificationChange,
    ClassificationRequest,
    IssuedDocument,
    Logged,
)
from secgov.operations import (
    agree_to_classification,
    decline_classification,
    name_person,
    reclassify,
    take_back_classification,
    take_off_name,
)
from tests import factories

WHITE, GREEN, AMBER, RED = Classification
AT = datetime(2018, 9, 3, 9, 0, tzinfo=UTC)
LATER = AT + timedelta(hours=2)
CONSENT = {
    "reason": "The price is public now.",
    "authority": Authority.ORIGINATOR,
    "authority_words": "DCC, 3 September",
}
PRICE = "Their price is 40."


@pytest.fixture
def final(cast) -> Meeting:
    """White minutes, final and issued: a White entry, an Amber one that names a modification, and an Amber action."""
    by = cast.secretary
    meeting = factories.meeting(cast.tabasc, by=by)
    item = factories.item(meeting, by=by, title="The register")
    factories.entry(item, by=by, body="<p>Thirty notices came.</p>")
    factories.entry(item, by=by, body=f"<p>{PRICE} See DP096.</p>", classification=AMBER)
    factories.action(item, by=by, body="<p>SECAS to ask the price.</p>", classification=AMBER)
    factories.outcome(item, by=by, body="<p>The TABASC NOTED the price.</p>", classification=AMBER)
    final = factories.bring_to(meeting, Status.FINAL, by=by)
    issue_editions(final.versions.get(number=final.versions.count()).pk)
    return final


def entry_of(meeting: Meeting, words: str) -> MinuteEntry:
    return meeting.entries.get(text__startswith=words)


def standing(meeting: Meeting) -> list[tuple[int, int]]:
    issued = IssuedDocument.objects.filter(target=meeting.uid, withdrawn_at__isnull=True)
    return list(issued.order_by("classification").values_list("version", "classification"))


def made_white(entry, cast):
    """The entry made White by the secretary, the records administrator agreeing two hours later."""
    asked = reclassify(entry, to=WHITE, by=cast.secretary, at=AT, **CONSENT).request
    return agree_to_classification(asked, entry, by=cast.records, at=LATER)


# -- lowering ------------------------------------------------------------------------------------------------------


def test_what_two_persons_make_white_is_white_in_every_version_and_edition(cast, final, reader) -> None:
    entry = entry_of(final, PRICE)
    blocks = PrintedBlock.objects.filter(source=entry.uid)
    assert not blocks.visible_to(reader(cast.public)).exists()
    assert standing(final) == [(2, WHITE), (2, AMBER)]

    done = made_white(entry, cast)

    assert {block.classification for block in blocks} == {WHITE}
    assert blocks.visible_to(reader(cast.public)).get().version.number == 2  # the circulated draft is the committee's
    assert [(each.version, each.classification) for each in done.withdrawn] == [(2, WHITE), (2, AMBER)]
    assert standing(final) == []
    issue_editions(final.versions.get(number=2).pk)
    assert standing(final) == [(2, WHITE), (2, AMBER)]
    old = IssuedDocument.objects.filter(withdrawn_at__isnull=False)
    assert {each.superseded_by.version for each in old} == {2}


def test_a_lowered_entry_takes_along_what_hangs_on_it_and_nothing_beside_it(cast, final, reader) -> None:
    asking = entry_of(final, "SECAS to ask")
    made_white(asking, cast)

    assert Action.objects.visible_to(reader(cast.public)).get().classification == WHITE
    assert entry_of(final, PRICE).classification == AMBER
    assert Outcome.objects.get().classification == AMBER
    assert not MinuteEntry.objects.filter(text__startswith=PRICE).visible_to(reader(cast.party)).exists()


def test_a_modification_is_as_open_as_the_entry_that_names_it_has_become(cast, final, reader) -> None:
    assert not Modification.objects.visible_to(reader(cast.public)).exists()

    made_white(entry_of(final, PRICE), cast)

    assert Modification.objects.visible_to(reader(cast.public)).get().ref == "DP096"


def test_a_lowered_item_is_its_heading_alone(cast, reader) -> None:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    item = factories.item(meeting, by=cast.secretary, title="A tender", classification=AMBER)
    factories.entry(item, by=cast.secretary, body="<p>Two bids came.</p>", classification=AMBER)
    factories.bring_to(meeting, Status.FINAL, by=cast.secretary)

    made_white(item, cast)

    shown = PrintedBlock.objects.visible_to(reader(cast.public)).values_list("text", flat=True)
    assert set(shown) == {"1. A tender"}


def test_lowering_a_meeting_takes_along_what_inherited_from_it_and_keeps_what_was_set(cast, reader) -> None:
    by = cast.secretary
    meeting = factories.meeting(cast.tabasc, by=by, classification=AMBER)
    item = factories.item(meeting, by=by, title="Dates", classification=None)
    factories.entry(item, by=by, body="<p>The next is in May.</p>", classification=None)
    factories.entry(item, by=by, body="<p>The price is 40.</p>", classification=AMBER)
    final = factories.bring_to(meeting, Status.FINAL, by=by)
    issue_editions(final.versions.get(number=2).pk)
    assert not PrintedBlock.objects.visible_to(reader(cast.public)).exists()
    foreseen = foresee(final, to=WHITE, by=by, at=AT)
    assert foreseen.keeps == ["1 × entry", "1 × issued document"]

    made_white(final, cast)

    shown = PrintedBlock.objects.filter(version__number=2).visible_to(reader(cast.public))
    assert [block.text for block in shown] == ["1. Dates", "The next is in May."]
    issue_editions(final.versions.get(number=2).pk)
    assert standing(final) == [(2, WHITE), (2, AMBER)]
    assert set(IssuedDocument.objects.filter(withdrawn_at__isnull=False).values_list("classification")) == {(AMBER,)}


def test_what_others_said_of_an_entry_does_not_come_down_with_it(cast) -> None:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    item = factories.item(meeting, by=cast.secretary)
    entry = factories.entry(item, by=cast.secretary, classification=AMBER)
    circulated = factories.bring_to(meeting, Status.CIRCULATED, by=cast.secretary)
    said = factories.correction(circulated, entry, by=cast.member, comment="The price was 41.")
    assert said.classification == AMBER

    made_white(entry, cast)

    said.refresh_from_db()
    assert said.classification == AMBER


def test_raising_a_meeting_withdraws_what_showed_it_and_leaves_the_register_as_it_was(cast, final, reader) -> None:
    done = reclassify(final, to=AMBER, by=cast.secretary, at=AT, **CONSENT)

    assert [each.classification for each in done.withdrawn] == [WHITE]
    assert set(IssuedDocument.objects.values_list("classification", flat=True)) == {WHITE, AMBER}
    assert not Meeting.objects.visible_to(reader(cast.party)).exists()
    assert not PrintedBlock.objects.visible_to(reader(cast.party)).exists()


# -- reason, authority, events -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (CONSENT | {"reason": " "}, "with a reason"),
        (CONSENT | {"authority": ""}, "somebody’s authority"),
        (CONSENT | {"authority": "mine"}, "somebody’s authority"),
        (CONSENT | {"authority_words": " "}, "who consented"),
        (CONSENT | {"authority": Authority.OUTCOME, "authority_words": ""}, "Cite the outcome"),
    ],
)
def test_what_has_come_out_takes_a_reason_and_an_authority(facts, sentence, cast, final) -> None:
    with pytest.raises(Refused, match=sentence):
        reclassify(entry_of(final, "Thirty"), to=GREEN, by=cast.secretary, at=AT, **facts)

    assert ClassificationChange.objects.count() == 0


def test_a_draft_takes_neither_and_one_person(cast) -> None:
    item = factories.item(factories.meeting(cast.tabasc, by=cast.secretary), by=cast.secretary)
    entry = factories.entry(item, by=cast.secretary, classification=RED)

    assert reclassify(entry, to=WHITE, by=cast.secretary, at=AT).request is None

    entry.refresh_from_db()
    assert (entry.level, entry.classified_by) == (WHITE, "set")
    change = ClassificationChange.objects.get()
    assert (change.before, change.after, change.authority) == (RED, WHITE, "")


def test_the_event_says_from_to_by_whom_when_why_and_on_whose_authority(cast, final) -> None:
    made_white(entry_of(final, PRICE), cast)

    change = ClassificationChange.objects.get()
    assert (change.before, change.after, change.at) == (AMBER, WHITE, LATER)
    assert (change.by, change.second_by, change.second_at) == (cast.secretary, cast.records, LATER)
    assert (change.reason, change.authority, change.authority_words) == tuple(CONSENT.values())
    assert change.within == entry_of(final, PRICE).within
    told = AccessLogEntry.objects.get(kind=Logged.CLASSIFIED)
    assert (told.by, told.target, told.classification) == (cast.secretary, change.target, WHITE)
    assert told.facts["second"] == cast.records.pk
    assert AccessLogEntry.objects.filter(kind=Logged.WITHDREW).count() == 2


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        (lambda: Outcome.objects.get(), "classified with the entry"),
        (lambda: Action.objects.get(), "classified with the entry"),
        (lambda: Modification.objects.get(), "most open minutes"),
        (lambda: IssuedDocument.objects.first(), "Withdraw it"),
    ],
)
def test_what_is_not_classified_by_hand_is_refused_with_where_to_do_it(record, sentence, cast, final) -> None:
    with pytest.raises(Refused, match=sentence):
        reclassify(record(), to=RED, by=cast.secretary, at=AT, **CONSENT)


def test_the_same_classification_is_no_change(cast, final) -> None:
    with pytest.raises(Refused, match="White already"):
        reclassify(entry_of(final, "Thirty"), to=WHITE, by=cast.secretary, at=AT, **CONSENT)


def test_a_remark_is_never_more_open_than_its_row(cast) -> None:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    row = factories.attendance(meeting, by=cast.secretary, classification=AMBER, note="Left early")

    with pytest.raises(Refused, match="never more open"):
        reclassify(row.note, to=WHITE, by=cast.secretary, at=AT)


# -- the second person ---------------------------------------------------------------------------------------------


def test_what_was_amber_does_not_become_white_by_one_person(cast, final) -> None:
    entry = entry_of(final, PRICE)

    asked = reclassify(entry, to=WHITE, by=cast.secretary, at=AT, **CONSENT).request

    assert (asked.before, asked.after, asked.by, asked.answer) == (AMBER, WHITE, cast.secretary, "")
    entry.refresh_from_db()
    assert (entry.level, ClassificationChange.objects.count()) == (AMBER, 0)
    with pytest.raises(Refused, match="Another person"):
        agree_to_classification(asked, entry, by=cast.secretary, at=LATER)
    with pytest.raises(Refused, match="waits for another person already"):
        reclassify(entry, to=WHITE, by=cast.records, at=LATER, **CONSENT)


def test_nor_by_one_person_in_two_steps(cast, final) -> None:
    entry = entry_of(final, PRICE)
    reclassify(entry, to=GREEN, by=cast.secretary, at=AT, **CONSENT)

    done = reclassify(entry, to=WHITE, by=cast.secretary, at=LATER, **CONSENT)

    assert done.request is not None
    assert entry_of(final, PRICE).level == GREEN


def test_the_setting_takes_the_second_person_away(cast, final, settings) -> None:
    settings.SECOND_PERSON_TO_WHITE = False

    assert reclassify(entry_of(final, PRICE), to=WHITE, by=cast.secretary, at=AT, **CONSENT).request is None
    assert entry_of(final, PRICE).level == WHITE


def test_raising_and_green_are_done_by_one(cast, final) -> None:
    assert reclassify(entry_of(final, PRICE), to=RED, by=cast.secretary, at=AT, **CONSENT).request is None
    assert reclassify(entry_of(final, PRICE), to=GREEN, by=cast.secretary, at=AT, **CONSENT).request is None


def test_a_request_is_declined_with_a_reason_or_taken_back_by_whoever_asked(cast, final) -> None:
    entry = entry_of(final, PRICE)
    asked = reclassify(entry, to=WHITE, by=cast.secretary, at=AT, **CONSENT).request

    with pytest.raises(Refused, match="takes a reason"):
        decline_classification(asked, by=cast.records, at=LATER, reason=" ")
    with pytest.raises(Refused, match="whoever asked"):
        take_back_classification(asked, by=cast.records, at=LATER)
    take_back_classification(asked, by=cast.secretary, at=LATER)
    with pytest.raises(Refused, match="answered already: it was taken back"):
        agree_to_classification(asked, entry, by=cast.records, at=LATER)

    again = reclassify(entry, to=WHITE, by=cast.secretary, at=LATER, **CONSENT).request
    declined = decline_classification(again, by=cast.records, at=LATER, reason="DCC has not said so.")
    assert (declined.answer, declined.answer_reason, declined.answered_by) == (
        "declined",
        "DCC has not said so.",
        cast.records,
    )
    assert entry_of(final, PRICE).level == AMBER


def test_nobody_agrees_to_what_has_changed_since(cast, final) -> None:
    entry = entry_of(final, PRICE)
    asked = reclassify(entry, to=WHITE, by=cast.secretary, at=AT, **CONSENT).request
    reclassify(entry, to=RED, by=cast.secretary, at=AT, **CONSENT)

    with pytest.raises(Refused, match="has changed since"):
        agree_to_classification(asked, entry, by=cast.records, at=LATER)
    assert ClassificationRequest.objects.waiting().count() == 1


# -- what it will do -----------------------------------------------------------------------------------------------


def test_what_it_will_do_is_told_and_nothing_of_it_stays(cast, final) -> None:
    entry = entry_of(final, "Thirty")
    foreseen = foresee(entry, to=AMBER, by=cast.secretary, at=AT)

    assert foreseen.then[0].startswith("The Chair, members")
    assert foreseen.loses[0].startswith("Everybody but ")
    assert cast.member.person.name in foreseen.loses[0]
    assert foreseen.withdrawn == ["TABASC 33, Final Minutes, White edition, version 2"]
    entry.refresh_from_db()
    assert (entry.level, standing(final)) == (WHITE, [(2, WHITE), (2, AMBER)])
    assert ClassificationChange.objects.count() == 0


def test_what_is_foreseen_is_what_happens(cast, final) -> None:
    entry = entry_of(final, PRICE)
    foreseen = foresee(entry, to=RED, by=cast.secretary, at=datetime.now(UTC))

    done = reclassify(entry, to=RED, by=cast.secretary, at=AT, **CONSENT)

    assert foreseen.withdrawn == [str(each) for each in done.withdrawn]
    assert [line.partition(":")[0] for line in foreseen.loses] == sorted(
        [who.person.name for who in (cast.member, cast.alternate, cast.chair, cast.standing_attendee, cast.recused)]
        + [cast.records.person.name],
        key=str.casefold,
    )


# -- the names on a Red record -------------------------------------------------------------------------------------


def test_somebody_is_named_on_a_red_record_and_taken_off_again(cast, final, reader) -> None:
    entry = entry_of(final, PRICE)
    reclassify(entry, to=RED, by=cast.secretary, at=AT, **CONSENT)
    entry.refresh_from_db()
    assert not MinuteEntry.objects.filter(pk=entry.pk).visible_to(reader(cast.party)).exists()

    stated = name_person(entry, person=cast.party.person, by=cast.secretary, at=AT, why="Their own price.")
    assert MinuteEntry.objects.filter(pk=entry.pk).visible_to(reader(cast.party)).exists()
    take_off_name(entry, stated, by=cast.secretary, at=datetime.now(UTC))

    assert not MinuteEntry.objects.filter(pk=entry.pk).visible_to(reader(cast.party)).exists()
    kinds = AccessLogEntry.objects.filter(target=entry.uid, person=cast.party.person).order_by("pk")
    assert list(kinds.values_list("kind", flat=True)) == [Logged.NAMED, Logged.UNNAMED]


def test_naming_is_for_what_is_red_with_a_reason_and_for_who_can_sign_in(cast, final) -> None:
    entry = entry_of(final, PRICE)
    with pytest.raises(Refused, match="Only what is Red"):
        name_person(entry, person=cast.party.person, by=cast.secretary, at=AT, why="Their own price.")
    reclassify(entry, to=RED, by=cast.secretary, at=AT, **CONSENT)
    entry.refresh_from_db()
    for person, why in ((cast.party.person, " "), (factories.person("Somebody"), "Their own price.")):
        with pytest.raises(Refused):
            name_person(entry, person=person, by=cast.secretary, at=AT, why=why)

    assert AccessGrant.objects.count() == 0


def test_a_draft_stays_with_the_secretariat_whatever_its_classification(cast, reader) -> None:
    item = factories.item(factories.meeting(cast.tabasc, by=cast.secretary), by=cast.secretary)
    entry = factories.entry(item, by=cast.secretary, classification=AMBER)

    reclassify(entry, to=WHITE, by=cast.secretary, at=AT)

    entry.refresh_from_db()
    assert entry.stage == Stage.SECRETARIAT
    assert not MinuteEntry.objects.filter(pk=entry.pk).visible_to(reader(cast.member)).exists()
