"""What actions put on the agenda of a meeting: their own review, and what another committee handed over."""

from collections.abc import Iterator

from django.db.models import Q

from actions.models import Action, ActionLink, LinkKind
from meetings.models import Meeting, Purpose
from secgov.access import Reader
from secgov.models import Committee, CommitteeName
from secgov.panels import Proposal

LONGEST_TITLE = 400


def for_agenda(meeting: Meeting, reader: Reader) -> Iterator[Proposal]:
    """The review of actions outstanding, and each matter referred here that was not taken over. Four queries."""
    yield _review(meeting, reader)
    yield from _referred(meeting, reader)


def _review(meeting: Meeting, reader: Reader) -> Proposal:
    count = Action.objects.visible_to(reader).outstanding_at(meeting, reader).count()
    actions = f"{count} open action{'' if count == 1 else 's'} of the {meeting.abbreviation}"
    return Proposal(
        key="actions outstanding",
        title=meeting.committee.print_form.actions_heading,
        why=f"{actions} to review." if count else f"The {meeting.abbreviation} has no open actions.",
        purpose=Purpose.INFORMATION,
        is_standing=True,
        is_ticked=True,
    )


def _referred(meeting: Meeting, reader: Reader) -> Iterator[Proposal]:
    handed = ActionLink.objects.filter(_names(meeting.committee), kind=LinkKind.HANDED_TO, to__isnull=True)
    links = {link.action_id: link for link in handed.visible_to(reader)}
    known = Action.objects.filter(pk__in=links).exclude(committee=meeting.committee_id).visible_to(reader)
    for action in known.select_related("reference", "committee").order_by("ref"):
        yield Proposal(
            key=f"referred {action.uid}",
            title=f"{action.ref}, referred by the {action.committee}: {action.text}"[:LONGEST_TITLE],
            why=f"The {action.committee} handed {action.ref} over, and the {meeting.abbreviation} has not taken it up.",
            purpose=Purpose.DISCUSSION,
            about=action.reference,
            classification=max(action.classification, links[action.pk].classification),
        )


def _names(committee: Committee) -> Q:
    """That a link is to this committee, by any name or abbreviation it ever had."""
    condition = Q(pk__in=[])
    for abbreviation, name in CommitteeName.objects.filter(committee=committee).values_list("abbreviation", "name"):
        for words in (abbreviation, name):
            condition |= Q(to_committee__iexact=words) | Q(to_committee__iexact=f"the {words}")
    return condition
