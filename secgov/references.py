"""References: from what is printed to the record it stands for, and back, for whoever may know that it exists.

An app registers, for its kind of reference, how records are found by their uids for a reader, and what follows when
one is named. Text is marked once, when it is composed (`marked`), and linked each time it is shown (`linked`), because
what a reader may follow differs.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.db.models.functions import Coalesce

from secgov import reference_forms
from secgov.access import Reader
from secgov.models import Classified, CommitteeName, Mention, Reference, standing
from secgov.reference_forms import Kind


@dataclass(frozen=True, slots=True)
class Address:
    """Where a record can be read, and what it is called there."""

    url: str
    label: str
    title: str = ""


Finder = Callable[[Iterable[UUID], Reader], Mapping[UUID, Address]]
FINDERS: dict[Kind, Finder] = {}
OnMention = Callable[[Reference, Classified, Any], None]
ON_MENTION: dict[Kind, OnMention] = {}


def register(kind: Kind, finder: Finder, *, on_mention: OnMention | None = None) -> None:
    """Let `finder` answer for records of `kind`: addresses by uid, only of what the reader may read. Where they are
    known by being named, `on_mention(reference, record, by)` is called when `record` names one, or comes to name it
    under another classification or at another stage."""
    FINDERS[kind] = finder
    if on_mention is not None:
        ON_MENTION[kind] = on_mention


def abbreviations() -> frozenset[str]:
    """Every abbreviation a committee ever had. One query."""
    return frozenset(CommitteeName.objects.values_list("abbreviation", flat=True))


def resolve(kind: Kind, text: str) -> Reference | None:
    """The reference `text` stands for in any of its forms, aliases followed; None where none is on record."""
    canonical = reference_forms.normalise(kind, text, abbreviations=abbreviations())
    if canonical is None:
        return None
    forms = reference_forms.asked_for_by(kind, canonical)
    on_record = Reference.objects.select_related("alias_of").filter(kind=kind, canonical__in=forms)
    by_form = {reference.canonical: reference.alias_of or reference for reference in on_record}
    found = [by_form[form] for form in forms if form in by_form]
    return next((reference for reference in found if reference.target), found[0] if found else None)


def target_of(kind: Kind, text: str) -> UUID:
    """The uid of the record that `text` stands for; where none is on record one that is nobody's, so that the gate is
    asked all the same and an answer takes no less time for what is missing than for what is hidden."""
    found = resolve(kind, text)
    return found.target if found is not None and found.target is not None else uuid4()


def recognise(text: str) -> Reference | None:
    """The reference of any kind that `text`, typed alone, stands for; None where it is none on record."""
    found = reference_forms.recognise(text, abbreviations=abbreviations())
    return resolve(found.kind, found.canonical) if found else None


def addresses(references: Iterable[Reference], reader: Reader) -> dict[tuple[str, str], Address]:
    """Addresses by (kind, canonical form) of the `references` whose records `reader` may read. A query a kind."""
    known = [(reference, reference.alias_of or reference) for reference in references]
    return _found([(each.kind, each.canonical, to.target) for each, to in known if to.target is not None], reader)


def addresses_in(bodies: Iterable[str], reader: Reader) -> dict[tuple[str, str], Address]:
    """Addresses of what the marked `bodies` cite, as far as `reader` may read it."""
    cited = {(kind, canonical) for body in bodies for kind, canonical, _ in MARK.findall(body)}
    if not cited:
        return {}
    wanted = Reference.objects.filter(canonical__in={canonical for _, canonical in cited}).order_by()
    targets = Coalesce("target", "alias_of__target")
    return _found(wanted.values_list("kind", "canonical", targets), reader)


def _found(known: Iterable[tuple[str, str, UUID | None]], reader: Reader) -> dict[tuple[str, str], Address]:
    """Addresses of the records that (kind, canonical form, uid) lead to; an alias is of its reference's kind."""
    by_kind: dict[str, dict[str, UUID]] = {}
    for kind, canonical, uid in known:
        if uid is not None:
            by_kind.setdefault(kind, {})[canonical] = uid
    found: dict[tuple[str, str], Address] = {}
    for kind, finder in FINDERS.items():
        uids = by_kind.get(kind, {})
        by_uid = finder(set(uids.values()), reader) if uids else {}
        found |= {(kind.value, canonical): by_uid[uid] for canonical, uid in uids.items() if uid in by_uid}
    return found


