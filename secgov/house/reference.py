"""The reference pages, written from the code: rules, lifecycles, and who may do and read what."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from rules.permissions import permissions

from secgov.classification import Classification, Stage
from secgov.house import classified
from secgov.house.project import PROJECT
from secgov.lifecycle import LIFECYCLES, RULES
from secgov.models import AMBER_ROLES, MembershipRole

FOLDER = PROJECT / "docs" / "reference"
WRITTEN = "Written by `manage.py write_reference`; change the code, not this page."


def rules_page() -> str:
    lines = [f"| {rule.reference} | {rule.sentence} |" for _, rule in sorted(RULES.items())]
    head = "Every rule has a reference and one sentence, which is what the user reads when refused."
    return _page(
        "Rules", [head, "Search the code for the reference.", "", "| reference | sentence |", "|---|---|", *lines]
    )


def lifecycles_page() -> str:
    lines: list[str] = []
    for label, lifecycle in sorted(LIFECYCLES.items()):
        lines += [f"## {label}", "", "```mermaid", lifecycle.mermaid(), "```", ""]
        lines += ["| move | from | to | permission | rules |", "|---|---|---|---|---|"]
        for move in lifecycle.moves:
            sources = ", ".join(str(lifecycle.states(source).label) for source in move.sources)
            rules = ", ".join(rule.reference for rule in move.rules)
            target = lifecycle.states(move.target).label
            lines.append(f"| {move.label} | {sources} | {target} | `{move.permission}` | {rules} |")
        lines.append("")
    return _page("Lifecycles", lines)


def access_page() -> str:
    lines = ["## Who may do what", "", "| permission | who |", "|---|---|"]
    lines += [f"| `{name}` | {permissions[name].name} |" for name in sorted(permissions)]
    lines += ["", "## Who reads what", "", "| classification | once published |", "|---|---|"]
    lines += [f"| {level.label} | {settings.CLASSIFICATION_SENTENCES[level.slug]} |" for level in Classification]
    roles = ", ".join(role.label.lower() for role in MembershipRole if role in AMBER_ROLES)
    lines += ["", f"A committee's Amber is read by its current people in these roles: {roles}.", ""]
    lines += ["Stages of publication: " + ", ".join(stage.label.lower() for stage in Stage) + ".", ""]
    return _page("Access", [*lines, *classified.section()])


PAGES: dict[str, Callable[[], str]] = {
    "rules.md": rules_page,
    "lifecycles.md": lifecycles_page,
    "access.md": access_page,
}


def _page(title: str, lines: list[str]) -> str:
    return "\n".join([f"# {title}", "", WRITTEN, "", *lines]).rstrip() + "\n"


def write(folder: Path = FOLDER) -> list[Path]:
    """Write every page that says something else than the code; the pages that changed."""
    changed = []
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        path, text = folder / name, page()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed


def outdated(folder: Path = FOLDER) -> list[str]:
    """Pages that say something else than the code."""
    told = {name: (folder / name).read_text(encoding="utf-8") if (folder / name).exists() else "" for name in PAGES}
    return [
        f"docs/reference/{name} is out of date. Run manage.py write_reference."
        for name in PAGES
        if told[name] != PAGES[name]()
    ]
