"""The tests' database: made and migrated by the owner, used by the tests as the web role, as pages do."""

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from pytest_django import DjangoDbBlocker

from secgov import database

PROJECT = Path(__file__).resolve().parent.parent


@contextmanager
def owner(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Work as the schema's owner for a while: making the database, dropping it, and tests of that border."""
    database.act_as(connection, "owner")
    try:
        yield
    finally:
        database.act_as(connection, "web")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    name = connection.settings_dict["NAME"]
    # A live server's threads let go of the database with each answer, or it could not be dropped at the end.
    connections.settings["default"]["CONN_MAX_AGE"] = 0
    # A database for each run, so that two at once in one tree do not take it from under one another.
    connection.settings_dict["TEST"]["NAME"] = f"test_secgov_{os.getpid()}"
    with django_db_blocker.unblock():
        with owner(connection):
            drop_left_behind(connection)
            use_template(connection)
            connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            keep_template(connection)
            let_web_truncate(connection)
        refuse_owner(connection)
    yield
    with django_db_blocker.unblock():
        end_other_sessions(connection)
        with owner(connection):
            connection.creation.destroy_test_db(name, verbosity=0)


def end_other_sessions(connection: BaseDatabaseWrapper) -> None:
    """End what a thread of a live server left open in this run's database, which could not be dropped otherwise."""
    others = "datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE {others}")  # noqa: S608


def template_name() -> str:
    """A name that changes with every migration, ours or a library's."""
    digest = hashlib.sha256((PROJECT / "requirements.lock").read_bytes())
    for migration in sorted(PROJECT.glob("*/migrations/*.py")):
        digest.update(migration.read_bytes())
    return f"template_secgov_{digest.hexdigest()[:16]}"


def use_template(connection: BaseDatabaseWrapper) -> None:
    """Begin with what an earlier run migrated, if it did: all migrations take ten seconds, a copy none."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT FROM pg_database WHERE datname = %s", [template_name()])
        if cursor.rowcount:
            connection.settings_dict["TEST"]["TEMPLATE"] = template_name()


def keep_template(connection: BaseDatabaseWrapper) -> None:
    if connection.settings_dict["TEST"].get("TEMPLATE"):
        return
    made = connection.settings_dict["NAME"]
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'template_secgov_%'")
        for (outdated,) in cursor.fetchall():
            cursor.execute(f'DROP DATABASE IF EXISTS "{outdated}"')
        cursor.execute(f'CREATE DATABASE "{template_name()}" TEMPLATE "{made}"')


def drop_left_behind(connection: BaseDatabaseWrapper) -> None:
    """Databases of runs that were killed; on a server of others' we would not know whose they are."""
    if "EMBEDDED" not in connection.settings_dict:
        return
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'test_secgov_%'")
        for (name,) in cursor.fetchall():
            number = re.fullmatch(r"test_secgov_(\d+)", name)
            if number and not is_alive(int(number[1])):
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def let_web_truncate(connection: BaseDatabaseWrapper) -> None:
    """Tests with real transactions are cleaned up by TRUNCATE, which pages never need."""
    web = connection.settings_dict["ROLES"]["web"]["USER"]
    with connection.cursor() as cursor:
        cursor.execute(f'GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO "{web}"')


def refuse_owner(connection: BaseDatabaseWrapper) -> None:
    """As owner or superuser every test of what the database refuses would pass in silence."""
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT current_user, rolsuper,
                   pg_has_role(current_user, datdba, 'member')
            FROM pg_roles, pg_database
            WHERE rolname = current_user AND datname = current_database()
        """)
        user, is_superuser, is_owner = cursor.fetchone()
    if is_superuser or is_owner:
        pytest.exit(f"The tests are connected as {user}, who owns the schema; they must run as the web role.", 1)
