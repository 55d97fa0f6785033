"""The log of actions, and what was outstanding at a meeting, as documents of their own."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.contrib.auth.models import AnonymousUser

from actions.documents import log
from actions.documents.outstanding import not_reviewed, outstanding_at
from actions.filters import ActionFilter
from actions.lifecycle import Status
from actions.models import Action, ActionUpdate
from meetings.models import Meeting
from secgov.access import Reader
from secgov.listings import Listing, shown_of
from secgov.models import Committee

# What the log may be asked in a document, in the words that it prints.
QUESTIONS = {"status": "Status", "owner": "Owner", "raised_at": "Raised at meeting", "words": "Words"}


def of_actions(target: UUID, reader: Reader, asked: Mapping[str, str]) -> Listing:
    """The actions log of the committee `target`, filtered as the log on screen is."""
    committee = Committee.objects.get(uid=target)
    actions = Action.objects.filter(committee=committee).visible_to(reader).as_known_to(reader)
    questions = {name: value for name, value in asked.items() if name in QUESTIONS}
    filtered = ActionFilter(questions, queryset=actions, user=AnonymousUser(), on=date.min)
    rows = list(filtered.qs.order_by("-raised_number", "-ref", "pk")) if filtered.is_valid() else []
    log.finish(rows, reader)
    return Listing(
        title=f"Actions of the {committee.abbreviation}",
        ref=f"{committee.abbreviation}-actions",
        committee=committee,
        columns=("Reference", "Action", "Owner", "Due", "Latest update", "Status"),
        widths=(14, 26, 14, 12, 24, 10),
        rows=[
            (
                action.ref,
                action.text,
                action.owner_words,
                action.due_shown,
                action.latest_text,
                Status(action.known_status).label,
            )
            for action in rows
        ],
        shown=tuple(shown_of(action, level=action.shown) for action in rows),
        asked="; ".join(f"{QUESTIONS[name]}: {_words(name, value)}" for name, value in questions.items()),
    )


def _words(name: str, value: str) -> str:
    return dict(Status.choices).get(value, value) if name == "status" else value


def of_outstanding(target: UUID, reader: Reader, asked: Mapping[str, str]) -> Listing:
    """What was outstanding at the meeting `target`, with the status as decided there."""
    meeting: Meeting = Meeting.objects.select_related("committee").visible_to(reader).get(uid=target)
    table = outstanding_at(meeting, reader)
    updates = ActionUpdate.objects.filter(meeting=meeting, is_adopted=True).visible_to(reader)
    return Listing(
        title=f"Actions outstanding at {meeting}",
        ref=f"{meeting.ref}-actions-outstanding",
        committee=meeting.committee,
        columns=("Reference", "Action", "Owner", "Update", "Status"),
        widths=(14, 30, 14, 30, 12),
        rows=[(row.ref, row.text, row.owner, row.said, row.status or "Not reported on") for row in table.rows],
        shown=tuple(shown_of(record) for record in [*updates, *not_reviewed(meeting, reader)]),
    )
