"""Write docs/reference from the code, or say which of its pages are out of date."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from secgov.house import reference


class Command(BaseCommand):
    help = "Writes docs/reference/{rules,lifecycles,access}.md from the code."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; exit code 1 where a page is outdated")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            if faults := reference.outdated():
                raise CommandError(" ".join(faults))
            return
        for path in reference.write():
            self.stdout.write(f"Wrote docs/reference/{path.name}.")
