"""What the pages of modifications show: the register, one modification's record, and a meeting's interest matrix."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from meetings.documents.places import Place, places_of
from meetings.models import Meeting, Outcome
from modifications.models import CommitteeInterest, Modification, ModificationTitle
from secgov import richtext
from secgov.access import Reader
from secgov.lists import Column, Register
from secgov.models import Reference
from secgov.shown_text import shown
from secgov.wall.doors import with_their_places


def register() -> Register:
    """Modifications, the latest number first."""
    return Register(
        title="Modifications",
        columns=(
            Column("ref", "Reference", lambda modification: modification.ref, sort="number"),
            Column("title", "Title", lambda modification: modification.title),
            Column("interest", "Latest interest", lambda modification: modification.interest_words),
            Column("classification", "Classification", lambda modification: modification.level.label),
        ),
        order=("-number",),
        template="modifications/index.html",
        filename="modifications",
    )


def finish(modifications: list[Any], reader: Reader) -> None:
    """Say of each modification on a page what interest a committee last had in it. One query."""
    rows = Modification.objects.filter(pk__in=[each.pk for each in modifications]).visible_to(reader)
    interests = CommitteeInterest.objects.filter(modification=OuterRef("pk")).exclude(interest="")
    latest = interests.visible_to(reader).order_by("-meeting__order_on", "-meeting__number", "-pk")
    facts = JSONObject(
        interest="interest",
        abbreviation=F("meeting__abbreviation"),
        number=F("meeting__number"),
        level="classification",
    )
    said = dict(rows.annotate(latest=Subquery(latest.values(facts=facts)[:1])).values_list("pk", "latest"))
    for modification in modifications:
        _say(modification, said.get(modification.pk))


def _say(modification: Any, latest: dict[str, Any] | None) -> None:
    modification.interest = latest["interest"] if latest else ""
    modification.interest_at = f"{latest['abbreviation']} {latest['number']:02d}" if latest else ""
    modification.interest_words = " ".join(filter(None, [modification.interest, modification.interest_at]))
    modification.shown = max(modification.classification, latest["level"] if latest else 0)


@dataclass(frozen=True, slots=True)
class Decided:
    """An outcome about a modification, where it was decided, and what it is subject to."""

    outcome: Outcome
    html: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class Interested:
    """A committee's interest at one meeting."""

    row: CommitteeInterest
    notes: str
    place: Place | None
    meeting_words: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A modification as one reader may know it; `shown` is the highest classification in it."""

    titles: list[ModificationTitle]
    interests: list[Interested]
    outcomes: list[Decided]
    shown: int


def sheet_of(modification: Modification, reader: Reader) -> Sheet:
    """The record of `modification`, the latest first. A constant number of queries."""
    titles = list(
        ModificationTitle.objects.filter(modification=modification).visible_to(reader).order_by("-printed_on", "-pk")
    )
    told = CommitteeInterest.objects.filter(modification=modification).visible_to(reader).select_related("meeting")
    rows = with_their_places(told.order_by("-meeting__order_on", "-meeting__number", "-pk"))
    forms = Reference.objects.filter(Q(target=modification.uid) | Q(alias_of=modification.reference_id))
    decided = Outcome.objects.filter(about__in=forms, entry__removed_at__isnull=True).visible_to(reader)
    outcomes = with_their_places(decided.order_by("-meeting__order_on", "-meeting__number", "entry__rank", "rank"))
    places = places_of([*rows, *outcomes], reader)
    texts = shown([*(richtext.plain(row.notes) for row in rows), *(outcome.text for outcome in outcomes)], reader)
    levels = [modification.classification, *(each.classification for each in [*titles, *rows, *outcomes])]
    return Sheet(
        titles=titles,
        interests=[
            Interested(
                row,
                notes,
                places.get(row.uid),
                f"{row.meeting.abbreviation} {row.meeting.number or ''}".strip(),
            )
            for row, notes in zip(rows, texts, strict=False)
        ],
        outcomes=[
            Decided(outcome, html, places.get(outcome.uid))
            for outcome, html in zip(outcomes, texts[len(rows) :], strict=True)
        ],
        shown=max(levels),
    )


def matrix_register(meeting: Meeting) -> Register:
    """The columns of a meeting's interest matrix as a file."""
    return Register(
        title="Interest in modifications",
        columns=(
            Column("ref", "Modification", lambda row: row.modification.ref),
            Column("title", "Title", lambda row: row.printed_title),
            Column("technical", "Technical impact", lambda row: row.technical),
            Column("business", "Business impact", lambda row: row.business),
            Column("ec", "EC notification", lambda row: row.ec_notification),
            Column("notes", "Notes and concerns", lambda row: richtext.plain(row.notes)),
            Column("interest", "Interest", lambda row: row.get_interest_display()),
        ),
        order=("pk",),
        template="modifications/matrix.html",
        filename=f"{meeting.ref}_interest",
    )


def matrix_of(meeting: Meeting, reader: Reader) -> list[CommitteeInterest]:
    """The rows of the interest matrices of `meeting` that `reader` may read, in their order. Two queries."""
    rows = CommitteeInterest.objects.filter(meeting=meeting, entry__removed_at__isnull=True).visible_to(reader)
    return with_their_places(rows.select_related("modification").order_by("entry__item__rank", "entry__rank", "rank"))
