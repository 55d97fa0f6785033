"""Planning meetings, giving them their references, and moving them through their lifecycle."""

import re
from collections.abc import Callable
from datetime import date
from itertools import count
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from meetings.composition import write_agenda, write_version
from meetings.lifecycle import LIFECYCLE, Status
from meetings.models import AgendaItem, Correction, EntryKind, Meeting, MinuteEntry, MinutesVersion, Printed
from meetings.operations.issuing import issue_later
from meetings.operations.minuting import delete_private, open_meeting
from meetings.operations.papers import papers_kept_back, publish_papers, versions_replaced
from meetings.operations.settling import reasons_to_wait, settle_entries
from meetings.operations.sharing import end_shares
from secgov import access_log
from secgov.acting import operation
from secgov.classification import Classification, ClassifiedBy, Stage
from secgov.history import save
from secgov.lifecycle import Effective, Refused, log_change
from secgov.mail import queue_mail
from secgov.models import (
    AMBER_ROLES,
    AccessGrant,
    Committee,
    GrantKind,
    Logged,
    Membership,
    Mention,
    Person,
    Reference,
    ReferenceState,
    User,
)
from secgov.publication import bring_out, take_back
from secgov.reference_forms import Kind


@operation
def plan_meeting(
    *,
    committee: Committee,
    by: User,
    status: Status = Status.PLANNED,
    classification: int | None = None,
    classified_by: ClassifiedBy = ClassifiedBy.WORKING,
    abbreviation: str = "",
    **facts: Any,
) -> Meeting:
    """A new meeting, known by its month or number until both are known; ValueError where neither is given.

    A planned meeting is the committee's from the start; minutes being loaded stay with the secretariat.
    """
    meeting = Meeting(
        committee=committee,
        abbreviation=abbreviation or committee.abbreviation,
        audience=[committee.pk],
        classification=classification or committee.working_classification,
        classified_by=classified_by,
        status=status,
        stage=Stage.COMMITTEE if status == Status.PLANNED else Stage.SECRETARIAT,
    )
    _set_facts(meeting, facts)
    if meeting.number is None and meeting.month is None:
        raise ValueError("A meeting is known by its number or its month. Enter one of them.")
    if meeting.number is not None:
        _count_on(committee, meeting.number, by=by)
    meeting.ref = _canonical(meeting)
    save(meeting, by=by)
    _keep_references(meeting)
    log_change(meeting, move="plan", after=status, by=by, note="", effective=Effective())
    return meeting


def _count_on(committee: Committee, number: int, *, by: User) -> None:
    """Let the committee's counter go on behind `number`, its row locked."""
    committee = Committee.objects.select_for_update().get(pk=committee.pk)
    if committee.next_meeting_number <= number:
        committee.next_meeting_number = number + 1
        save(committee, by=by, update_fields=["next_meeting_number"])


def _next_number(committee: Committee) -> int:
    """The number the committee's counter gives next, its row locked."""
    return next_free_number(Committee.objects.select_for_update().get(pk=committee.pk))


def next_free_number(committee: Committee) -> int:
    """The number the committee's counter stands at; numbers taken already are passed over."""
    taken = set(Meeting.objects.filter(committee=committee).exclude(number=None).values_list("number", flat=True))
    return next(number for number in count(committee.next_meeting_number) if number not in taken)


def _set_facts(meeting: Meeting, facts: dict[str, Any]) -> None:
    for field, value in facts.items():
        setattr(meeting, field, value)
    if meeting.held_on is not None:
        meeting.month = meeting.held_on.replace(day=1)
    meeting.order_on = meeting.held_on or meeting.month or date.min


def _canonical(meeting: Meeting) -> str:
    """TABASC_23_1910 with number and day, TABASC_33 without the day, TABASC_2018-09 while planned; a second meeting
    of one month gets a number of its own behind it."""
    if meeting.number is not None:
        day = f"_{meeting.held_on:%d%m}" if meeting.held_on else ""
        return f"{meeting.abbreviation}_{meeting.number:02d}{day}"
    wanted = f"{meeting.abbreviation}_{meeting.month:%Y-%m}"
    if meeting.ref == wanted or re.fullmatch(rf"{wanted}-\d+", meeting.ref):
        return meeting.ref
    others = Reference.objects.filter(kind=Kind.MEETING, canonical__startswith=wanted).exclude(target=meeting.uid)
    taken = set(others.values_list("canonical", flat=True))
    forms = (f"{wanted}-{place}" if place > 1 else wanted for place in count(1))
    return next(form for form in forms if form not in taken)


def _keep_references(meeting: Meeting) -> None:
    """The canonical reference, the short and the month form, and every form it had before, all leading here."""
    reference = _reference(meeting.ref)
    if reference.alias_of_id:
        reference.alias_of = None
    reference.target, reference.committee = meeting.uid, meeting.committee
    reference.save()
    forms = [f"{meeting.abbreviation}_{meeting.number:02d}"] if meeting.number is not None else []
    if meeting.month is not None:
        forms.append(f"{meeting.abbreviation}_{meeting.month:%Y-%m}")
    for form in forms:
        alias = _reference(form)
        if alias != reference and alias.target is None and alias.alias_of_id is None:
            alias.alias_of = reference
            alias.save()
    _turn_older_forms(meeting, reference)


