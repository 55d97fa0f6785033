"""Every rule has a test that bears its reference."""

import re

from secgov.house.project import PROJECT
from secgov.lifecycle import RULES


def untested_rules() -> list[str]:
    """Rules of lifecycles ("MTG-3") whose reference stands in no test's name (test_mtg_3_...)."""
    texts = (path.read_text(encoding="utf-8") for path in (PROJECT / "tests").rglob("test_*.py"))
    names = re.findall(r"^def (test_\w+)", "\n".join(texts), re.MULTILINE)
    wanted = {reference: f"test_{reference.lower().replace('-', '_')}_" for reference in RULES}
    return [
        f"{reference} has no test called {start}…"
        for reference, start in wanted.items()
        if not any(name.startswith(start) for name in names)
    ]
