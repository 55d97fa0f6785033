"""Old minutes print as they did, whatever becomes of what they speak of; raising a classification withdraws what
showed it."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from actions.models import Action
from actions.operations import amend_action
from meetings.documents.editions import minutes_pdf
from meetings.lifecycle import Status
from meetings.models import Meeting, MinuteEntry, MinutesVersion, PrintedBlock
from meetings.operations import add_post_meeting_note, amend_entry, make_move
from meetings.tasks import issue_editions
from secgov.classification import Classification
from secgov.lifecycle import Refused
from secgov.models import (
    AccessLogEntry,
    ClassificationChange,
    DrawnDocument,
    IssuedDocument,
    Logged,
    Membership,
    StatusChange,
)
from secgov.operations import amend_committee, reclassify
from tests import factories
from tests.reading_pdfs import words_of

AT = datetime(2018, 9, 3, 9, 0, tzinfo=UTC)
DAY = date(2018, 9, 3)
WHITE, GREEN, AMBER, RED = Classification


def version_of(meeting: Meeting) -> MinutesVersion:
    return meeting.versions.order_by("-number").first()


def issued(meeting: Meeting) -> list[tuple[int, int, bool]]:
    """What the register holds: version, classification, and whether it stands."""
    rows = IssuedDocument.objects.filter(target=meeting.uid).order_by("pk")
    return [(each.version, each.classification, each.withdrawn_at is None) for each in rows]


@pytest.fixture
def old(cast) -> Meeting:
    """Final minutes of last month, issued as White and Amber editions."""
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    factories.attendance(meeting, by=cast.secretary, person=cast.member.person)
    item = factories.item(meeting, by=cast.secretary, title="The register")
    factories.entry(item, by=cast.secretary, body="<p>Thirty notices came.</p>")
    factories.entry(item, by=cast.secretary, body="<p>Their price is not public.</p>", classification=AMBER)
    factories.outcome(item, by=cast.secretary)
    factories.action(item, by=cast.secretary, owner="SECAS", due="October 2018")
    final = factories.bring_to(meeting, Status.FINAL, by=cast.secretary)
    issue_editions(version_of(final).pk)
    return final


def get_pdf(browser, meeting, level="white") -> bytes:
    answer = browser.get(reverse("meetings:pdf", args=[meeting.ref]) + f"?edition={level}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return answer.content


def change_everything(meeting, cast) -> None:
    """An action of theirs, a membership and the committee's name, today."""
    amend_action(Action.objects.get(), by=cast.secretary, owner="DCC", due="December 2018")
    later = factories.meeting(cast.tabasc, by=cast.secretary, number=34)
    factories.review(factories.item(later, by=cast.secretary), "TABASC33/01", by=cast.secretary, status="closed")
    factories.bring_to(later, Status.FINAL, by=cast.secretary)
    Membership.objects.filter(person=cast.member.person).delete()
    form = cast.tabasc.print_form
    names = {"abbreviation": "TASC", "name": "Technical Sub-Committee", "since": date(2018, 9, 1)}
    amend_committee(cast.tabasc, by=cast.secretary, print_form=form, **names)


def test_old_minutes_are_the_same_bytes_and_drawn_anew_they_differ_in_nothing(cast, old, signed_in, settings) -> None:
    settings.PDF_WAIT_SECONDS = 0
    browsers = {"white": signed_in(cast.public), "amber": signed_in(cast.chair)}
    before = {level: get_pdf(browser, old, level) for level, browser in browsers.items()}
    change_everything(old, cast)

    after = {level: get_pdf(browser, old, level) for level, browser in browsers.items()}
    DrawnDocument.objects.all().delete()
    meeting = Meeting.objects.select_related("committee").get(pk=old.pk)
    anew = {word: minutes_pdf(meeting, Classification.named(word), version_of(meeting)) for word in browsers}

    assert after == before
    assert anew == before
    assert "Technical Architecture Sub-Committee" in words_of(before["white"])


def test_what_was_issued_is_served_with_the_drawings_gone(cast, old, signed_in, settings) -> None:
    settings.PDF_WAIT_SECONDS = 0
    before = get_pdf(signed_in(cast.public), old)
    DrawnDocument.objects.all().delete()

    assert get_pdf(signed_in(cast.public), old) == before
    assert issued(old) == [(2, WHITE, True), (2, AMBER, True)]


