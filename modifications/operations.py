"""Verbs of modifications: put on record, title, and set down a committee's interest."""

import re
from typing import Any

from django.db.models import Max, Q, QuerySet

from meetings.models import AgendaItem, MinuteEntry
from meetings.operations import add_entry
from modifications.lifecycle import Status
from modifications.models import CommitteeInterest, Interest, Modification, ModificationTitle
from secgov import reference_forms, references, richtext
from secgov.acting import operation
from secgov.classification import Classification, ClassifiedBy, Stage
from secgov.history import save
from secgov.lifecycle import Effective, record_decided, settle
from secgov.models import Classified, Mention, Reference, StatusChange, User, standing
from secgov.reference_forms import Kind

MATRIX = "modifications.matrix"
PARTS = re.compile(r"(SECMP|DP|MP)(\d+)([A-Z]?)")


def canonical(printed: str) -> str:
    """The canonical form of a printed modification reference; ValueError with a sentence where it is none."""
    form = reference_forms.normalise(Kind.MODIFICATION, printed, abbreviations=frozenset())
    if form is None or PARTS.fullmatch(form) is None:
        raise ValueError(f"'{printed}' is not a modification reference. Write it as SECMP0006, DP096 or MP098.")
    return form


@operation
def know_modification(printed: str, *, born_in: Classified, by: User, title: str = "") -> Modification:
    """The modification of that reference under any prefix, put on record where it is new; it is as unpublished as
    the minutes that first name it. A title printed in `born_in` joins its dated titles."""
    form = canonical(printed)
    references.mention(born_in, Kind.MODIFICATION, form, is_stated=True, by=by)
    modification = Modification.objects.get(**numbered(form))
    if title:
        _print_title(modification, title, born_in, by=by)
        settle(modification, by=by)
    return modification


def numbered(form: str) -> dict[str, Any]:
    """The columns by which a modification is known for life, under whatever prefix: its number and suffix."""
    found = PARTS.fullmatch(canonical(form))
    assert found is not None  # noqa: S101  canonical() has said so
    return {"number": int(found[2]), "suffix": found[3]}


@operation
def name_modification(reference: Reference, record: Classified, by: Any) -> None:
    """What follows when `record` names a modification, typed or loaded: it is put on record where it is new, and comes
    out with the minutes that name it. What names none for certain ("SECMP00438") is left alone."""
    try:
        known = numbered(reference.canonical)
    except ValueError:
        return
    modification = Modification.objects.filter(**known).first() or _put_on_record(reference, record, by=by)
    minutes = getattr(record, "meeting", record)
    if StatusChange.objects.within(minutes.uid).filter(target=modification.uid).exists():
        settle(modification, by=by)
        return
    # Of the minutes, not of the one entry: another may go on naming it when that one is taken out.
    effective = Effective(number=getattr(minutes, "number", None), on=getattr(minutes, "order_on", None))
    record_decided(modification, after=Status.KNOWN, by=by, effective=effective, born_in=minutes)


def _put_on_record(reference: Reference, born_in: Classified, *, by: Any) -> Modification:
    """A new modification under the form that named it first; every other that it may be asked for by leads there."""
    form = canonical(reference.canonical)
    reference = Reference.objects.select_for_update().get(pk=reference.pk)
    meanwhile = Modification.objects.filter(**numbered(form)).first()
    if meanwhile is not None:
        return meanwhile
    modification = Modification(
        reference=reference,
        ref=form,
        **numbered(form),
        classification=born_in.classification,
        classified_by=born_in.classified_by,
        **(standing(born_in, stage=Stage.SECRETARIAT) | {"within": []}),
    )
    save(modification, by=by)
    reference.target = modification.uid
    reference.save(update_fields=["target"])
    for other in reference_forms.asked_for_by(Kind.MODIFICATION, form)[1:]:
        alias, _ = Reference.objects.get_or_create(kind=Kind.MODIFICATION, canonical=other)
        alias.alias_of = reference
        alias.save(update_fields=["alias_of"])
    return modification


def _print_title(modification: Modification, title: str, born_in: Classified, *, by: User) -> None:
    meeting = getattr(born_in, "meeting", None)
    facts: dict[str, Any] = {"title": title, "meeting_number": getattr(meeting, "number", None)}
    if ModificationTitle.objects.filter(modification=modification, **facts).exists():
        return
    printed = ModificationTitle(
        modification=modification,
        printed_on=getattr(meeting, "held_on", None) or getattr(meeting, "month", None),
        classification=born_in.classification,
        classified_by=born_in.classified_by,
        **facts,
        **standing(born_in, stage=Stage.SECRETARIAT),
    )
    save(printed, by=by)


