"""The server killed in the middle of a sentence, with a real browser at the other end."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import PASSWORD, Site, sign_in
from tests.journeys.typist import SECONDS, typist
from tests.machinery.conftest import made
from tests.machinery.place import Place, free_port
from tests.machinery.test_serving import serve

pytestmark = [pytest.mark.browser, pytest.mark.slow]

REF = "TABASC_34_2009"
BEFORE = "The DCC said that the rel"
AFTER = "ease is ready."


@pytest.fixture
def served(browser: Browser) -> Iterator[tuple[Site, Place, int]]:
    """The demo as `make run` serves it, in processes of its own."""
    port = free_port()
    with made() as place:
        place.environment |= {"SECGOV_ENV": "demo", "SECGOV_DEMO_PASSWORD": PASSWORD}
        place.environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
        serve(place, port)
        site = Site(f"http://localhost:{port}", browser)
        yield site, place, port
        site.close()


def test_server_killed_in_mid_sentence_loses_nothing(served: tuple[Site, Place, int]) -> None:
    site, place, port = served
    window = site.window("")
    sign_in(window, "secretary")
    secretary = typist(window, REF)
    secretary.goes_to("item 3")
    secretary.types(BEFORE)
    secretary.has_saved()

    place.kill_all()
    secretary.types(AFTER)
    expect(secretary.state).to_contain_text("Not sent", timeout=10 * SECONDS)
    serve(place, port)

    expect(secretary.state).to_contain_text("Saved", timeout=20 * SECONDS)
    secretary.leaves()
    again = typist(window, REF)
    expect(again.entry(BEFORE + AFTER)).to_be_visible()
