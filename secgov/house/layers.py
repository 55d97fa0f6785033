"""The younger app knows the elder: imports, which import-linter sees, and relations, to which it is blind."""

import subprocess
import sys
from pathlib import Path

from django.apps import apps

from secgov.house.project import ORDER, PROJECT, TOP


def imports() -> list[str]:
    """What import-linter says of the contracts in pyproject.toml."""
    program = Path(sys.executable).with_name("lint-imports")
    if not program.exists():
        return ["import-linter is not installed. Run make setup."]
    told = subprocess.run([program, "--no-cache"], cwd=PROJECT, capture_output=True, text=True, check=False)
    return [] if told.returncode == 0 else [told.stdout.strip() or told.stderr.strip()]


def relations() -> list[str]:
    """Relations, by string too, of an elder's record to a younger's."""
    rank = {name: at for at, name in enumerate(ORDER)} | dict.fromkeys(TOP, len(ORDER))
    faults = []
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            to = field.related_model if field.is_relation and field.concrete else None
            if to is None or isinstance(to, str):
                continue
            mine, other = model._meta.app_label, to._meta.app_label
            if mine in rank and other in rank and rank[other] > rank[mine]:
                faults.append(f"{model._meta.label}.{field.name} points up to {to._meta.label}.")
    return faults
