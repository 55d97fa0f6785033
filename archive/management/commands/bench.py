"""`manage.py bench`: the budgets of the product as ratios of one run, in a data folder that is gone afterwards."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test import override_settings

from archive.bench.measuring import Line

HEAD = f"{'':48} {'ratio':>7} {'budget':>7} {'to':8} {'queries, at most':>4}"
# What the keeper of the run's own database may take to stop it.
END_SECONDS = 20


class Command(BaseCommand):
    help = "Prints the floor, and as ratios to it what the product promises, with queries counted."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--here", action="store_true", help="measure in this database, which the run made")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["here"]:
            self.measure()
        else:
            self.run_apart()

    def run_apart(self) -> None:
        """Make a database, load the demo, and measure there, each in a process of its own."""
        folder = Path(tempfile.mkdtemp(prefix="secgov-bench-"))
        (folder / "static").mkdir()  # The demo serves from the sources, but misses this folder.
        outside = ("DATABASE_URL", "SECGOV_OWNER_DATABASE_URL")
        environment = {name: value for name, value in os.environ.items() if name not in outside}
        environment |= {"SECGOV_DATA_DIR": str(folder), "SECGOV_ENV": "demo", "SECGOV_DEMO_PASSWORD": folder.name}
        try:
            for words in (["migrate", "--verbosity=0"], ["seed_demo"], ["bench", "--here"]):
                is_last = words[0] == "bench"
                done = subprocess.run(
                    [sys.executable, "manage.py", *words],
                    cwd=settings.BASE_DIR,
                    env=environment,
                    stdout=None if is_last else subprocess.DEVNULL,
                    check=False,
                )
                if done.returncode != 0:
                    raise CommandError(f"Measuring ended at {words[0]}: see the message above.")
        finally:
            remove(folder)

    def measure(self) -> None:
        if not Path(settings.DATA_DIR).name.startswith("secgov-bench-"):
            raise CommandError("This would write into your own data. Run it without --here.")
        from archive.bench.subjects import lines  # noqa: PLC0415  slow import

        with override_settings(ROOT_URLCONF="archive.bench.floor"):
            for line in lines():
                self.stdout.write(str(line) if isinstance(line, Line) else f"{line}\n{HEAD}")
                self.stdout.flush()
        connection.close()


def remove(folder: Path) -> None:
    """Remove the run's folder once its database has stopped, which it does by itself when nobody is connected."""
    until = time.monotonic() + END_SECONDS
    while (folder / "postgres" / "data" / "postmaster.pid").exists() and time.monotonic() < until:
        time.sleep(0.2)
    shutil.rmtree(folder, ignore_errors=True)
