"""Load one set of minutes from JSON, in the schema of a hand-made reading."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.loading import NotReadable, load_minutes
from secgov.classification import Classification
from secgov.lifecycle import Refused
from secgov.models import User


class Command(BaseCommand):
    help = "Stores a meeting from a JSON file, all or nothing. Nothing is published by loading."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", required=True, metavar="E-MAIL", help="the secretary who loads it")
        parser.add_argument("--classification", help="white, green, amber or red; else what the file says")
        parser.add_argument("--held", help="the month (2018-08) or day of a meeting whose file does not say")

    def handle(self, *args: Any, **options: Any) -> None:
        by = User.objects.filter(email__iexact=options["by"]).first()
        if by is None:
            raise CommandError(f"There is no user {options['by']}.")
        try:
            classification = Classification.named(options["classification"]) if options["classification"] else None
            held, is_day = _held(options["held"])
            loaded = load_minutes(
                content=options["file"].read_bytes(),
                name=options["file"].name,
                by=by,
                classification=classification,
                held=held,
                is_day=is_day,
            )
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}.") from None
        except (NotReadable, Refused, ValueError) as error:
            raise CommandError(f"{options['file'].name}: {error}") from None
        did = "stored" if loaded.is_new else "already stored; nothing changed"
        self.stdout.write(f"{loaded.meeting.ref}: {did}.")


def _held(words: str | None) -> tuple[date | None, bool]:
    if not words:
        return None, False
    is_day = words.count("-") == 2
    try:
        return date.fromisoformat(words if is_day else f"{words}-01"), is_day
    except ValueError:
        raise ValueError(f"'{words}' is no day or month. Write 2018-08-16 or 2018-08.") from None
