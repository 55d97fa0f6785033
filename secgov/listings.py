"""Registers as documents: what an edition of one prints, and how a younger app offers one of its own.

A listing is gathered anew for each edition through the gate, so that it holds what everybody of the edition may read.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils.http import urlencode

from secgov import pdf
from secgov.access import Edition as EditionReader
from secgov.access import Reader
from secgov.classification import Classification, Stage
from secgov.models import Classified, Committee, IssuedDocument, IssuedKind
from secgov.operations.issuing import Edition, Entry, Shown
from secgov.wall.doors import reading

TEMPLATE = "pdf/listing.html"
Asked = Mapping[str, str]


@dataclass(frozen=True)
class Listing:
    """A register as one edition prints it. `ref` begins its file's name; `asked` are the filters in words; `widths`
    are those of its columns in per cent; `shown` says what of it stands above Green."""

    title: str
    ref: str
    committee: Committee
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: list[tuple[str, ...]]
    shown: tuple[Shown, ...]
    asked: str = ""


Gatherer = Callable[[UUID, Reader, Asked], Listing]
_gatherers: dict[str, Gatherer] = {}


def register_listing(kind: IssuedKind, gatherer: Gatherer) -> None:
    """Let `gatherer(target, reader, asked)` list the register of `kind` that is of the record `target`."""
    _gatherers[kind] = gatherer


def kinds() -> list[str]:
    """The kinds of register that can be issued."""
    return list(_gatherers)


def of_committee() -> list[IssuedKind]:
    """The registers that are of a committee, where the others are of one meeting."""
    return [IssuedKind(kind) for kind in _gatherers if kind not in (IssuedKind.OUTSTANDING, IssuedKind.MATRIX)]


def issue_url(kind: IssuedKind, committee: Committee, **asked: str) -> str:
    """Where a register is issued, asked the same as on screen."""
    words = urlencode({name: value for name, value in asked.items() if value})
    return f"{reverse('secgov:issue_listing', args=[committee.abbreviation, kind])}?{words}"


def listing_of(kind: str, target: UUID, committee: Committee, level: Classification, asked: Asked) -> Listing:
    """The register of one committee as its edition `level` prints it. Red is not listed with others."""
    reader = EditionReader(level, committee=committee.pk)
    with reading(reader):
        return _gatherers[kind](target, reader, asked)


def shown_of(record: Classified, *, level: int | None = None) -> Shown:
    """What a row shows of a record, where it prints at a `level` above the record's own."""
    return Shown(
        classification=max(record.classification, level or record.classification),
        committee_id=record.committee_id,
        audience=tuple(record.audience),
        stage=record.stage,
        within=(*record.within, record.uid),
    )


def series(asked: Asked) -> str:
    """What tells a register that was asked something from the same register whole: a short digest, "" for whole."""
    words = "&".join(f"{name}={value}" for name, value in sorted(asked.items()) if value)
    return hashlib.sha256(words.encode()).hexdigest()[:8] if words else ""


def next_edition(kind: str, target: UUID, level: Classification, asked: Asked) -> Edition:
    """Which document of the register is issued next: the first version, or one more than the last."""
    part = series(asked)
    same = IssuedDocument.objects.filter(kind=kind, target=target, part=part, classification=level)
    last = same.aggregate(last=Max("version"))["last"] or 0
    return Edition(IssuedKind(kind), target, last + 1, level, part)


def html_of(listing: Listing, level: Classification, *, on: str, code: str = "") -> str:
    """The HTML of a listing; `on` is the day it was drawn for, in words."""
    status = f"As of {on}" if code else f"Draft as of {on}"
    context: dict[str, Any] = {
        "listing": listing,
        "title": listing.title,
        "reference": listing.ref,
        "status": status,
        "is_draft": not code,
        "boxed": False,
        "front": listing.committee.print_form.classification_place == "front",
        "withheld_sentence": settings.WITHHELD_SENTENCE,
    }
    return pdf.html_of(TEMPLATE, context, classification=level, code=code)


def file_name(listing: Listing, edition: Edition) -> str:
    """ "TABASC-actions-v2-amber.pdf"."""
    return f"{listing.ref}-v{edition.version}-{edition.level.slug}.pdf"


def entry_of(listing: Listing, edition: Edition, *, why: str) -> Entry:
    """What is entered in the register of issued documents for a listing."""
    return Entry(
        edition=edition,
        title=f"{listing.title}, {edition.level.label} edition",
        file_name=file_name(listing, edition),
        placed={
            "committee": listing.committee,
            "audience": [listing.committee.pk],
            "stage": Stage.PUBLISHED,
            "within": [edition.target],
        },
        shown=listing.shown,
        asked=listing.asked,
        why=why,
        keeps_every_part=True,
    )
