"""A reading as a person amends it: rows with keys and places, what a page posts, what is still wrong."""

from archive.amending.problems import Problem, missing, problems
from archive.amending.typed import Change, typed
from archive.amending.working import as_minutes, begin, subject_of

__all__ = ["Change", "Problem", "as_minutes", "begin", "missing", "problems", "subject_of", "typed"]
