"""Corrections to circulated minutes: who may make them, what becomes of them, and what they change and leave."""

from datetime import UTC, date, datetime

import pytest

from meetings.composition import latest_version
from meetings.lifecycle import Status
from meetings.models import Correction, Meeting, MinuteEntry, MinutesVersion, PrintedBlock
from meetings.operations import (
    accept_correction,
    adjust_correction,
    decline_correction,
    make_move,
    note_correction,
    say_no_comments,
    write_correction,
)
from secgov.access import may_read
from secgov.classification import Classification, Stage
from secgov.lifecycle import Refused
from secgov.models import StatusChange
from secgov.operations import reclassify
from tests import factories

AT = datetime(2018, 9, 3, 9, 0, tzinfo=UTC)
DAY = date(2018, 9, 3)
WHITE, GREEN, AMBER, RED = Classification
SAID = "The register was looked at."


@pytest.fixture
def minutes(cast) -> Meeting:
    """The circulated minutes of TABASC 33: a White and an Amber paragraph, an outcome and an action."""
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    item = factories.item(meeting, by=cast.secretary)
    factories.entry(item, by=cast.secretary, body="<p>The <strong>register</strong> was looked at.</p>")
    factories.entry(item, by=cast.secretary, body="<p>Its price is ten pounds.</p>", classification=AMBER)
    factories.outcome(item, by=cast.secretary)
    factories.action(item, by=cast.secretary)
    return factories.bring_to(meeting, Status.CIRCULATED, by=cast.secretary)


def version_of(meeting) -> MinutesVersion:
    return meeting.versions.order_by("-number").first()


def printed(meeting, words) -> list[PrintedBlock]:
    return list(PrintedBlock.objects.filter(version=version_of(meeting), text__contains=words))


def corrected(meeting, cast, after, *, words=SAID, who=None, **facts) -> Correction:
    """A correction of the part that holds `words`, proposed by the member."""
    by = who or cast.member
    facts = {"by": by, "at": AT, "after": after, "person": by.person} | facts
    return write_correction(version=version_of(meeting), blocks=printed(meeting, words), **facts)


def test_a_correction_keeps_what_was_and_what_should_be(cast, minutes) -> None:
    correction = corrected(minutes, cast, "The risk register was\nlooked at.", comment="Which register")

    assert (correction.kind, correction.status) == ("correction", "proposed")
    assert (correction.before, correction.after) == (SAID, "The risk register was\nlooked at.")
    entry = MinuteEntry.objects.get(text=SAID)
    assert (correction.source, correction.stage, correction.classification) == (entry.uid, Stage.SECRETARIAT, WHITE)
    assert StatusChange.objects.get(target=correction.uid).by == cast.member


def test_a_comment_that_changes_nothing_and_says_nothing_is_refused(cast, minutes) -> None:
    with pytest.raises(Refused, match="Change the text, or say"):
        corrected(minutes, cast, f" {SAID} \n")


def test_accepting_changes_the_live_text_and_not_what_is_out(cast, minutes, reader) -> None:
    correction = corrected(minutes, cast, "The risk register was looked at.")

    accept_correction(correction, by=cast.secretary, at=AT)

    entry = MinuteEntry.objects.get(uid=correction.source)
    assert entry.body == "<p>The risk <strong>register</strong> was looked at.</p>"
    assert entry.stage == Stage.SECRETARIAT
    assert not may_read(entry, reader(cast.member))
    assert [block.text for block in printed(minutes, "looked at")] == [SAID]
    minutes.refresh_from_db()
    assert minutes.status == Status.CIRCULATED


def test_what_was_accepted_comes_out_with_the_final_minutes(cast, minutes, reader) -> None:
    accept_correction(corrected(minutes, cast, "The risk register was looked at."), by=cast.secretary, at=AT)

    final = factories.bring_to(minutes, Status.FINAL, by=cast.secretary)

    texts = PrintedBlock.objects.filter(text__contains="looked at").order_by("version__number")
    assert list(texts.values_list("version__number", "text")) == [(1, SAID), (2, "The risk register was looked at.")]
    assert latest_version(final, reader(cast.public)).number == 2


def test_two_corrections_of_one_paragraph_are_both_taken_over(cast, minutes) -> None:
    first = corrected(minutes, cast, "The risk register was looked at.")
    second = corrected(minutes, cast, "The register was examined.", who=cast.chair)

    for correction in (first, second):
        accept_correction(correction, by=cast.secretary, at=AT)

    assert MinuteEntry.objects.get(uid=first.source).text == "The risk register was examined."


