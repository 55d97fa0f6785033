"""Reading old minutes: a file in, a plain reading out. It knows nothing of Django or of the database.

Two steps that can be looked at apart: the layout (lines, paragraphs, tables, footnotes, furniture) and the minutes in
it. Every fact carries where it was read and how sure that is; every doubt says why.
"""

from archive.reading.layout.elements import Layout, Unreadable
from archive.reading.minutes import read_minutes
from archive.reading.opening import lay_out
from archive.reading.reading import Doubt, Offer, Place, Reading

__all__ = ["Doubt", "Layout", "Offer", "Place", "Reading", "Unreadable", "lay_out", "read", "read_minutes"]


def read(content: bytes, name: str) -> Reading:
    """The minutes in a file of this name; Unreadable, in one sentence, where it cannot be read at all."""
    return read_minutes(lay_out(content, name), name=name)
