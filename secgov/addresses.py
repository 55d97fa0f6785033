"""Where the page of a record is: worked out once for each, because a page of minutes links to the same few again."""

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=10_000)
def address_of(route: str, ref: str) -> str:
    """The address of the page that `route` names for the record `ref`; NoReverseMatch where there is no such route."""
    return reverse(route, args=[ref])
