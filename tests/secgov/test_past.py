"""What the classification of a record was at a moment, also when it changed twice on one day or followed another."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from meetings.lifecycle import Status
from meetings.models import Meeting, MinutesVersion
from meetings.operations import classify_meeting
from secgov.classification import Classification
from secgov.history import save
from secgov.models import Authority, ClassificationChange
from secgov.operations import reclassify
from secgov.past import classification_at
from secgov.publication import follow_within
from tests import factories

WHITE, GREEN, AMBER, RED = Classification


@pytest.fixture
def meeting(cast) -> Any:
    return factories.meeting(cast.tabasc, by=cast.secretary)


def change(record: Any, to: Classification, *, by: Any) -> datetime:
    """`record` and what stands in it come to `to`, as an event; the moment at which they did."""
    before = record.classification
    at = timezone.now()
    ClassificationChange.objects.create(
        target=record.uid,
        within=record.within,
        before=before,
        after=to,
        by=by,
        at=at,
        reason="So said the Panel.",
        authority=Authority.PANEL,
    )
    record.classification = to
    save(record, by=by, update_fields=["classification"])
    follow_within(record, before=before, by=by)
    return at


def test_two_changes_on_one_day_are_told_apart(cast, meeting) -> None:
    begun = timezone.now()
    to_amber = change(meeting, AMBER, by=cast.secretary)
    between = timezone.now()
    to_green = change(meeting, GREEN, by=cast.secretary)

    told = [classification_at(meeting, at) for at in (begun, to_amber, between, to_green, timezone.now())]
    assert told == [WHITE, AMBER, AMBER, GREEN, GREEN]


def test_what_follows_what_it_stands_in_did_so_then(cast, meeting) -> None:
    """An entry has no history of following its meeting; one that bore more than that kept it."""
    item = factories.item(meeting, by=cast.secretary)
    entry = factories.entry(item, by=cast.secretary, classification=WHITE)
    red = factories.entry(item, by=cast.secretary, classification=RED)
    begun = timezone.now()
    change(meeting, AMBER, by=cast.secretary)
    raised = timezone.now()
    change(meeting, WHITE, by=cast.secretary)
    lowered = timezone.now()
    for each in (entry, red):
        each.refresh_from_db()

    assert (entry.level, red.level) == (WHITE, RED)
    assert [classification_at(entry, at) for at in (begun, raised, lowered)] == [WHITE, AMBER, WHITE]
    assert [classification_at(red, at) for at in (begun, raised, lowered)] == [RED, RED, RED]


def test_before_it_was_on_record_it_was_nothing(cast, meeting) -> None:
    assert classification_at(meeting, timezone.now() - timedelta(days=1)) is None


def test_changes_from_before_there_were_events_count(cast, meeting) -> None:
    """Classifying a whole meeting, and raising what is out, are moves with a note."""
    item = factories.item(meeting, by=cast.secretary)
    entry = factories.entry(item, by=cast.secretary, classification=WHITE)
    begun = timezone.now()
    facts = {"by": cast.secretary, "reason": "The working classification."}
    classify_meeting(meeting, classification=GREEN, only_unmarked=False, **facts)
    classified = timezone.now()
    out = factories.bring_to(Meeting.objects.get(), Status.FINAL, by=cast.secretary)
    said = {"reason": "The originator asked.", "authority": Authority.PANEL}
    reclassify(item, to=AMBER, by=cast.secretary, at=timezone.now(), **said)
    for each in (entry, item):
        each.refresh_from_db()

    assert (entry.level, out.level) == (AMBER, GREEN)
    times = (begun, classified, timezone.now())
    assert [classification_at(entry, at) for at in times] == [WHITE, GREEN, AMBER]
    assert [classification_at(item, at) for at in times] == [WHITE, GREEN, AMBER]
    assert [classification_at(out, at) for at in times] == [WHITE, GREEN, GREEN]


def test_what_keeps_no_history_is_told_from_the_changes_since(cast, meeting) -> None:
    factories.entry(factories.item(meeting, by=cast.secretary), by=cast.secretary)
    meeting = factories.bring_to(meeting, Status.CIRCULATED, by=cast.secretary)
    version = MinutesVersion.objects.get(kind="minutes")
    printed = timezone.now()
    change(meeting, AMBER, by=cast.secretary)
    version.refresh_from_db()

    assert version.level == AMBER
    assert [classification_at(version, at) for at in (printed, timezone.now())] == [WHITE, AMBER]
