"""Writing the ZIP of an export: the same record gives the same bytes, and no document is held in memory whole."""

import csv
import hashlib
import io
import json
import os
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from archive.exporting.choosing import Exported
from archive.models import Export
from secgov.lists import safe_cell

# The earliest moment a ZIP can name: times of day would make two runs differ.
MOMENT = (1980, 1, 1, 0, 0, 0)
BLOCK = 1024 * 1024
COLUMNS = (
    *("reference", "title", "kind", "version", "classification", "sha256", "size", "issued_by", "issued_at"),
    *("state", "superseded_by", "withdrawn_at", "withdrawn_by", "path"),
)
README = """The record of {committees}, exported from the register of issued documents.

Asked for by {by} on {at:%-d %B %Y}.
Reason: {reason}
{red}Holds: {kinds}, up to the classification {level}, {period}.

manifest.csv and manifest.json list every document: reference, title, kind, version, classification, SHA-256 and size
of its bytes, who issued it and when, whether it is current, superseded or withdrawn, and where it stands in this
file. {withdrawn}

To check a document, work out the SHA-256 of its file and compare it with the manifest's.
"""
WITHOUT = "Documents that were withdrawn are listed without their bytes: their path is empty."
WITH = "Documents that were withdrawn are here too, because that was asked for. Do not give them on."


class Damaged(Exception):
    """The bytes kept of a document are not those that were issued, or are gone."""


def write_zip(export: Export, listed: list[Exported], *, moved: Callable[[int], None]) -> tuple[str, int]:
    """Write the ZIP of `export` to its place and return its SHA-256 and size; `moved` hears how many documents are
    done. Damaged where the bytes of one are not as they were issued. What is there already is replaced whole."""
    export.path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=export.path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            _write(file, export, listed, moved)
        digest, size = _digest(Path(beside)), Path(beside).stat().st_size
        Path(beside).replace(export.path)
    finally:
        Path(beside).unlink(missing_ok=True)
    return digest, size


def _write(file: Any, export: Export, listed: list[Exported], moved: Callable[[int], None]) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        archive.writestr(_entry("README.txt"), _readme(export))
        archive.writestr(_entry("manifest.csv"), manifest_csv(listed))
        archive.writestr(_entry("manifest.json"), manifest_json(listed))
        for done, exported in enumerate(listed, start=1):
            if exported.path:
                _add(archive, exported)
            moved(done)


def _entry(path: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _add(archive: zipfile.ZipFile, exported: Exported) -> None:
    digest = hashlib.sha256()
    try:
        with exported.file.path.open("rb") as source, archive.open(_entry(exported.path), "w", force_zip64=True) as to:
            while block := source.read(BLOCK):
                digest.update(block)
                to.write(block)
    except FileNotFoundError as error:
        raise Damaged(
            f"The bytes of {exported.title} are gone. Bring them back from a copy, and start again."
        ) from error
    if digest.hexdigest() != exported.file.sha256:
        raise Damaged(f"The bytes of {exported.title} are not those that were issued. Bring them back from a copy.")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def rows_of(listed: list[Exported]) -> list[dict[str, Any]]:
    """The manifest, a row to each document."""
    return [dict(zip(COLUMNS, _row(each), strict=True)) for each in listed]


def _row(each: Exported) -> tuple[Any, ...]:
    return (
        each.reference,
        each.title,
        each.kind,
        each.version,
        each.classification.label,
        each.file.sha256,
        each.file.size,
        each.issued_by,
        each.issued_at.isoformat() if each.issued_at else "",
        each.state,
        each.superseded_by,
        each.withdrawn_at.isoformat() if each.withdrawn_at else "",
        each.withdrawn_by,
        each.path,
    )


def manifest_json(listed: list[Exported]) -> str:
    return json.dumps(rows_of(listed), indent=1, ensure_ascii=False) + "\n"


def manifest_csv(listed: list[Exported]) -> str:
    """The manifest for a spreadsheet, in which no title is taken for a formula."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    for row in rows_of(listed):
        writer.writerow([safe_cell(value) for value in row.values()])
    return "\ufeff" + written.getvalue()


def _readme(export: Export) -> str:
    return README.format(
        committees=export.committee.name if export.committee else "all committees",
        by=export.asked_by,
        at=export.asked_at,
        reason=export.reason,
        red=f"Red documents too, because: {export.red_reason}\n" if export.red_reason else "",
        kinds=", ".join(export.kind_words).lower(),
        level=export.level.label,
        period=_period(export),
        withdrawn=WITH if export.with_withdrawn else WITHOUT,
    )


def _period(export: Export) -> str:
    if export.since and export.until:
        return f"from {export.since:%-d %B %Y} to {export.until:%-d %B %Y}"
    if export.since:
        return f"from {export.since:%-d %B %Y} on"
    return f"up to {export.until:%-d %B %Y}" if export.until else "of any day"
