"""What was proposed for an agenda, put on it in order, each once."""

from collections.abc import Iterable

from meetings.models import AgendaItem, Meeting
from meetings.operations.agenda import add_item
from meetings.operations.minuting import open_meeting
from secgov.acting import operation
from secgov.classification import ClassifiedBy
from secgov.models import User
from secgov.panels import Proposal


@operation
def add_proposed(meeting: Meeting, proposals: Iterable[Proposal], *, by: User) -> list[AgendaItem]:
    """Put the chosen proposals on the agenda and return the new items. What stands on it already, because somebody
    else was faster, is passed over; a title starts no lower than where it was taken from."""
    meeting = open_meeting(meeting.pk)
    there = AgendaItem.objects.filter(meeting=meeting, removed_at__isnull=True).exclude(proposal="")
    on_it = {item.proposal: item for item in there}
    added = []
    for proposal in proposals:
        if proposal.key in on_it:
            continue
        parent = on_it.get(proposal.under)
        item = add_item(
            meeting=meeting,
            title=proposal.title[:400],
            by=by,
            parent=parent if parent is not None and parent.parent_id is None else None,
            classification=_starting(proposal, meeting),
            classified_by=ClassifiedBy.WORKING if proposal.classification is None else ClassifiedBy.INHERITED,
            about=proposal.about,
            purpose=proposal.purpose,
            presenter=proposal.presenter[:200],
            presented_by=proposal.presented_by,
            is_standing=proposal.is_standing,
            is_verbal=proposal.is_verbal,
            proposal=proposal.key,
        )
        on_it[proposal.key] = item
        added.append(item)
    return added


def _starting(proposal: Proposal, meeting: Meeting) -> int | None:
    """As what it was taken from, but no lower than the meeting; None where nothing says."""
    if proposal.classification is None:
        return None
    return max(proposal.classification, meeting.classification)
