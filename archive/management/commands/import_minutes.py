"""Read a file with minutes in it: print what was read, or store it through the same operations as the pages."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from secgov.classification import Classification

UNREADABLE = 2


class Command(BaseCommand):
    help = "Reads minutes from a file (.txt, .md, .pdf, .docx), and with --commit stores them, all or nothing."
    # What is printed needs no database, so nothing is checked that might ask one.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a file; with --commit also a folder or a ZIP of such files")
        parser.add_argument("--committee", metavar="ABBR", help="whose minutes they are, where the file does not say")
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--json", action="store_true", help="print what was read, in the schema of load_minutes")
        what.add_argument("--commit", action="store_true", help="store it; every doubt is settled in your name")
        parser.add_argument("--by", metavar="E-MAIL", help="the secretary who stores it")
        parser.add_argument("--classification", metavar="C", help="white, green, amber or red; else what the file says")
        parser.add_argument(
            "--held", metavar="DATE", help="the month (2018-08) or day of a meeting, where it is not read"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["json"]:
            self.print_read(options["file"], options["committee"])
        else:
            self.store(options)

    def print_read(self, path: Path, committee: str | None) -> None:
        from archive.reading import Unreadable, read  # noqa: PLC0415  slow import

        try:
            found = read(path.read_bytes(), path.name).as_json()
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.", returncode=UNREADABLE) from None
        except Unreadable as error:
            raise CommandError(" ".join(str(error).split()), returncode=UNREADABLE) from None
        found.pop("lines", None)
        if committee and not found.get("committee"):
            found["committee"] = committee
        self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))

    def store(self, options: dict[str, Any]) -> None:
        """Store each file in a transaction of its own, a line to each; an error at the end where any was not."""
        from archive.committing import Wanted, commit_file, person_called  # noqa: PLC0415  slow import
        from archive.intake import NotTaken, Unread  # noqa: PLC0415  slow import

        if not options["by"]:
            raise CommandError("Say who stores the minutes: --by E-MAIL of a secretary of the committee.")
        level, failed = options["classification"], []
        try:
            wanted = Wanted(
                by=person_called(options["by"]),
                committee=options["committee"],
                classification=Classification.named(level) if level else None,
                held=options["held"],
            )
            for name, content in files_in(options["file"]):
                try:
                    self.stdout.write(f"{name}: {commit_file(content, name, wanted)}")
                except ValueError as error:
                    failed.append((name, error))
        except ValueError as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}.") from None
        if failed:
            said = "\n".join(f"{name}: {error}" for name, error in failed)
            is_unread = any(isinstance(error, NotTaken | Unread) for _, error in failed)
            raise CommandError(said, returncode=UNREADABLE if is_unread else 1)


def files_in(path: Path) -> Iterator[tuple[str, bytes]]:
    """The file at `path`, or each of a folder or ZIP, with its name."""
    from archive.intake import unpacked  # noqa: PLC0415  slow import
    from archive.operations.uploading import limits  # noqa: PLC0415  slow import

    if path.is_dir():
        for each in sorted(each for each in path.iterdir() if each.is_file() and not each.name.startswith(".")):
            yield each.name, each.read_bytes()
    elif path.suffix.lower() == ".zip":
        with path.open("rb") as file:
            yield from unpacked(file, path.name, limits())
    else:
        yield path.name, path.read_bytes()
