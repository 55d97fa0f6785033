"""What every answer says to the browser beside its content, and what a production start refuses to leave out."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from secgov.classification import Classification
from secgov.storage import store
from secgov.urls import urlpatterns as of_the_site
from tests import factories
from tests.canary.addresses import routes
from tests.secgov.test_settings import PROJECT, SAFE

WHITE = Classification.WHITE
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
OTHERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
REFUSED_TO_PAGES = ("camera", "geolocation", "microphone", "payment", "usb")
# What a browser would run as a page of ours.
RUNNING = [
    ("page.html", b"<!doctype html><script>alert(1)</script>", "text/html"),
    ("picture.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "image/svg+xml"),
    ("page.xml", b"<?xml version='1.0'?><x/>", "application/xml"),
]
# Addresses that name a row by its number, which tells how many there are: only what holds nothing above White.
PEOPLE = "people on record, who are no record: their number tells of none"
MEMBERSHIPS = "who belongs to a committee, which is White"
PASSKEYS = "one's own passkeys, told to nobody else"
NUMBERED = {
    "meetings:end_share": "who is shown a draft, told to its secretaries",
    "meetings:withhold_file_name": "the version of a paper, counted within that paper, whose uid stands before it",
    "secgov:remove_acronym": "acronyms, which are White",
    "secgov:unname_person": PEOPLE,
    "secgov:account": PEOPLE,
    "secgov:send_again": PEOPLE,
    "secgov:revoke_invitation": PEOPLE,
    "secgov:give_roles": PEOPLE,
    "secgov:close_account": PEOPLE,
    "secgov:open_account": PEOPLE,
    "secgov:reset_second_factor": PEOPLE,
    "secgov:add_person_membership": PEOPLE,
    "secgov:date_membership": MEMBERSHIPS,
    "secgov:end_membership": MEMBERSHIPS,
    "secgov:end_session": "one's own sessions, told to nobody else",
    "mfa_edit_webauthn": PASSKEYS,
    "mfa_remove_webauthn": PASSKEYS,
}


def breaks(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("This page fails.")


urlpatterns = [*of_the_site, path("breaks/", breaks)]
handler404 = "secgov.views.red_door.missing"
handler403 = "secgov.views.forbidden"


def policy_of(answer: Any) -> dict[str, str]:
    """The Content-Security-Policy by its directives; {} where there is none."""
    parts = [part.strip().partition(" ") for part in answer.headers.get("Content-Security-Policy", "").split(";")]
    return {name: value for name, _, value in parts if name}


@pytest.fixture
def answers(cast, signed_in, settings) -> dict[str, Any]:
    """One answer of every kind."""
    settings.PDF_WAIT_SECONDS = 0
    settings.ROOT_URLCONF = "tests.secgov.test_headers"
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    item = factories.item(meeting, by=cast.secretary)
    file = store(content=b"%PDF-1.7 words", name="paper.pdf", media_type="application/pdf")
    paper = factories.paper(item, by=cast.secretary, file=file)
    browser, member = signed_in(cast.secretary), signed_in(cast.member)
    for each in (browser, member):
        each.raise_request_exception = False
    return {
        "page": browser.get(f"/meetings/{meeting.ref}/"),
        "form": browser.post("/committees/add/", {}),
        "fragment": browser.get("/meetings/", headers={"HX-Request": "true"}),
        "file": browser.get(f"/meetings/papers/{paper.uid}/"),
        "sheet": browser.get("/actions/?format=csv"),
        "being drawn": browser.get(f"/meetings/{meeting.ref}/minutes.pdf"),
        "sent on": browser.get(f"/search/?q={meeting.ref}"),
        "JSON": browser.post(f"/meetings/{meeting.ref}/live/"),
        "not yours": member.get(f"/meetings/{meeting.ref}/edit/"),
        "not by a link": browser.get("/sign-out/"),
        "missing": Client().get("/no/such/page/"),
        "failed": browser.get("/breaks/"),
        "admin": signed_in(cast.admin).get("/admin/"),
        "refused as forged": Client(enforce_csrf_checks=True).post("/sign-in/"),
    }


def test_there_is_an_answer_of_every_kind(answers) -> None:
    statuses = {name: answer.status_code for name, answer in answers.items()}

    assert statuses == {
        "page": 200,
        "form": 422,
        "fragment": 200,
        "file": 200,
        "sheet": 200,
        "being drawn": 202,
        "sent on": 302,
        "JSON": 422,
        "not yours": 403,
        "not by a link": 405,
        "missing": 404,
        "failed": 500,
        "admin": 200,
        "refused as forged": 403,
    }


def test_every_answer_says_where_its_parts_may_come_from(answers) -> None:
    assert {name: policy_of(answer) for name, answer in answers.items()} == dict.fromkeys(answers, POLICY)


def test_every_answer_says_what_a_browser_may_not_do_with_it(answers) -> None:
    said = {name: {header: answer.headers.get(header) for header in OTHERS} for name, answer in answers.items()}

    assert said == dict.fromkeys(answers, OTHERS)


def test_no_page_may_use_what_no_page_needs(answers) -> None:
    def refused(answer: Any) -> set[str]:
        return set(re.findall(r"([a-z-]+)=\(\)", answer.headers.get("Permissions-Policy", "")))

    assert {name: sorted(set(REFUSED_TO_PAGES) - refused(answer)) for name, answer in answers.items()} == {
        name: [] for name in answers
    }


def test_no_page_has_script_or_style_in_it(answers) -> None:
    """A policy that forbids them would leave such a page broken, so none has any."""
    pages = {name: each.content.decode() for name, each in answers.items() if not each.streaming and name != "admin"}
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")|<style|\sstyle=|\son[a-z]+=\"", re.IGNORECASE
    )

    assert {name: inline.findall(text) for name, text in pages.items() if inline.search(text)} == {}


@pytest.mark.parametrize(("name", "content", "media_type"), RUNNING)
def test_a_file_from_outside_is_never_a_page_of_ours(name, content, media_type, cast, signed_in) -> None:
    item = factories.item(factories.meeting(cast.tabasc, by=cast.secretary), by=cast.secretary)
    file = store(content=content, name=name, media_type=media_type)
    paper = factories.paper(item, by=cast.secretary, file=file)

    answer = signed_in(cast.secretary).get(f"/meetings/papers/{paper.uid}/")

    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(("content", "called"), [(RUNNING[0][1], "x.pdf"), (b"MZ\x90\x00", "x.docx"), (b"", "x.pdf")])
def test_an_upload_is_what_its_content_says_and_not_its_name(content, called, cast, signed_in) -> None:
    item = factories.item(factories.meeting(cast.tabasc, by=cast.secretary), by=cast.secretary)
    given = {"title": "A paper", "kind": "paper", "classification": "1", "file": SimpleUploadedFile(called, content)}

    answer = signed_in(cast.secretary).post(f"/meetings/{item.meeting.ref}/items/{item.uid}/papers/add/", given)

    assert (answer.status_code, item.papers.count()) == (422, 0)


def test_rows_are_numbered_in_no_address_that_is_about_anything_above_white() -> None:
    numbered = {route.name for route in routes() if any(kind == "int" for kind, _ in route.parameters)}

    assert numbered == set(NUMBERED)


# secrets.compare_digest and its like take as long for a near miss as for any other.
SECRET = r"\w*(?:token|signature|hmac|secret|password|recovery_code)\w*"
SECRETS = re.compile(rf"\b{SECRET}\s*(?:==|!=)|(?:==|!=)\s*{SECRET}\b")
NO_SECRETS = {
    "meetings/checking/names.py": "tokens there are words of minutes",
    "secgov/settings.py": "a production start compares its own key with the demo's",
}


def python_of_ours() -> Iterator[Path]:
    for app in ("secgov", "meetings", "actions", "modifications", "desk", "archive"):
        yield from (PROJECT / app).rglob("*.py")


def test_secrets_are_compared_in_constant_time() -> None:
    found = {
        f"{file.relative_to(PROJECT)}: {line.strip()}"
        for file in python_of_ours()
        for line in file.read_text().splitlines()
        if SECRETS.search(line) and str(file.relative_to(PROJECT)) not in NO_SECRETS
    }

    assert found == set()


def managed(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        env={"PATH": "/usr/bin:/bin", **SAFE, **environment},
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_djangos_own_check_of_a_production_is_silent() -> None:
    key = "a-production-key-is-longer-than-fifty-signs-0123456789-abcdef"
    run = managed("check", "--deploy", "--fail-level", "DEBUG", SECGOV_SECRET_KEY=key)

    assert (run.returncode, run.stderr) == (0, "")
    assert re.fullmatch(r"System check identified no issues \(\d silenced\)\.\n", run.stdout)


WANTED = {
    "SECURE_HSTS_SECONDS": 31536000,
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
    "SECURE_SSL_REDIRECT": True,
    "SESSION_COOKIE_SECURE": True,
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "CSRF_COOKIE_SECURE": True,
    "CSRF_COOKIE_SAMESITE": "Lax",
}


def test_production_answers_over_https_alone() -> None:
    script = f"from django.conf import settings as s; print([getattr(s, n) for n in {list(WANTED)}])"
    run = subprocess.run(
        [sys.executable, "-c", script],
        env={"PATH": "/usr/bin:/bin", "DJANGO_SETTINGS_MODULE": "secgov.settings", **SAFE},
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert run.stdout.strip() == repr(list(WANTED.values()))
