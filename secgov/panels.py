"""The one way for a younger app to show itself on an elder's page: named slots, and nothing else registers.

*Blocks*: what an entry of a younger app's kind prints. One producer per kind is called once for a document.
*Commands*: what a secretary can add to an item. *Side cards*: what a younger app says beside a meeting. *Item cards*:
what it says beside one item while that is being minuted. *Checklist remarks*: what a younger app would have a secretary
look at before minutes go out. *Agenda proposals*: what an app would put on the agenda of a meeting.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from secgov.access import Reader
from secgov.classification import ClassifiedBy


@dataclass(frozen=True, slots=True)
class Block:
    """One printed thing: data for a template, with the columns the gate decides from.

    `html` names the facts that hold rich text, `part` the template that draws consecutive blocks of the kind, in a
    page and in a PDF alike.
    """

    kind: str
    source: UUID
    facts: dict[str, Any]
    text: str
    classification: int
    stage: int
    classified_by: str = ClassifiedBy.INHERITED
    audience: Sequence[int] = ()
    within: Sequence[UUID] = ()


@dataclass(frozen=True, slots=True)
class BlockKind:
    """How blocks of a kind are made and drawn. `html_facts` are the facts that hold bodies, in which references are
    linked; `label` is the kind in words where it is not the meetings app's own; `withheld` says whether a hidden
    block leaves a line in its place; `settle(entry, by)` brings the records of an entry up to its text, at once while
    the minutes are with the secretariat and otherwise when they come out; `keeps(entry)` is the sentence that refuses
    to take it out of the minutes, "" where it may go; `waits(entry)` says why an entry may not come out yet, or
    nothing."""

    name: str
    template: str
    html_facts: tuple[str, ...] = ()
    producer: Callable[[Sequence[Any], Reader], Mapping[UUID, list[Block]]] | None = None
    withheld: bool = True
    settle: Callable[[Any, Any], None] | None = None
    label: str = ""
    keeps: Callable[[Any], str] | None = None
    waits: Callable[[Any], str] | None = None


BLOCK_KINDS: dict[str, BlockKind] = {}


def register_blocks(kind: BlockKind) -> None:
    """Give out a kind of block; each is given out once."""
    if kind.name in BLOCK_KINDS:
        raise ValueError(f"The block kind {kind.name} is registered twice.")
    BLOCK_KINDS[kind.name] = kind


def blocks_for(entries: Iterable[Any], reader: Reader) -> dict[UUID, list[Block]]:
    """The blocks of `entries`, by the entry's uid, as far as `reader` may read the records they show. One call per
    kind; an entry of which nothing may be read has no key."""
    by_kind: dict[str, list[Any]] = {}
    for entry in entries:
        by_kind.setdefault(entry.kind, []).append(entry)
    found: dict[UUID, list[Block]] = {}
    for name, those in by_kind.items():
        producer = BLOCK_KINDS[name].producer if name in BLOCK_KINDS else None
        if producer is not None:
            found.update(producer(those, reader))
    return found


@dataclass(frozen=True, slots=True)
class Card:
    """A card beside a page: its title, template and data; `level` is the highest classification in it, 0 for none."""

    title: str
    template: str
    facts: dict[str, Any] = field(default_factory=dict)
    level: int = 0


@dataclass(frozen=True, slots=True)
class Field:
    """Something a secretary states of an entry beside its text: an owner, what it is due at, a status. With `choices`
    (value and label) it is chosen, else it is typed, `suggestions` being offered; `is_fixed` once it is stated;
    what `is_whole` counts when it is left, because half of it would state something else.
    `writes` is the sentence that choosing it writes into an empty entry, "{}" standing for what was chosen."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...] = ()
    suggestions: tuple[str, ...] = ()
    placeholder: str = ""
    is_fixed: bool = False
    is_whole: bool = False
    writes: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """What the words typed at the beginning of an entry make of it: its kind, how many of those characters stand for
    that and go, and what they state."""

    kind: str
    drop: int = 0
    facts: Mapping[str, str] = field(default_factory=dict)


NO_FIELDS: Callable[[Any, Reader], tuple[Field, ...]] = lambda meeting, reader: ()  # noqa: E731


