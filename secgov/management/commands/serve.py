"""`manage.py serve`: everything that `make run` starts, prepared first."""

import os
import subprocess
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, get_commands
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from secgov import supervisor
from secgov.database import PROJECT
from secgov.embedded.server import NotRunningError
from secgov.kept import kept_secret

# Several starts at once prepare one after the other; any number that nothing else in this database locks.
PREPARING = 7_302_118


class Command(BaseCommand):
    help = "Serve the project on 127.0.0.1:PORT (8000), with its task worker and, in the demo, its PostgreSQL."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        supervisor.end_when_told()
        try:
            self.serve()
        except supervisor.StoppedError as reason:
            raise SystemExit(str(reason)) from None
        except PermissionError as error:
            sentence = f"{error.filename} cannot be written: set SECGOV_DATA_DIR to a folder of your own."
            raise SystemExit(sentence) from None

    def serve(self) -> None:
        port = os.environ.get("PORT", "") or "8000"
        listening = supervisor.listen(port)
        address = f"http://localhost:{port}"
        os.environ.setdefault("SECGOV_PUBLIC_ADDRESS", address)
        logins = self.prepare()
        settings.STATIC_ROOT.mkdir(exist_ok=True)  # The demo serves from the sources, but misses this folder.
        greeting = f"{logins}secgov is at {address} (Ctrl-C stops it)."
        supervisor.watch(supervisor.children(listening), int(port), greeting)

    def prepare(self) -> str:
        """Bring the database up to date and load the demo once; return what the demo has to say."""
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_lock(%s)", [PREPARING])
        except NotRunningError:
            raise
        except OperationalError as error:
            raise supervisor.StoppedError(f"The database does not answer: {str(error).splitlines()[0]}") from None
        # The lock ends with the connection; the supervisor needs none later.
        try:
            migrate_if_needed()
            return load_demo()
        finally:
            connection.close()


def migrate_if_needed() -> None:
    if lacks_rights() or has_migrations_to_run():
        supervisor.say("Preparing the database.")
        # A process of its own, because it connects as the schema's owner.
        done = subprocess.run([*supervisor.MANAGE, "migrate", "--verbosity=0"], cwd=PROJECT, check=False)
        if done.returncode != 0:
            raise supervisor.StoppedError("The database could not be migrated: see the message above.")


def lacks_rights() -> bool:
    """Whether a migration was killed after it made a table and before the web role was given it."""
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT EXISTS (
                SELECT FROM pg_class
                WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
                AND NOT has_table_privilege(oid, 'SELECT')
            )
        """)
        return bool(cursor.fetchone()[0])


def has_migrations_to_run() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def load_demo() -> str:
    """Load the demo unless it is there; return its logins and their password, to be printed."""
    if not settings.IS_DEMO or "seed_demo" not in get_commands():
        return ""
    password = settings.DEMO_PASSWORD or kept_secret(settings.DATA_DIR / "demo-password")
    # A process of its own gives back the memory that loading takes; ours stays as long as the server.
    done = subprocess.run(
        [*supervisor.MANAGE, "seed_demo", *([] if settings.DEMO_MEETINGS else ["--without-meetings"])],
        cwd=PROJECT,
        env=os.environ | {"SECGOV_DEMO_PASSWORD": password},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise supervisor.StoppedError("The demo could not be loaded: see the message above.")
    return done.stdout