def test_a_correction_of_words_that_were_corrected_otherwise_is_refused_and_leaves_all_as_it_was(cast, minutes) -> None:
    accept_correction(corrected(minutes, cast, "The register was examined."), by=cast.secretary, at=AT)
    second = corrected(minutes, cast, "The register was read.", who=cast.chair)

    with pytest.raises(Refused, match="Adjust the text by hand"):
        accept_correction(second, by=cast.secretary, at=AT)

    second.refresh_from_db()
    assert (second.status, second.answered_at) == ("proposed", None)
    assert MinuteEntry.objects.get(uid=second.source).text == "The register was examined."


def test_a_title_is_corrected_too(cast, minutes) -> None:
    correction = corrected(minutes, cast, "Register of risks", words="1. Risk register")

    accept_correction(correction, by=cast.secretary, at=AT)

    assert minutes.items.get().title == "Register of risks"
    assert [block.facts["title"] for block in printed(minutes, "1. ")] == ["Risk register"]


def test_adjusting_gives_the_secretarys_text_and_keeps_the_reason(cast, minutes) -> None:
    correction = corrected(minutes, cast, "The register was lovely.")

    adjusted = adjust_correction(
        correction, by=cast.secretary, at=AT, text="<p>The register was read.</p>", answer="As the tape has it"
    )

    assert (adjusted.status, adjusted.applied, adjusted.answer) == (
        "adjusted",
        "The register was read.",
        "As the tape has it",
    )
    assert (adjusted.answered_by, adjusted.answered_at) == (cast.secretary, AT)
    assert MinuteEntry.objects.get(uid=correction.source).text == "The register was read."


def test_cor_1_a_comment_has_no_text_to_accept(cast, minutes) -> None:
    comment = corrected(minutes, cast, None, comment="Which register?")

    with pytest.raises(Refused, match="proposes no text"):
        accept_correction(comment, by=cast.secretary, at=AT)
    assert note_correction(comment, by=cast.secretary, at=AT).status == "noted"


def test_cor_2_corrections_are_settled_before_the_minutes_are_final(cast, minutes) -> None:
    correction = corrected(minutes, cast, "The register was read.")
    Meeting.objects.filter(pk=minutes.pk).update(status=Status.FINAL)

    with pytest.raises(Refused, match="before the minutes are final"):
        accept_correction(correction, by=cast.secretary, at=AT)


def test_cor_3_declining_and_adjusting_take_a_reason(cast, minutes) -> None:
    correction = corrected(minutes, cast, "The register was read.")

    with pytest.raises(Refused, match="Write why"):
        decline_correction(correction, by=cast.secretary, at=AT, answer=" ")
    with pytest.raises(Refused, match="Write why"):
        adjust_correction(correction, by=cast.secretary, at=AT, text="<p>Read.</p>", answer="")
    assert MinuteEntry.objects.get(uid=correction.source).text == SAID
    assert decline_correction(correction, by=cast.secretary, at=AT, answer="It was not").status == "declined"


def test_cor_4_what_is_said_of_the_whole_has_no_text_to_adjust(cast, minutes) -> None:
    said = write_correction(version=version_of(minutes), blocks=[], by=cast.member, at=AT, comment="Too long.")

    with pytest.raises(Refused, match="no text to adjust"):
        adjust_correction(said, by=cast.secretary, at=AT, text="<p>Shorter.</p>", answer="Yes")


def test_mtg_11_minutes_are_made_final_when_every_correction_is_settled(cast, minutes) -> None:
    correction = corrected(minutes, cast, "The register was read.")

    with pytest.raises(Refused, match="every correction is settled"):
        make_move(minutes, "approve", by=cast.secretary, on=DAY)
    decline_correction(correction, by=cast.secretary, at=AT, answer="It was not")
    assert make_move(minutes, "approve", by=cast.secretary, on=DAY).status == Status.FINAL


def test_no_comments_is_said_once_and_waits_for_nobody(cast, minutes) -> None:
    for _ in range(2):
        say_no_comments(version=version_of(minutes), by=cast.member, at=AT, person=cast.member.person)

    assert list(Correction.objects.values_list("kind", "status", "person")) == [
        ("none", "noted", cast.member.person.pk)
    ]
    assert not minutes.has_open_corrections


@pytest.mark.parametrize(("by_date", "is_late"), [(None, False), (DAY, False), (date(2018, 9, 2), True)])
def test_what_comes_after_the_day_asked_for_is_late(by_date, is_late, cast, minutes) -> None:
    Meeting.objects.filter(pk=minutes.pk).update(comments_by=by_date)

    assert corrected(minutes, cast, "The register was read.").is_late is is_late