def _turn_older_forms(meeting: Meeting, reference: Reference) -> None:
    """What led to this meeting under another canonical form leads to the present one."""
    older = Reference.objects.filter(kind=Kind.MEETING, target=meeting.uid).exclude(pk=reference.pk)
    for form in older:
        form.target, form.alias_of = None, reference
        form.save()
        for alias in form.aliases.all():
            alias.alias_of = reference
            alias.save()


def _reference(canonical: str) -> Reference:
    return Reference.objects.get_or_create(kind=Kind.MEETING, canonical=canonical)[0]


@operation
def amend_meeting(meeting: Meeting, *, by: User, **facts: Any) -> Meeting:
    """Change a meeting's facts; if number or day move, the old reference still leads here."""
    meeting = open_meeting(meeting.pk)
    number = facts.get("number", meeting.number)
    if meeting.number is not None and number != meeting.number:
        raise Refused(["A number once given stays: actions and decisions bear it."])
    if number is not None:
        _count_on(meeting.committee, number, by=by)
    _set_facts(meeting, facts)
    if meeting.status == Status.PLANNED:
        meeting.abbreviation = _abbreviation_on(meeting)
    meeting.ref = _canonical(meeting)
    save(meeting, by=by)
    _keep_references(meeting)
    return meeting


def _abbreviation_on(meeting: Meeting) -> str:
    """The committee's abbreviation on the day of the meeting: it may have been renamed since it was planned."""
    name = meeting.committee.name_on(meeting.held_on or meeting.month, meeting.committee.names.all())
    return name.abbreviation if name else meeting.abbreviation


@operation
def know_meeting(*, committee: Committee, abbreviation: str, number: int, by: User) -> Meeting:
    """The meeting of that number; one known only from a reference to it (TABASC29/02) is put on record as such."""
    found = Meeting.objects.filter(committee=committee, number=number).first()
    return found or plan_meeting(
        committee=committee, by=by, status=Status.KNOWN, abbreviation=abbreviation, number=number
    )


@operation
def make_move(
    meeting: Meeting,
    name: str,
    *,
    by: User,
    on: date,
    note: str = "",
    comments_by: date | None = None,
    vouching: Callable[[Meeting, str], None] | None = None,
) -> Meeting:
    """Make the move `name` on the day `on` with all that follows from it; Refused says why it may not be made.
    `comments_by` is the day until which comments on what is circulated are asked for; `vouching` looks at what would
    go out, before anybody hears of it, and refuses where something must not."""
    move = LIFECYCLE.move(name)
    if name == "reopen" and not note.strip():
        raise Refused(["Re-opening final minutes takes a reason. Write why."])
    meeting = LIFECYCLE.apply(meeting, move, by=by, note=note)
    if name in CONSEQUENCES:
        CONSEQUENCES[name](meeting, by, note)
    if name == "circulate":
        _ask_for_comments(meeting, until=comments_by, by=by)
        end_shares(meeting, on=on)
    meeting.refresh_from_db()
    if vouching is not None:
        vouching(meeting, name)
    if name in NOTICES:
        _tell_committee(meeting, name, by=by, on=on)
    return meeting


def _ask_for_comments(meeting: Meeting, *, until: date | None, by: User) -> None:
    meeting.refresh_from_db()
    if meeting.comments_by != until:
        meeting.comments_by = until
        save(meeting, by=by, update_fields=["comments_by"])


def _publish_agenda(meeting: Meeting, by: User, note: str) -> None:
    """The committee's counter gives the meeting its number; agenda and papers come out as they are classified."""
    meeting = _numbered(meeting, by=by)
    for record in (meeting, *AgendaItem.objects.filter(meeting=meeting, removed_at__isnull=True)):
        record.stage = Stage.PUBLISHED
        save(record, by=by, update_fields=["stage"])
    agenda = write_agenda(meeting, by=by)
    bring_out(uid=agenda.uid, stage=Stage.PUBLISHED, by=by)
    publish_papers(meeting, by=by)
    issue_later(meeting, Printed.AGENDA)


def _start_draft(meeting: Meeting, by: User, note: str) -> None:
    """Minutes are written under a number, also where no agenda was published."""
    _numbered(meeting, by=by)


def _numbered(meeting: Meeting, *, by: User) -> Meeting:
    """The meeting with its number, which the committee's counter gives where it has none."""
    if meeting.number is not None:
        return meeting
    return amend_meeting(meeting, by=by, number=_next_number(meeting.committee))