def test_reopened_minutes_are_served_as_they_were_issued_until_they_come_out_again(
    cast, old, signed_in, settings
) -> None:
    settings.PDF_WAIT_SECONDS = 0
    before = get_pdf(signed_in(cast.public), old)
    again = make_move(old, "reopen", by=cast.secretary, on=DAY, note="Forty came")
    entry = MinuteEntry.objects.get(text="Thirty notices came.")
    amend_entry(entry, by=cast.secretary, body="<p>Forty notices came.</p>")

    assert get_pdf(signed_in(cast.public), old) == before
    final = factories.bring_to(again, Status.FINAL, by=cast.secretary)
    issue_editions(version_of(final).pk)
    assert "Forty notices came." in words_of(get_pdf(signed_in(cast.public), old))
    assert IssuedDocument.objects.get(version=2, classification=WHITE).file.read() == before


def test_circulated_minutes_are_drawn_and_not_issued(cast, settings) -> None:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    factories.entry(factories.item(meeting, by=cast.secretary), by=cast.secretary)
    factories.bring_to(meeting, Status.CIRCULATED, by=cast.secretary)

    issue_editions(version_of(meeting).pk)

    assert issued(meeting) == []


def test_raising_withdraws_the_lower_edition_and_a_new_one_has_a_line_in_its_place(
    cast, old, signed_in, settings
) -> None:
    settings.PDF_WAIT_SECONDS = 0
    browser, chair = signed_in(cast.public), signed_in(cast.chair)
    white, amber = get_pdf(browser, old), get_pdf(chair, old, "amber")
    assert "Thirty notices came." in words_of(white)

    done = reclassify(
        MinuteEntry.objects.get(text="Thirty notices came."),
        to=AMBER,
        by=cast.secretary,
        at=AT,
        reason="DCC asks",
        authority="panel",
    )

    assert [(each.classification, each.withdrawn_by, each.withdrawn_at) for each in done.withdrawn] == [
        (WHITE, cast.secretary, AT)
    ]
    assert browser.get(reverse("meetings:pdf", args=[old.ref])).status_code == 202  # drawn anew, not the old bytes
    issue_editions(version_of(old).pk)
    words = words_of(get_pdf(browser, old))
    assert "Thirty notices" not in words
    assert "Minuted under a confidential classification" in words
    assert get_pdf(chair, old, "amber") == amber
    assert issued(old) == [(2, WHITE, False), (2, AMBER, True), (2, WHITE, True)]
    assert (
        IssuedDocument.objects.get(pk=done.withdrawn[0].pk).superseded_by
        == IssuedDocument.objects.order_by("pk").last()
    )


def test_what_was_raised_is_found_by_nobody_below_in_any_version(cast, old, signed_in, reader) -> None:
    entry = MinuteEntry.objects.get(text="Thirty notices came.")
    reclassify(entry, to=AMBER, by=cast.secretary, at=AT, reason="DCC asks", authority="panel")

    blocks = PrintedBlock.objects.filter(source=entry.uid)
    assert {(block.version.number, block.classification) for block in blocks} == {(1, AMBER), (2, AMBER)}
    assert not blocks.visible_to(reader(cast.party)).exists()
    assert blocks.visible_to(reader(cast.member)).count() == 2
    page = signed_in(cast.public).get(old.get_absolute_url()).content.decode()
    assert "Thirty notices" not in page


def test_raising_an_action_takes_its_record_along(cast, old, reader) -> None:
    action = Action.objects.get()
    reclassify(action.raised_in, to=AMBER, by=cast.secretary, at=AT, reason="DCC asks", authority="panel")

    action.refresh_from_db()
    assert action.classification == AMBER
    assert not Action.objects.visible_to(reader(cast.public)).exists()
    assert not StatusChange.objects.filter(target=action.uid).visible_to(reader(cast.public)).exists()


