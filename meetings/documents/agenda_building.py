"""The agenda as its secretary builds it: every row in its place, with its papers and what stands in their way."""

from dataclasses import dataclass, field
from itertools import takewhile
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch

from meetings.composition import Gap, Line, compose_agenda
from meetings.models import AgendaItem, Meeting, Paper, PaperVersion
from secgov.access import Reader


@dataclass
class PaperLine:
    """A paper of a row: what it is, how far it has come, and what was found in its latest file."""

    paper: Paper
    latest: PaperVersion | None

    @property
    def state(self) -> str:
        if self.latest is None:
            return "no file yet"
        words = f"version {self.latest.number}, {'out' if self.latest.is_out else 'not out yet'}"
        return f"{words}, late" if self.latest.late_because else words

    @property
    def not_accepted(self) -> int:
        waits = self.latest is not None and not self.latest.is_out
        return len(self.latest.not_accepted) if waits and self.latest else 0


@dataclass
class Row:
    """An item on the agenda, or where one stands that the reader may not see (`item` None)."""

    uid: UUID
    number: str
    depth: int
    item: AgendaItem | None
    is_first: bool = False
    is_last: bool = False
    may_nest: bool = False
    papers: list[PaperLine] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.item.title if self.item else str(settings.WITHHELD_SENTENCE)

    @property
    def about(self) -> str:
        """Purpose, presenter and the rest in a line."""
        if self.item is None:
            return ""
        said = [
            self.item.get_purpose_display(),
            self.item.presenter,
            "verbal" if self.item.is_verbal else "",
            "standing" if self.item.is_standing else "",
        ]
        return " · ".join(filter(None, said))

    @property
    def postponed(self) -> str:
        if self.item is None or not self.item.postponed_to:
            return ""
        by = f" by {self.item.postponed_by}" if self.item.postponed_by else ""
        return f"Postponed{by} to {self.item.postponed_to}"


def agenda_rows(meeting: Meeting, reader: Reader) -> list[Row]:
    """Every row of the agenda in order, its content as far as `reader` may see it. Seven queries."""
    visible = AgendaItem.objects.filter(meeting=meeting, removed_at__isnull=True).visible_to(reader)
    items = {item.uid: item for item in visible.select_related("presented_by")}
    papers = papers_by_item(meeting, reader)
    lines = [line for line in compose_agenda(meeting, reader) if line.kind == "item"]
    rows = [_row(line, items.get(line.source)) for line in lines]
    for at, row in enumerate(rows):
        row.papers = papers.get(row.item.pk, []) if row.item else []
        _place(row, rows[:at], rows[at + 1 :])
    return rows


def _row(line: Line, item: AgendaItem | None) -> Row:
    if isinstance(line, Gap):
        return Row(line.source, line.number, line.depth, None)
    return Row(line.source, line.facts["number"], line.facts["depth"], item)


def _place(row: Row, above: list[Row], below: list[Row]) -> None:
    """Say where a row can go from where it stands."""
    siblings_above = list(takewhile(lambda other: other.depth >= row.depth, reversed(above)))
    siblings_below = takewhile(lambda other: other.depth >= row.depth, below)
    before = next((other for other in siblings_above if other.depth == row.depth), None)
    row.is_first = before is None
    row.is_last = not any(other.depth == row.depth for other in siblings_below)
    has_below = bool(below) and below[0].depth > row.depth
    row.may_nest = row.depth == 0 and before is not None and bool(before.number) and not has_below


def papers_by_item(meeting: Meeting, reader: Reader) -> dict[int, list[PaperLine]]:
    """The papers of a meeting that `reader` may see, by their item's key, each with the latest of its versions that
    they may see. Two queries."""
    versions = Prefetch("versions", PaperVersion.objects.visible_to(reader))
    papers = Paper.objects.filter(meeting=meeting).visible_to(reader).prefetch_related(versions)
    found: dict[int, list[PaperLine]] = {}
    for paper in papers.order_by("letter", "pk"):
        found.setdefault(paper.item_id, []).append(PaperLine(paper, paper.latest))
    return found
