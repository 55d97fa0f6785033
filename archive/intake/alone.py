"""The process that reads one file and nothing else: `python -m archive.intake.alone FILE NAME` prints the reading."""

import json
import resource
import sys
from pathlib import Path

from archive.intake.confined import UNREADABLE
from archive.reading import Unreadable, read
from secgov import processes

MEMORY_BYTES = 500 * 1024 * 1024
PROCESSOR_SECONDS = 50
# What a reading may come to as JSON; a book of a thousand pages makes a tenth of it.
RESULT_BYTES = 64 * 1024 * 1024


def main(path: str, name: str) -> int:
    """Read and print, within the limits; a file that cannot be read gives one sentence on stderr and status 2."""
    processes.end_with_named_parent()
    confine()
    try:
        found = read(Path(path).read_bytes(), name).as_json()
    except Unreadable as error:
        print(error, file=sys.stderr)
        return UNREADABLE
    json.dump(found, sys.stdout, ensure_ascii=False)
    return 0


def confine() -> None:
    """Limit what this process may use from here on; a system that knows no such limit still has the clock's."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, PROCESSOR_SECONDS),
        (resource.RLIMIT_FSIZE, RESULT_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):  # macOS takes no limit on address space
            continue


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
