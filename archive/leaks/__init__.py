"""Whether a document holds words that its readers may not read: pure, it knows texts and documents and no records.

`words` says when two passages are the same, `documents` reads everything that a document says, `index` finds passages
in it, and `comparing` decides what of that is a leak.
"""

from archive.leaks.comparing import Found, Standing, leaks_in
from archive.leaks.documents import Piece, Unreadable, pieces_of
from archive.leaks.index import Index

__all__ = ["Found", "Index", "Piece", "Standing", "Unreadable", "leaks_in", "pieces_of"]
