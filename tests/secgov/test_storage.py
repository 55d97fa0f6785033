"""Stored files: kept once under their hash, whole or not at all."""

import hashlib
from pathlib import Path

import pytest

from secgov.models import StoredFile
from secgov.storage import store
from tests.at_once import at_once

CONTENT = b"the words of a paper"


def kept_files(settings) -> list[Path]:
    return [path for path in Path(settings.STORED_FILES_DIR).rglob("*") if path.is_file()]


@pytest.mark.django_db
def test_bytes_are_kept_under_their_hash(settings) -> None:
    file = store(content=CONTENT, name="paper.txt", media_type="text/plain")

    digest = hashlib.sha256(CONTENT).hexdigest()
    assert (file.sha256, file.size, file.name, file.media_type) == (digest, 20, "paper.txt", "text/plain")
    assert file.read() == CONTENT
    assert kept_files(settings) == [file.path]


@pytest.mark.django_db
def test_the_same_bytes_are_kept_once(settings) -> None:
    first = store(content=CONTENT, name="paper.txt", media_type="text/plain")
    again = store(content=CONTENT, name="copy.txt", media_type="text/plain")

    assert (first, again.name) == (again, "paper.txt")
    assert len(kept_files(settings)) == 1


@pytest.mark.django_db
def test_a_lost_file_is_said_to_be_lost() -> None:
    file = store(content=CONTENT, name="paper.txt", media_type="text/plain")
    file.path.unlink()

    with pytest.raises(OSError, match=file.sha256):
        file.read()


@pytest.mark.django_db
def test_a_file_that_was_lost_is_kept_again() -> None:
    store(content=CONTENT, name="paper.txt", media_type="text/plain").path.unlink()

    assert store(content=CONTENT, name="paper.txt", media_type="text/plain").read() == CONTENT


@pytest.mark.django_db(transaction=True)
def test_the_same_bytes_stored_at_once_make_one_file(settings) -> None:
    results = at_once([lambda: store(content=CONTENT, name="paper.txt", media_type="text/plain").pk] * 4)

    assert len(set(results)) == 1
    assert StoredFile.objects.count() == 1
    assert len(kept_files(settings)) == 1