def settle_modification(modification: Modification, by: Any) -> Modification:
    """Take classification, audience, place and title from the minutes that have come out furthest.

    It is no further out than they are: a name typed into a draft and taken out again comes out with nothing. It is as
    open as the most open of those that name it, for the committees of all of them, and stands within what they have in
    common, so that whoever is recused from the one place that names it is kept from it. A title shows only where
    everybody who may read the record may read the minutes that printed it.
    """
    modification.refresh_from_db()
    forms = Reference.objects.filter(target=modification.uid)
    named = Mention.objects.filter(Q(reference__in=forms) | Q(reference__alias_of__in=forms))
    out = named.aggregate(furthest=Max("stage"))["furthest"] or Stage.SECRETARIAT
    stage = min(modification.stage, out)
    wanted = {"stage": stage} | _as_named(modification, named.filter(stage__gte=stage), stage)
    changed = [column for column, value in wanted.items() if getattr(modification, column) != value]
    if changed:
        for column in changed:
            setattr(modification, column, wanted[column])
        save(modification, by=by, update_fields=changed)
    return modification


def _as_named(modification: Modification, furthest: QuerySet[Mention], stage: int) -> dict[str, Any]:
    """The columns that a modification has from the most open of the mentions that are as far out as it is."""
    furthest = furthest.order_by("classification", "pk")
    if not furthest:
        return {"within": []}
    level = furthest[0].classification
    naming = [mention for mention in furthest if mention.classification == level]
    audience = sorted({committee for mention in naming for committee in mention.audience})
    return {
        "classification": level,
        "classified_by": naming[0].classified_by,
        "audience": audience,
        "within": [uid for uid in naming[0].within if all(uid in mention.within for mention in naming)],
        "title": _title_for(modification, level, audience, stage),
    }


def _title_for(modification: Modification, level: int, audience: list[int], stage: int) -> str:
    """The latest title that everybody who may read the record may read; "" where there is none."""
    titles = modification.titles.filter(stage__gte=stage, classification__lte=level)
    if level >= Classification.AMBER:
        titles = titles.filter(Q(classification__lt=Classification.AMBER) | Q(audience__contains=audience))
    return getattr(titles.order_by("printed_on", "pk").last(), "title", "")


@operation
def write_matrix(
    *,
    item: AgendaItem,
    rows: list[dict[str, Any]],
    by: User,
    classification: int | None = None,
    classified_by: ClassifiedBy = ClassifiedBy.SET,
    after: MinuteEntry | None = None,
) -> MinuteEntry:
    """A committee's interest matrix as one entry of `item`, a row to each of `rows` ({ref, title, technical, business,
    ec_notification, notes, interest}). ValueError names a row that cannot be read."""
    entry = add_entry(
        item=item,
        kind=MATRIX,
        body="",
        by=by,
        classification=classification,
        classified_by=classified_by,
        after=after,
        settle=False,
    )
    for rank, facts in enumerate(rows):
        _write_row(entry, rank, facts, by=by)
    return entry


def _write_row(entry: MinuteEntry, rank: int, facts: dict[str, Any], *, by: User) -> None:
    modification = know_modification(facts["ref"], born_in=entry, by=by, title=facts.get("title", ""))
    row = CommitteeInterest(
        modification=modification,
        meeting=entry.meeting,
        entry=entry,
        rank=rank,
        printed_title=facts.get("title", ""),
        technical=facts.get("technical", ""),
        business=facts.get("business", ""),
        ec_notification=facts.get("ec_notification", ""),
        notes=richtext.clean(facts.get("notes", "")),
        interest=interest_of(facts.get("interest", "")),
        classification=entry.classification,
        classified_by=entry.classified_by,
        **standing(entry, stage=Stage.SECRETARIAT),
    )
    save(row, by=by)


def interest_of(printed: str) -> str:
    """The level that `printed` names in any case; ValueError where there is none such."""
    wanted = " ".join(printed.split()).casefold()
    for level in Interest:
        if level.value.casefold() == wanted:
            return level.value
    if not wanted:
        return ""
    raise ValueError(f"'{printed}' is not a level of interest. Use High, Medium, Watching Brief or No interest.")
