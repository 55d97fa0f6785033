"""What documents of a committee are compared with: every word of its records, and of the records they cite.

The bound is the committee and what its records cite, because that is what whoever writes its minutes has before them,
and because it makes one index serve every document of a committee. Records are read as the system at the leak check;
what the readers of one document may read of them is asked of the gate (`Corpus.standings`).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q

from archive.leaks import Index, Standing
from meetings.models import EntryKind, Meeting, MinuteEntry, PrintedBlock
from secgov.access import Edition, Purpose, Reader, System
from secgov.classification import Classification
from secgov.issuing import Candidate
from secgov.models import Classified, Mention, Person, Reference, touching
from secgov.publication import classified_models

SYSTEM = System(Purpose.LEAK_CHECK)

# Records that say nothing of their own, and why.
SAY_NOTHING = {
    "secgov.IssuedDocument": "its title is made of the meeting's reference and the edition",
    "secgov.HeldDocument": "it quotes what was found in records, which are there, and stays with the secretaries",
    "secgov.Mention": "it repeats the words of its source, which are there",
    "meetings.MinutesVersion": "what it prints stands in its blocks, and its reason in the decision",
    "archive.Export": "its reasons are read by who gave them alone",
    "archive.Batch": "names of files that nobody but secretaries is ever given",
    "archive.Import": "it says nothing before it is stored as minutes, whose words are then there",
}
# Fields of letters that hold no words: keys, codes, places in an order, and a body whose plain text stands beside it.
NO_WORDS = frozenset(
    ["abbreviation", "after", "before", "body", "letter", "media_type", "move", "number", "proposal", "rank", "ref"]
    + ["sha256", "suffix", "verb", "words", "status_circulated", "status_published", "printed"]
)
TITLES = frozenset(["title", "file_name", "printed_title", "source_name", "name_of_file"])
# Fields that hold words after all, though others of their name do not.
SAID = {
    *(("meetings.Correction", "before"), ("meetings.Correction", "after"), ("meetings.Outcome", "body")),
    ("meetings.WithheldName", "words"),  # the title of a paper, or the name of its file
}
# Words copied from another record: they are withheld only where that record is.
COPIED = {
    ("meetings.PrintedBlock", "text"): "source",
    ("meetings.Correction", "before"): "source",
    ("meetings.Correction", "applied"): "source",
    ("actions.ActionUpdate", "action_text"): "action__uid",
    ("actions.ActionUpdate", "owner_text"): "action__uid",
}


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One record that says a text: its place at the gate, and the record it is a copy of."""

    uid: UUID
    origin: UUID
    within: tuple[UUID, ...]
    classification: int
    audience: tuple[int, ...]
    committee: int | None
    kind: str
    is_title: bool
    never_prints: bool = False

    def belongs_to(self, target: UUID) -> bool:
        return self.uid == target or target in self.within


@dataclass
class Corpus:
    """Every text of a committee's records with the records that say it."""

    committee: int | None
    index: Index = field(default_factory=Index)
    said_by: dict[int, list[Occurrence]] = field(default_factory=lambda: defaultdict(list))
    names: list[str] = field(default_factory=list)
    meetings: dict[UUID, str] = field(default_factory=dict)
    cited: frozenset[UUID] = frozenset()
    levels: dict[UUID, int] = field(default_factory=dict)
    _read_by: dict[Reader, frozenset[UUID]] = field(default_factory=dict)

    def add(self, text: str, occurrence: Occurrence) -> None:
        if text.strip():
            number = self.index.add(text, is_title=occurrence.is_title)
            self.said_by[number].append(occurrence)

    def scope(self) -> Q:
        return Q(committee=self.committee) | touching(self.cited)

    def standings(self, candidate: Candidate) -> "Standings":
        """What each text is to the readers of `candidate`."""
        return Standings(self, candidate, self._readable(candidate.reader, candidate.target))

    def _readable(self, reader: Reader, target: UUID) -> frozenset[UUID]:
        """The records that `reader` may read. What does not depend on the one meeting is asked once for all of them."""
        if not isinstance(reader, Edition) or reader.own is None:
            return self._asked(reader)
        own = (self._uids(model, reader, touching([target])) for model in classified_models())
        return self._asked(replace(reader, own=None)) | frozenset(uid for uids in own for uid in uids)

    def _asked(self, reader: Reader) -> frozenset[UUID]:
        if reader not in self._read_by:
            found = (self._uids(model, reader, self.scope()) for model in classified_models())
            self._read_by[reader] = frozenset(uid for uids in found for uid in uids)
        return self._read_by[reader]

    def _uids(self, model: type[Classified], reader: Reader, where: Q) -> list[UUID]:
        rows: Any = model.objects.visible_to(reader).filter(where).order_by()
        return list(rows.values_list("uid", flat=True))

    def place_of(self, occurrence: Occurrence) -> str:
        """What says a text, in words: "a minute entry of TABASC 32 (Amber)"."""
        meeting = next((self.meetings[uid] for uid in occurrence.within if uid in self.meetings), "")
        of = f" of {meeting}" if meeting else ""
        article = "an" if occurrence.kind[0] in "aeiou" else "a"
        return f"{article} {occurrence.kind}{of} ({Classification(occurrence.classification).label})"


