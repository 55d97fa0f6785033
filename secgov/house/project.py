"""The project's own files, as the checks read them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
# From the elder to the younger; what stands together knows each other not at all.
ORDER = ("secgov", "meetings", "actions", "modifications", "risks", "planner")
TOP = ("desk", "archive")
APPS = tuple(name for name in (*ORDER, *TOP) if (PROJECT / name).is_dir())


def python_files(*, tests: bool = False) -> list[Path]:
    """The apps' modules, migrations left out, as Django writes those."""
    folders = [*APPS, *(["tests", "bin"] if tests else [])]
    found = (path for folder in folders for path in (PROJECT / folder).rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


def place(path: Path) -> str:
    """A file as the project speaks of it."""
    return path.relative_to(PROJECT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[tuple[str, ast.AST]]:
    """Every node of a module with the name of the function or class it stands in, "" for the module's own."""

    def walk(node: ast.AST, inside: str) -> Iterator[tuple[str, ast.AST]]:
        for child in ast.iter_child_nodes(node):
            is_named = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
            name = ".".join(filter(None, [inside, child.name])) if is_named else inside  # type: ignore[attr-defined]
            yield name, child
            yield from walk(child, name)

    return walk(tree(path), "")
