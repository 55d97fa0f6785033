"""Minutes as JSON, in the schema of a hand-made reading, stored as a meeting through the operations pages use."""

from archive.loading.checking import NotReadable
from archive.loading.loading import Loaded, load_minutes
from archive.loading.reading import Minutes, read_minutes

__all__ = ["Loaded", "Minutes", "NotReadable", "load_minutes", "read_minutes"]