# A mark is an anchor that the cleaner never lets in from outside, so that a body cannot forge one.
MARK = re.compile(r'<a data-kind="([a-z ]+)" data-cites="([^"<>]+)">([^<]*)</a>')
TOKEN = re.compile(r"(<[^>]*>)")
# Kinds that have a page of their own, or will; an "agenda item 4" is linked within its own document.
LINKED = frozenset(Kind) - {Kind.PRINCIPLE, Kind.SECTION, Kind.AGENDA_ITEM}


def marked(body: str, known: frozenset[str]) -> str:
    """A clean `body` with every reference in its text marked; text inside a link stays as it is."""
    out, inside_link = [], False
    for part in TOKEN.split(body):
        if part.startswith("<"):
            inside_link = part.startswith("<a") or (inside_link and part != "</a>")
            out.append(part)
        else:
            out.append(part if inside_link else _marked_text(part, known))
    return "".join(out)


def _marked_text(text: str, known: frozenset[str]) -> str:
    out, at = [], 0
    for found in reference_forms.find(text, abbreviations=known):
        if _is_certain(found):
            mark = f'<a data-kind="{found.kind}" data-cites="{found.canonical}">{found.printed}</a>'
            out += [text[at : found.start], mark]
            at = found.end
    return "".join([*out, text[at:]])


def _is_certain(found: reference_forms.Found) -> bool:
    """Whether the text says for certain which record of a kind with pages it means."""
    return found.kind in LINKED and not found.doubtful


def linked(body: str, known: Mapping[tuple[str, str], Address]) -> str:
    """A marked body whose marks are links where `known` has an address, and bare words elsewhere."""

    def link(mark: re.Match[str]) -> str:
        kind, canonical, printed = mark.groups()
        address = known.get((kind, canonical))
        return f'<a href="{address.url}" class="reference">{printed}</a>' if address else printed

    return MARK.sub(link, body)


def unmarked(body: str) -> str:
    """A marked body as it was written."""
    return MARK.sub(r"\3", body)


def note_mentions(record: Classified, text: str, *, by: Any = None) -> None:
    """Bring the mentions on record for `record` into line with its plain `text`. References not seen before are
    put on record without a target, so that they resolve when their record arrives. `by` as in `mention`."""
    found = reference_forms.find(text, abbreviations=abbreviations())
    wanted = {(each.kind.value, each.canonical): each.printed for each in found if _is_certain(each)}
    gone = []
    for known in Mention.objects.filter(source=record.uid).select_related("reference"):
        named = (known.reference.kind, known.reference.canonical)
        if known.is_stated:
            wanted.setdefault(named, known.printed)
        elif named not in wanted:
            gone.append(known.pk)
    Mention.objects.filter(pk__in=gone).delete()
    for (kind, canonical), printed in sorted(wanted.items()):
        mention(record, Kind(kind), canonical, printed=printed, by=by)


def forget_mentions(record: Classified) -> None:
    """Take `record` off the places where anything is mentioned: it was taken out of its minutes."""
    Mention.objects.filter(source=record.uid).delete()


def mention(
    record: Classified, kind: Kind, canonical: str, *, printed: str = "", is_stated: bool = False, by: Any = None
) -> Mention:
    """Put on record that `record` names the reference `canonical`. What is stated stays when the text changes.

    What follows is done in the name of `by`, or of whoever has just saved `record`. Nothing follows where it was so.
    """
    reference, _ = Reference.objects.get_or_create(kind=kind, canonical=canonical)
    known = Mention.objects.filter(reference=reference, source=record.uid).select_related("committee").first()
    facts = _facts(record, known, printed or (known.printed if known else canonical))
    if is_stated:
        facts["is_stated"] = True
    if known is not None and all(getattr(known, column) == value for column, value in facts.items()):
        return known
    made, _ = Mention.objects.update_or_create(reference=reference, source=record.uid, defaults=facts)
    if kind in ON_MENTION:
        ON_MENTION[kind](reference, record, by or getattr(record, "_history_user", None))
    return made


def _facts(record: Classified, known: Mention | None, printed: str) -> dict[str, Any]:
    """The columns of a mention in `record`. What minutes that are out name already, under no higher classification
    than now, stays named there while the record is being changed."""
    facts = standing(record) | {
        "classification": record.classification,
        "classified_by": record.classified_by,
        "printed": printed[:120],
    }
    if known is not None and known.classification <= record.classification:
        facts["stage"] = max(known.stage, record.stage)
    return facts


def mentions_of(target: UUID, reader: Reader) -> list[Mention]:
    """Where the record `target` is mentioned under any of its forms, as far as `reader` may read it."""
    forms = Reference.objects.filter(target=target)
    named = Mention.objects.filter(reference__in=forms) | Mention.objects.filter(reference__alias_of__in=forms)
    return list(named.visible_to(reader).select_related("reference"))
