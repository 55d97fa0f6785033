"""Files that come in, and exports that go out."""

from archive.models.exports import Export, ExportKind, ExportQuerySet
from archive.models.imports import READY, Batch, Doubt, Import, ImportQuerySet, Origin, Reading

__all__ = [
    "READY",
    "Batch",
    "Doubt",
    "Export",
    "ExportKind",
    "ExportQuerySet",
    "Import",
    "ImportQuerySet",
    "Origin",
    "Reading",
]
