"""Pages of the ground floor, and how all pages answer."""

from secgov.views.answers import download, forbidden, forged, form_page, may_or_403, missing, nothing_here

__all__ = ["download", "forbidden", "forged", "form_page", "may_or_403", "missing", "nothing_here"]
