"""Letting an action go before its minutes do: released to its owner, or taken out of the draft that raised it."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from actions.models import Action, ActionLink, is_provisional
from actions.operations.numbering import count_on
from actions.operations.raising import effective_at
from meetings.models import MinuteEntry
from meetings.operations.minuting import open_meeting
from secgov.acting import operation
from secgov.classification import Classification
from secgov.history import delete
from secgov.lifecycle import Refused, log_change
from secgov.mail import queue_mail
from secgov.models import GrantKind, Person, ReferenceState, User
from secgov.operations import grant

NOT_IN_A_DRAFT = "{ref} stands in no draft: whoever may read it can read it already."
TOO_HIGH = "A Red action is not released. Name its readers on the record."
KEEPS_NUMBER = "{ref} keeps its number: it was released or printed. Amend its text, or close it at a meeting."
REVIEWED = "{ref} has been reviewed or linked elsewhere. Take that back first."


@operation
def release_action(action: Action, *, by: User, people: Iterable[Person], why: str = "") -> Action:
    """Show an action of a draft to `people`, with a mail to each, and fix its number for life. What they may read is
    this action and nothing else of the draft. Refused where it stands in no draft, and for Red."""
    entry = _drafted(action)
    action = Action.objects.select_for_update(of=("self",)).select_related("reference").get(pk=action.pk)
    if action.classification == Classification.RED:
        raise Refused([TOO_HIGH])
    action.reference.state = ReferenceState.FIXED
    action.reference.save(update_fields=["state"])
    named = sorted(people, key=lambda person: person.pk)
    for person in named:
        grant(person=person, target=action.uid, kind=GrantKind.SHARED, by=by, why=why or "Released to its owner")
        _tell(action, person)
    note = f"Released to {', '.join(str(person) for person in named)}. {why}".strip()
    effective = effective_at(entry.meeting)
    log_change(action, move="release", after=action.status, by=by, note=note, effective=effective, born_in=entry)
    return action


def _drafted(action: Action) -> MinuteEntry:
    """The entry of the draft that raised it, the meeting's row locked."""
    entry: Any = action.raised_in
    if entry is None or not entry.meeting.is_open_to_change:
        raise Refused([NOT_IN_A_DRAFT.format(ref=action.ref)])
    open_meeting(entry.meeting_id)
    return entry


def _tell(action: Action, person: Person) -> None:
    if person.user is not None:
        text = f"You can read it here, before its minutes come out:\n\n{settings.PUBLIC_ADDRESS}"
        queue_mail(
            recipient=person.user.email, subject=f"Action {action.ref}", text=f"{text}{action.get_absolute_url()}\n"
        )


def keeps(entry: MinuteEntry) -> str:
    """Why the entry that raised an action may not be taken out of the minutes; "" where it may."""
    action = Action.objects.filter(raised_in=entry).select_related("reference").first()
    if action is None:
        return ""
    if not is_provisional(action):
        return KEEPS_NUMBER.format(ref=action.ref)
    linked = ActionLink.objects.filter(to=action.reference).exists() or action.links.exists()
    return REVIEWED.format(ref=action.ref) if linked or action.updates.exists() else ""


@operation
def withdraw_action(entry: MinuteEntry, *, by: User) -> None:
    """Take off the record the action that the removed `entry` raised: its number is free again, and history keeps
    what it said. The decision that it was open stays on record, with the secretariat."""
    action = Action.objects.filter(raised_in=entry).select_related("reference").first()
    if action is None:
        return
    meeting = open_meeting(entry.meeting_id)
    reference = action.reference
    reference.target, reference.state = None, ReferenceState.VOID
    delete(action, by=by)
    reference.save(update_fields=["target", "state"])
    count_on(meeting)
