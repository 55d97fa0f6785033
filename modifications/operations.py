"""Verbs of modifications: put on record, title, and set down a committee's interest."""

import re
from typing import Any

from django.db import transaction
from django.db.models import Q

from meetings.models import AgendaItem, MinuteEntry
from meetings.operations import add_entry
from modifications.lifecycle import Status
from modifications.models import CommitteeInterest, Interest, Modification, ModificationTitle
from secgov import reference_forms, references, richtext
from secgov.classification import ClassifiedBy, Stage
from secgov.history import save
from secgov.lifecycle import Effective, record_decided
from secgov.models import Classified, Mention, Reference, User, standing
from secgov.reference_forms import Kind

MATRIX = "modifications.matrix"
PARTS = re.compile(r"(SECMP|DP|MP)(\d+)([A-Z]?)")


def canonical(printed: str) -> str:
    """The canonical form of a printed modification reference; ValueError with a sentence where it is none."""
    form = reference_forms.normalise(Kind.MODIFICATION, printed, abbreviations=frozenset())
    if form is None or PARTS.fullmatch(form) is None:
        raise ValueError(f"'{printed}' is not a modification reference. Write it as SECMP0006, DP096 or MP098.")
    return form


@transaction.atomic
def know_modification(printed: str, *, born_in: Classified, by: User, title: str = "") -> Modification:
    """The modification of that reference under any prefix, put on record where it is new; it is as unpublished as
    the minutes that first name it. A title printed in `born_in` joins its dated titles."""
    form = canonical(printed)
    found = PARTS.fullmatch(form)
    assert found is not None  # noqa: S101  canonical() has said so
    number, suffix = int(found[2]), found[3]
    modification = Modification.objects.filter(number=number, suffix=suffix).first()
    if modification is None:
        modification = _put_on_record(form, number, suffix, born_in, by=by)
    elif modification.ref != form:
        _another_form(modification, form)
    references.mention(born_in, Kind.MODIFICATION, form, is_stated=True)
    if title:
        _print_title(modification, title, born_in, by=by)
    meeting = getattr(born_in, "meeting", None)
    effective = Effective(number=getattr(meeting, "number", None), on=getattr(meeting, "order_on", None))
    record_decided(modification, after=Status.KNOWN, by=by, effective=effective, born_in=born_in)
    return modification


def _put_on_record(form: str, number: int, suffix: str, born_in: Classified, *, by: User) -> Modification:
    reference, _ = Reference.objects.get_or_create(kind=Kind.MODIFICATION, canonical=form)
    modification = Modification(
        reference=reference,
        ref=form,
        number=number,
        suffix=suffix,
        classification=born_in.classification,
        classified_by=born_in.classified_by,
        **(standing(born_in, stage=Stage.SECRETARIAT) | {"within": []}),
    )
    save(modification, by=by)
    reference.target = modification.uid
    reference.save(update_fields=["target"])
    return modification


def _another_form(modification: Modification, form: str) -> None:
    """DP098 became MP098: the other form leads to the same record."""
    alias, _ = Reference.objects.get_or_create(kind=Kind.MODIFICATION, canonical=form)
    if alias != modification.reference and alias.alias_of_id is None and alias.target is None:
        alias.alias_of = modification.reference
        alias.save(update_fields=["alias_of"])


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
    """Take classification and title from the minutes that have come out furthest: it is as open as the most open of
    them that names it, and bears the latest title printed there."""
    modification.refresh_from_db()
    forms = Reference.objects.filter(target=modification.uid)
    naming = Mention.objects.filter(Q(reference__in=forms) | Q(reference__alias_of__in=forms))
    furthest = naming.filter(stage=modification.stage).order_by("classification", "pk").first()
    wanted: dict[str, Any] = {}
    if furthest is not None:
        wanted = {"classification": furthest.classification, "classified_by": furthest.classified_by}
        titles = modification.titles.filter(stage__gte=modification.stage, classification__lte=furthest.classification)
        wanted["title"] = getattr(titles.order_by("printed_on", "pk").last(), "title", modification.title)
    changed = [column for column, value in wanted.items() if getattr(modification, column) != value]
    if changed:
        for column in changed:
            setattr(modification, column, wanted[column])
        save(modification, by=by, update_fields=changed)
    return modification


@transaction.atomic
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
