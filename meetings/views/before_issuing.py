"""Checks on the screen before minutes or an agenda go out: every edition is drawn as it would be and looked at, before
anything can be read by anybody."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from meetings.composition import compose, compose_agenda
from meetings.documents.agendas import agenda_file_name, agenda_html
from meetings.documents.editions import borne, different, drawing_key, edition, file_name
from meetings.models import Meeting
from meetings.tasks import draw_agenda, draw_minutes
from secgov.classification import Classification
from secgov.issuing import Candidate, Finding, findings_before_issue, has_checks
from secgov.lifecycle import Refused
from secgov.models import DrawnDocument, IssuedKind, User
from secgov.operations.holding import NO_WORDS, accept_beforehand
from secgov.pdf import key_of
from secgov.views.drawing import draw

KINDS = {"publish-agenda": IssuedKind.AGENDA, "approve": IssuedKind.MINUTES, "publish": IssuedKind.MINUTES}
STILL_DRAWN = "The {level} edition is still being drawn, so that it can be looked at. Try again in a moment."


@dataclass
class Looked:
    """What was found in the editions that a move would issue."""

    kind: IssuedKind
    candidates: list[tuple[Candidate, DrawnDocument, list[Finding]]] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)

    @property
    def findings(self) -> list[Finding]:
        return [finding for _, _, found in self.candidates for finding in found]

    @property
    def stops(self) -> list[str]:
        return [*self.waiting, *(finding.sentence for finding in self.findings if finding.stops)]

    @property
    def warnings(self) -> list[Finding]:
        return [finding for finding in self.findings if not finding.stops]


def looked_at(meeting: Meeting, move: str) -> Looked | None:
    """What the checks find in every edition that `move` would issue; None where it issues nothing or nothing is
    checked."""
    kind = KINDS.get(move)
    if kind is None or not has_checks():
        return None
    looked = Looked(kind)
    composed = compose_agenda if kind == IssuedKind.AGENDA else compose
    for level in different(meeting, borne(meeting, edition(meeting, Classification.AMBER), None, composed)):
        name, drawn = _drawn(meeting, level, kind)
        if drawn is None:
            looked.waiting.append(STILL_DRAWN.format(level=level.label))
            continue
        candidate = Candidate(
            title=f"{meeting}, {kind.label}, {level.label} edition",
            file_name=name,
            classification=int(level),
            committee=meeting.committee_id,
            target=meeting.uid,
            pdf=drawn.file.read(),
            reader=edition(meeting, level),
        )
        looked.candidates.append((candidate, drawn, findings_before_issue(candidate)))
    return looked


def _drawn(meeting: Meeting, level: Classification, kind: IssuedKind) -> tuple[str, DrawnDocument | None]:
    """An edition of what stands now, drawn as a draft, and its file's name."""
    what: dict[str, Any] = {"meeting_id": meeting.pk, "level": int(level), "version_id": None}
    if kind == IssuedKind.AGENDA:
        key = key_of(agenda_html(meeting, level, None))
        return agenda_file_name(meeting, level, None), draw(key, draw_agenda, **what)
    return file_name(meeting, level, None), draw(drawing_key(meeting, level, None), draw_minutes, **what)


def refuse_or_accept(looked: Looked | None, *, by: User, at: datetime, why: str) -> None:
    """Refused where a finding stops, or warns and no words accept it; the words are kept with what was found."""
    if looked is None:
        return
    if looked.stops:
        raise Refused(looked.stops)
    if looked.warnings and not why.strip():
        raise Refused([NO_WORDS])
    for candidate, drawn, found in looked.candidates:
        if found:
            accept_beforehand(candidate, found, looked.kind, drawn.file, by=by, at=at, why=why)
