"""An action's own record, worked out from the minutes that speak of it, whatever order they arrived in."""

from typing import Any

from actions.due import NOT_DUE, due_from
from actions.lifecycle import Status
from actions.models import Action, ActionOwner, ActionUpdate
from actions.owners import owner_in, owners_of
from meetings.models import MinuteEntry
from meetings.operations.settling import footnoted
from secgov import references
from secgov.classification import Stage
from secgov.history import save
from secgov.lifecycle import Effective, log_change, settle
from secgov.models import StatusChange, User


def settle_action(action: Action, by: Any) -> Action:
    """Take the action's wording, classification and place from the minutes that have come out furthest: those that
    raised it, else the earliest that reviewed it. Text still with the secretariat never replaces text that is out."""
    action.refresh_from_db()
    source = source_of(action)
    if source is None or source.stage < action.stage:
        return action
    if isinstance(source, MinuteEntry):
        return _take(action, source, source.text, action.given_owner, action.given_due, by=by)
    if action.raised_in is not None:  # what the raising minutes give is no further out than they are
        return _take(action, source, source.action_text, source.owner_text, "", by=by)
    owner = action.given_owner or source.owner_text
    return _take(action, source, source.action_text, owner, action.given_due, by=by)


def source_of(action: Action) -> MinuteEntry | ActionUpdate | None:
    """What has come out furthest of an action: the entry that raised it, else the earliest update. None where nothing
    stands in any minutes."""
    raised = action.raised_in
    updates = list(action.updates.filter(is_adopted=True).order_by("meeting_number", "pk"))
    told: list[MinuteEntry | ActionUpdate] = [*([raised] if raised else []), *updates]
    return max(told, key=lambda each: each.stage, default=None)  # of those as far out the first


def _take(action: Action, source: MinuteEntry | ActionUpdate, text: str, owner: str, due: str, *, by: Any) -> Action:
    due_facts = NOT_DUE | due_from(due)
    wanted = due_facts | {
        "text": text or action.text,
        "classification": source.classification,
        "classified_by": source.classified_by,
        "within": [*source.within, source.uid] if isinstance(source, MinuteEntry) else source.within,
    }
    changed = [column for column, value in wanted.items() if getattr(action, column) != value]
    if changed:
        for column in changed:
            setattr(action, column, wanted[column])
        save(action, by=by, update_fields=changed)
    write_owners(action, owner or owner_in(action.text), by=by)
    return action


def write_owners(action: Action, printed: str, *, by: User) -> None:
    """Make `printed` the action's owners, in place of those it had."""
    wanted = owners_of(printed)
    if [owner.printed for owner in action.owners.all()] == [facts["printed"] for facts in wanted]:
        return
    action.owners.all().delete()
    for rank, facts in enumerate(wanted):
        owner = ActionOwner(action=action, rank=rank, **facts)
        save(owner, by=by)


def settle_raised(entry: MinuteEntry, by: Any) -> None:
    """Bring the action up to the text of the entry that raised it."""
    action = Action.objects.filter(raised_in=entry).first()
    if action is not None:
        settle_action(action, by)


def settle_review(entry: MinuteEntry, by: Any) -> None:
    """Bring an update up to the text of its entry; one whose entry was taken out of the minutes counts no longer."""
    update = ActionUpdate.objects.filter(entry=entry).select_related("action").first()
    if update is None:
        return
    if entry.removed_at is not None:
        _withdraw(update, entry, by=by)
        settle_action(update.action, by)
        return
    if (update.text, update.classification, update.stage) != (entry.text, entry.classification, entry.stage):
        update.text, update.stage = entry.text, entry.stage
        update.classification, update.classified_by = entry.classification, entry.classified_by
        save(update, by=by, update_fields=["text", "stage", "classification", "classified_by"])
    references.note_mentions(entry, f"{footnoted(entry)}\n{update.action_text}", by=by)
    settle_action(update.action, by)


def waits_for(entry: MinuteEntry) -> str:
    """Why a review may not come out yet: it repeats the wording of an action whose own minutes have not; else ""."""
    update = ActionUpdate.objects.filter(entry=entry).select_related("action__raised_in").first()
    raised = update.action.raised_in if update is not None else None
    if update is None or raised is None or raised.meeting_id == entry.meeting_id:
        return ""
    is_repeated = update.action_text == raised.text and raised.stage == Stage.SECRETARIAT
    is_earlier_out = raised.meeting.versions.filter(stage__gt=Stage.SECRETARIAT).exists()
    if not is_repeated or is_earlier_out:
        return ""
    return f"{update.action} was raised in minutes that have not come out, {raised.meeting}. Circulate those first."


def _withdraw(update: ActionUpdate, entry: MinuteEntry, *, by: Any) -> None:
    """Decisions stay on record, so what this row decided is put right by another: the status without it."""
    if not update.is_adopted:
        return
    update.is_adopted = False
    save(update, by=by, update_fields=["is_adopted"])
    others = StatusChange.objects.filter(target=update.action.uid).exclude(within__contains=[entry.uid])
    standing = others.latest_first().values_list("after", flat=True).first() or Status.OPEN
    if standing != update.action.status:
        effective = Effective(number=update.meeting_number, on=update.meeting.held_on or update.meeting.month)
        log_change(
            update.action,
            move="withdrawn",
            after=standing,
            by=by,
            note="The row was taken out of the minutes.",
            effective=effective,
            born_in=entry,
        )
        settle(update.action, by=by)
