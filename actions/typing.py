"""Actions as they are typed into live minutes: "ACTION: ..." raises one, "ACTION TABASC22/08: ..." reports on one."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from actions.lifecycle import Status
from actions.models import Action, ActionLink, ActionOwner, ActionUpdate, LinkKind
from actions.operations import amend_action, decide_again, go_on, number_entry, review_in
from actions.operations.raising import RAISED, canonical
from actions.operations.reviewing import REVIEW
from meetings.models import AgendaItem, EntryKind, Meeting, MinuteEntry
from secgov.access import Reader
from secgov.history import delete
from secgov.models import CommitteeName, MembershipRole, Organisation, User
from secgov.panels import Command, Field, Typed

# "ACTION:", "ACTION -", "ACTION TABASC22/08:", "ACTION CSC 10/01 –". The colon or dash says that the word is done.
OPENING = re.compile(r"\s*ACTION(?: ([A-Za-z]{2,12} ?\d{1,4}/ ?\d{1,3}[a-z]?))?(\s*:| [-–—])\s*")
ROLES = ("Chair", "Secretary")
MONTHS_AHEAD = 3


def read_action(text: str, meeting: Meeting) -> Typed | None:
    """What "ACTION ..." at the beginning of an entry makes of it. One query where a reference is named.

    A reference that is on record is reported on, once in a meeting (seed 002 item 1); behind a dash, or reported on
    already, it is a heading for what follows (seed 002 items 3 and 4). A reference that is not on record is this
    meeting's next action, whatever number was typed.
    """
    found = OPENING.match(text)
    if found is None:
        return None
    ref, mark = found.groups()
    if not ref:
        return Typed(RAISED, drop=found.end())
    action = _on_record(ref)
    if action is None:
        return Typed(RAISED, drop=found.end())
    is_heading = mark.strip() != ":" or _is_said_of(action, meeting)
    return Typed(EntryKind.DISCUSSION) if is_heading else Typed(REVIEW, found.end(), {"ref": action.ref})


def _on_record(ref: str) -> Action | None:
    try:
        return Action.objects.filter(ref=canonical(ref)).first()
    except ValueError:
        return None


def _is_said_of(action: Action, meeting: Meeting) -> bool:
    """Whether `action` is reported on at `meeting` already, or was raised there."""
    told = ActionUpdate.objects.filter(action=action, meeting=meeting, is_adopted=True)
    return action.raised_number == meeting.number or told.exists()


def raised_fields(meeting: Meeting, reader: Reader) -> tuple[Field, ...]:
    """Owner and due of an action, with what a secretary is likely to write. Four queries."""
    return (
        Field("owner", "Owner", suggestions=_owners(meeting), placeholder="read from the words before “to”"),
        Field("due", "Due", suggestions=_due(meeting)),
    )


def _owners(meeting: Meeting) -> tuple[str, ...]:
    """The committee, its roles, its people, organisations, and who owned actions before."""
    abbreviations = CommitteeName.objects.filter(committee=meeting.committee_id).values_list("abbreviation", flat=True)
    roles = [f"{meeting.abbreviation} {role}" for role in ROLES]
    people = meeting.committee.memberships.exclude(role=MembershipRole.OBSERVER).values_list("person__name", flat=True)
    organisations = Organisation.objects.values_list("name", flat=True)
    earlier = ActionOwner.objects.filter(action__committee=meeting.committee_id).values_list("printed", flat=True)
    words = [
        *roles,
        *abbreviations,
        *organisations,
        *earlier.order_by().distinct()[:100],
        *people.order_by().distinct(),
    ]
    return tuple(dict.fromkeys(words))


def _due(meeting: Meeting) -> tuple[str, ...]:
    """The months of the next meetings, and the usual words."""
    day = meeting.held_on or meeting.month
    months = [_month_after(day, count) for count in range(1, MONTHS_AHEAD + 1)] if day else []
    return (*(f"{month:%B %Y} meeting" for month in months), "before the next meeting, by e-mail", "a future meeting")


def _month_after(day: date, count: int) -> date:
    """The first day of the month `count` months after that of `day`."""
    months = day.year * 12 + day.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)


def raised_facts(entries: Sequence[MinuteEntry]) -> dict[UUID, dict[str, str]]:
    """Reference, owner and due of the actions that `entries` raise. Two queries."""
    actions = Action.objects.filter(raised_in__in=entries).select_related("raised_in").prefetch_related("owners")
    return {
        action.raised_in.uid: {
            "ref": action.ref,
            "owner": action.given_owner,
            "due": action.given_due,
            "read_owner": ", ".join(owner.printed for owner in action.owners.all()),
        }
        for action in actions
    }


def begin_raised(entry: MinuteEntry, by: User, facts: Mapping[str, str]) -> None:
    number_entry(entry, by=by, owner=facts.get("owner", ""), due=facts.get("due", ""))


def state_raised(entry: MinuteEntry, by: User, facts: Mapping[str, str]) -> None:
    action = Action.objects.filter(raised_in=entry).first()
    if action is not None:
        owner, due = facts.get("owner", action.given_owner), facts.get("due", action.given_due)
        amend_action(action, by=by, owner=owner, due=due)


def review_fields(meeting: Meeting, reader: Reader) -> tuple[Field, ...]:
    """The action reported on, the status decided, where it was answered, and where it goes on."""
    left = Action.objects.visible_to(reader).not_reviewed_at(meeting, reader)
    actions = [(action.ref, f"{action.ref} {_short(action.text)}") for action in left]
    items = AgendaItem.objects.filter(meeting=meeting, removed_at__isnull=True).exclude(number="").visible_to(reader)
    return (
        Field("ref", "Action", choices=tuple(actions), is_fixed=True),
        Field("status", "Status", choices=tuple((str(value), label) for value, label in Status.choices)),
        Field(
            "answered",
            "Answered under",
            choices=(("", "—"), *((item.number, f"item {item.number}") for item in items.order_by("rank"))),
            writes="This action was answered under agenda item {}.",
        ),
        Field("handed_to", "Handed over to", suggestions=_committees(), placeholder="a committee", is_whole=True),
        Field("superseded_by", "Superseded by", placeholder="its reference", is_whole=True),
    )


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79].rstrip()}…"


def _committees() -> tuple[str, ...]:
    return tuple(CommitteeName.objects.order_by("name").values_list("name", flat=True).distinct())


def review_facts(entries: Sequence[MinuteEntry]) -> dict[UUID, dict[str, str]]:
    """What is stated of the actions that `entries` report on. Two queries."""
    updates = list(ActionUpdate.objects.filter(entry__in=entries, is_adopted=True).select_related("action", "entry"))
    links: dict[int, dict[str, str]] = {}
    here = {(update.action_id, update.meeting_number) for update in updates}
    mine = ActionLink.objects.filter(action__in=[update.action_id for update in updates]).select_related("to")
    for link in mine:
        if (link.action_id, link.meeting_number) not in here:
            continue
        if link.kind == LinkKind.HANDED_TO:
            links.setdefault(link.action_id, {})["handed_to"] = link.to_committee
        elif link.kind == LinkKind.SUPERSEDED_BY and link.to is not None:
            links.setdefault(link.action_id, {})["superseded_by"] = link.to.canonical
    return {
        update.entry.uid: {"ref": update.action.ref, "status": update.status_after, "text": update.action_text}
        | links.get(update.action_id, {})
        for update in updates
        if update.entry is not None
    }


def begin_review(entry: MinuteEntry, by: User, facts: Mapping[str, str]) -> None:
    """A row for the action named; one that was closed is re-opened by reporting it ongoing."""
    action = _on_record(facts.get("ref", ""))
    was_closed = action is not None and action.status == Status.CLOSED
    owners = ", ".join(action.owners.order_by("rank", "pk").values_list("printed", flat=True)) if action else ""
    status = facts.get("status") or Status.OPEN
    review_in(
        entry,
        ref=facts.get("ref", ""),
        status=status,
        by=by,
        owner_text=owners,
        is_reopened=was_closed and status == Status.OPEN,
        superseded_by=facts.get("superseded_by", ""),
        handed_to=facts.get("handed_to", ""),
    )


def state_review(entry: MinuteEntry, by: User, facts: Mapping[str, str]) -> None:
    update = ActionUpdate.objects.filter(entry=entry, is_adopted=True).select_related("action", "meeting").first()
    if update is None:
        return
    update.entry = entry
    known = review_facts([entry]).get(entry.uid, {})
    handed_to, superseded_by = (facts.get(name, known.get(name, "")) for name in ("handed_to", "superseded_by"))
    _take_back_links(update, by=by, handed_to=handed_to, superseded_by=superseded_by)
    go_on(update.action, entry, by=by, superseded_by=superseded_by, handed_to=handed_to)
    closes = bool(handed_to or superseded_by)
    status = Status.CLOSED if closes else facts.get("status") or update.status_after
    decide_again(update, status=status, by=by)


def _take_back_links(update: ActionUpdate, *, by: User, handed_to: str, superseded_by: str) -> None:
    """Take back where this meeting said that the action goes on, where it says otherwise now."""
    links = ActionLink.objects.filter(action=update.action, meeting_number=update.meeting_number).select_related("to")
    for link in links.exclude(kind=LinkKind.REOPENS):
        is_handed = link.kind == LinkKind.HANDED_TO and link.to_committee == handed_to
        is_superseded = link.kind == LinkKind.SUPERSEDED_BY and link.to and link.to.canonical == superseded_by
        if not is_handed and not is_superseded:
            delete(link, by=by)


def commands() -> tuple[Command, Command]:
    """Raising and reporting, as the live editor and the plain forms offer them."""
    return (
        Command(
            kind=RAISED,
            label="Action",
            route="actions:raise",
            words=("action",),
            hint="raises the next number",
            reads=read_action,
            fields=raised_fields,
            facts=raised_facts,
            begin=begin_raised,
            state=state_raised,
        ),
        Command(
            kind=REVIEW,
            label="Action update",
            route="actions:review",
            words=("update",),
            hint="on an open action",
            fields=review_fields,
            facts=review_facts,
            begin=begin_review,
            state=state_review,
        ),
    )
