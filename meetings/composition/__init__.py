"""What prints in a meeting: composed from the live record, and written down as versions that never change."""

from meetings.composition.composing import Gap, Line, blocks_of, compose, compose_agenda, head_of
from meetings.composition.versions import latest_version, write_agenda, write_annotated, write_version

__all__ = [
    "Gap",
    "Line",
    "blocks_of",
    "compose",
    "compose_agenda",
    "head_of",
    "latest_version",
    "write_agenda",
    "write_annotated",
    "write_version",
]
