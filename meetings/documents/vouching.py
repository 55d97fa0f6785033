"""Asking the checks before minutes or an agenda go out: with the words of each edition before the move is made, and
with the bytes of the PDF when the worker has drawn it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from meetings.composition import compose_agenda, latest_version
from meetings.documents import agendas, editions
from meetings.lifecycle import Status
from meetings.models import IssueCheck, Meeting, MinutesVersion, Printed
from meetings.operations.rehearsing import rehearsed
from meetings.operations.vouching import accept_warnings, release_edition, stop_edition
from secgov.access import Purpose, Reader, System
from secgov.classification import Classification, Stage
from secgov.issuing import Candidate, Finding, findings_before_issue
from secgov.lifecycle import Refused
from secgov.models import User

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


def found_in(candidates: Iterable[Candidate]) -> list[Finding]:
    """What the checks find in the editions of one document, each once, with the editions in which it stands."""
    where: dict[tuple[bool, str], list[str]] = {}
    for each in candidates:
        edition = f"{Classification(each.classification).label} edition"
        for finding in findings_before_issue(each):
            place = f"{edition}, {finding.where}" if finding.where else edition
            where.setdefault((finding.stops, finding.sentence), []).append(place)
    found = [Finding(stops, sentence, "; ".join(dict.fromkeys(at))) for (stops, sentence), at in where.items()]
    return sorted(found, key=lambda finding: not finding.stops)


def found_before(meeting: Meeting, move: str, *, by: User) -> list[Finding]:
    """What the checks would find if `move` were made now; nothing is kept of it. Empty for a move by which nothing is
    given out."""
    if move in STAGES and meeting.number is not None:
        with rehearsed(meeting, stage=STAGES[move], by=by) as version:
            return found_in(list(of_minutes(version)))
    if move == "publish-agenda":
        return found_in(of_agenda(meeting, None))
    loaded = latest_version(meeting, SYSTEM) if move == "publish" else None
    return found_in(of_minutes(loaded)) if loaded is not None else []


@dataclass(frozen=True)
class Vouching:
    """A person's word for what goes out: with `because`, why what only warns may stand."""

    by: User
    because: str = ""

    def __call__(self, meeting: Meeting, move: str) -> None:
        """Refuse the move that has just been made where something stops an edition, or warns and is not accepted."""
        version = latest_version(meeting, SYSTEM, GIVEN_OUT_BY[move]) if move in GIVEN_OUT_BY else None
        if version is None:
            return
        found = found_in(of_agenda(version.meeting, version) if version.kind == Printed.AGENDA else of_minutes(version))
        if any(finding.stops for finding in found):
            raise Refused([f"{finding.where}: {finding.sentence}" for finding in found if finding.stops])
        if found and not self.because.strip():
            raise Refused([ACCEPT])
        if found:
            accept_warnings(version, found, because=self.because.strip()[:300], by=self.by)


def may_be_given_out(version: MinutesVersion, level: Classification, pdf: bytes, *, at: datetime) -> bool:
    """Whether nothing in the drawn edition stops it; what does is kept for the secretaries, and nobody gets it."""
    found = findings_before_issue(drawn(version, level, pdf))
    if any(finding.stops for finding in found):
        stop_edition(version, level, found, by=version.written_by)
        return False
    release_edition(version, level, at=at, by=version.written_by)
    return True


def is_stopped(version: MinutesVersion | None, level: Classification) -> bool:
    """Whether the edition is in nobody's hands. One query."""
    if version is None:
        return False
    stopped = IssueCheck.objects.filter(version=version, edition=level, released_at__isnull=True)
    return bool(stopped.visible_to(SYSTEM).exists())


def checks_of(meeting: Meeting, reader: Reader) -> list[IssueCheck]:
    """What was found in the meeting's latest minutes and agenda and what became of it, for the secretaries; nobody
    else gets any. One query, three more where something was."""
    checks = IssueCheck.objects.filter(meeting=meeting, released_at__isnull=True).visible_to(reader)
    listed = list(checks.select_related("version", "accepted_by"))
    latest = {kind: _number(latest_version(meeting, reader, kind)) for kind in Printed} if listed else {}
    return [each for each in listed if each.version.number == latest[Printed(each.version.kind)]]


def _number(version: MinutesVersion | None) -> int:
    return version.number if version is not None else 0
