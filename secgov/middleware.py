"""What happens around every request: who reads, and the one page for whatever is not theirs to read."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from secgov.access import reader_for
from secgov.views import nothing_here

Next = Callable[[HttpRequest], HttpResponse]


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Signed out, hidden and missing addresses give one and the same page (product.md section 2)."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> HttpResponse:  # type: ignore[override]
        return nothing_here(request)


class ReaderMiddleware:
    """Puts `request.reader` there, worked out once and only when asked for."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.reader = SimpleLazyObject(  # type: ignore[attr-defined]
            lambda: reader_for(request.user, on=timezone.localdate())
        )
        return self.get_response(request)
