"""Asking the checks before minutes or an agenda go out, with the words of each edition, in the same moment as the move;
the bytes of the PDF are asked about when the worker has drawn it (secgov/operations/holding.py)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from meetings.composition import compose_agenda, latest_version
from meetings.documents import agendas, editions
from meetings.lifecycle import Status
from meetings.models import Meeting, MinutesVersion, Printed
from meetings.operations.issuing import KINDS
from meetings.operations.rehearsing import rehearsed
from secgov.access import Purpose, System
from secgov.classification import Classification, Stage
from secgov.issuing import Candidate, Finding, findings_before_issue
from secgov.lifecycle import Refused
from secgov.models import User
from secgov.operations.holding import accept_beforehand

SYSTEM = System(Purpose.LEAK_CHECK)
STAGES = {"circulate": Stage.COMMITTEE, "approve": Stage.PUBLISHED}
GIVEN_OUT_BY = {"publish": Printed.MINUTES, "publish-agenda": Printed.AGENDA, **dict.fromkeys(STAGES, Printed.MINUTES)}
ACCEPT = "Something was found that a person must accept. Write why you accept it, or change the text."


def candidate(meeting: Meeting, level: Classification, content: bytes, *, title: str, file_name: str) -> Candidate:
    """An edition of a meeting's minutes or agenda, about to be given out."""
    return Candidate(
        title=title,
        file_name=file_name,
        classification=level,
        committee=meeting.committee_id,
        target=meeting.uid,
        pdf=content,
        reader=editions.edition(meeting, level),
    )


def drawn(version: MinutesVersion, level: Classification, pdf: bytes) -> Candidate:
    """The drawn edition of a written version."""
    name = agendas.agenda_file_name if version.kind == Printed.AGENDA else editions.file_name
    title = f"{version.head['title']}, {version.head['status_words']}"
    return candidate(version.meeting, level, pdf, title=title, file_name=name(version.meeting, level, version))


def of_minutes(version: MinutesVersion) -> Iterator[Candidate]:
    """The editions of minutes as they were written down, from the words they are drawn from."""
    for level in editions.levels_of(version):
        yield drawn(version, level, editions.minutes_html(version.meeting, level, version).encode())


def of_agenda(meeting: Meeting, version: MinutesVersion | None) -> Iterator[Candidate]:
    """The editions of an agenda as it was written down or, before that, as it stands."""
    highest = editions.edition(meeting, Classification.AMBER)
    for level in editions.different(meeting, editions.borne(meeting, highest, version, compose_agenda)):
        html = agendas.agenda_html(meeting, level, version).encode()
        name = agendas.agenda_file_name(meeting, level, version)
        yield candidate(meeting, level, html, title=f"{meeting}, Agenda", file_name=name)


def of_draft(meeting: Meeting) -> Iterator[Candidate]:
    """The editions of minutes as they stand."""
    highest = editions.edition(meeting, Classification.AMBER)
    for level in editions.different(meeting, editions.borne(meeting, highest, None)):
        html = editions.minutes_html(meeting, level, None).encode()
        name = editions.file_name(meeting, level, None)
        yield candidate(meeting, level, html, title=f"{meeting}, {meeting.status_words}", file_name=name)


def to_be_given_out(meeting: Meeting) -> Iterator[Candidate]:
    """The editions that would go out next: of an agenda that is planned, of minutes being written, and of what was
    written down since the register last heard of it."""
    if meeting.status == Status.PLANNED:
        yield from of_agenda(meeting, None)
    elif meeting.is_open_to_change and meeting.has_entries:
        yield from of_draft(meeting)
    elif (version := latest_version(meeting, SYSTEM)) is not None:
        yield from (each for each in of_minutes(version) if not _is_issued(version, each.classification))


def _is_issued(version: MinutesVersion, level: int) -> bool:
    return editions.issued(version.meeting, Classification(level), version) is not None


Looked = list[tuple[Candidate, list[Finding]]]


def looked_at(candidates: Iterable[Candidate]) -> Looked:
    """What the checks find in each edition of one document."""
    return [(each, findings_before_issue(each)) for each in candidates]


def found_in(looked: Looked) -> list[Finding]:
    """What was found in the editions of one document, each once, with the editions in which it stands."""
    where: dict[tuple[bool, str], list[str]] = {}
    for each, findings in looked:
        edition = f"{Classification(each.classification).label} edition"
        for finding in findings:
            place = f"{edition}, {finding.where}" if finding.where else edition
            where.setdefault((finding.stops, finding.sentence), []).append(place)
    found = [Finding(stops, sentence, "; ".join(dict.fromkeys(at))) for (stops, sentence), at in where.items()]
    return sorted(found, key=lambda finding: not finding.stops)


def found_before(meeting: Meeting, move: str, *, by: User) -> list[Finding]:
    """What the checks would find if `move` were made now; nothing is kept of it. Empty for a move by which nothing is
    given out."""
    if move in STAGES and meeting.number is not None:
        with rehearsed(meeting, stage=STAGES[move], by=by) as version:
            return found_in(looked_at(of_minutes(version)))
    if move == "publish-agenda":
        return found_in(looked_at(of_agenda(meeting, None)))
    loaded = latest_version(meeting, SYSTEM) if move == "publish" else None
    return found_in(looked_at(of_minutes(loaded))) if loaded is not None else []


@dataclass(frozen=True)
class Vouching:
    """A person's word for what goes out: with `because`, why what only warns may stand."""

    by: User
    at: datetime
    because: str = ""

    def __call__(self, meeting: Meeting, move: str) -> None:
        """Refuse the move that has just been made where something stops an edition, or warns and is not accepted; what
        is accepted is kept for when the edition is drawn."""
        version = latest_version(meeting, SYSTEM, GIVEN_OUT_BY[move]) if move in GIVEN_OUT_BY else None
        if version is None:
            return
        is_agenda = version.kind == Printed.AGENDA
        looked = looked_at(of_agenda(version.meeting, version) if is_agenda else of_minutes(version))
        found = found_in(looked)
        if any(finding.stops for finding in found):
            raise Refused([f"{finding.where}: {finding.sentence}" for finding in found if finding.stops])
        if found and not self.because.strip():
            raise Refused([ACCEPT])
        for each, findings in looked:
            if findings:
                kind = KINDS[Printed(version.kind)]
                accept_beforehand(each, findings, kind, by=self.by, at=self.at, why=self.because)
