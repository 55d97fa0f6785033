"""An export as a file: which documents it holds, what its manifest says of each, and the ZIP."""

from archive.exporting.choosing import Exported, chosen
from archive.exporting.writing import Damaged, write_zip

__all__ = ["Damaged", "Exported", "chosen", "write_zip"]
