"""What the tests' settings read from the environment: a data folder of their own, unless one is named.

Loaded by name (`-p tests.environment` in pyproject.toml), because pytest-django reads the settings before any
conftest.py.
"""

import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent

os.environ.setdefault("SECGOV_ENV", "test")
os.environ.setdefault("SECGOV_DATA_DIR", str(PROJECT / "var" / "test"))
# A browser test runs Playwright's event loop in its thread; Django would take that for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
# Where collected files would be; without the folder whitenoise warns, and warnings are errors.
Path(os.environ["SECGOV_DATA_DIR"], "static").mkdir(parents=True, exist_ok=True)
