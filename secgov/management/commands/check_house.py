"""Say yes or no: does the project keep the rules of the house? Asks no database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Checks layers, access, history, lifecycles, templates, sizes and reference pages; exit code 1 means no."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        from secgov.house import CHECKS  # noqa: PLC0415  slow import

        broken = 0
        for title, check in CHECKS.items():
            faults = check()
            broken += bool(faults)
            if faults or options["verbosity"] > 1:
                self.stdout.write(f"{'no ' if faults else 'yes'}  {title}")
            for fault in faults:
                self.stdout.write(f"       {fault}")
        if broken:
            raise CommandError(f"{broken} of {len(CHECKS)} rules of the house are broken; the places stand above.")
        self.stdout.write(f"All {len(CHECKS)} rules of the house are kept.")
