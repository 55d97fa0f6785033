"""Load the demo: committees, cast and meetings with plainly fictional people."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from archive.demo.cast import CAST
from archive.demo.seeding import seed_cast, seed_meetings
from secgov.kept import kept_secret


class Command(BaseCommand):
    help = "Loads the demo once; a second time changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--without-meetings", action="store_true", help="committees and cast only")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.IS_PRODUCTION:
            raise CommandError("Demo logins are for the demo only: this is a production system.")
        password = settings.DEMO_PASSWORD or kept_secret(settings.DATA_DIR / "demo-password")
        seed_cast(password=password)
        stored = [] if options["without_meetings"] else seed_meetings(on=timezone.localdate())
        if stored:
            self.stdout.write(f"Loaded {', '.join(stored)}.")
        for email, name, *_ in CAST:
            self.stdout.write(f"  {email:24} {name}")
        self.stdout.write(f"  all with the password {password}")
