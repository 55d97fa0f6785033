"""One action's story over the meetings: raised, reported on, handed on, closed, as far as a reader may know."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db.models import Q

from actions.lifecycle import Status
from actions.models import Action, ActionLink, ActionUpdate, LinkKind
from meetings.documents.places import Place, places_of
from meetings.models import Meeting
from secgov import references
from secgov.access import Reader
from secgov.models import Reference
from secgov.shown_text import shown

TONES = {Status.OPEN: "open", Status.CLOSED: "done"}
# What stands first among what happened at one meeting.
RANK = {"gap": 0, "plain": 1, "open": 2, "done": 2, "turn": 3}
BACKWARDS = {
    LinkKind.SUPERSEDED_BY: "Supersedes",
    LinkKind.REOPENS: "Re-opened as",
    LinkKind.HANDED_TO: "Taken over from",
}


@dataclass(frozen=True, slots=True)
class Link:
    """Where an action goes on or came from. `url` is empty where the reader may not read the other end."""

    words: str
    to: str
    url: str
    remark: str
    number: int
    level: int


@dataclass(slots=True)
class Event:
    """One point of the story: at which meeting, what was said, and what was decided."""

    tone: str
    title: str
    number: int
    place: Place | None = None
    status_word: str = ""
    html: str = ""
    worded: str = ""
    is_reopened: bool = False
    is_beginning: bool = False
    level: int = 1
    link: Link | None = None

    @property
    def held_on(self) -> date | None:
        return self.place.meeting.held_on if self.place else None

    @property
    def when(self) -> str:
        """The month where the day is not known."""
        meeting = self.place.meeting if self.place else None
        return f"{meeting.month:%B %Y}" if meeting and meeting.month and not meeting.held_on else ""


@dataclass(frozen=True, slots=True)
class Story:
    """An action as one reader may know it; `shown` is the highest classification in it."""

    text: str
    events: list[Event]
    links: list[Link]
    raised: Event
    shown: int


def story_of(action: Action, reader: Reader) -> Story:
    """The story of `action`, the latest first. A constant number of queries."""
    told = ActionUpdate.objects.filter(action=action, is_adopted=True).visible_to(reader)
    updates = list(told.order_by("meeting_number", "pk"))
    places = places_of([action, *updates], reader)
    texts = shown([action.text, *(update.text for update in updates)], reader)
    links = [*_links(action, reader), *_backward_links(action, reader)]
    raised = _raised(action, places.get(action.uid), reader)
    events = [
        _event(action, update, places.get(update.uid), html) for update, html in zip(updates, texts[1:], strict=True)
    ]
    levels = [action.classification, *(event.level for event in events), *(link.level for link in links)]
    return Story(
        text=texts[0],
        events=_in_order(raised, events, links, action),
        links=links,
        raised=raised,
        shown=max(levels),
    )


def _raised(action: Action, place: Place | None, reader: Reader) -> Event:
    """Where the action was raised: its item where those minutes are on record, else the meeting its number names."""
    if place is None or place.meeting.pk != action.raised_at_id:
        meeting = Meeting.objects.filter(actions_raised=action).visible_to(reader).first()
        place = Place(meeting) if meeting else None
    title = str(place.meeting) if place else _meeting_words(action, action.raised_number)
    return Event("plain", title, action.raised_number, place=place, is_beginning=True)


def _event(action: Action, update: ActionUpdate, place: Place | None, html: str) -> Event:
    status = Status(update.status_after)
    return Event(
        tone=TONES[status],
        title=str(place.meeting) if place else _meeting_words(action, update.meeting_number),
        number=update.meeting_number,
        place=place,
        status_word=status.label,
        html=html,
        worded=update.action_text if _words(update.action_text) != _words(action.text) else "",
        is_reopened=update.is_reopened,
        level=update.classification,
    )


def _meeting_words(action: Action, number: int) -> str:
    """ "TABASC 33" where the meeting itself is not the reader's to know of."""
    return f"{action.ref.rstrip('abcdefgh').partition('/')[0].rstrip('0123456789')} {number:02d}"


def _words(text: str) -> str:
    return " ".join(text.split())


def _links(action: Action, reader: Reader) -> list[Link]:
    """Where the action goes on, in the words of the link."""
    found = ActionLink.objects.filter(action=action).visible_to(reader).select_related("to__alias_of")
    rows = list(found.order_by("pk"))
    known = references.addresses([link.to for link in rows if link.to], reader)
    return [_link(link, known) for link in rows]


def _link(link: ActionLink, known: Mapping[tuple[str, str], references.Address]) -> Link:
    address = known.get((link.to.kind, link.to.canonical)) if link.to else None
    return Link(
        words=link.get_kind_display(),
        to=link.to.canonical if link.to else link.to_committee,
        url=address.url if address else "",
        remark=link.remark,
        number=link.meeting_number or link.action.raised_number,
        level=link.classification,
    )


def _backward_links(action: Action, reader: Reader) -> list[Link]:
    """What goes on in this action: both the link and the action it starts from must be the reader's to read."""
    forms = Reference.objects.filter(Q(target=action.uid) | Q(alias_of=action.reference_id))
    found = ActionLink.objects.filter(to__in=forms).visible_to(reader).order_by("pk")
    readable = Action.objects.filter(links__in=found).visible_to(reader)
    actions = {other.pk: other for other in readable}
    return [
        Link(
            words=BACKWARDS[LinkKind(link.kind)],
            to=actions[link.action_id].ref,
            url=actions[link.action_id].get_absolute_url(),
            remark=link.remark,
            number=link.meeting_number or actions[link.action_id].raised_number,
            level=link.classification,
        )
        for link in found
        if link.action_id in actions
    ]


def _in_order(raised: Event, events: list[Event], links: list[Link], action: Action) -> list[Event]:
    """All that happened, the latest first: links behind what was said at the same meeting, and what lies between."""
    told = [raised, *events]
    turns = [Event("turn", "", link.number, link=link, level=link.level) for link in links]
    gaps = [
        Event("gap", _between(action, before.number + 1, after.number - 1), after.number - 1)
        for before, after in pairwise(told)
        if after.number - before.number > 1
    ]
    ordered = sorted([*told, *turns, *gaps], key=lambda event: (event.number, RANK[event.tone]))
    return ordered[::-1]


def _between(action: Action, first: int, last: int) -> str:
    words = _meeting_words(action, first)
    return words if first == last else f"{words} to {last:02d}"
