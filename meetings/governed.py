"""The meetings app's records, as the ground floor speaks of them."""

from typing import Any

from django.urls import reverse

from meetings.documents.places import discussed_at
from meetings.models import (
    AgendaItem,
    Attendance,
    AttendanceNote,
    Correction,
    EntryKind,
    Meeting,
    MinuteEntry,
    Outcome,
    Paper,
    PaperVersion,
    WithheldName,
)
from meetings.operations.reclassifying import change_classification, meeting_of, printed_at
from meetings.operations.withholding import change_name
from secgov.access import Reader
from secgov.classification import Classification, Stage
from secgov.governed import Governed, in_few_words, register
from secgov.models import Mention
from secgov.panels import BLOCK_KINDS
from secgov.readership import sentences

PRIVATE = "A private note never leaves the secretariat, so it has no classification to change."
OWN: dict[str, Any] = {"change": change_classification, "printed_at": printed_at}
IN_A_MEETING: dict[str, Any] = OWN | {"holder": meeting_of}


def register_records() -> None:
    """Tell the ground floor of every kind."""
    register("meetings.Meeting", Governed("meeting", page=Meeting.get_absolute_url, **OWN))
    register("meetings.AgendaItem", Governed("item", page=_page_of_item, **IN_A_MEETING))
    register(
        "meetings.MinuteEntry",
        Governed(
            "entry",
            words=_entry,
            page=_page_of_part,
            fixed=_never_changed,
            elsewhere=_spoken_of_elsewhere,
            **IN_A_MEETING,
        ),
    )
    register(
        "meetings.Outcome",
        Governed("outcome", words=_outcome, page=_page_of_entry, classified_with=_entry_of, holder=meeting_of),
    )
    register("meetings.Paper", Governed("paper", page=_page_of_part, bodies=_readers_of_paper, **IN_A_MEETING))
    register(
        "meetings.PaperVersion",
        Governed("version of a paper", words=_version, page=_page_of_version, bodies=_readers_of_paper, **IN_A_MEETING),
    )
    register(
        "meetings.WithheldName",
        Governed("name", words=_name, page=_page_of_name, change=change_name, holder=meeting_of),
    )
    register(
        "meetings.Attendance",
        Governed("row of the attendance", words=_attendance, page=_page_of_meeting, **IN_A_MEETING),
    )
    register("meetings.AttendanceNote", Governed("remark on attendance", page=_page_of_meeting, **IN_A_MEETING))
    register(
        "meetings.Correction",
        Governed(
            "correction",
            words=_correction,
            page=_page_of_correction,
            theirs=_said_by,
            bodies=_readers_of_correction,
        ),
    )


# -- what a page calls them ----------------------------------------------------------------------------------------


def _entry(entry: MinuteEntry) -> str:
    kind = BLOCK_KINDS[entry.kind].label or str(EntryKind(entry.kind).label)
    return f"{kind}: {in_few_words(entry.text)}" if entry.text else kind


def _outcome(outcome: Outcome) -> str:
    return in_few_words(f"{outcome.verb} {outcome.text}")


def _version(version: PaperVersion) -> str:
    paper = Paper.objects.filter(pk=version.paper_id).first()  # the second wall may hide it from who reads its version
    return f"Version {version.number} of {f'“{paper}”' if paper is not None else 'a paper'}"


def _name(name: WithheldName) -> str:
    return f"{'Title of a paper' if name.paper_id else 'File name'}: {name.words}"


def _attendance(row: Attendance) -> str:
    return f"{row.name}, {row.represents}" if row.represents else row.name


def _correction(correction: Correction) -> str:
    return in_few_words(correction.comment or correction.after or str(correction.get_kind_display()))


# -- where they are read -------------------------------------------------------------------------------------------


def _page_of_meeting(record: Attendance | AttendanceNote) -> str:
    return meeting_of(record).get_absolute_url()


def _page_of_item(item: AgendaItem) -> str:
    return f"{item.meeting.get_absolute_url()}#{item.anchor}"


def _page_of_part(record: MinuteEntry | Paper) -> str:
    return _page_of_item(record.item)


def _page_of_entry(outcome: Outcome) -> str:
    return _page_of_item(outcome.entry.item)


def _page_of_version(version: PaperVersion) -> str:
    return reverse("meetings:paper_version", args=[version.uid])


def _page_of_name(name: WithheldName) -> str:
    holder = name.holder
    return _page_of_part(holder) if isinstance(holder, Paper) else _page_of_version(holder)


def _page_of_correction(correction: Correction) -> str:
    return reverse("meetings:corrections", args=[correction.meeting.ref])


# -- how they are classified and read ------------------------------------------------------------------------------


def _never_changed(entry: MinuteEntry) -> str:
    return PRIVATE if entry.kind == EntryKind.PRIVATE else ""


def _entry_of(outcome: Outcome) -> MinuteEntry:
    return outcome.entry


def _spoken_of_elsewhere(entry: MinuteEntry, reader: Reader) -> list[str]:
    """The places in other minutes that speak of what is stated in the entry, as far as `reader` may read them."""
    stated = Mention.objects.filter(source=entry.uid, is_stated=True).visible_to(reader).select_related("reference")
    targets = {mention.reference.target for mention in stated if mention.reference.target is not None}
    places = [place for target in targets for found in discussed_at(target, reader) for place in found.places]
    return sorted({place.label for place in places if place.meeting.pk != entry.meeting_id})


def _said_by(correction: Correction) -> list[int]:
    """Whoever wrote it down, and who said it: they read it as long as they may read what it is about."""
    said = correction.person.user_id if correction.person else None
    return [pk for pk in (correction.by_id, said) if pk is not None]


def _readers_of_paper(paper: Paper | PaperVersion) -> list[str] | None:
    """Until it comes out a paper is the secretaries' and its submitter's, whoever is shown the draft."""
    if paper.stage > Stage.SECRETARIAT:
        return None
    ours = f"The secretaries of the {paper.committee}."
    return [ours, *(["Whoever put it in."] if paper.classification <= Classification.AMBER else [])]


def _readers_of_correction(correction: Correction) -> list[str]:
    own = "Whoever said it, as long as they may read what it is about."
    if correction.stage == Stage.SECRETARIAT:
        return [f"The secretaries of the {correction.committee}.", own]
    return [*sentences(correction, correction.classification, correction.stage), own]
