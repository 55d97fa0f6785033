"""The process that inspects one file and nothing else: the file on stdin, what was found on stdout as JSON."""

import json
import logging
import resource
import sys

from secgov.inspection.inspecting import inspect
from secgov.inspection.kinds import NotAccepted

MEMORY_BYTES = 600 * 1024 * 1024
PROCESSOR_SECONDS = 25
REFUSED = 2


def main() -> int:
    """Inspect within the limits; a file that is not taken gives one sentence on stderr and status 2."""
    # A document can make a library complain without end.
    logging.disable(logging.CRITICAL)
    for what, most in ((resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_CPU, PROCESSOR_SECONDS)):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):  # macOS takes no limit on address space
            continue
    try:
        found = inspect(sys.stdin.buffer.read())
    except NotAccepted as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    json.dump(found, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
