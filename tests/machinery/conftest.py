"""A data folder of its own for each test of the machinery."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.machinery.place import Place


@contextmanager
def made() -> Iterator[Place]:
    # Not pytest's own folder: nobody but root may enter that, and PostgreSQL does not run as root.
    folder = Path(tempfile.mkdtemp(prefix="secgov-test-", dir="/tmp"))
    folder.chmod(0o755)
    place = Place(folder / "var")
    try:
        yield place
    finally:
        place.clear()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def place() -> Iterator[Place]:
    with made() as place:
        yield place


@pytest.fixture(scope="module")
def used_place() -> Iterator[Place]:
    with made() as place:
        yield place


@pytest.fixture
def shared_place(used_place: Place) -> Iterator[Place]:
    """One that an earlier test may have used, as making its database takes seconds; nothing runs there."""
    yield used_place
    used_place.clear()
