"""What the pages of the import show."""

from archive.documents.checking import CheckingPage, checking_page
from archive.documents.listing import batch_page, decided, progress_of, register

__all__ = ["CheckingPage", "batch_page", "checking_page", "decided", "progress_of", "register"]
