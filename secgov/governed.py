"""What each kind of governed record is called, where it is read, and how its classification changes.

Each app says so for its own records when it starts, so that one page of the ground floor speaks of all of them and
names no app.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.apps import apps
from django.db.models import Value

from secgov.access import Purpose, Reader, may_read
from secgov.classification import Classification, ClassifiedBy
from secgov.history import save
from secgov.models import Classified, IssuedDocument
from secgov.publication import follow_within
from secgov.wall.doors import as_system


class Changer(Protocol):
    """Gives a record, whose row is locked, the classification `to`, lets what hangs on it follow, and returns the
    issued documents that were withdrawn with it."""

    def __call__(self, record: Any, *, to: Classification, by: Any, at: Any) -> list[IssuedDocument]: ...


def set_classification(record: Any, *, to: Classification, by: Any, at: Any) -> list[IssuedDocument]:
    """The plain change: the record, and what stands within it."""
    before = record.classification
    record.classification, record.classified_by = to, ClassifiedBy.SET
    save(record, by=by, update_fields=["classification", "classified_by"])
    follow_within(record, before=before, by=by)
    return []


def _nothing(record: Any) -> Any:
    return None


@dataclass(frozen=True, slots=True)
class Governed:
    """One kind of record. `noun` is what it is ("entry"), `words(record)` what a page calls it in a few words.

    `page(record)` is where it is read, "" where that is nowhere of its own; `holder(record)` the record on whose page
    that is, which is also locked before it. `classified_with(record)` is the record whose classification it takes, if
    it has none of its own; `fixed(record)` the sentence why nobody changes it by hand, "" where somebody may.
    `printed_at(record)` is the lowest classification under which it was printed, where that was lower than its own.

    `theirs(record)` are the users who read it by a rule of its own, and `bodies(record)` says in sentences who reads it
    where that is not the rule of its classification and stage. `elsewhere(record, reader)` names other minutes that
    speak of what is stated here, which keep their own classification. `comes_out` is false for what stays with the
    secretariat for good.
    """

    noun: str
    words: Callable[[Any], str] = str
    page: Callable[[Any], str] = lambda record: ""
    classified_with: Callable[[Any], Classified | None] = _nothing
    fixed: Callable[[Any], str] = lambda record: ""
    change: Changer = set_classification
    printed_at: Callable[[Any], int | None] = _nothing
    holder: Callable[[Any], Classified | None] = _nothing
    theirs: Callable[[Any], Iterable[int]] = lambda record: ()
    bodies: Callable[[Any], list[str] | None] = _nothing
    comes_out: bool = True
    elsewhere: Callable[[Any, Reader], list[str]] = lambda record, reader: []


GOVERNED: dict[str, Governed] = {}


def register(label: str, kind: Governed) -> None:
    """Say what the records of the model `label` ("meetings.Paper") are; each is told once."""
    if label in GOVERNED:
        raise ValueError(f"{label} is told twice.")
    GOVERNED[label] = kind


def kind_of(record: Classified) -> Governed:
    """What is known of the kind of `record`; KeyError for one that no app has told of."""
    return GOVERNED[record._meta.label]


def record_of(uid: UUID, reader: Reader) -> Any:
    """The governed record `uid`, of whatever kind, as far as `reader` may read it and as long as it stands; None
    otherwise. Two queries."""
    return records_of([uid], reader).get(uid)


def records_of(uids: Iterable[UUID], reader: Reader) -> dict[UUID, Any]:
    """The governed records among `uids`, as `record_of` has them. One query, and one for each kind among them."""
    by_kind: dict[str, list[UUID]] = {}
    for uid, label in _kinds_of(list(uids)):
        by_kind.setdefault(label, []).append(uid)
    found: dict[UUID, Any] = {}
    for label, those in by_kind.items():
        records: Any = apps.get_model(label)._default_manager
        # In no order: a kind's own may go by what it hangs on, which the second wall may hide (ADR 14).
        rows = records.visible_to(reader).filter(uid__in=those).order_by().select_related("committee")
        found |= {row.uid: row for row in rows if not getattr(row, "removed_at", None)}
    return found


def _kinds_of(uids: list[UUID]) -> Iterable[tuple[UUID, str]]:
    """Of which kind each of `uids` is; nothing of what stands in them."""
    asked: list[Any] = []
    for label in GOVERNED if uids else ():
        rows: Any = apps.get_model(label)._base_manager
        asked.append(rows.filter(uid__in=uids).order_by().values_list("uid", Value(label)))
    return asked[0].union(*asked[1:], all=True) if asked else []


def bearer_of(record: Any) -> Any:
    """The record whose classification `record` takes; itself where it has its own. The reader of `record` may not be
    a reader of it: show of it what `record_of` gives them."""
    with as_system(Purpose.NAMING):
        borne = kind_of(record).classified_with(record)
    return record if borne is None else borne


def holder_of(record: Any) -> Classified | None:
    """The record on whose page `record` is read, None where it has a page of its own or none. The reader of `record`
    may not be a reader of it."""
    with as_system(Purpose.NAMING):
        return kind_of(record).holder(record)


def page_of(record: Any, reader: Reader) -> str:
    """Where `record`, which is read, is read on a page; "" where that is nowhere, or a page of what `reader` may not
    read."""
    holder = holder_of(record)
    if holder is not None and not may_read(holder, reader):
        return ""
    with as_system(Purpose.NAMING):
        return kind_of(record).page(record)


def printed_at(record: Any) -> int | None:
    """The lowest classification under which `record` was printed; None where it was not."""
    with as_system(Purpose.NAMING):
        return kind_of(record).printed_at(record)


def in_few_words(words: str, *, most: int = 14) -> str:
    """The beginning of `words`, as a page quotes it."""
    listed = words.split()
    return " ".join(listed[:most]) + (" …" if len(listed) > most else "")


AS_GIVEN_OUT = "An issued document keeps the classification that it was given out under. Withdraw it instead."
AS_HELD = "A document that is held back is classified as what it is drawn from. Classify that instead."
register(
    "secgov.IssuedDocument",
    Governed("issued document", page=IssuedDocument.get_absolute_url, fixed=lambda document: AS_GIVEN_OUT),
)
register("secgov.HeldDocument", Governed("document held back", fixed=lambda held: AS_HELD, comes_out=False))
register("secgov.IssuedPart", Governed("part of an issued document", fixed=lambda part: AS_GIVEN_OUT))
