"""Minutes of the TABASC in which the tests of actions raise and review."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.test import Client

from meetings.lifecycle import Status
from meetings.models import AgendaItem, Meeting
from meetings.operations import amend_meeting
from secgov.classification import Classification
from tests import factories
from tests.cast import Cast

Browser = Callable[[Any], Client]


def minuted(cast: Cast, number: int, *, on: date) -> AgendaItem:
    """The first item of a meeting being minuted, which may be known from a reference already."""
    known = Meeting.objects.filter(number=number).first()
    if known is None:
        meeting = factories.meeting(cast.tabasc, by=cast.secretary, number=number, held_on=on)
    else:
        amended = amend_meeting(known, by=cast.secretary, held_on=on, classification=Classification.WHITE)
        meeting = factories.bring_to(amended, Status.DRAFT, by=cast.secretary)
    return factories.item(meeting, by=cast.secretary)


def publish(item: AgendaItem, cast: Cast) -> None:
    """Make the minutes that `item` stands in final, which publishes them."""
    meeting = factories.bring_to(item.meeting, Status.FINAL, by=cast.secretary)
    assert meeting.is_published
