"""Write an edition of a meeting's minutes to a PDF file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from meetings.composition import latest_version
from meetings.documents import editions
from meetings.models import Meeting
from secgov import references
from secgov.access import Purpose, System
from secgov.classification import Classification
from secgov.reference_forms import Kind


class Command(BaseCommand):
    help = "Writes an edition of a meeting's minutes, drawn from the latest version, or the draft where there is none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("ref", help="the meeting's reference, for example TABASC_23_1910")
        parser.add_argument("--edition", required=True, help="white, green or amber")
        parser.add_argument("--out", required=True, type=Path, metavar="FILE.pdf")

    def handle(self, *args: Any, **options: Any) -> None:
        reader = System(Purpose.PRINTING)
        reference = references.resolve(Kind.MEETING, options["ref"])
        meetings = Meeting.objects.visible_to(reader).select_related("committee")
        meeting = meetings.filter(uid=reference.target).first() if reference else None
        if meeting is None:
            raise CommandError(f"There is no meeting {options['ref']}.")
        try:
            level = Classification.named(options["edition"])
        except ValueError as error:
            raise CommandError(str(error)) from None
        if level < meeting.classification or level == Classification.RED:
            raise CommandError(f"{meeting} is {meeting.get_classification_display()}: it has no {level.label} edition.")
        version = None if meeting.is_open_to_change else latest_version(meeting, reader)
        try:
            options["out"].write_bytes(editions.minutes_pdf(meeting, level, version))
        except OSError as error:
            raise CommandError(f"{options['out']} cannot be written: {error.strerror}.") from None
        self.stdout.write(f"{options['out']}: {meeting.ref}, {level.label} edition.")
