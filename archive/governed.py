"""The archive's records, as the ground floor speaks of them."""

from archive.models import Batch, Import
from secgov.governed import Governed, register

BATCH = "Several files that came in at once are classified file by file."


def register_records() -> None:
    """Tell the ground floor of every kind."""
    register("archive.Import", Governed("imported file", page=Import.get_absolute_url, comes_out=False))
    register("archive.Batch", Governed("upload", page=Batch.get_absolute_url, fixed=_file_by_file, comes_out=False))


def _file_by_file(batch: Batch) -> str:
    return BATCH
