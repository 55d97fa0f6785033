"""Reviewing actions at a meeting: what was said of each, the status decided there, and where it goes on."""

from uuid import UUID

from actions.lifecycle import LIFECYCLE
from actions.models import Action, ActionLink, ActionUpdate, LinkKind
from actions.operations.raising import action_of, canonical, effective_at, refuse_anothers
from actions.operations.settling import settle_action
from meetings.models import AgendaItem, MinuteEntry
from meetings.operations import add_entry
from secgov import references
from secgov.acting import operation
from secgov.classification import ClassifiedBy, Stage
from secgov.history import save
from secgov.lifecycle import Refused, record_decided
from secgov.models import Reference, User, standing
from secgov.reference_forms import Kind

REVIEW = "actions.review"


@operation
def review_action(
    *,
    item: AgendaItem,
    ref: str,
    body: str,
    status: str,
    by: User,
    action_text: str = "",
    owner_text: str = "",
    is_reopened: bool = False,
    superseded_by: str = "",
    handed_to: str = "",
    classification: int | None = None,
    classified_by: ClassifiedBy = ClassifiedBy.SET,
    after: MinuteEntry | None = None,
    footnotes: dict[UUID, str] | None = None,
) -> ActionUpdate:
    """One row of the meeting's outstanding table: the update given and the status decided there.

    An action first heard of here is put on record from `action_text`. Refused where this meeting has reviewed it.
    """
    entry = add_entry(
        item=item,
        kind=REVIEW,
        body=body,
        by=by,
        classification=classification,
        classified_by=classified_by,
        after=after,
        footnotes=footnotes,
        settle=False,
    )
    return review_in(
        entry,
        ref=ref,
        status=status,
        by=by,
        action_text=action_text,
        owner_text=owner_text,
        is_reopened=is_reopened,
        superseded_by=superseded_by,
        handed_to=handed_to,
    )


@operation
def review_in(
    entry: MinuteEntry,
    *,
    ref: str,
    status: str,
    by: User,
    action_text: str = "",
    owner_text: str = "",
    is_reopened: bool = False,
    superseded_by: str = "",
    handed_to: str = "",
) -> ActionUpdate:
    """What `entry` says of the action `ref`, and the status decided there, as `review_action` says."""
    form = canonical(ref)
    meeting = entry.meeting
    refuse_anothers(form, meeting.committee)
    reference, _ = Reference.objects.get_or_create(kind=Kind.ACTION, canonical=form)
    action = action_of(reference, born_in=entry, by=by)
    if meeting.number is not None and action.raised_number >= meeting.number:
        raise Refused([f"{reference} was not raised before {meeting}. Review it at a later meeting."])
    if ActionUpdate.objects.filter(action=action, meeting=meeting, is_adopted=True).exists():
        raise Refused([f"{reference} has an update in this meeting already. Amend that one."])
    if not action_text:
        _take_over(action, entry, by=by)
    update = _write(action, entry, action_text, owner_text, status, is_reopened, by=by)
    go_on(action, entry, by=by, superseded_by=superseded_by, handed_to=handed_to)
    _decide(action, update, status, by=by)
    references.note_mentions(entry, f"{entry.text}\n{update.action_text}", by=by)
    references.mention(entry, Kind.ACTION, reference.canonical, is_stated=True, by=by)
    settle_action(action, by)
    return update


def go_on(action: Action, entry: MinuteEntry, *, by: User, superseded_by: str = "", handed_to: str = "") -> None:
    """Put on record, as said in `entry`, in which other action or committee `action` goes on."""
    if superseded_by:
        to, _ = Reference.objects.get_or_create(kind=Kind.ACTION, canonical=canonical(superseded_by))
        link_action(action, kind=LinkKind.SUPERSEDED_BY, born_in=entry, by=by, to=to, printed=superseded_by)
    if handed_to:
        link_action(action, kind=LinkKind.HANDED_TO, born_in=entry, by=by, to_committee=handed_to)


@operation
def decide_again(update: ActionUpdate, *, status: str, by: User) -> ActionUpdate:
    """Correct the status that was decided with an update, while its minutes are being written."""
    if update.status_after != status:
        update.status_after = status
        save(update, by=by, update_fields=["status_after"])
        _decide(update.action, update, status, by=by)
        settle_action(update.action, by)
    return update


def _take_over(action: Action, entry: MinuteEntry, *, by: User) -> None:
    """A row that takes over the action's own wording is no more open than the action."""
    if action.classification > entry.classification:
        entry.classification, entry.classified_by = action.classification, ClassifiedBy.INHERITED
        save(entry, by=by, update_fields=["classification", "classified_by"])


def _write(
    action: Action,
    entry: MinuteEntry,
    action_text: str,
    owner_text: str,
    status: str,
    is_reopened: bool,
    *,
    by: User,
) -> ActionUpdate:
    meeting = entry.meeting
    if meeting.number is None:
        raise Refused(["Actions are reviewed at a numbered meeting. Publish the agenda first, which numbers it."])
    update = ActionUpdate(
        action=action,
        meeting=meeting,
        meeting_number=meeting.number,
        entry=entry,
        action_text=action_text or action.text,
        owner_text=owner_text,
        text=entry.text,
        status_after=status,
        is_reopened=is_reopened,
        classification=entry.classification,
        classified_by=entry.classified_by,
        **standing(entry, stage=Stage.SECRETARIAT),
    )
    save(update, by=by)
    return update


def _decide(action: Action, update: ActionUpdate, status: str, *, by: User) -> None:
    """Make the move of the table where this is the latest meeting that speaks of the action and its status changes;
    else set down what was decided as it was, because back-catalogue minutes arrive in any order."""
    effective = effective_at(update.meeting)
    later = ActionUpdate.objects.filter(action=action, meeting_number__gt=update.meeting_number).exists()
    move = next((move for move in LIFECYCLE.moves if action.status in move.sources and move.target == status), None)
    if move is not None and not later:
        LIFECYCLE.apply(action, move, by=by, effective=effective, born_in=update.entry)
    else:
        record_decided(action, after=status, by=by, effective=effective, born_in=update.entry)


def link_action(
    action: Action,
    *,
    kind: LinkKind,
    born_in: MinuteEntry,
    by: User,
    to: Reference | None = None,
    to_committee: str = "",
    printed: str = "",
) -> ActionLink:
    """Put on record that `action` goes on in another, or in another committee; the same link is stated once."""
    known = ActionLink.objects.filter(action=action, kind=kind, to=to, to_committee=to_committee).first()
    if known is not None:
        return known
    link = ActionLink(
        action=action,
        kind=kind,
        to=to,
        to_committee=to_committee,
        printed=printed,
        meeting_number=born_in.meeting.number,
        classification=born_in.classification,
        classified_by=born_in.classified_by,
        **standing(born_in, stage=Stage.SECRETARIAT),
    )
    save(link, by=by)
    return link


@operation
def annotate_link(link: ActionLink, *, by: User, remark: str) -> ActionLink:
    """Remark on a link that contradicts itself; what was printed stays (TABASC20/01a names 23/02, meant is 23/03)."""
    link.remark = remark
    save(link, by=by, update_fields=["remark"])
    return link
