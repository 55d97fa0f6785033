""" "Minutes and Actions Outstanding" of a meeting, generated: every open action, what was said of it and decided there.

It rests on what takes effect at which meeting, never on the order in which minutes were loaded.
"""

from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from actions.documents.story import TONES
from actions.lifecycle import Status
from actions.models import Action, ActionQuerySet, ActionUpdate
from meetings.models import Meeting
from secgov.access import Reader
from secgov.lists import Column, Register
from secgov.shown_text import shown
from secgov.wall.doors import with_their_places


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
    updates = with_their_places(in_order.select_related("action"))
    # The owners of an action are read with it, and not with the update that names it.
    prefetch_related_objects(updates, "action__owners")
    htmls = shown([update.text for update in updates], reader)
    left = not_reviewed(meeting, reader).prefetch_related("owners")
    return Outstanding(
        reviewed=[_reviewed(update, html) for update, html in zip(updates, htmls, strict=True)],
        unreported=[_unreported(action) for action in left],
    )


def not_reviewed(meeting: Meeting, reader: Reader) -> ActionQuerySet:
    """The actions outstanding at `meeting` that it has not reviewed, as far as `reader` may know, in their order."""
    return Action.objects.visible_to(reader).not_reviewed_at(meeting, reader)


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
