"""The rules of the house, each as a test; `manage.py check_house` asks the same questions."""

import ast
import io
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from secgov.house import CHECKS, reference, source
from secgov.house.project import PROJECT
from secgov.house.source import PAST_HISTORY, UNGATED


@pytest.mark.parametrize("title", CHECKS)
def test_the_house_is_kept(title) -> None:
    assert CHECKS[title]() == []


def test_check_house_says_yes_without_a_database() -> None:
    # An address where nothing listens: whoever asks the database after all fails.
    nowhere = "postgresql://{}:x@127.0.0.1:9/secgov"
    environment = {
        "PATH": "/usr/bin:/bin",
        "SECGOV_ENV": "test",
        "DATABASE_URL": nowhere.format("web"),
        "SECGOV_OWNER_DATABASE_URL": nowhere.format("owner"),
    }

    told = subprocess.run(
        [sys.executable, "manage.py", "check_house"],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (told.returncode, told.stdout.splitlines()[-1:]) == (
        0,
        [f"All {len(CHECKS)} rules of the house are kept."],
    ), told.stdout + told.stderr


def test_check_house_says_no_where_a_page_is_outdated(monkeypatch, tmp_path, capsys) -> None:
    monkeypatch.setitem(CHECKS, "The reference pages are up to date", lambda: reference.outdated(tmp_path))

    with pytest.raises(CommandError, match=r"of \d+ rules of the house are broken"):
        call_command("check_house")

    assert "docs/reference/rules.md is out of date" in capsys.readouterr().out


def test_reference_pages_are_written_once(tmp_path) -> None:
    assert [path.name for path in reference.write(tmp_path)] == ["rules.md", "lifecycles.md", "access.md"]
    assert reference.write(tmp_path) == []
    assert reference.outdated(tmp_path) == []


def test_write_reference_can_check_without_writing() -> None:
    call_command("write_reference", "--check", stdout=io.StringIO())


def test_every_exception_says_why() -> None:
    reasons = {**PAST_HISTORY, **UNGATED, **source.OPEN_RECORDS}

    assert [where for where, why in reasons.items() if len(why.split()) < 3] == []


@pytest.mark.django_db
def test_the_tests_work_as_the_web_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolbypassrls,
                   pg_has_role(current_user, datdba, 'member'),
                   EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user)
            FROM pg_roles, pg_database
            WHERE rolname = current_user AND datname = current_database()
        """)
        answers = cursor.fetchone()

    assert answers == (False, False, False)


@pytest.mark.django_db
def test_the_migrations_are_up_to_date() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


# -- the checks see what they are for: each is shown a fault -----------------------------------------------------


def parsed(code: str) -> ast.FunctionDef:
    return next(node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("def f():\n    return Meeting.objects.filter(pk=1)", True),
        ("def f():\n    rows = Meeting.objects.all()\n    return list(rows)", True),
        ("def f():\n    if Meeting.objects.exists():\n        return 1", True),
        ("def f():\n    for row in Meeting.objects.all():\n        pass", True),
        ("def f():\n    return [m for m in Meeting._default_manager.all()]", True),
        ("def f():\n    return Meeting.objects.visible_to(reader)", False),
        ("def f():\n    rows = Meeting.objects.all()\n    return rows.visible_to(reader)", False),
        ("def f():\n    return visible_or_404(Meeting.objects.all(), reader, pk=1)", False),
        ("def f():\n    return Committee.objects.all()", False),
    ],
)
def test_an_unscoped_query_is_seen(code, found) -> None:
    function = parsed(code)

    unscoped = [
        statement
        for statement in source._statements(function)
        if source._models_in(statement) - set(source.OPEN_RECORDS) and not source._passes(statement, function)
    ]

    assert bool(unscoped) is found


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("meeting.status = 'final'", True),
        ("a, meeting.status = 1, 'final'", True),
        ("meeting.status += 'x'", True),
        ("setattr(meeting, 'status', 'final')", True),
        ("rows.update(status='final')", True),
        ("status = 'final'", False),
        ("meeting.stage = 3", False),
    ],
)
def test_a_written_status_is_seen(code, found) -> None:
    assert any(source._writes_status(node) for node in ast.walk(ast.parse(code))) is found
