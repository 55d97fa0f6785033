"""Who can read a record, and why: the columns that the gate decides from, said in words to whoever reads the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from secgov.classification import Classification, Stage
from secgov.governed import GOVERNED
from secgov.models import Classified, Committee

WHITE, GREEN, AMBER, RED = Classification


class Way(StrEnum):
    """One reason for which somebody reads a record."""

    ANYONE = "anyone"
    SIGNED_IN = "signed in"
    BELONGS = "belongs"
    SECRETARY = "secretary"
    INVITED = "invited"
    TAKES_PART = "takes part"
    NAMED = "named"
    SHOWN = "shown"
    PRESENTS = "presents"
    RECORDS = "records"


@dataclass(frozen=True, slots=True)
class Opening:
    """From and up to which classification, and from which stage on, a way is open, and to whom, in words."""

    lowest: Classification
    highest: Classification
    stage: Stage
    words: str


# The gate (secgov/access.py) once more, for people to read; a property test holds the two together.
OPENINGS = {
    Way.ANYONE: Opening(WHITE, WHITE, Stage.PUBLISHED, "Anyone, without signing in."),
    Way.SIGNED_IN: Opening(WHITE, GREEN, Stage.PUBLISHED, "Anyone signed in."),
    Way.BELONGS: Opening(
        WHITE, AMBER, Stage.COMMITTEE, "The Chair, members, alternates, secretaries and standing attendees of {bodies}."
    ),
    Way.SECRETARY: Opening(WHITE, RED, Stage.SECRETARIAT, "The secretaries of {home}."),
    Way.NAMED: Opening(RED, RED, Stage.COMMITTEE, "The people named on it."),
    Way.INVITED: Opening(WHITE, AMBER, Stage.COMMITTEE, "People invited to it or to what it stands in."),
    Way.TAKES_PART: Opening(WHITE, GREEN, Stage.COMMITTEE, "People invited to another part of the meeting."),
    Way.SHOWN: Opening(WHITE, AMBER, Stage.SECRETARIAT, "People to whom a secretary shows it by name."),
    Way.PRESENTS: Opening(WHITE, AMBER, Stage.SECRETARIAT, "Whoever is named as presenting it."),
    Way.RECORDS: Opening(WHITE, AMBER, Stage.COMMITTEE, "Records administrators."),
}
NOT_RECUSED = "Nobody who is recused from it."


def ways_in(level: int, stage: int) -> tuple[Way, ...]:
    """The ways by which a record of this classification is read at this stage."""
    return tuple(
        way
        for way, opening in OPENINGS.items()
        if opening.lowest <= level <= opening.highest and stage >= opening.stage
    )


def is_open(level: int, stage: int) -> bool:
    """Whether everybody who is signed in reads it, those recused too."""
    return Way.SIGNED_IN in ways_in(level, stage)


def bodies_of(record: Classified, *, stage: int | None = None) -> list[str]:
    """Who reads `record`, in sentences without a name, as it stands or at another `stage`. One query at most."""
    kind = GOVERNED.get(record._meta.label)
    own = kind.bodies(record) if kind is not None and stage is None else None
    return own or sentences(record, record.classification, record.stage if stage is None else stage)


def sentences(record: Classified, level: int, stage: int) -> list[str]:
    """Who would read `record` at this classification and stage, in sentences."""
    ways = ways_in(level, stage)
    for open_way in (Way.ANYONE, Way.SIGNED_IN):
        if open_way in ways:
            return [OPENINGS[open_way].words]
    home = f"the {record.committee}" if record.committee else ""
    audience = record.audience if Way.BELONGS in ways else []
    bodies = _in_words(audience)
    is_within = record.committee_id in audience
    left_out = {Way.SECRETARY} if is_within or not home else set()
    left_out |= set() if bodies else {Way.BELONGS}
    told = [OPENINGS[way].words.format(home=home, bodies=bodies) for way in ways if way not in left_out]
    return [*told, NOT_RECUSED]


def _in_words(committees: Sequence[int]) -> str:
    names = Committee.objects.filter(pk__in=committees).values_list("abbreviation", flat=True) if committees else ()
    return " and ".join(f"the {name}" for name in names)


@dataclass(frozen=True, slots=True)
class Readership:
    """The classification of a record, who reads it at that, and why."""

    level: Classification
    sentence: str
    origin: str


def readership(record: Classified) -> Readership:
    """Who can read `record` now, in a few words. Its committee is taken as fetched."""
    return Readership(
        record.level, " ".join(bodies_of(record)[:2]), f"Classification {record.get_classified_by_display()}."
    )
