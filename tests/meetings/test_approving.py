"""Approving minutes: one sentence in a later meeting's minutes, or by correspondence, with the amendments behind it."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from meetings.lifecycle import Status
from meetings.models import Meeting, MinuteEntry, Outcome
from meetings.operations import (
    Approval,
    accept_correction,
    approve_minutes,
    decline_correction,
    remove_entry,
    write_correction,
)
from secgov.classification import Classification
from secgov.lifecycle import Refused
from tests import factories

AT = datetime(2018, 9, 3, 9, 0, tzinfo=UTC)
DAY = date(2018, 9, 20)
SENTENCE = "The TABASC APPROVED the draft minutes of TABASC 33 and they were written as final."


@pytest.fixture
def minutes(cast) -> Meeting:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    item = factories.item(meeting, by=cast.secretary)
    factories.entry(item, by=cast.secretary, body="<p>A zebra came.</p>")
    return factories.bring_to(meeting, Status.CIRCULATED, by=cast.secretary)


@pytest.fixture
def later(cast) -> Meeting:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary, number=34, held_on=DAY)
    factories.item(meeting, by=cast.secretary, title="Welcome")
    factories.item(meeting, by=cast.secretary, title="Minutes and Actions Outstanding")
    return meeting


def proposed(minutes, cast, after="A giraffe came."):
    version = minutes.versions.get()
    blocks = list(version.blocks.filter(text="A zebra came."))
    return write_correction(version=version, blocks=blocks, by=cast.member, at=AT, after=after)


def move_url(meeting) -> str:
    return reverse("meetings:move", args=[meeting.ref, "approve"])


def test_approving_writes_one_sentence_into_the_later_minutes(cast, minutes, later) -> None:
    item = later.items.get(number="2")

    final = approve_minutes(minutes, Approval(item, SENTENCE), by=cast.secretary, on=DAY)

    assert (final.status, final.approved_how) == (Status.FINAL, "Approved at TABASC 34")
    assert (final.approved_in.item, final.approved_in.text, final.approved_in.kind) == (item, SENTENCE, "outcome")
    assert Outcome.objects.get(entry=final.approved_in).verb == "APPROVED"


def test_approving_by_correspondence_writes_nothing_elsewhere(cast, minutes, later) -> None:
    final = approve_minutes(minutes, Approval(), by=cast.secretary, on=DAY)

    assert (final.status, final.approved_how, final.approved_in) == (Status.FINAL, "Approved by correspondence", None)
    assert not MinuteEntry.objects.filter(meeting=later).exists()


def test_minutes_are_approved_at_a_later_meeting_of_their_committee(cast, minutes) -> None:
    earlier = factories.meeting(cast.tabasc, by=cast.secretary, number=32, held_on=date(2018, 7, 1))
    item = factories.item(earlier, by=cast.secretary)

    with pytest.raises(Refused, match="at a later meeting"):
        approve_minutes(minutes, Approval(item, SENTENCE), by=cast.secretary, on=DAY)

    minutes.refresh_from_db()
    assert (minutes.status, MinuteEntry.objects.filter(item=item).count()) == (Status.CIRCULATED, 0)


def test_the_screen_offers_the_later_items_and_proposes_the_sentence(cast, minutes, later, signed_in) -> None:
    page = signed_in(cast.secretary).get(move_url(minutes)).content.decode()

    assert page.index("TABASC 34, item 2. Minutes and Actions Outstanding") < page.index("TABASC 34, item 1. Welcome")
    assert "By correspondence" in page
    assert SENTENCE in page


def test_the_sentence_says_that_there_were_amendments(cast, minutes, later, signed_in) -> None:
    accept_correction(proposed(minutes, cast), by=cast.secretary, at=AT)

    page = signed_in(cast.secretary).get(move_url(minutes)).content.decode()

    assert SENTENCE.replace("33 and", "33 with amendments and") in page


def test_approving_by_the_screen(cast, minutes, later, signed_in) -> None:
    item = later.items.get(number="2")
    browser = signed_in(cast.secretary)

    unsaid = browser.post(move_url(minutes), {"at": "", "sentence": SENTENCE})
    toneless = browser.post(move_url(minutes), {"at": str(item.uid), "sentence": "They were approved."})
    done = browser.post(move_url(minutes), {"at": str(item.uid), "sentence": SENTENCE})

    minutes.refresh_from_db()
    assert (unsaid.status_code, toneless.status_code, done.status_code) == (422, 422, 302)
    assert "verb in capitals" in toneless.content.decode()
    assert (minutes.status, minutes.approved_in.item) == (Status.FINAL, item)
    assert signed_in(cast.member).post(move_url(minutes)).status_code == 403


def test_each_meeting_leads_to_the_other_for_whoever_may_read_both(cast, minutes, later, signed_in) -> None:
    accept_correction(proposed(minutes, cast), by=cast.secretary, at=AT)
    item = later.items.get(number="2")
    approve_minutes(minutes, Approval(item, SENTENCE), by=cast.secretary, on=DAY)
    own, others = minutes.get_absolute_url(), later.get_absolute_url()

    before = signed_in(cast.member).get(own).content.decode()
    MinuteEntry.objects.filter(item=item).update(classification=Classification.WHITE)
    factories.bring_to(later, Status.FINAL, by=cast.secretary)
    member = signed_in(cast.member).get(own).content.decode()
    public = signed_in(cast.public).get(own).content.decode()
    there = signed_in(cast.public).get(others).content.decode()

    amendments = reverse("meetings:amendments", args=[minutes.ref])
    assert "Approved at TABASC 34" not in before  # its minutes are being written
    assert ("Approved at TABASC 34, item 2" in member, amendments in member) == (True, True)
    assert ("Approved at TABASC 34, item 2" in public, amendments in public) == (True, False)
    assert "Minutes approved here" in there


def test_a_sentence_taken_out_again_approves_nothing_any_more_on_the_page(cast, minutes, later, signed_in) -> None:
    final = approve_minutes(minutes, Approval(later.items.get(number="2"), SENTENCE), by=cast.secretary, on=DAY)
    remove_entry(final.approved_in, by=cast.secretary, at=AT)

    assert "Approved at" not in signed_in(cast.secretary).get(final.get_absolute_url()).content.decode()


def test_the_amendments_are_those_taken_over_and_the_committees_alone(cast, minutes, signed_in) -> None:
    accept_correction(proposed(minutes, cast), by=cast.secretary, at=AT)
    decline_correction(proposed(minutes, cast, "An owl came."), by=cast.secretary, at=AT, answer="No owl")
    approve_minutes(minutes, Approval(), by=cast.secretary, on=DAY)
    address = reverse("meetings:amendments", args=[minutes.ref])

    page = signed_in(cast.member).get(address).content.decode()

    assert ("giraffe" in page, "owl" in page) == (True, False)
    for who in ("public", "party", "member_elsewhere", "admin"):
        assert signed_in(cast.people[who]).get(address).status_code == 404, who