def test_raising_an_item_raises_what_stands_in_it_and_lowers_nothing(cast, old, reader) -> None:
    reclassify(old.items.get(), to=GREEN, by=cast.secretary, at=AT, reason="DCC asks", authority="panel")

    levels = {block.text[:6]: block.classification for block in PrintedBlock.objects.filter(version=version_of(old))}
    assert (levels["1. The"], levels["Thirty"], levels["Their "]) == (GREEN, GREEN, AMBER)
    assert {level for text, level in levels.items() if text.startswith("user")} <= {WHITE}
    assert issued(old) == [(2, WHITE, False), (2, AMBER, True)]


def test_raising_is_on_record_with_its_reason_and_seen_by_nobody_below(cast, old, reader) -> None:
    entry = MinuteEntry.objects.get(text="Thirty notices came.")
    reclassify(entry, to=AMBER, by=cast.secretary, at=AT, reason="DCC asks", authority="panel")

    change = ClassificationChange.objects.get()
    assert (change.target, change.before, change.after) == (entry.uid, WHITE, AMBER)
    assert (change.by, change.at, change.reason, change.authority) == (cast.secretary, AT, "DCC asks", "panel")
    assert not StatusChange.objects.filter(target=entry.uid).exists()
    told = AccessLogEntry.objects.filter(kind=Logged.CLASSIFIED).get()
    assert (told.target, told.by, told.classification, told.facts["before"]) == (
        entry.uid,
        cast.secretary,
        AMBER,
        WHITE,
    )
    assert not MinuteEntry.objects.filter(pk=entry.pk).visible_to(reader(cast.public)).exists()


# -- post-meeting notes --------------------------------------------------------------------------------------------


def noted(old, cast, text="The letter went out.", on=DAY) -> MinutesVersion:
    entry = MinuteEntry.objects.get(text="Thirty notices came.")
    return add_post_meeting_note(old, entry, text=text, on=on, by=cast.secretary)


def test_a_note_on_final_minutes_is_a_new_version_that_differs_in_nothing_else(cast, old) -> None:
    before = list(
        PrintedBlock.objects.filter(version__number=2).order_by("rank").values_list("source", "facts", "text")
    )
    change_everything(old, cast)

    version = noted(old, cast)

    after = list(PrintedBlock.objects.filter(version=version).order_by("rank").values_list("source", "facts", "text"))
    note = MinuteEntry.objects.get(kind="note")
    added = [row for row in after if row[0] == note.uid]
    assert (version.number, version.reason, version.head) == (3, "Post-meeting note added", version_of(old).head)
    assert [row[2] for row in added] == ["Post-meeting note, 3 September 2018: The letter went out."]
    assert [row for row in after if row[0] != note.uid] == before
    old.refresh_from_db()
    assert old.status == Status.FINAL


def test_notes_print_in_the_order_in_which_they_were_added_as_footnotes(cast, old, signed_in) -> None:
    noted(old, cast)
    noted(old, cast, text="The answer came.", on=date(2018, 10, 1))

    page = signed_in(cast.public).get(old.get_absolute_url()).content.decode()

    first = page.index("Post-meeting note, 3 September 2018: The letter went out.")
    assert first < page.index("Post-meeting note, 1 October 2018: The answer came.")
    assert "Version 2" in page


def test_a_note_supersedes_the_editions_before_it(cast, old, signed_in) -> None:
    white = IssuedDocument.objects.get(target=old.uid, version=2, classification=WHITE)
    version = noted(old, cast)

    issue_editions(version.pk)

    white.refresh_from_db()
    assert (white.superseded_by.version, white.withdrawn_at) == (3, None)
    assert "The letter went out." in words_of(get_pdf(signed_in(cast.public), old))


def test_a_note_on_what_is_amber_is_amber(cast, old, signed_in) -> None:
    entry = MinuteEntry.objects.get(text="Their price is not public.")
    add_post_meeting_note(old, entry, text="It is ten pounds.", on=DAY, by=cast.secretary)

    assert "ten pounds" not in signed_in(cast.public).get(old.get_absolute_url()).content.decode()
    assert "ten pounds" in signed_in(cast.member).get(old.get_absolute_url()).content.decode()


def test_a_dated_note_is_for_final_minutes(cast) -> None:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    entry = factories.entry(factories.item(meeting, by=cast.secretary), by=cast.secretary)
    with pytest.raises(Refused, match="is for final minutes"):
        add_post_meeting_note(meeting, entry, text="It came.", on=DAY, by=cast.secretary)
