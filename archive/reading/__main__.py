"""`python -m archive.reading FILE`: the reading as JSON, without Django and without a database."""

import json
import sys
from pathlib import Path

from archive.reading import Unreadable, read


def main(arguments: list[str]) -> int:
    """0 with the reading on standard output; 2 with one sentence on standard error."""
    if len(arguments) != 1:
        sys.stderr.write("Say which file to read: python -m archive.reading FILE\n")
        return 2
    file = Path(arguments[0])
    try:
        found = read(file.read_bytes(), file.name)
    except OSError as error:
        sys.stderr.write(f"{file.name} cannot be opened: {error.strerror}.\n")
        return 2
    except Unreadable as error:
        sys.stderr.write(f"{error}\n")
        return 2
    json.dump(found.as_json(), sys.stdout, ensure_ascii=False, indent=1)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
