"""A meeting's minutes as a document: read by whoever may, given out as editions, listed in a register."""

from meetings.documents.reading import (
    Document,
    Part,
    Section,
    agenda_for,
    document_of,
    minutes_for,
    singles_of,
    version_blocks,
)

__all__ = [
    "Document",
    "Part",
    "Section",
    "agenda_for",
    "document_of",
    "minutes_for",
    "singles_of",
    "version_blocks",
]
