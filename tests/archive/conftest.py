"""What the archive's tests may ask for."""

import pytest

from archive.demo.seeding import seed_cast
from secgov.models import User


@pytest.fixture
def secretary(db) -> User:
    """The demo's secretary, with committees and cast and no meetings."""
    seed_cast(password="not asked for in tests")
    return User.objects.get(email="secretary@demo.test")
