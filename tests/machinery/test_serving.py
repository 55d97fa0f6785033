"""`manage.py serve`, which is what `make run` starts: whom it may lose, and what it leaves behind."""

import http.client
import os
import signal
import subprocess
from collections.abc import Callable

import psutil
import pytest

from tests.machinery.place import PROJECT, Place, eventually, free_port

pytestmark = pytest.mark.slow

READY = "secgov is at http://localhost:{port} (Ctrl-C stops it).\n"


def serve(place: Place, port: int) -> subprocess.Popen[str]:
    """Start it, and return when it has said that it is ready."""
    started = place.start("manage.py", "serve", PORT=str(port))
    while (line := started.stdout.readline()) != READY.format(port=port):
        assert line, started.stderr.read()
    return started


def answers(port: int) -> bool:
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        asked.request("GET", "/healthz", headers={"Host": "localhost"})
        return asked.getresponse().status == 200
    except OSError:
        return False
    finally:
        asked.close()


def gunicorn_master(place: Place) -> psutil.Process:
    found = place.named("gunicorn")
    return next(process for process in found if process.ppid() not in {other.pid for other in found})


def gunicorn_worker(place: Place) -> psutil.Process:
    master = gunicorn_master(place).pid
    return next(process for process in place.named("gunicorn") if process.ppid() == master)


def task_worker(place: Place) -> psutil.Process:
    return place.named("procrastinate worker")[0]


def test_five_first_starts_at_once_all_serve(used_place: Place) -> None:
    ports = [free_port() for _ in range(5)]
    started = [used_place.start("manage.py", "serve", PORT=str(port), SECGOV_WEB_WORKERS="1") for port in ports]

    assert eventually(lambda: all(answers(port) for port in ports), 50)

    for process in started:
        process.terminate()
    for process in started:
        process.communicate(timeout=30)
    assert [process.returncode for process in started] == [0] * 5
    assert used_place.processes() == []


@pytest.fixture(scope="module")
def served(used_place: Place) -> tuple[Place, int]:
    """A server for the tests that it must survive."""
    port = free_port()
    serve(used_place, port)
    return used_place, port


@pytest.mark.parametrize("victim", [gunicorn_master, gunicorn_worker, task_worker, Place.keeper, Place.postmaster])
def test_server_goes_on_after_a_kill(served: tuple[Place, int], victim: Callable[[Place], psutil.Process]) -> None:
    place, port = served
    killed = victim(place)

    killed.kill()
    killed.wait(10)

    # The next of its kind is there, and pages are answered.
    assert eventually(lambda: is_replaced(place, victim, killed), 20)
    assert eventually(lambda: answers(port), 20)


def is_replaced(place: Place, victim: Callable[[Place], psutil.Process], killed: psutil.Process) -> bool:
    try:
        return victim(place).pid != killed.pid
    except (IndexError, StopIteration, psutil.Error):
        return False


def test_taken_port_is_one_sentence(served: tuple[Place, int]) -> None:
    place, port = served

    second = place.run("manage.py", "serve", PORT=str(port))

    assert second.returncode == 1
    assert second.stderr == f"Port {port} is taken: stop what uses it, or try PORT={port + 1}.\n"
    assert answers(port)


def test_killed_supervisor_leaves_nothing_and_the_next_start_recovers(served: tuple[Place, int]) -> None:
    place, port = served

    place.named("manage.py serve")[0].kill()

    assert eventually(lambda: place.processes() == [], 15)
    again = serve(place, port)
    assert answers(port)
    again.terminate()
    again.communicate(timeout=20)
    assert again.returncode == 0
    assert place.processes() == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_make_passes_the_signal_on_and_nothing_is_left(used_place: Place, number: signal.Signals) -> None:
    port = free_port()
    make = subprocess.Popen(
        ["make", "run"],
        cwd=PROJECT,
        env=used_place.environment | {"PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        process_group=0,
    )
    assert eventually(lambda: answers(port), 30)

    # A terminal sends Ctrl-C to all of its foreground; a service sends SIGTERM to make alone.
    os.killpg(make.pid, number) if number is signal.SIGINT else make.send_signal(number)
    make.wait(20)

    assert eventually(lambda: used_place.processes() == [], 5)


def test_killed_make_is_not_outlived(used_place: Place) -> None:
    port = free_port()
    make = subprocess.Popen(
        ["make", "run"],
        cwd=PROJECT,
        env=used_place.environment | {"PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert eventually(lambda: answers(port), 30)

    make.kill()
    make.wait()

    assert eventually(lambda: used_place.processes() == [], 15)


@pytest.mark.parametrize("port", ["eighty", "70000"])
def test_port_that_is_none_is_one_sentence(place: Place, port: str) -> None:
    done = place.run("manage.py", "serve", PORT=port)

    assert done.returncode == 1
    assert done.stderr == f"Set PORT to a number from 1024 to 65535, not '{port}'.\n"
    assert place.processes() == []
