"""What every test may ask for: the database as the web role, templates that refuse unknown variables, the cast."""

import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template import Template, engines
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck
from hypothesis import settings as properties

from secgov.access import Reader, reader_for
from secgov.models import User
from secgov.wall.standing import Claims, stand_by_default
from tests.cast import Cast, gather

pytest_plugins = ["tests.database"]

# A property that asks the database takes its time, and one set of rows serves every example that only reads.
properties.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
properties.load_profile("house")

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


def pytest_configure() -> None:
    # The real hasher takes a tenth of a second a login on purpose; no test is about that.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # What a test itself looks at it sees whole; what it asks of a page is read as whoever asks.
    stand_by_default(Claims(system="a test"))


class UnknownVariable(AssertionError):
    """A template of ours names something its context does not hold."""


class Refusing(str):
    """Stands where Django would print "" for an unknown variable, and fails the test. Templates that are not ours,
    such as those of the administration pages, rely on the "" and get it."""

    def __mod__(self, variable: object) -> str:
        template = _template_being_rendered()
        if TEMPLATES not in Path(template).parents:
            return ""
        raise UnknownVariable(f"{template} names {variable}, which its context does not hold.")

    def __html__(self) -> str:
        raise UnknownVariable(f"{_template_being_rendered()} shows something that is not there.")


def _template_being_rendered() -> str:
    frame = inspect.currentframe()
    while frame is not None:
        rendered = frame.f_locals.get("self")
        if isinstance(rendered, Template) and rendered.origin is not None:
            return str(rendered.origin.name)
        frame = frame.f_back
    return "<unknown>"


@pytest.fixture(scope="session", autouse=True)
def unknown_variables_fail(django_test_environment: None) -> Iterator[None]:
    engine = engines["django"].engine
    engine.string_if_invalid = Refusing("%s")
    yield
    engine.string_if_invalid = ""


@pytest.fixture(autouse=True)
def files_of_this_test(tmp_path: Path, settings: Any) -> None:
    """Stored files of a test are gone after it."""
    settings.STORED_FILES_DIR = tmp_path / "files"


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody who knocks, with their memberships as of today."""
    return gather(on=timezone.localdate())


@pytest.fixture
def reader() -> Callable[[Any], Reader]:
    """The reader that a user is today."""
    return lambda user: reader_for(user, on=timezone.localdate())


@pytest.fixture
def signed_in() -> Callable[[User | AnonymousUser], Client]:
    """A browser in which the user has signed in; the public's has nobody signed in."""

    def browser(user: User | AnonymousUser) -> Client:
        client = Client()
        if isinstance(user, User):
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return browser