@dataclass(frozen=True, slots=True)
class Command:
    """Something a secretary can add to an item: the kind of entry, its label, and the route of its plain form, which
    takes the item's uid.

    In the live editor: `words` follow the slash; `reads(text, meeting)` says what typed words make of an entry;
    `fields(meeting, reader)` are stated beside its text and `facts(entries)` what is stated now, by the entry's uid;
    `begin(entry, by, facts)` makes the record of an entry that has become one of this kind, and `state(entry, by,
    facts)` amends it. Refused and ValueError say why not.
    """

    kind: str
    label: str
    route: str = ""
    words: tuple[str, ...] = ()
    hint: str = ""
    reads: Callable[[str, Any], Typed | None] | None = None
    fields: Callable[[Any, Reader], tuple[Field, ...]] = NO_FIELDS
    facts: Callable[[Sequence[Any]], Mapping[UUID, dict[str, str]]] | None = None
    begin: Callable[[Any, Any, Mapping[str, str]], None] | None = None
    state: Callable[[Any, Any, Mapping[str, str]], None] | None = None


COMMANDS: list[Command] = []


def register_command(command: Command) -> None:
    """Offer `command` wherever something is added to an item."""
    COMMANDS.append(command)


def command_of(kind: str) -> Command | None:
    """The command that adds entries of `kind`; None for the meetings app's own."""
    return next((command for command in COMMANDS if command.kind == kind), None)


CardMaker = Callable[[Any, Any], Card | None]
CARDS: list[CardMaker] = []


def register_card(maker: CardMaker) -> None:
    """Let `maker(meeting, document)` show a card beside a meeting, from the document as its reader gets it."""
    CARDS.append(maker)


def cards_for(meeting: Any, document: Any) -> list[Card]:
    """The cards younger apps show beside `meeting`."""
    return [card for card in (maker(meeting, document) for maker in CARDS) if card is not None]


ItemCardMaker = Callable[[Any, Reader], Card | None]
ITEM_CARDS: list[ItemCardMaker] = []


def register_item_card(maker: ItemCardMaker) -> None:
    """Let `maker(item, reader)` show a card beside an item of the agenda, as far as `reader` may know; it takes a
    constant number of queries."""
    ITEM_CARDS.append(maker)


def item_cards_for(item: Any, reader: Reader) -> list[Card]:
    """The cards beside `item`, the youngest app's first, as the apps are installed."""
    return [card for card in (maker(item, reader) for maker in ITEM_CARDS) if card is not None]


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be done about a remark: a link, or a button where `is_post`."""

    label: str
    url: str
    is_post: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at in a draft, in one sentence. `kind` and `about` make its key, which unrelated changes leave
    alone; `source` is the uid of the entry or item it is about, `place` and `url` are filled in from that."""

    kind: str
    about: str
    sentence: str
    source: UUID | None = None
    quoted: str = ""
    offer: Offer | None = None
    place: str = ""
    url: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.about}"[:120]


RemarkMaker = Callable[[Any, Reader], Iterable[Remark]]
REMARKS: list[RemarkMaker] = []


def register_remarks(maker: RemarkMaker) -> None:
    """Let `maker(draft, reader)` remark on a draft as its reader gets it."""
    REMARKS.append(maker)


def remarks_on(draft: Any, reader: Reader) -> list[Remark]:
    """What younger apps remark on `draft`."""
    return [remark for maker in REMARKS for remark in maker(draft, reader)]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something for a meeting's agenda. `key` tells it from every other for good; `why` is said to the secretary;
    `under` is the key of the proposal it stands beneath, "" for none; `classification` is that of what its words were
    taken from, None where they say nothing of any record."""

    key: str
    title: str
    why: str
    purpose: str = ""
    presenter: str = ""
    presented_by: Any = None
    about: Any = None
    under: str = ""
    classification: int | None = None
    is_standing: bool = False
    is_verbal: bool = False
    is_ticked: bool = False


ProposalMaker = Callable[[Any, Reader], Iterable[Proposal]]
PROPOSALS: list[ProposalMaker] = []


def register_proposals(maker: ProposalMaker) -> None:
    """Let `maker(meeting, reader)` propose items for the agenda of a meeting, as far as `reader` may know of what
    they are about. Apps report from the youngest to the eldest; the eldest proposes first."""
    PROPOSALS.insert(0, maker)


def proposals_for(meeting: Any, reader: Reader) -> list[Proposal]:
    """What all apps propose for the agenda of `meeting`. Proposals of one title are one, in the place of the first,
    with the reasons of each: two apps may know of the same standing item."""
    found: dict[str, Proposal] = {}
    for maker in PROPOSALS:
        for proposal in maker(meeting, reader):
            title = proposal.title.casefold()
            found[title] = _as_one(found[title], proposal) if title in found else proposal
    return list(found.values())


def _as_one(first: Proposal, second: Proposal) -> Proposal:
    levels = [each.classification for each in (first, second) if each.classification is not None]
    return replace(
        first,
        why=f"{first.why} {second.why}",
        classification=max(levels, default=None),
        is_ticked=first.is_ticked or second.is_ticked,
        about=first.about or second.about,
    )
