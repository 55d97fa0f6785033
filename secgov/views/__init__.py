"""Pages of the ground floor, and how all pages answer."""

from secgov.views.answers import ask_for_file_again, download, forbidden, forged, form_page, may_or_403, nothing_here

__all__ = ["ask_for_file_again", "download", "forbidden", "forged", "form_page", "may_or_403", "nothing_here"]
