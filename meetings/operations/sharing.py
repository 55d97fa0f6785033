"""Showing a draft, or one item of it, by name before it is circulated; and ending that."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.conf import settings
from django.db.models import QuerySet

from meetings.models import AgendaItem, Meeting
from meetings.operations.minuting import open_meeting
from secgov.acting import operation
from secgov.lifecycle import Refused
from secgov.mail import queue_mail
from secgov.models import AccessGrant, GrantKind, Person, User
from secgov.operations import grant


@operation
def share_draft(
    meeting: Meeting, *, people: Iterable[Person], by: User, item: AgendaItem | None = None, why: str = ""
) -> list[AccessGrant]:
    """Show the draft of `meeting`, or one item of it, to `people`, up to Amber and without private notes; a mail with
    a link goes to each. Refused where the minutes are not being written."""
    meeting = open_meeting(meeting.pk)
    if item is not None and item.meeting_id != meeting.pk:
        raise Refused(["This item stands on another agenda."])
    target, within = (item.uid, [meeting.uid]) if item is not None else (meeting.uid, [])
    given = []
    for person in people:
        given.append(grant(person=person, target=target, kind=GrantKind.SHARED, by=by, why=why, within=within))
        _tell(meeting, person, item, by=by)
    return given


def _tell(meeting: Meeting, person: Person, item: AgendaItem | None, *, by: User) -> None:
    if person.user is None:
        return
    what = f"Item {item.number} of the draft" if item is not None and item.number else "The draft"
    text = (
        f"{what} minutes of {meeting} {'is' if item is not None else 'are'} shown to you before circulation.\n\n"
        f"You can read it here:\n\n{settings.PUBLIC_ADDRESS}{meeting.get_absolute_url()}\n\n"
        f"Send what you have to say to {by.email}.\n"
    )
    queue_mail(recipient=person.user.email, subject=f"Draft minutes of {meeting}, shown to you", text=text)


def shares_of(meeting: Meeting) -> QuerySet[AccessGrant]:
    """Who is or was shown something of the draft of `meeting`, by record."""
    items = AgendaItem.objects.filter(meeting=meeting).values_list("uid", flat=True)
    return AccessGrant.objects.filter(kind=GrantKind.SHARED, target__in=[meeting.uid, *items])


def end_shares(meeting: Meeting, *, on: date) -> None:
    """Let what was shown of a draft be shown no more once the minutes are circulated: from then on everybody reads
    what their own right gives them."""
    for share in shares_of(meeting).filter(until=None):
        share.until = on - timedelta(days=1)
        share.save(update_fields=["until"])
