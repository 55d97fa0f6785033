"""Inspects a file in a process of its own with limits on memory and time, so that it can harm nothing but that."""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from secgov.inspection.alone import REFUSED
from secgov.inspection.kinds import NotAccepted

PROJECT = Path(__file__).resolve().parents[2]
CLOCK_SECONDS = 30
BROKE_OFF = "It is too large or too tangled to be inspected. Look into it yourself before it comes out."


@dataclass(frozen=True)
class Inspected:
    """What inspection found in a file, in sentences, and the classifications it bears by its own words."""

    findings: list[str] = field(default_factory=list)
    marked: list[str] = field(default_factory=list)


def inspect_apart(content: bytes) -> Inspected:
    """What is found in a file. NotAccepted says in a sentence why it is not taken; what breaks the inspection is
    itself a finding."""
    # -P: the folder one stands in is no place to find modules in.
    command = [sys.executable, "-P", "-W", "ignore", "-m", "secgov.inspection.alone"]
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(PROJECT), "PYTHONUTF8": "1"}
    try:
        done = subprocess.run(
            command,
            input=content,
            capture_output=True,
            cwd=tempfile.gettempdir(),
            env=environment,
            timeout=CLOCK_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Inspected([BROKE_OFF])
    if done.returncode == REFUSED and done.stderr:
        raise NotAccepted(" ".join(done.stderr.decode("utf-8", "replace").split())[:300])
    if done.returncode != 0:
        return Inspected([BROKE_OFF])
    found = json.loads(done.stdout)
    return Inspected(found["findings"], found["marked"])
