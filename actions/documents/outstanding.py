""" "Minutes and Actions Outstanding" of a meeting, generated: every open action, what was said of it and decided there.

It rests on what takes effect at which meeting, never on the order in which minutes were loaded.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from actions.documents.story import TONES
from actions.lifecycle import Status
from actions.models import Action, ActionUpdate
from meetings.models import Meeting
from secgov.access import Reader
from secgov.lists import Column, Register
from secgov.models import StatusChange
from secgov.shown_text import shown

# A meeting that has no number yet stands behind all that have one.
NOT_NUMBERED = 1_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """One action as it stood at the meeting. `said` and `status` are empty where it was not reported on."""

    ref: str
    url: str
    text: str
    owner: str
    said: str
    html: str
    status: str
    tone: str
    level: int
    is_reopened: bool = False


@dataclass(frozen=True, slots=True)
class Outstanding:
    """Both parts of the table; `shown` is the highest classification in it, None where it is empty."""

    reviewed: list[Row]
    unreported: list[Row]

    @property
    def rows(self) -> list[Row]:
        return [*self.reviewed, *self.unreported]

    @property
    def shown(self) -> int | None:
        return max((row.level for row in self.rows), default=None)


def register(meeting: Meeting) -> Register:
    """The columns of the table as a file."""
    return Register(
        title="Actions outstanding",
        columns=(
            Column("ref", "Reference", lambda row: row.ref),
            Column("text", "Action", lambda row: row.text),
            Column("owner", "Owner", lambda row: row.owner),
            Column("said", "Update", lambda row: row.said),
            Column("status", f"Status at {meeting}", lambda row: row.status or "Not reported on"),
        ),
        order=("pk",),
        template="actions/outstanding.html",
        filename=f"{meeting.ref}_actions_outstanding",
    )


def outstanding_at(meeting: Meeting, reader: Reader) -> Outstanding:
    """What was outstanding at `meeting` as far as `reader` may know. A constant number of queries."""
    told = ActionUpdate.objects.filter(meeting=meeting, is_adopted=True).visible_to(reader)
    in_order = told.order_by("entry__item__rank", "entry__rank", "pk")
    updates = list(in_order.select_related("action").prefetch_related("action__owners"))
    htmls = shown([update.text for update in updates], reader)
    left = _open_before(meeting, reader).exclude(pk__in=[update.action_id for update in updates])
    return Outstanding(
        reviewed=[_reviewed(update, html) for update, html in zip(updates, htmls, strict=True)],
        unreported=[_unreported(action) for action in left.prefetch_related("owners")],
    )


def _open_before(meeting: Meeting, reader: Reader) -> Any:
    """The committee's actions raised before `meeting` and not closed by a decision that took effect before it."""
    number = meeting.number or NOT_NUMBERED
    changes = StatusChange.objects.filter(target=OuterRef("uid"), effective_number__lt=number).visible_to(reader)
    then = Subquery(changes.latest_first().values("after")[:1])
    actions = Action.objects.filter(committee=meeting.committee_id, raised_number__lt=number).visible_to(reader)
    standing = actions.annotate(status_then=Coalesce(then, Value(Status.OPEN)))
    return standing.exclude(status_then=Status.CLOSED).order_by("raised_number", "ref")


def _reviewed(update: ActionUpdate, html: str) -> Row:
    status = Status(update.status_after)
    return Row(
        ref=update.action.ref,
        url=update.action.get_absolute_url(),
        text=update.action_text,
        owner=update.owner_text or _owners(update.action),
        said=update.text,
        html=html,
        status=status.label,
        tone=TONES[status],
        level=update.classification,
        is_reopened=update.is_reopened,
    )


def _unreported(action: Action) -> Row:
    return Row(
        ref=action.ref,
        url=action.get_absolute_url(),
        text=action.text,
        owner=_owners(action),
        said="",
        html="",
        status="",
        tone="",
        level=action.classification,
    )


def _owners(action: Action) -> str:
    return ", ".join(owner.printed for owner in action.owners.all())
