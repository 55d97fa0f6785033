"""Two roles, two addresses: which settings are refused, and what the web role cannot do."""

import os

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import ProgrammingError, connection, transaction
from environs import Env

from secgov import database
from tests.database import owner
from tests.machinery.place import Place

WEB = "postgresql://web:one@db.test:5433/secgov?sslmode=require"
OWNER = "postgresql://owner:two@db.test:5433/secgov"


@pytest.fixture
def configured(monkeypatch: pytest.MonkeyPatch):
    def with_settings(**settings: str) -> dict:
        for name in (*database.URLS.values(), database.ROLE_WORD, "SECGOV_ENV"):
            monkeypatch.delenv(name, raising=False)
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        return database.configured(Env())

    return with_settings


def test_urls_give_the_web_role_unless_told_otherwise(configured) -> None:
    found = configured(DATABASE_URL=WEB, SECGOV_OWNER_DATABASE_URL=OWNER)

    wanted = {
        "ENGINE": "secgov.wall",
        "NAME": "secgov",
        "HOST": "db.test",
        "PORT": "5433",
        "USER": "web",
        "PASSWORD": "one",
        "OPTIONS": {"sslmode": "require"},
    }
    assert {key: found[key] for key in wanted} == wanted


def test_owner_word_gives_the_owner_role(configured) -> None:
    found = configured(DATABASE_URL=WEB, SECGOV_OWNER_DATABASE_URL=OWNER, SECGOV_DATABASE_ROLE="owner")

    assert (found["USER"], found["PASSWORD"], found["OPTIONS"]) == ("owner", "two", {})


def test_no_urls_give_the_embedded_engine(configured) -> None:
    found = configured()

    assert (found["ENGINE"], found["USER"]) == ("secgov.embedded", "secgov_web")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (
            {"DATABASE_URL": WEB},
            "Set both DATABASE_URL and SECGOV_OWNER_DATABASE_URL, or neither to use the embedded PostgreSQL.",
        ),
        (
            {"SECGOV_OWNER_DATABASE_URL": OWNER},
            "Set both DATABASE_URL and SECGOV_OWNER_DATABASE_URL, or neither to use the embedded PostgreSQL.",
        ),
        (
            {"DATABASE_URL": OWNER, "SECGOV_OWNER_DATABASE_URL": OWNER},
            "Name two roles in DATABASE_URL and SECGOV_OWNER_DATABASE_URL: the web role must not own the schema.",
        ),
        (
            {"DATABASE_URL": WEB, "SECGOV_OWNER_DATABASE_URL": OWNER.replace("/secgov", "/other")},
            "Name the same database in DATABASE_URL and SECGOV_OWNER_DATABASE_URL.",
        ),
        (
            {"DATABASE_URL": "somewhere", "SECGOV_OWNER_DATABASE_URL": OWNER},
            "Write DATABASE_URL as postgresql://role:password@host:5432/database.",
        ),
        (
            {"SECGOV_ENV": "production"},
            "Set DATABASE_URL and SECGOV_OWNER_DATABASE_URL: the embedded PostgreSQL is for the demo and tests only.",
        ),
        (
            {"SECGOV_DATABASE_ROLE": "superuser"},
            "Set SECGOV_DATABASE_ROLE to web or owner, or leave it unset.",
        ),
    ],
)
def test_settings_that_contradict_each_other_are_refused(configured, given: dict, sentence: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        configured(**given)

    assert str(refused.value) == sentence


@pytest.mark.slow
def test_command_says_the_sentence_and_nothing_else(place: Place) -> None:
    done = place.run("manage.py", "check", DATABASE_URL=WEB)

    assert done.returncode == 1
    assert done.stderr == (
        "Set both DATABASE_URL and SECGOV_OWNER_DATABASE_URL, or neither to use the embedded PostgreSQL.\n"
    )


def test_every_command_that_changes_the_schema_connects_as_owner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(database.ROLE_WORD, "")
    monkeypatch.delenv(database.ROLE_WORD)  # put back afterwards, whatever it was

    database.choose_role("load_minutes")
    assert database.ROLE_WORD not in os.environ
    database.choose_role("migrate")
    assert os.environ[database.ROLE_WORD] == "owner"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (id int)",
        "ALTER TABLE django_session ADD COLUMN mine int",
        "DROP TABLE django_session",
        "DELETE FROM django_migrations",
        "CREATE ROLE mine",
        *[f"UPDATE {table} SET id = id" for table in database.APPEND_ONLY],
        *[f"DELETE FROM {table}" for table in database.APPEND_ONLY],
    ],
)
def test_web_role_is_refused(statement: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied|must be owner"):  # noqa: SIM117
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.django_db
def test_tests_run_as_the_web_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (connection.settings_dict["ROLES"]["web"]["USER"], False)


@pytest.mark.django_db(transaction=True)
def test_new_table_is_the_web_roles_once_granted() -> None:
    with owner(connection):
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE granted (id serial, word text)")
        database.grant_to_web(connection)

    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO granted (word) VALUES ('a') RETURNING id")
        assert cursor.fetchone() == (1,)

    with owner(connection), connection.cursor() as cursor:
        cursor.execute("DROP TABLE granted")


@pytest.mark.django_db
def test_granting_as_web_does_nothing() -> None:
    database.grant_to_web(connection)  # PostgreSQL would refuse it: tests with real transactions come by here

    assert connection.settings_dict["ROLE"] == "web"
