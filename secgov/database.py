"""Which database and under which of its two roles: the owner changes the schema, the web role works in it."""

import os
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.base.base import BaseDatabaseWrapper
from environs import Env
from psycopg import ProgrammingError, conninfo

from secgov import embedded

PROJECT = Path(__file__).resolve().parent.parent
ROLE_WORD = "SECGOV_DATABASE_ROLE"
URLS = {"owner": "SECGOV_OWNER_DATABASE_URL", "web": "DATABASE_URL"}

# Commands that change the schema, or ask what only its owner may; every other command connects as web.
OWNER_COMMANDS = (
    "createcachetable",
    "flush",
    "inspectdb",
    "makemigrations",
    "migrate",
    "optimizemigration",
    "showmigrations",
    "sqlflush",
    "sqlmigrate",
    "sqlsequencereset",
    "squashmigrations",
)

# What was decided is never amended or taken back, so the web role cannot, whatever a page may try.
APPEND_ONLY = ("secgov_statuschange", "secgov_accesslogentry", "secgov_classificationchange")
# How far a decision has come out, in which item it stands and so who may read it follow its minutes; what was decided
# does not.
FOLLOWS_ITS_MINUTES = ("secgov_statuschange",)
PUBLICATION_COLUMNS = ("stage", "classification", "classified_by", "audience", "within")
# What the schema's owner keeps for itself.
READ_ONLY = ("django_migrations",)

# A connection opened anew costs 4.5 ms, as much as a page; one kept for ever hoards the plans of all it ran.
# A thread of the web server keeps its own, so there is no pool that could pass on a session's settings.
CONNECTION_SECONDS = 600


def configured(env: Env) -> dict[str, Any]:
    """Return DATABASES["default"], with the credentials of the role this process works under.

    Raises ImproperlyConfigured, with one sentence, for settings that contradict each other.
    """
    urls = {role: env.str(name, "") for role, name in URLS.items()}
    role = env.str(ROLE_WORD, "web")
    if role not in URLS:
        raise ImproperlyConfigured(f"Set {ROLE_WORD} to web or owner, or leave it unset.")
    if all(urls.values()):
        database = _external(urls)
    elif any(urls.values()):
        raise ImproperlyConfigured(
            f"Set both {URLS['web']} and {URLS['owner']}, or neither to use the embedded PostgreSQL."
        )
    elif env.str("SECGOV_ENV", "demo") == "production":
        raise ImproperlyConfigured(
            f"Set {URLS['web']} and {URLS['owner']}: the embedded PostgreSQL is for the demo and tests only."
        )
    else:
        database = _embedded(env)
    database |= {"CONN_MAX_AGE": CONNECTION_SECONDS, "CONN_HEALTH_CHECKS": True, "ROLE": role}
    return database | database["ROLES"][role]


def act_as(connection: BaseDatabaseWrapper, role: str) -> None:
    """Let this connection work under the other role from its next query on."""
    connection.close()
    connection.settings_dict |= connection.settings_dict["ROLES"][role] | {"ROLE": role}


def choose_role(command: str) -> None:
    """Let settings that are read later in this process connect under the role that the command needs."""
    if command in OWNER_COMMANDS:
        os.environ.setdefault(ROLE_WORD, "owner")


def grant_to_web(connection: BaseDatabaseWrapper) -> None:
    """Give the web role its rights on every table that exists now; does nothing unless connected as owner."""
    if connection.settings_dict["ROLE"] != "owner":
        return
    web = connection.ops.quote_name(connection.settings_dict["ROLES"]["web"]["USER"])
    existing = set(connection.introspection.table_names())
    statements = [
        f"GRANT USAGE ON SCHEMA public TO {web}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {web}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {web}",
        # The task queue works through functions in the schema; they run with the rights of who calls them.
        f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {web}",
    ]
    statements += [f"REVOKE UPDATE, DELETE ON {_name(connection, t)} FROM {web}" for t in APPEND_ONLY if t in existing]
    columns = ", ".join(PUBLICATION_COLUMNS)
    statements += [
        f"GRANT UPDATE ({columns}) ON {_name(connection, t)} TO {web}" for t in FOLLOWS_ITS_MINUTES if t in existing
    ]
    statements += [
        f"REVOKE INSERT, UPDATE, DELETE ON {_name(connection, t)} FROM {web}" for t in READ_ONLY if t in existing
    ]
    with connection.cursor() as cursor:
        cursor.execute("; ".join(statements))


def _name(connection: BaseDatabaseWrapper, table: str) -> str:
    return connection.ops.quote_name(table)


def _embedded(env: Env) -> dict[str, Any]:
    data = Path(env.str("SECGOV_DATA_DIR", "") or PROJECT / "var").absolute()
    return {
        "ENGINE": "secgov.embedded",
        "NAME": embedded.DATABASE,
        # The engine knows the passwords; the file that holds them may not be there yet.
        "ROLES": {role: {"USER": user, "PASSWORD": ""} for role, user in embedded.ROLES.items()},
        "EMBEDDED": {"folder": data / "postgres", "durable": env.str("SECGOV_ENV", "demo") != "test"},
        "OPTIONS": {},
    }


def _external(urls: dict[str, str]) -> dict[str, Any]:
    web, owner = (_parts(URLS[role], urls[role]) for role in ("web", "owner"))
    if web["USER"] == owner["USER"]:
        raise ImproperlyConfigured(
            f"Name two roles in {URLS['web']} and {URLS['owner']}: the web role must not own the schema."
        )
    if any(web[place] != owner[place] for place in ("NAME", "HOST", "PORT")):
        raise ImproperlyConfigured(f"Name the same database in {URLS['web']} and {URLS['owner']}.")
    roles = {
        role: {key: parts[key] for key in ("USER", "PASSWORD", "OPTIONS")}
        for role, parts in (("web", web), ("owner", owner))
    }
    return {"ENGINE": "secgov.wall", "ROLES": roles} | web


def _parts(setting: str, url: str) -> dict[str, Any]:
    try:
        parts = conninfo.conninfo_to_dict(url)
    except ProgrammingError:
        parts = {}
    if not (parts.get("user") and parts.get("dbname")):
        raise ImproperlyConfigured(f"Write {setting} as postgresql://role:password@host:5432/database.")
    keys = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    found = {key: str(parts.pop(word, "")) for key, word in keys.items()}
    # What is left, such as sslmode, goes to the driver as it stands.
    return found | {"OPTIONS": parts}
