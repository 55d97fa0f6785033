"""How actions show themselves in the minutes: raised in a box, reviewed in a table; and beside a meeting."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from actions.lifecycle import Status
from actions.models import Action, ActionLink, ActionUpdate
from actions.operations import settle_raised, settle_review, waits_for, withdraw_action
from actions.operations.raising import RAISED
from actions.operations.releasing import keeps
from actions.operations.reviewing import REVIEW
from actions.typing import commands
from meetings.documents import Document
from meetings.models import Meeting, MinuteEntry
from secgov.access import Reader
from secgov.models import Classified
from secgov.panels import Block, BlockKind, Card, register_blocks, register_card, register_command
from secgov.wall.doors import with_their_places


def _block(record: Classified, entry: MinuteEntry, facts: dict[str, Any], text: str) -> Block:
    return Block(
        kind=entry.kind,
        source=entry.uid,
        facts=facts,
        text=text,
        classification=record.classification,
        classified_by=record.classified_by,
        stage=record.stage,
        audience=record.audience,
        within=[record.uid],
    )


def raised_blocks(entries: Sequence[MinuteEntry], reader: Reader) -> Mapping[UUID, list[Block]]:
    """Actions raised, each where its entry stands. Two queries."""
    actions = Action.objects.filter(raised_in__in=entries).visible_to(reader).prefetch_related("owners")
    by_entry = {action.raised_in_id: action for action in actions}
    blocks = {}
    for entry in entries:
        action = by_entry.get(entry.pk)
        if action is not None:
            owners = [owner.printed for owner in action.owners.all()]
            facts = {
                "ref": action.ref,
                "printed_ref": _printed(action.ref, entry),
                "html": entry.body,
                "owners": owners,
                "due": action.due_words,
            }
            blocks[entry.uid] = [_block(action, entry, facts, f"{action.ref} {entry.text}")]
    return blocks


def _printed(ref: str, entry: MinuteEntry) -> str:
    """The reference as the committee prints it: "CSC 10/01" with a space."""
    spaced = entry.meeting.committee.print_form.action_reference == "spaced"
    letters = len(ref) - len(ref.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    return f"{ref[:letters]} {ref[letters:]}" if spaced else ref


def review_blocks(entries: Sequence[MinuteEntry], reader: Reader) -> Mapping[UUID, list[Block]]:
    """Rows of the outstanding table. Three queries."""
    updates = ActionUpdate.objects.filter(entry__in=entries).visible_to(reader).select_related("action")
    by_entry = {update.entry_id: update for update in with_their_places(updates)}
    links = _links([update.action_id for update in by_entry.values()], reader)
    blocks = {}
    for entry in entries:
        update = by_entry.get(entry.pk)
        if update is not None:
            facts = {
                "ref": update.action.ref,
                "printed_ref": _printed(update.action.ref, entry),
                "is_reopened": update.is_reopened,
                "text": update.action_text,
                "owner": update.owner_text,
                "html": entry.body,
                "status": update.status_after,
                "status_words": status_words(update.status_after, entry),
                "remarks": links.get(update.action_id, []),
            }
            text = f"{update.action.ref} {update.action_text} {entry.text}"
            blocks[entry.uid] = [_block(update, entry, facts, text)]
    return blocks


def status_words(status: str, entry: MinuteEntry) -> str:
    """The status as the committee prints it: "Action ONGOING." or "Status: Open."."""
    if entry.meeting.committee.print_form.status_words == "status":
        return f"Status: {status.capitalize()}."
    return f"Action {'ONGOING' if status == 'open' else status.upper()}."


def _links(actions: list[int], reader: Reader) -> dict[int, list[str]]:
    """Remarks on links that contradict themselves, by action."""
    found: dict[int, list[str]] = {}
    for link in ActionLink.objects.filter(action__in=actions).exclude(remark="").visible_to(reader):
        found.setdefault(link.action_id, []).append(link.remark)
    return found


def meeting_card(meeting: Meeting, document: Document) -> Card | None:
    """Beside a meeting: how many actions it raised and reviewed, as the reader's document shows them."""
    raised, reviewed = document.rows(RAISED), document.rows(REVIEW)
    if not raised and not reviewed:
        return None
    closed = sum(row["status"] == Status.CLOSED for row in reviewed)
    facts = {"raised": len(raised), "reviewed": len(reviewed), "closed": closed, "ref": meeting.ref}
    return Card("Actions", "actions/_meeting_card.html", facts)


def settle_action_raised(entry: MinuteEntry, by: Any) -> None:
    """Bring the action up to its entry, or take it back where the entry was taken out of the minutes."""
    if entry.removed_at is None:
        settle_raised(entry, by)
    else:
        withdraw_action(entry, by=by)


def register() -> None:
    """Take the actions' places in the slots."""
    raised = BlockKind(
        RAISED,
        "actions/blocks/raised.html",
        ("html",),
        raised_blocks,
        settle=settle_action_raised,
        label="Action",
        keeps=keeps,
    )
    reviewed = BlockKind(
        REVIEW,
        "actions/blocks/review.html",
        ("html",),
        review_blocks,
        settle=settle_review,
        label="Action update",
        waits=waits_for,
    )
    for kind in (raised, reviewed):
        register_blocks(kind)
    for command in commands():
        register_command(command)
    register_card(meeting_card)
