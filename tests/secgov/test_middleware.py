"""What happens around every request: the character no text can keep, and pages that fail."""

import io
import logging
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from secgov.urls import handler403, handler404
from tests import factories

__all__ = ["handler403", "handler404"]


def broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError("this page fails")


broken.login_required = False  # type: ignore[attr-defined]
urlpatterns = [path("broken/", broken)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/search/?q=%00",
        "/meetings/%00/",
        "/meetings/?committee=%00",
        "/meetings/?%00=1",
        "/committees/%00/",
        "/actions/outstanding/%00/",
        "/actions/%00%00/01/",
        "/modifications/%00/",
        "/sign-in/?next=%00",
        "/no-such-page%00/",
    ],
)
def test_a_nul_in_an_address_finds_nothing(address) -> None:
    response = Client().get(address)

    assert response.status_code == 404
    assert "Nothing here for you to read" in response.text


def test_a_nul_in_what_is_saved_is_refused_in_a_sentence(cast, signed_in) -> None:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)

    response = signed_in(cast.secretary).post(f"/meetings/{meeting.ref}/amend/", {"number": 33, "venue": "Room\x00"})

    assert response.status_code == 422
    assert "Go back, take it out and save again." in response.text
    meeting.refresh_from_db()
    assert meeting.venue == ""


@pytest.mark.django_db
def test_a_nul_in_a_cookie_is_as_if_there_were_none() -> None:
    client = Client()
    client.cookies["sessionid"] = "\x00" * 32

    assert client.get("/meetings/").status_code == 200


@pytest.fixture
def console() -> Any:
    """What the handlers of failing pages write."""
    written = io.StringIO()
    handlers = [each for each in logging.getLogger("django.request").handlers if hasattr(each, "setStream")]
    before = [(handler, handler.setStream(written)) for handler in handlers]
    yield written
    for handler, stream in before:
        handler.setStream(stream)


@pytest.mark.django_db
@pytest.mark.urls("tests.secgov.test_middleware")
def test_a_page_that_fails_leaves_its_traceback_on_the_console(console) -> None:
    response = Client(raise_request_exception=False).get("/broken/")

    assert response.status_code == 500
    assert "ZeroDivisionError: this page fails" in console.getvalue()


@pytest.mark.django_db
def test_a_page_that_is_not_there_leaves_nothing_on_the_console(console) -> None:
    Client().get("/no-such-page/")

    assert console.getvalue() == ""
