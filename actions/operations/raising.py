"""Raising an action in a meeting: its number, its entry in the minutes, its owners."""

import re
from uuid import UUID

from actions.lifecycle import Status
from actions.models import Action, ActionLink, LinkKind
from actions.operations.settling import settle_action
from meetings.models import AgendaItem, Meeting, MinuteEntry
from meetings.operations import add_entry, know_meeting
from secgov import reference_forms, references
from secgov.acting import operation
from secgov.classification import ClassifiedBy, Stage
from secgov.history import save
from secgov.lifecycle import Effective, Refused, record_decided
from secgov.models import Committee, Reference, ReferenceState, User, standing
from secgov.reference_forms import Kind

RAISED = "actions.raised"
PARTS = re.compile(r"([A-Z]+)(\d+)/(\d+)([a-z]?)")


def parts_of(ref: str) -> tuple[str, int, int, str]:
    """Abbreviation, meeting number, sequence and suffix of a canonical reference; ValueError with a sentence."""
    found = PARTS.fullmatch(ref)
    if found is None:
        raise ValueError(f"'{ref}' is not an action reference. Write it as TABASC33/01.")
    return found[1], int(found[2]), int(found[3]), found[4]


def canonical(printed: str) -> str:
    """The canonical form of a printed action reference; ValueError with a sentence where it is none."""
    form = reference_forms.normalise(Kind.ACTION, printed, abbreviations=references.abbreviations())
    if form is None:
        raise ValueError(f"'{printed}' is not an action reference of a committee on record. Write it as TABASC33/01.")
    return form


@operation
def raise_action(
    *,
    item: AgendaItem,
    body: str,
    by: User,
    owner: str = "",
    due: str = "",
    ref: str = "",
    classification: int | None = None,
    classified_by: ClassifiedBy = ClassifiedBy.SET,
    after: MinuteEntry | None = None,
    uid: UUID | None = None,
    footnotes: dict[UUID, str] | None = None,
) -> Action:
    """Raise an action under `item` and return it. It gets the meeting's next free number, provisional until the
    minutes are circulated; `ref` keeps a number that was printed. Refused where that number is taken."""
    entry = add_entry(
        item=item,
        kind=RAISED,
        body=body,
        by=by,
        classification=classification,
        classified_by=classified_by,
        after=after,
        uid=uid,
        footnotes=footnotes,
        settle=False,
    )
    return number_entry(entry, by=by, owner=owner, due=due, ref=ref)


@operation
def number_entry(entry: MinuteEntry, *, by: User, owner: str = "", due: str = "", ref: str = "") -> Action:
    """The action that `entry` raises, made where it is not on record yet. Numbered as `raise_action` says."""
    known = Action.objects.filter(raised_in=entry).first()
    if known is not None:
        return known
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=entry.meeting_id)
    reference = _printed(meeting, ref) if ref else _next(meeting)
    action = action_of(reference, born_in=entry, by=by)
    if action.raised_in_id is not None:
        raise Refused([f"{reference} has been raised already. Choose another number."])
    action.raised_in, action.raised_at = entry, meeting
    action.given_owner, action.given_due = owner[:200], due[:200]
    save(action, by=by)
    record_decided(action, after=Status.OPEN, by=by, effective=effective_at(meeting), born_in=entry)
    references.note_mentions(entry, entry.text, by=by)
    references.mention(entry, Kind.ACTION, reference.canonical, is_stated=True, by=by)
    return settle_action(action, by)


def effective_at(meeting: Meeting) -> Effective:
    """What is decided at `meeting` takes effect there."""
    return Effective(number=meeting.number, on=meeting.held_on or meeting.month)


def _next(meeting: Meeting) -> Reference:
    """The next free number of the meeting, whose row is locked."""
    if meeting.number is None:
        raise Refused(["Actions are numbered by their meeting. Publish the agenda first, which numbers it."])
    while True:
        form = f"{meeting.abbreviation}{meeting.number:02d}/{meeting.next_action:02d}"
        meeting.next_action += 1
        if not Reference.objects.filter(kind=Kind.ACTION, canonical=form, target__isnull=False).exists():
            break
    meeting.save(update_fields=["next_action"])
    return _reference(form, meeting.committee, ReferenceState.PROVISIONAL)


def _printed(meeting: Meeting, ref: str) -> Reference:
    """A number that was printed; the meeting's own counter goes on behind it."""
    form = canonical(ref)
    refuse_anothers(form, meeting.committee)
    _, number, sequence, _ = parts_of(form)
    if number == meeting.number and sequence >= meeting.next_action:
        meeting.next_action = sequence + 1
        meeting.save(update_fields=["next_action"])
    return _reference(form, meeting.committee, ReferenceState.FIXED)


def refuse_anothers(form: str, committee: Committee) -> None:
    """Refused where the reference `form` is another committee's: its own minutes raise and review it."""
    abbreviation = parts_of(form)[0]
    if not committee.names.filter(abbreviation__iexact=abbreviation).exists():
        raise Refused(
            [f"{form} is an action of another committee than the {committee}. Name it in the text, or raise one here."]
        )


def _reference(form: str, committee: Committee, state: ReferenceState) -> Reference:
    reference, _ = Reference.objects.get_or_create(kind=Kind.ACTION, canonical=form)
    reference.committee, reference.state = committee, state
    reference.save()
    return reference


def action_of(reference: Reference, *, born_in: MinuteEntry, by: User) -> Action:
    """The action of a reference; one first heard of in a later meeting's table is put on record as printed there,
    with the meeting that raised it as a placeholder."""
    known = Action.objects.filter(reference=reference).first()
    if known is not None:
        return known
    abbreviation, number, _, suffix = parts_of(reference.canonical)
    committee = born_in.meeting.committee
    raised_at = know_meeting(committee=committee, abbreviation=abbreviation, number=number, by=by)
    action = Action(
        reference=reference,
        ref=reference.canonical,
        raised_number=number,
        raised_at=raised_at,
        text=born_in.text,
        classification=born_in.classification,
        classified_by=born_in.classified_by,
        **standing(born_in, stage=Stage.SECRETARIAT),
    )
    save(action, by=by)
    reference.target = action.uid
    reference.save(update_fields=["target"])
    if suffix:
        _reopens(action, born_in, by=by)
    return action


def _reopens(action: Action, born_in: MinuteEntry, *, by: User) -> None:
    """TABASC20/01a re-opens TABASC20/01, whether that has arrived or not."""
    older, _ = Reference.objects.get_or_create(kind=Kind.ACTION, canonical=action.ref[:-1])
    link = ActionLink(
        action=action,
        kind=LinkKind.REOPENS,
        to=older,
        printed=older.canonical,
        meeting_number=action.raised_number,
        classification=born_in.classification,
        **standing(born_in, stage=Stage.SECRETARIAT),
    )
    save(link, by=by)