def test_what_came_by_e_mail_counts_from_the_day_it_was_received(cast, minutes) -> None:
    Meeting.objects.filter(pk=minutes.pk).update(comments_by=date(2018, 9, 2))
    facts = {"who": cast.secretary, "person": cast.member.person, "received_on": date(2018, 9, 2)}

    assert corrected(minutes, cast, "The register was read.", **facts).is_late is False


def test_final_minutes_and_an_earlier_version_take_no_corrections(cast, minutes) -> None:
    first = version_of(minutes)
    again = make_move(minutes, "reopen", by=cast.secretary, on=DAY, note="A name was wrong")
    again = make_move(again, "circulate", by=cast.secretary, on=DAY)
    with pytest.raises(Refused, match="come out again since"):
        write_correction(version=first, blocks=[], by=cast.member, at=AT, comment="Too long.")
    factories.bring_to(again, Status.FINAL, by=cast.secretary)
    with pytest.raises(Refused, match="are final and take no more"):
        write_correction(version=version_of(minutes), blocks=[], by=cast.member, at=AT, comment="Too long.")


# -- who reads them ------------------------------------------------------------------------------------------------


def readers_of(correction, cast, reader) -> set[str]:
    rows = Correction.objects.filter(pk=correction.pk)
    return {who for who, user in cast.people.items() if rows.visible_to(reader(user)).exists()}


COMMITTEE = {"member", "alternate", "chair", "standing_attendee", "recused", "records", "secretary"}


@pytest.mark.parametrize("words", [SAID, "Its price is ten pounds."])
def test_an_open_correction_is_its_authors_and_the_secretaries(words, cast, minutes, reader) -> None:
    assert readers_of(corrected(minutes, cast, "Else.", words=words), cast, reader) == {"member", "secretary"}


@pytest.mark.parametrize("words", [SAID, "Its price is ten pounds."])
def test_a_settled_correction_is_the_committees_also_when_the_minutes_are_final(words, cast, minutes, reader) -> None:
    correction = corrected(minutes, cast, "Else.", words=words)
    decline_correction(correction, by=cast.secretary, at=AT, answer="No")
    assert readers_of(correction, cast, reader) == COMMITTEE

    factories.bring_to(minutes, Status.FINAL, by=cast.secretary)
    assert readers_of(correction, cast, reader) == COMMITTEE


def test_who_is_recused_reads_no_correction_of_what_they_are_recused_from(cast, minutes, reader) -> None:
    cast.recuse(minutes.items.get().uid)
    correction = corrected(minutes, cast, "Else.")
    decline_correction(correction, by=cast.secretary, at=AT, answer="No")

    assert readers_of(correction, cast, reader) == COMMITTEE - {"recused"}


def test_an_author_loses_their_own_correction_with_what_it_is_about(cast, minutes, reader) -> None:
    cast.invite(minutes.items.get())
    entry = MinuteEntry.objects.get(text=SAID)
    correction = corrected(minutes, cast, "Else.", who=cast.invited)
    assert readers_of(correction, cast, reader) == {"invited", "secretary"}

    reclassify(entry, to=RED, by=cast.secretary, at=AT, reason="The originator asks", authority="panel")

    correction.refresh_from_db()
    assert correction.classification == RED
    assert readers_of(correction, cast, reader) == {"secretary"}


@pytest.mark.parametrize("moves", [("approve",), ("reopen", "circulate"), ("reopen", "circulate", "approve")])
def test_no_move_of_the_minutes_shows_a_correction_to_more_people(moves, cast, minutes, reader) -> None:
    settled = corrected(minutes, cast, "Else.")
    decline_correction(settled, by=cast.secretary, at=AT, answer="No")
    said = say_no_comments(version=version_of(minutes), by=cast.member, at=AT, person=cast.member.person)
    open_one = corrected(minutes, cast, "Something else.") if "approve" not in moves else None
    for move in moves:
        make_move(minutes, move, by=cast.secretary, on=DAY, note="Why")

    assert readers_of(settled, cast, reader) <= COMMITTEE
    assert readers_of(said, cast, reader) == {"member", "secretary"}
    if open_one is not None:
        assert readers_of(open_one, cast, reader) == {"member", "secretary"}
    changes = StatusChange.objects.filter(target__in=[settled.uid, said.uid])
    assert changes.visible_to(reader(cast.public)).count() == 0
