"""What happens around every request: who reads, and the one page for whatever is not theirs to read."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from secgov import red_door
from secgov.access import Reader, SignedIn, reader_for
from secgov.viewing import viewing_as
from secgov.views import nothing_here
from secgov.wall import doors

Next = Callable[[HttpRequest], HttpResponse]
NUL = "\x00"


class NulMiddleware:
    """Refuses, once for every page, the one character that PostgreSQL keeps in no text: NUL. No record has it in its
    address; a cookie that has it is none of ours and is dropped before the session is looked up."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.COOKIES = {name: value for name, value in request.COOKIES.items() if NUL not in name + value}
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """By now it is known who asks, as the pages say."""
        if NUL in request.path_info or _holds_nul(request.GET.lists()):
            return nothing_here(request)
        if _holds_nul(_posted(request)):
            sentence = "The text holds a NUL character, which cannot be kept. Go back, take it out and save again."
            return render(request, "unkept.html", {"sentence": sentence}, status=422)
        return None


def _posted(request: HttpRequest) -> Iterable[tuple[str, list[Any]]]:
    try:
        return request.POST.lists()
    except UnreadablePostError:  # whoever asked has gone away
        return ()


def _holds_nul(fields: Iterable[tuple[str, list[Any]]]) -> bool:
    return any(NUL in text for name, values in fields for text in (name, *values))


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Signed out, hidden and missing addresses give one and the same page (product.md section 2)."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> HttpResponse:  # type: ignore[override]
        return nothing_here(request)


def _reader_of(request: HttpRequest) -> Reader:
    """Who reads: whoever is signed in, what they gave a reason to open included; or, of that, what the role may read
    that they view as."""
    stand_in = request.user
    mine = reader_for(getattr(stand_in, "really", stand_in), on=timezone.localdate())
    notes = getattr(request, "shown", None)
    if isinstance(mine, SignedIn):
        opened = red_door.opened(request.session, at=timezone.now()) if mine.administers_records else {}
        mine = replace(mine, notes=notes, red_opened=tuple(opened))
        if notes is not None:
            notes.reasons = opened
    role = getattr(request, "viewing", None)
    return mine if role is None else viewing_as(role, mine, stand_in)


class ReaderMiddleware:
    """Puts `request.reader` there, worked out once, and only where there is a page; from then on the database is read
    as that reader, before as nobody. What was made for somebody signed in is kept by no browser, which somebody else
    may sit down at."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with doors.within_request() as place:
            request.reader = SimpleLazyObject(lambda: doors.known(place, _reader_of(request)))  # type: ignore[attr-defined]
            response = self.get_response(request)
        if response.streaming:
            parts = response.streaming_content  # type: ignore[attr-defined]
            response.streaming_content = doors.streamed(place, parts)  # type: ignore[attr-defined]
        user = getattr(request, "_cached_user", None)  # there only where it was asked who reads
        if user is not None and user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    def process_view(self, request: HttpRequest, *view: Any) -> None:
        """No page asks anything of the database before it is known who reads."""
        request.reader.sees()  # type: ignore[attr-defined]
