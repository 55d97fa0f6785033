"""What publishing an agenda will do, for the screen before it: its number and classification, the papers that come out
with what was found in them, and what stays back from whom."""

from dataclasses import dataclass, field
from uuid import UUID

from django.urls import reverse

from meetings.documents.agenda_building import PaperLine, papers_by_item
from meetings.documents.meetings import READERS
from meetings.models import AgendaItem, Meeting, Paper
from meetings.operations import next_free_number
from secgov.access import Reader
from secgov.classification import Classification, Stage
from secgov.models import AccessGrant, GrantKind


@dataclass(frozen=True)
class Held:
    """An item or paper above the meeting's classification, and from whom it stays back."""

    words: str
    level: Classification
    sentence: str


@dataclass
class BeforePublishing:
    """What the screen before publishing shows."""

    number: str
    level: Classification
    readers: str
    pdf_url: str
    papers: list[PaperLine] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)


BACK_FROM = {
    Classification.GREEN: "stays back from whoever is not signed in",
    Classification.AMBER: "stays back from everybody but the {committee}’s people and those invited",
    Classification.RED: "stays back from everybody but the secretaries and those named on it: {named}",
}


def before_publishing(meeting: Meeting, reader: Reader) -> BeforePublishing:
    """What `reader`, one of the secretaries, is shown before the agenda of `meeting` comes out. A constant number of
    queries."""
    items = AgendaItem.objects.filter(meeting=meeting, removed_at__isnull=True).visible_to(reader)
    listed = list(items.order_by("rank", "pk"))
    papers = papers_by_item(meeting, reader)
    lines = [line for item in listed for line in papers.get(item.pk, [])]
    number = meeting.number if meeting.number is not None else next_free_number(meeting.committee)
    level = Classification(meeting.classification)
    return BeforePublishing(
        number=f"{meeting.abbreviation} {number:02d}",
        level=level,
        readers=READERS[level],
        pdf_url=f"{reverse('meetings:agenda_pdf', args=[meeting.ref])}?edition={level.slug}",
        papers=[line for line in lines if _comes_out(line)],
        held=_held(meeting, [*listed, *(line.paper for line in lines)]),
    )


def _comes_out(line: PaperLine) -> bool:
    return line.paper.stage < Stage.PUBLISHED or (line.latest is not None and not line.latest.is_out)


def _held(meeting: Meeting, records: list[AgendaItem | Paper]) -> list[Held]:
    above = [record for record in records if record.classification > meeting.classification]
    grants = AccessGrant.objects.filter(
        kind__in=[GrantKind.NAMED, GrantKind.RECUSED], target__in={uid for each in above for uid in _places(each)}
    ).filter(until__isnull=True)
    people: dict[tuple[str, UUID], list[str]] = {}
    for kind, target, name in grants.values_list("kind", "target", "person__name").order_by("person__name"):
        people.setdefault((kind, target), []).append(name)
    return [_one_held(meeting, record, people) for record in above]


def _places(record: AgendaItem | Paper) -> list[UUID]:
    return [*record.within, record.uid]


def _one_held(meeting: Meeting, record: AgendaItem | Paper, people: dict[tuple[str, UUID], list[str]]) -> Held:
    named = [name for uid in _places(record) for name in people.get((GrantKind.NAMED, uid), [])]
    recused = [name for uid in _places(record) for name in people.get((GrantKind.RECUSED, uid), [])]
    words = BACK_FROM[record.level].format(
        committee=meeting.abbreviation, named=", ".join(dict.fromkeys(named)) or "nobody yet"
    )
    if recused and record.level > Classification.GREEN:
        words += f"; and, by recusal, from {', '.join(dict.fromkeys(recused))}"
    what = f"Item {record}" if isinstance(record, AgendaItem) else f"Paper: {record}"
    return Held(what, record.level, f"{words}.")
