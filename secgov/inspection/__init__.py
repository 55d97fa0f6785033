"""What is in a file from outside that should not come out unseen (product.md section 8). Knows nothing but files."""

from secgov.inspection.apart import Inspected, inspect_apart
from secgov.inspection.kinds import ACCEPTED_WORDS, FileKind, NotAccepted, kind_of

__all__ = ["ACCEPTED_WORDS", "FileKind", "Inspected", "NotAccepted", "inspect_apart", "kind_of"]
