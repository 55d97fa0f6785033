"""The door to WeasyPrint: static files only, the same bytes twice, tagged, and the classification inside."""

import gc
import io
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pikepdf
import pytest

from secgov.classification import Classification
from secgov.pdf import STATIC_ADDRESS, _fetcher, render_pdf, write_pdf

PROJECT = Path(__file__).resolve().parents[2]
CONTEXT = {
    "title": "TABASC 33, Draft Minutes",
    "reference": "TABASC_33",
    "status": "Draft Minutes",
    "is_draft": True,
    "boxed": False,
    "front": True,
}


def page_of(body: str) -> str:
    return f'<!doctype html><html lang="en-GB"><head><title>A page</title></head><body>{body}</body></html>'


@pytest.fixture
def listener():
    """A server on the loopback that counts who knocks."""
    knocks: list[str] = []
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.1)
    over = threading.Event()

    def wait() -> None:
        while not over.is_set():
            try:
                connection, _ = server.accept()
            except TimeoutError:
                continue
            knocks.append("knock")
            connection.close()

    thread = threading.Thread(target=wait)
    thread.start()
    yield server.getsockname()[1], knocks
    over.set()
    thread.join()
    server.close()


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/hostname",
        "http://127.0.0.1:9/x.png",
        "https://example.org/x.css",
        "data:text/plain,words",
        "ftp://127.0.0.1/x",
        f"{STATIC_ADDRESS}no-such-file.css",
        f"{STATIC_ADDRESS}css",
        "/etc/hostname",
        "",
    ],
)
def test_the_fetcher_refuses_all_but_static_files(address) -> None:
    with pytest.raises(ValueError, match="only static files of the project"):
        _fetcher().fetch(address)


@pytest.mark.parametrize("address", ["../secgov/settings.py", "css/../../manage.py", "/etc/hostname"])
def test_the_fetcher_does_not_climb_out_of_the_static_folders(address) -> None:
    with pytest.raises(Exception, match=r"only static files of the project|outside of the base path"):
        _fetcher().fetch(f"{STATIC_ADDRESS}{address}")


def test_the_fetcher_gives_static_files_with_their_kind() -> None:
    answer = _fetcher().fetch(f"{STATIC_ADDRESS}css/document.css")

    assert answer.headers["Content-Type"].startswith("text/css")


def test_a_document_fetches_nothing_from_network_or_disk(listener) -> None:
    port, knocks = listener
    body = page_of(
        f'<img src="http://127.0.0.1:{port}/a.png" alt="a"><img src="file:///etc/hostname" alt="b">'
        f'<link rel="stylesheet" href="http://127.0.0.1:{port}/a.css">'
        f'<link rel="attachment" href="file:///etc/hostname"><p>words</p>'
    )

    made = write_pdf(body, identifier="a page")

    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert dict(pdf.attachments) == {}
    assert knocks == []


def test_the_same_content_gives_the_same_bytes() -> None:
    first, second = (
        render_pdf("pdf/base.html", dict(CONTEXT), classification=Classification.AMBER, identifier="x")
        for _ in range(2)
    )
    other = render_pdf("pdf/base.html", dict(CONTEXT), classification=Classification.AMBER, identifier="y")

    assert first == second
    assert other != first


@pytest.mark.slow
def test_another_process_gives_the_same_bytes() -> None:
    program = (
        "import django, hashlib; django.setup()\n"
        "from secgov.pdf import write_pdf\n"
        f"print(hashlib.sha256(write_pdf({page_of('<p>words</p>')!r}, identifier='x')).hexdigest())"
    )
    environment = {"DJANGO_SETTINGS_MODULE": "secgov.settings", "SECGOV_ENV": "test", "PATH": "/usr/bin:/bin"}

    prints = {
        subprocess.run(
            [sys.executable, "-c", program],
            env=environment | {"PYTHONHASHSEED": seed, "TZ": zone},
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Pacific/Auckland"))
    }

    assert len(prints) == 1


def test_a_document_says_its_classification_and_language_in_its_metadata() -> None:
    made = render_pdf("pdf/base.html", dict(CONTEXT), classification=Classification.GREEN, identifier="x")

    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert str(pdf.docinfo["/Title"]) == "TABASC 33, Draft Minutes, Green"
        assert str(pdf.docinfo["/Keywords"]) == "Classification: Green"
        assert bool(pdf.Root.MarkInfo.Marked)


def test_rendering_leaves_the_collector_as_it_was() -> None:
    before = gc.get_threshold()

    write_pdf(page_of("<p>words</p>"), identifier="x")

    assert gc.get_threshold() == before
