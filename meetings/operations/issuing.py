"""Issuing editions of a meeting's minutes and agenda into the register, and withdrawing what showed too much."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from procrastinate.contrib.django import app

from meetings.models import Meeting, MinutesVersion, Printed, PrintedBlock
from secgov.access import Apart, Reader
from secgov.access import Edition as EditionReader
from secgov.acting import operation
from secgov.classification import Classification, Stage
from secgov.models import IssuedDocument, IssuedKind, StoredFile, User, standing
from secgov.operations.holding import Drawing, checked, nothing_stops
from secgov.operations.issuing import Edition, Entry, Shown, enter_in_register, take_off
from secgov.panels import Block
from secgov.publication import bring_out

KINDS = {Printed.MINUTES: IssuedKind.MINUTES, Printed.AGENDA: IssuedKind.AGENDA}
RAISED = "Part of it was raised to {level}."


def issue_later(meeting: Meeting, kind: Printed = Printed.MINUTES) -> None:
    """Ask the task worker to draw and issue every edition of the minutes, or agenda, that have been published."""
    published = MinutesVersion.objects.filter(meeting=meeting, kind=kind, stage=Stage.PUBLISHED)
    version = published.order_by("-number").first()
    if version is not None:
        app.configure_task("meetings.tasks.issue_editions", queue="documents").defer(version_id=version.pk)


def edition_of(version: MinutesVersion, level: Classification) -> Edition:
    """Which document of the register an edition of a version is."""
    return Edition(KINDS[Printed(version.kind)], version.meeting.uid, version.number, level)


def confidential_edition(version: MinutesVersion, part: str) -> Edition:
    """Which document of the register a confidential minute is."""
    return Edition(IssuedKind.CONFIDENTIAL, version.meeting.uid, version.number, Classification.RED, part)


@operation
def issue_confidential(
    version: MinutesVersion, part: str, blocks: Sequence[Block], file: StoredFile, *, at: datetime
) -> IssuedDocument | None:
    """Enter `file` in the register as the confidential minute `part` of a published version, which those named on all
    of its `blocks` and the secretaries may open. None as for an edition."""
    MinutesVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    edition = confidential_edition(version, part)
    if edition.is_barred:
        return None
    placed = standing(version, stage=Stage.PUBLISHED)
    places = [uid for block in blocks for uid in block.within]
    head = version.head | {"ref": f"{version.head['ref']}-{part}"}
    entry = Entry(
        edition=edition,
        title=f"{version.head['title']}, {version.head['status_words']}, Confidential Minute {part}",
        file_name=file_name(head, version.head["status_words"], version.number, Classification.RED),
        placed=placed | {"within": list(dict.fromkeys([*placed["within"], *places]))},
        shown=[_shown_by(version, block) for block in blocks],
        why=version.reason,
    )
    sources = tuple(dict.fromkeys(block.source for block in blocks))
    return _issue_checked(entry, _whom_it_goes_to(version, sources), version, file, at=at)


def _whom_it_goes_to(version: MinutesVersion, sources: tuple[UUID, ...]) -> Apart:
    return Apart(EditionReader(Classification.RED, version.committee_id, version.meeting.uid, sources))


def reader_of(document: IssuedDocument) -> Apart:
    """Whom a confidential minute goes to: those named on the Red records that it shows. Three queries."""
    version = _version_of(document)
    shown = {uid for part in document.parts.all() for uid in part.within}
    red = PrintedBlock.objects.filter(version=version, classification=Classification.RED, source__in=shown)
    return _whom_it_goes_to(version, tuple(red.order_by("rank").values_list("source", flat=True)))


def _shown_by(version: MinutesVersion, block: Block) -> Shown:
    return Shown(block.classification, version.committee_id, tuple(block.audience), block.stage, tuple(block.within))


def _issue_checked(
    entry: Entry, reader: Reader, version: MinutesVersion, file: StoredFile, *, at: datetime
) -> IssuedDocument | None:
    """Enter what no check holds back; what stands already was checked when it was issued."""
    if entry.edition.documents().standing().exists():
        return enter_in_register(entry, file, by=version.written_by, at=at)
    drawing = Drawing("meetings.tasks.issue_editions", {"version_id": version.pk})
    passed = checked(entry, file, reader, drawing, at=at)
    return enter_in_register(passed, file, by=version.written_by, at=at) if passed is not None else None


@operation
def issue_edition(
    version: MinutesVersion, level: Classification, file: StoredFile, *, at: datetime
) -> IssuedDocument | None:
    """Enter `file` in the register as the edition `level` of a published version and return the entry. What stands
    there already stays; editions of earlier versions are superseded by it. None where the edition was withdrawn and no
    secretary has had it issued again, or where a check holds it back."""
    MinutesVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    edition = edition_of(version, level)
    if edition.is_barred:
        return None
    return _issue_checked(_entry_of(version, level), _reader_of(version, level), version, file, at=at)


def _entry_of(version: MinutesVersion, level: Classification) -> Entry:
    words = "Agenda" if version.kind == Printed.AGENDA else version.head["status_words"]
    return Entry(
        edition=edition_of(version, level),
        title=f"{version.head['title']}, {words}, {level.label} edition",
        file_name=file_name(version.head, words, version.number, level),
        placed=standing(version, stage=Stage.PUBLISHED),
        shown=_shown(version, level),
        why=version.reason,
    )


def _reader_of(version: MinutesVersion, level: Classification) -> EditionReader:
    return EditionReader(level, committee=version.committee_id, own=version.meeting.uid)


@operation
def may_go_out(version: MinutesVersion, level: Classification, file: StoredFile, *, at: datetime) -> bool:
    """Whether nothing stops the drawn edition of a version that circulates; what does is kept for the secretaries, and
    nobody gets it."""
    drawing = Drawing("meetings.tasks.issue_editions", {"version_id": version.pk})
    return nothing_stops(_entry_of(version, level), file, _reader_of(version, level), drawing, at=at)


def file_name(head: dict[str, str], words: str, number: int | None, level: Classification) -> str:
    """ "TABASC_23_1910-final-minutes-v1-white.pdf": what it is and its classification, without a title in it."""
    version = f"-v{number}" if number is not None else ""
    return f"{head['ref']}-{words.lower().replace(' ', '-')}{version}-{level.slug}.pdf"


def _shown(version: MinutesVersion, level: Classification) -> Iterator[Shown]:
    """What an edition shows above Green: whoever may not read all of that does not open it."""
    reader = _reader_of(version, level)
    above = PrintedBlock.objects.filter(version=version, classification__gt=Classification.GREEN).visible_to(reader)
    for block in above.order_by("rank"):
        yield Shown(block.classification, block.committee_id, tuple(block.audience), block.stage, tuple(block.within))


def withdraw_lower(shown: dict[int, int], meeting: Meeting, *, to: int, by: User, at: datetime) -> list[IssuedDocument]:
    """Withdraw every issued edition of the minutes below the classification `to` in which something raised to it could
    be read, and return them. `shown` is the lowest classification that bore any of it, by the number of the version."""
    withdrawn = []
    minutes = IssuedDocument.objects.filter(target=meeting.uid, kind=IssuedKind.MINUTES, classification__lt=to)
    for document in minutes.standing().select_related("file"):
        if document.classification >= shown.get(document.version, to):
            why = RAISED.format(level=Classification(to).label)
            take_off(document, by=by, at=at, why=why, stays=False)
            withdrawn.append(document)
    return withdrawn


def withdraw_agendas(
    uid: UUID, meeting: Meeting, *, before: int, to: int, by: User, at: datetime
) -> list[IssuedDocument]:
    """Withdraw every issued agenda in which what the record `uid` prints could be read and may not any more, after it
    was raised to the classification `to`; it is issued anew."""
    printed = PrintedBlock.objects.filter(version__meeting=meeting, version__kind=Printed.AGENDA)
    numbers = printed.filter(Q(source=uid) | Q(within__contains=[uid])).values("version__number")
    agendas = IssuedDocument.objects.filter(
        target=meeting.uid, kind=IssuedKind.AGENDA, version__in=numbers, classification__range=(before, to - 1)
    )
    withdrawn = list(agendas.standing().select_related("file"))
    for document in withdrawn:
        take_off(document, by=by, at=at, why=RAISED.format(level=Classification(to).label), stays=False)
    if withdrawn:
        issue_later(meeting, Printed.AGENDA)
    return withdrawn


def lowest_shown(uid: object, meeting: Meeting, *, below: int) -> dict[int, int]:
    """The lowest classification under `below` of what the record `uid` prints, by the number of the version."""
    printed = PrintedBlock.objects.filter(
        version__meeting=meeting, version__kind=Printed.MINUTES, within__contains=[uid], classification__lt=below
    )
    lowest: dict[int, int] = {}
    for number, level in printed.order_by().values_list("version__number", "classification").distinct():
        lowest[number] = min(level, lowest.get(number, below))
    return lowest


def goes_with(document: IssuedDocument) -> tuple[list[UUID], list[UUID]]:
    """What goes back to the secretariat when a version is withdrawn whole: the version, of minutes what was born in
    them, and drafts that were only circulated, which would stand in its place otherwise; and what was published under
    another version, which stays as it is."""
    version = _version_of(document)
    others = _others(version)
    drafts = others.filter(kind=version.kind, stage=Stage.COMMITTEE)
    going = [version.uid, *drafts.values_list("uid", flat=True), *_born_in(version)]
    return going, list(others.exclude(pk__in=drafts).values_list("uid", flat=True))


def draw_again(document: IssuedDocument, by: User) -> None:
    """Bring a withdrawn version back to where it was, where it was withdrawn whole, and have it issued once more."""
    version = _version_of(document)
    if version.stage < Stage.PUBLISHED:
        others = list(_others(version).values_list("uid", flat=True))
        for uid in (version.uid, *_born_in(version)):
            bring_out(uid=uid, stage=Stage.PUBLISHED, by=by, leaving=others)
    app.configure_task("meetings.tasks.issue_editions", queue="documents").defer(version_id=version.pk)


def _version_of(document: IssuedDocument) -> MinutesVersion:
    kind = Printed.AGENDA if document.kind == IssuedKind.AGENDA else Printed.MINUTES
    return MinutesVersion.objects.get(meeting__uid=document.target, kind=kind, number=document.version)


def _others(version: MinutesVersion) -> Any:
    return MinutesVersion.objects.filter(meeting=version.meeting_id).exclude(pk=version.pk).order_by()


def _born_in(version: MinutesVersion) -> list[UUID]:
    """What minutes printed that was born in them; items stand on the agenda, whose they are."""
    if version.kind == Printed.AGENDA:
        return []
    return list(version.blocks.exclude(kind="item").order_by().values_list("source", flat=True).distinct())
