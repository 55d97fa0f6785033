"""Finding a record of any kind by what somebody types of it, and naming it without a word of what it holds."""

import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import CharField, Q, Value

from secgov import issued_codes, references
from secgov.access import Purpose, Reader, SignedIn
from secgov.classification import Classification
from secgov.models import Classified, IssuedDocument, Reference, StoredFile
from secgov.publication import classified_models
from secgov.wall.doors import as_system

SHA256 = re.compile(r"[0-9a-f]{64}")


def record_of(text: str, reader: Reader) -> Classified | None:
    """The record that `text` names: a reference in any of its forms, the SHA-256 of a stored file, a code that a document prints, or a uid; None
    where there is none, or none that `reader` may know of. A Red record counts for whoever administers records."""
    uid = _uid_of(" ".join(text.split()))
    return record_by_uid(uid, reader) if uid is not None else None


def _uid_of(text: str) -> UUID | None:
    if SHA256.fullmatch(text.lower()):
        return _of_file(text.lower())
    try:
        return UUID(text)
    except ValueError:
        reference = references.recognise(text)
    return reference.target if reference is not None else _of_code(issued_codes.read(text))


def _of_code(code: str) -> UUID | None:
    """What the issued document is of that prints this code."""
    if not code:
        return None
    documents = IssuedDocument.objects.filter(code_digest=issued_codes.digest(code))
    with as_system(Purpose.DOOR):
        found: UUID | None = documents.values_list("target", flat=True).first()
    return found


def _of_file(sha256: str) -> UUID | None:
    """What the stored file is of: the record of an issued document, or the version of a paper."""
    file = StoredFile.objects.filter(sha256=sha256).first()
    if file is None:
        return None
    for model in classified_models():
        names = {field.name for field in model._meta.get_fields()}
        if "file" in names:
            wanted = "target" if "target" in names else "uid"
            records: Any = model._base_manager
            with as_system(Purpose.DOOR):
                found: UUID | None = records.filter(file=file).values_list(wanted, flat=True).first()
            if found is not None:
                return found
    return None


def record_by_uid(uid: UUID, reader: Reader) -> Classified | None:
    """The record, whatever kind it is, where `reader` may know of it. Two queries."""
    models = classified_models()
    first, *others = [
        model._base_manager.filter(uid=uid)
        .order_by()
        .annotate(label=Value(model._meta.label, CharField()))
        .values_list("label", flat=True)
        for model in models
    ]
    with as_system(Purpose.DOOR):
        label = next(iter(first.union(*others, all=True)), None)
    model = next((model for model in models if model._meta.label == label), None)
    if model is None:
        return None
    with as_system(Purpose.DOOR):
        found: Classified | None = model._base_manager.filter(known_to(reader), uid=uid).first()
    return found


def is_behind_door(uid: UUID | None, reader: Reader) -> bool:
    """Whether there is a Red record that `reader` may read once they have said why. Two queries for whoever
    administers records, none for anybody else."""
    if uid is None or not isinstance(reader, SignedIn) or not reader.administers_records:
        return False
    found = record_by_uid(uid, reader)
    return found is not None and found.classification == Classification.RED


def known_to(reader: Reader) -> Q:
    """The condition that `reader` may read a record, or administers records and knows that a Red one is there."""
    return reader.sees() | reader.behind_the_door() if isinstance(reader, SignedIn) else reader.sees()


class Names:
    """What records are called by their numbers, never by their words: "TABASC33/01", "a paper in TABASC_33_1608"."""

    def __init__(self, uids: Iterable[UUID]) -> None:
        """One query for all of them."""
        known = Reference.objects.filter(target__in=set(uids)).order_by("-pk")
        self.known: dict[Any, str] = dict(known.values_list("target", "canonical"))

    def of(self, target: UUID | None, within: Iterable[Any], kind: str = "") -> str:
        """What `target` is called; where it has no number of its own, its kind and what it stands in."""
        if target in self.known:
            return self.known[target]
        place = next((self.known[uid] for uid in reversed(list(within)) if uid in self.known), "")
        words = f"{'an' if kind[:1] in 'aeiou' else 'a'} {kind}" if kind else "a record"
        return f"{words} in {place}" if place else words
