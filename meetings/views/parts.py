"""A page, or the part of it that was asked for alone."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def asks_for_part(request: HttpRequest) -> bool:
    """Whether a script asks, by htmx or with ?fragment=1, and wants the part alone."""
    by_htmx = bool(request.htmx) and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    return by_htmx or request.GET.get("fragment") == "1"


def page_or_part(
    request: HttpRequest, page: str, part: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """The template `page`, or of it the template `part` where that alone was asked for."""
    response = render(request, part if asks_for_part(request) else page, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response