class Standings:
    """What each text is to the readers of one document, worked out where it is asked for."""

    def __init__(self, corpus: Corpus, candidate: Candidate, readable: frozenset[UUID]) -> None:
        self.corpus = corpus
        self.candidate = candidate
        self.readable = readable

    def __call__(self, text: int) -> Standing:
        standing = Standing.NOTHING
        for occurrence in self.corpus.said_by[text]:
            standing |= self.of(occurrence)
        return standing

    def of(self, occurrence: Occurrence) -> Standing:
        """What the text is by one record that says it."""
        if not occurrence.never_prints and {occurrence.uid, occurrence.origin} & self.readable:
            if not occurrence.belongs_to(self.candidate.target):
                return Standing.ELSEWHERE
            return Standing.OWN | (Standing.OWN_TITLE if occurrence.is_title else Standing.NOTHING)
        return Standing.WITHHELD if self._is_above(occurrence) else Standing.UNPUBLISHED

    def _is_above(self, occurrence: Occurrence) -> bool:
        """Whether its classification keeps it from these readers, and not only that it is not out."""
        level = occurrence.classification
        if level == Classification.RED or level > self.candidate.classification:
            return True
        return level == Classification.AMBER and self.candidate.committee not in occurrence.audience

    def withheld(self, text: int) -> Occurrence:
        """The record that keeps a text from these readers; the highest where several do, and no copy of it."""
        of = [each for each in self.corpus.said_by[text] if self.of(each) in Standing.WITHHELD | Standing.UNPUBLISHED]
        return max(of, key=lambda each: (each.classification, each.uid == each.origin))


def corpus_of(committee: int | None) -> Corpus:
    """Everything that is said in a committee's records and in what they cite. Some thirty queries."""
    corpus = Corpus(committee, cited=_cited(committee))
    corpus.names = list(Person.objects.values_list("name", flat=True))
    rows = Meeting.objects.visible_to(SYSTEM).filter(corpus.scope()).select_related("committee")
    corpus.meetings = {meeting.uid: str(meeting) for meeting in rows}
    for model in classified_models():
        named: Any = model.objects.visible_to(SYSTEM).filter(uid__in=corpus.cited).order_by()
        corpus.levels |= dict(named.values_list("uid", "classification"))
        if model._meta.label not in SAY_NOTHING:
            for text, occurrence in _said_in(model, corpus.scope()):
                corpus.add(text, occurrence)
    for text, occurrence in _footnotes(corpus.scope()):
        corpus.add(text, occurrence)
    return corpus


def _cited(committee: int | None) -> frozenset[UUID]:
    """The records that a committee's records name, under whatever form."""
    named = Mention.objects.visible_to(SYSTEM).filter(committee=committee).values("reference")
    references = Reference.objects.filter(Q(pk__in=named) | Q(aliases__in=named), target__isnull=False)
    targets = references.values_list("target", flat=True).distinct()
    return frozenset(target for target in targets if target is not None)


@cache
def fields_said(model: type[Classified]) -> tuple[str, ...]:
    """The fields of `model` that hold words."""
    label = model._meta.label
    return tuple(
        each.name
        for each in model._meta.concrete_fields
        if isinstance(each, models.CharField | models.TextField) and not each.choices
        if each.name not in NO_WORDS or (label, each.name) in SAID
    )


GATE = ("uid", "within", "classification", "audience", "committee_id")


def _said_in(model: type[Classified], scope: Q) -> Iterator[tuple[str, Occurrence]]:
    """Each field that holds words of each record in `scope`. One query."""
    label, words = model._meta.label, fields_said(model)
    origins = {name: COPIED.get((label, name), "uid") for name in words}
    there = {each.name for each in model._meta.concrete_fields}
    columns = list(dict.fromkeys([*GATE, *words, *origins.values(), *(there & {"removed_at", "kind"})]))
    rows: Any = model.objects.visible_to(SYSTEM).filter(scope).order_by()
    for row in rows.values(*columns).iterator(chunk_size=2000) if words else ():
        for name in words:
            is_title = name in TITLES or label == "meetings.WithheldName"
            yield (
                row[name] or "",
                _occurrence(row, row[origins[name]], str(model._meta.verbose_name), is_title=is_title),
            )


def _occurrence(row: dict[str, Any], origin: UUID, kind: str, *, is_title: bool = False) -> Occurrence:
    return Occurrence(
        uid=row["uid"],
        origin=origin,
        within=tuple(row["within"]),
        classification=row["classification"],
        audience=tuple(row["audience"]),
        committee=row["committee_id"],
        kind=kind,
        is_title=is_title,
        never_prints=row.get("removed_at") is not None or row.get("kind") == EntryKind.PRIVATE,
    )


def _footnotes(scope: Q) -> Iterator[tuple[str, Occurrence]]:
    """Footnotes, which are read with their entry, and those of every version that was printed. Two queries."""
    entries = MinuteEntry.objects.visible_to(SYSTEM).filter(scope, footnotes__isnull=False).order_by()
    for row in entries.values(*GATE, "removed_at", "kind", "footnotes__text"):
        yield row["footnotes__text"], _occurrence(row, row["uid"], "footnote")
    blocks = PrintedBlock.objects.visible_to(SYSTEM).filter(scope, facts__has_key="footnotes").order_by()
    for row in blocks.exclude(facts__footnotes=[]).values(*GATE, "source", "facts__footnotes"):
        for note in row["facts__footnotes"]:
            yield note["text"], _occurrence(row, row["source"], "footnote")
