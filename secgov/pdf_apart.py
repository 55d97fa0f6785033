"""A PDF drawn in a process of its own: HTML on stdin, bytes on stdout, so that a web worker stays small."""

import os
import subprocess
import sys
from pathlib import Path

import django

PROJECT = Path(__file__).resolve().parent.parent
CLOCK_SECONDS = 60


def draw_apart(html: str, *, identifier: str) -> bytes:
    """`html` as PDF (secgov/pdf.py). CalledProcessError or TimeoutExpired where it cannot be drawn."""
    command = [sys.executable, "-P", "-W", "ignore", "-m", "secgov.pdf_apart", identifier]
    environment = os.environ | {"PYTHONPATH": str(PROJECT), "PYTHONUTF8": "1"}
    done = subprocess.run(
        command, input=html.encode(), capture_output=True, env=environment, timeout=CLOCK_SECONDS, check=True
    )
    return done.stdout


def main() -> None:
    """Draw what stands on stdin, under the identifier in the arguments."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secgov.settings")
    django.setup()
    from secgov.pdf import write_pdf  # noqa: PLC0415  app ready

    sys.stdout.buffer.write(write_pdf(sys.stdin.buffer.read().decode(), identifier=sys.argv[1]))


if __name__ == "__main__":
    main()
