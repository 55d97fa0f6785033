"""Papers put in for items, version by version: late ones with why, and brought out when what is in them is accepted."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from meetings.lifecycle import findings_are_accepted
from meetings.models import AgendaItem, Meeting, Paper, PaperVersion, WithheldName
from meetings.operations.minuting import open_meeting, starting_classification
from meetings.operations.withholding import rename, settle_names, withhold_as_before
from secgov.acting import operation
from secgov.classification import ClassifiedBy, Stage
from secgov.history import save
from secgov.inspection import Inspected
from secgov.lifecycle import Refused
from secgov.models import GrantKind, StoredFile, User, standing
from secgov.operations import grant
from secgov.publication import follow_within
from secgov.working_days import working_days_before


def paper_day(meeting: Meeting) -> date | None:
    """The last day on which papers are in time: so many working days before the meeting (the committee's setting);
    None while its day is not known."""
    if meeting.held_on is None:
        return None
    return working_days_before(meeting.held_on, meeting.committee.paper_days)


def is_late(meeting: Meeting, *, at: datetime) -> bool:
    day = paper_day(meeting)
    return day is not None and timezone.localdate(at) > day


def _said(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""


def _reason_where_late(meeting: Meeting, late_because: str, *, by: User, at: datetime) -> str:
    """Why a paper is late, "" for one in time. Refused where it is late and nothing is said, and from whoever is no
    secretary of the committee."""
    if not is_late(meeting, at=at):
        return ""
    passed = f"The paper day of {meeting} was {_said(paper_day(meeting))}."
    if not by.has_perm("meetings.minute", meeting):
        raise Refused([f"{passed} Ask a secretary of the committee to put the paper in."])
    if not late_because.strip():
        raise Refused([f"{passed} Write why the paper is late."])
    return late_because.strip()


@operation
def attach_paper(
    *,
    item: AgendaItem,
    title: str,
    by: User,
    at: datetime,
    file: StoredFile | None = None,
    file_name: str = "",
    media_type: str = "",
    inspected: Inspected | None = None,
    late_because: str = "",
    classification: int | None = None,
    **facts: Any,
) -> Paper:
    """Put a paper in for an item. It is the secretaries' and its submitter's until the agenda is published."""
    meeting = open_meeting(item.meeting_id)
    late_because = _reason_where_late(meeting, late_because, by=by, at=at)
    classified_by = ClassifiedBy.SET
    if classification is None:
        parent = item.contents_classification or item.classification
        classification, classified_by = starting_classification(
            parent, working=meeting.committee.working_classification
        )
    paper = Paper(
        meeting=meeting,
        item=item,
        title=title,
        submitted_by=by,
        submitted_at=at,
        classification=classification,
        classified_by=classified_by,
        **facts,
        **standing(item, stage=Stage.SECRETARIAT),
    )
    save(paper, by=by)
    _let_submitter_read(paper, by=by)
    if file is not None:
        named = {"file_name": file_name or file.name, "media_type": media_type or file.media_type}
        _write_version(paper, file, late_because, inspected, by=by, at=at, **named)
    return paper


def _let_submitter_read(paper: Paper, *, by: User) -> None:
    """Whoever is no secretary reads what they put in, also before it comes out."""
    person = getattr(by, "person", None)
    if person is not None and not by.has_perm("meetings.minute", paper):
        grant(person=person, target=paper.uid, kind=GrantKind.SHARED, by=by, why="Put the paper in.")


def _write_version(
    paper: Paper,
    file: StoredFile,
    late_because: str,
    inspected: Inspected | None,
    *,
    by: User,
    at: datetime,
    file_name: str,
    media_type: str,
) -> PaperVersion:
    earlier = PaperVersion.objects.filter(paper=paper).order_by("number").last()
    inspected = inspected or Inspected()
    version = PaperVersion(
        paper=paper,
        number=earlier.number + 1 if earlier else 1,
        file=file,
        file_name=file_name,
        media_type=media_type,
        submitted_by=by,
        submitted_at=at,
        late_because=late_because,
        findings=inspected.findings,
        marked_inside=inspected.marked,
        classification=paper.classification,
        classified_by=ClassifiedBy.INHERITED,
        **standing(paper, stage=Stage.SECRETARIAT),
    )
    save(version, by=by)
    withhold_as_before(version, by=by)
    return version


@operation
def add_paper_version(
    paper: Paper,
    *,
    file: StoredFile,
    file_name: str,
    media_type: str,
    by: User,
    at: datetime,
    inspected: Inspected | None = None,
    late_because: str = "",
) -> PaperVersion:
    """Put a new version of a paper in. What has come out stays out until this one does."""
    meeting = open_meeting(paper.meeting_id)
    late_because = _reason_where_late(meeting, late_because, by=by, at=at)
    paper = Paper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    return _write_version(
        paper, file, late_because, inspected, by=by, at=at, file_name=file_name, media_type=media_type
    )


@operation
def amend_paper(paper: Paper, *, by: User, **facts: Any) -> Paper:
    """Change what a paper is called and how it is classified; its versions follow. Refused where one that is out
    would become more open: that is not done by the way."""
    open_meeting(paper.meeting_id)
    paper = Paper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    before = paper.classification
    wanted = facts.pop("classification", None) or before
    if wanted < before and paper.stage == Stage.PUBLISHED:
        raise Refused(["This paper is out. Its classification can be raised here, not lowered."])
    if wanted != before:
        paper.classification, paper.classified_by = wanted, ClassifiedBy.SET
    if "title" in facts:
        facts["title"] = rename(paper, facts["title"], by=by)
    for field, value in facts.items():
        setattr(paper, field, value)
    save(paper, by=by)
    if paper.classification != before:
        follow_within(paper, before=before, by=by)
        settle_names(paper, by=by)
    return paper


@operation
def accept_findings(version: PaperVersion, *, by: User, at: datetime, because: str) -> PaperVersion:
    """Accept what inspection found in a file, by name and with a reason, so that it may come out."""
    version = PaperVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if not because.strip():
        raise Refused(["Accepting what was found takes a reason. Write why it may come out."])
    if not version.not_accepted:
        raise Refused(["Nothing waits to be accepted in this version."])
    version.accepted_by, version.accepted_at, version.accepted_because = by, at, because.strip()
    version.accepted_findings = version.found
    return save(version, by=by)


@operation
def publish_papers(meeting: Meeting, *, by: User) -> list[Paper]:
    """Bring out the papers and versions that wait, the late ones too, once the agenda is out; the papers that came
    out are returned. Refused where something found in one is not accepted."""
    if meeting.stage < Stage.PUBLISHED:
        raise Refused(["Papers come out with the agenda. Publish the agenda first."])
    if meeting.has_findings_to_accept:
        raise Refused([findings_are_accepted.sentence])
    on_agenda = Paper.objects.filter(meeting=meeting, item__removed_at__isnull=True).prefetch_related("versions")
    waiting = [paper for paper in on_agenda if paper.stage < Stage.PUBLISHED or _has_newer(paper)]
    return [_brought_out(paper, by=by) for paper in waiting]


def _has_newer(paper: Paper) -> bool:
    return paper.latest is not None and not paper.latest.is_out


def _brought_out(paper: Paper, *, by: User) -> Paper:
    """The paper with its latest version out; the one that was out before goes back to the secretaries."""
    for version in paper.versions.all():
        stage = Stage.PUBLISHED if version == paper.latest else Stage.SECRETARIAT
        if version.stage != stage:
            version.stage = stage
            save(version, by=by, update_fields=["stage"])
    paper.stage = Stage.PUBLISHED
    save(paper, by=by, update_fields=["stage"])
    for name in WithheldName.objects.filter(within__contains=[paper.uid]).select_related("paper", "version"):
        name.stage = name.version.stage if name.version else Stage.PUBLISHED
        save(name, by=by, update_fields=["stage"])
    return paper


def papers_kept_back(meeting: Meeting) -> list[UUID]:
    """The uids of papers and versions that do not come out with the minutes: what waits, and what was replaced."""
    papers = Paper.objects.filter(meeting=meeting, stage__lt=Stage.PUBLISHED).values_list("uid", flat=True)
    versions = PaperVersion.objects.filter(paper__meeting=meeting, stage__lt=Stage.PUBLISHED)
    return [*papers, *versions.values_list("uid", flat=True)]


def versions_replaced(meeting: Meeting) -> list[UUID]:
    """The uids of versions that a later one has taken the place of."""
    papers = Paper.objects.filter(meeting=meeting).prefetch_related("versions")
    return [version.uid for paper in papers for version in paper.versions.all() if version != paper.latest]
