"""What a committee's earlier meetings leave for the agenda of the next: what stands on every one, what was postponed,
and conditions that wait for evidence."""

from collections.abc import Iterator
from itertools import chain

from meetings.documents.places import places_of
from meetings.lifecycle import Status
from meetings.models import AgendaItem, Meeting, Outcome, Purpose
from secgov.access import Reader
from secgov.panels import Proposal, proposals_for

LONGEST_TITLE = 400


def last_meeting(meeting: Meeting, reader: Reader) -> Meeting | None:
    """The committee's meeting before `meeting`, as far as `reader` may know; one that was cancelled, or is known only
    by its number, does not count."""
    earlier = Meeting.objects.of_committee(meeting.committee_id).visible_to(reader)
    earlier = earlier.exclude(pk=meeting.pk).exclude(status__in=[Status.CANCELLED, Status.KNOWN])
    return earlier.filter(order_on__lte=meeting.order_on).latest_first().first()


def open_proposals(meeting: Meeting, reader: Reader) -> list[Proposal]:
    """What all apps propose and is not on the agenda yet, by what proposed it or by its title."""
    items = AgendaItem.objects.filter(meeting=meeting, removed_at__isnull=True).visible_to(reader)
    there = list(items.values_list("proposal", "title"))
    keys, titles = {key for key, _ in there if key}, {title.casefold() for _, title in there}
    offered = sorted(proposals_for(meeting, reader), key=_closes_the_meeting)
    return [each for each in offered if each.key not in keys and each.title.casefold() not in titles]


def _closes_the_meeting(proposal: Proposal) -> bool:
    """Any other business comes after everything else that is proposed."""
    return "other business" in proposal.title.casefold()


def of_meetings(meeting: Meeting, reader: Reader) -> Iterator[Proposal]:
    """What the meetings app itself proposes."""
    last = last_meeting(meeting, reader)
    from_last = chain(_standing(last, reader), _postponed(last, reader)) if last is not None else iter(())
    return chain(from_last, _conditions(meeting, reader))


def _items_of(last: Meeting, reader: Reader) -> list[AgendaItem]:
    items = AgendaItem.objects.filter(meeting=last, removed_at__isnull=True).visible_to(reader)
    return list(items.select_related("about", "presented_by", "parent").order_by("rank", "pk"))


def _standing(last: Meeting, reader: Reader) -> Iterator[Proposal]:
    """Items that stand on every agenda, those beneath behind the ones they stand under."""
    items = [item for item in _items_of(last, reader) if item.is_standing]
    for item in sorted(items, key=_in_order):
        yield _taken(
            item,
            key=f"standing {item.uid}",
            why=f"Stands on every agenda; item {item.number or 'without a number'} of {last}.",
            under=f"standing {item.parent.uid}" if item.parent else "",
        )


def _in_order(item: AgendaItem) -> list[int]:
    return [int(part) for part in item.number.split(".") if part.isdecimal()] or [10_000]


def _postponed(last: Meeting, reader: Reader) -> Iterator[Proposal]:
    for item in _items_of(last, reader):
        if item.postponed_to and not item.is_standing:
            by = f" by {item.postponed_by}" if item.postponed_by else ""
            why = f"Postponed at {last}{by}, to {item.postponed_to}."
            yield _taken(item, key=f"postponed {item.uid}", why=why)


def _taken(item: AgendaItem, *, key: str, why: str, under: str = "") -> Proposal:
    """An item of an earlier agenda as a proposal for the next. Both its facts and its classification come along."""
    return Proposal(
        key=key,
        title=item.title,
        why=why,
        purpose=item.purpose,
        presenter=item.presenter,
        presented_by=item.presented_by,
        about=item.about,
        under=under,
        classification=item.classification,
        is_standing=item.is_standing,
        is_verbal=item.is_verbal,
        is_ticked=item.is_standing,
    )


def _conditions(meeting: Meeting, reader: Reader) -> Iterator[Proposal]:
    """Outcomes of the committee whose condition is open, with where they were minuted. Three queries."""
    open_ones = Outcome.objects.filter(committee=meeting.committee_id, met_on__isnull=True).exclude(condition="")
    outcomes = list(
        open_ones.exclude(meeting=meeting)
        .filter(entry__removed_at__isnull=True, meeting__order_on__lte=meeting.order_on)
        .visible_to(reader)
        .select_related("about")
        .order_by("meeting__order_on", "pk")
    )
    places = places_of(outcomes, reader)
    for outcome in outcomes:
        start = f"{outcome.about}: evidence" if outcome.about else "Evidence"
        where = f" at {places[outcome.uid].label}" if outcome.uid in places else ""
        yield Proposal(
            key=f"condition {outcome.uid}",
            title=f"{start} on the condition “{outcome.condition}”"[:LONGEST_TITLE],
            why=f"{outcome.verb}{where}, subject to what nobody has recorded as met.",
            purpose=Purpose.DISCUSSION,
            about=outcome.about,
            classification=outcome.classification,
        )
