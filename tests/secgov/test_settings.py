"""A production start refuses demo settings, and each sentence names the setting to change."""

import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
SAFE = {
    "SECGOV_ENV": "production",
    "SECGOV_SECRET_KEY": "a-long-random-text-for-this-test-only-0123456789",
    "SECGOV_ALLOWED_HOSTS": "secgov.example",
    "SECGOV_HTTPS": "true",
    "DATABASE_URL": "postgresql://web:x@127.0.0.1:5432/secgov",
    "SECGOV_OWNER_DATABASE_URL": "postgresql://owner:x@127.0.0.1:5432/secgov",
}


def settings_under(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "import secgov.settings as s; print(s.SESSION_COOKIE_SECURE, s.DEBUG)"],
        env={"PATH": "/usr/bin:/bin", **environment},
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )


def last_line(run: subprocess.CompletedProcess[str]) -> str:
    return (run.stderr.strip().splitlines() or [""])[-1]


def test_a_safe_production_starts() -> None:
    run = settings_under(SAFE)

    assert (run.returncode, run.stdout) == (0, "True False\n")


@pytest.mark.parametrize(
    ("without", "sentence"),
    [
        ("SECGOV_SECRET_KEY", "Set SECGOV_SECRET_KEY to a long random text."),
        ("SECGOV_ALLOWED_HOSTS", "Set SECGOV_ALLOWED_HOSTS to the names this server answers to."),
        ("SECGOV_HTTPS", "Set SECGOV_HTTPS to true and serve over HTTPS."),
        ("DATABASE_URL", "Set both DATABASE_URL and SECGOV_OWNER_DATABASE_URL"),
    ],
)
def test_production_refuses_to_start_without(without, sentence) -> None:
    run = settings_under({name: value for name, value in SAFE.items() if name != without})

    assert run.returncode == 1
    assert sentence in last_line(run)


def test_production_refuses_debug() -> None:
    run = settings_under(SAFE | {"SECGOV_DEBUG": "true"})

    assert run.returncode == 1
    assert "Set SECGOV_DEBUG to false." in last_line(run)


def test_production_refuses_the_embedded_database() -> None:
    run = settings_under({name: value for name, value in SAFE.items() if "DATABASE_URL" not in name})

    assert run.returncode == 1
    assert "the embedded PostgreSQL is for the demo and tests only" in last_line(run)


def test_every_unsafe_setting_is_named_at_once() -> None:
    run = settings_under({"SECGOV_ENV": "production", "SECGOV_DEBUG": "1"})

    assert run.returncode == 1
    named = [
        name for name in ("SECRET_KEY", "DEBUG", "ALLOWED_HOSTS", "HTTPS") if f"SECGOV_{name} to" in last_line(run)
    ]
    assert named == ["SECRET_KEY", "DEBUG", "ALLOWED_HOSTS", "HTTPS"]


def test_an_unknown_environment_is_refused() -> None:
    run = settings_under({"SECGOV_ENV": "prod"})

    assert run.returncode == 1
    assert "Set SECGOV_ENV to demo, production or test." in last_line(run)


def test_nothing_set_is_the_demo_and_not_in_debug() -> None:
    assert settings_under({}).stdout == "False False\n"