def _circulate(meeting: Meeting, by: User, note: str) -> None:
    """Numbers are fixed, the version is written, and the minutes are the committee's."""
    _fix_references(meeting)
    _come_out(meeting, Stage.COMMITTEE, by=by, reason="Circulated as draft")


def _approve(meeting: Meeting, by: User, note: str) -> None:
    """The minutes are everybody's as they are classified; private notes have done their service."""
    _come_out(meeting, Stage.PUBLISHED, by=by, reason=note or "Approved as final")
    delete_private(MinuteEntry.objects.filter(meeting=meeting))


def _publish(meeting: Meeting, by: User, note: str) -> None:
    """Loaded final minutes come out, their papers too: there was no agenda here to publish them with."""
    _fix_references(meeting)
    leaving = [*removed_within(meeting), *versions_replaced(meeting)]
    bring_out(uid=meeting.uid, stage=Stage.PUBLISHED, by=by, leaving=leaving)
    issue_later(meeting)


def _come_out(meeting: Meeting, stage: Stage, *, by: User, reason: str) -> None:
    """Write the next version and bring it out with what it was printed from. Earlier versions and unpublished papers
    stay where they are, and corrections are the committee's for ever; what was removed stays with the secretariat, or
    goes back to it where it was out."""
    earlier = list(MinutesVersion.objects.filter(meeting=meeting).values_list("uid", flat=True))
    papers = papers_kept_back(meeting)
    if waiting := reasons_to_wait(meeting):
        raise Refused(waiting)
    settle_entries(meeting, by=by)
    write_version(meeting, by=by, reason=reason)
    removed = removed_within(meeting)
    said = Correction.objects.filter(meeting=meeting).values_list("uid", flat=True)
    bring_out(uid=meeting.uid, stage=stage, by=by, leaving=[*earlier, *papers, *removed, *said])
    take_back(removed, stage=stage, by=by, leaving=earlier)
    issue_later(meeting)


def removed_within(meeting: Meeting) -> list[UUID]:
    """The uids of items and entries that were taken out of the minutes, and of private notes, which never come out."""
    items = AgendaItem.objects.filter(meeting=meeting, removed_at__isnull=False)
    gone = Q(removed_at__isnull=False) | Q(item__in=items) | Q(kind=EntryKind.PRIVATE)
    entries = MinuteEntry.objects.filter(gone, meeting=meeting)
    return [*items.values_list("uid", flat=True), *entries.values_list("uid", flat=True)]


def _fix_references(meeting: Meeting) -> None:
    """Numbers given in these minutes are fixed for life once they go out."""
    named = Mention.objects.within(meeting.uid).filter(is_stated=True).values("reference")
    Reference.objects.filter(pk__in=named, state=ReferenceState.PROVISIONAL).update(state=ReferenceState.FIXED)


CONSEQUENCES: dict[str, Callable[[Meeting, User, str], None]] = {
    "publish-agenda": _publish_agenda,
    "draft": _start_draft,
    "circulate": _circulate,
    "approve": _approve,
    "publish": _publish,
}
NOTICES = {
    "publish-agenda": "Agenda of {meeting}",
    "circulate": "Draft minutes of {meeting}",
    "approve": "Final minutes of {meeting}",
}


def people_to_tell(meeting: Meeting, *, on: date) -> list[Person]:
    """The committee's people on the day `on` who have a login and may know of the meeting, each once: those recused
    from all of it are not told, and of a Red one only those named on it and the secretaries."""
    roles = {"secretary"} if meeting.classification == Classification.RED else AMBER_ROLES
    current = Membership.objects.filter(committee=meeting.committee, role__in=roles).current(on=on)
    granted = AccessGrant.objects.filter(target=meeting.uid).current(on=on)
    reached = Person.objects.filter(
        Q(memberships__in=current) | Q(grants__in=granted.filter(kind=GrantKind.NAMED)), user__is_active=True
    ).exclude(grants__in=granted.filter(kind=GrantKind.RECUSED))
    return list(reached.select_related("user", "organisation").distinct().order_by("name"))


def _tell_committee(meeting: Meeting, move: str, *, by: User, on: date) -> None:
    """A link, never contents, to each of the committee's people; recipients never see each other. Who was told of
    which version is kept."""
    kind = Printed.AGENDA if move == "publish-agenda" else Printed.MINUTES
    version = MinutesVersion.objects.filter(meeting=meeting, kind=kind).order_by("-number").first()
    number = version.number if version is not None else None
    address = settings.PUBLIC_ADDRESS + reverse("meetings:detail", args=[meeting.ref])
    text = f"You can read it here:\n\n{address}\n"
    for person in people_to_tell(meeting, on=on):
        if person.user is not None:
            subject = NOTICES[move].format(meeting=meeting)
            mail = queue_mail(recipient=person.user.email, subject=subject, text=text, about=meeting.uid)
            access_log.note(
                Logged.MAILED,
                at=mail.queued_at,
                by=by,
                record=meeting,
                person=person,
                version=number,
                mail=mail.pk,
                document=kind.value,
            )
