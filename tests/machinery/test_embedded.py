"""The embedded PostgreSQL with real processes and a real `kill -9`."""

import os
import subprocess
from pathlib import Path

import psutil
import pytest

from tests.machinery.place import Place, eventually, say

pytestmark = pytest.mark.slow

ASK = """
import django; django.setup()
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT current_user")
    print(cursor.fetchone()[0])
"""


def test_importing_settings_starts_nothing(place: Place) -> None:
    done = place.run("-c", "import django; django.setup()")

    assert done.returncode == 0, done.stderr
    assert not place.folder.exists()


def test_command_leaves_no_process_behind(shared_place: Place) -> None:
    done = shared_place.run("-c", ASK)

    assert done.stdout == "secgov_web\n", done.stderr
    assert shared_place.processes() == []


def test_five_cold_starts_at_once_all_work(place: Place) -> None:
    started = [place.start("-c", ASK) for _ in range(5)]

    said = [process.communicate(timeout=60) for process in started]

    assert [out for out, _ in said] == ["secgov_web\n"] * 5, said
    assert eventually(lambda: place.processes() == [])


def test_killed_clients_leave_nothing_behind(shared_place: Place) -> None:
    one, two = shared_place.client(), shared_place.client()

    one.kill()
    assert say(two, "still there") > 0
    two.kill()

    assert eventually(lambda: shared_place.processes() == [])


@pytest.mark.parametrize("victim", ["keeper", "postmaster"])
def test_client_goes_on_after_a_kill(shared_place: Place, victim: str) -> None:
    client = shared_place.client()
    before = say(client, "before")

    getattr(shared_place, victim)().kill()
    # Until the last of its children has noticed, they still answer.
    assert eventually(lambda: not shared_place.named("postgres:"))

    assert say(client, "after") == before + 1
    client.communicate(timeout=30)
    assert client.returncode == 0
    assert eventually(lambda: shared_place.processes() == [])


def test_everything_killed_at_once_loses_nothing(shared_place: Place) -> None:
    client = shared_place.client()
    before = say(client, "before")

    shared_place.kill_all()
    assert eventually(lambda: shared_place.processes() == [])

    assert say(shared_place.client(), "after") == before + 1


def test_stale_number_of_another_process_does_not_hinder(shared_place: Place) -> None:
    shared_place.run("-c", ASK)
    data = shared_place.postgres / "data"
    # The account that PostgreSQL runs under has another process, which got the number of the one that died.
    other = subprocess.Popen(["sleep", "60"], user=data.stat().st_uid, cwd="/")
    (data / "postmaster.pid").write_text(f"{other.pid}\n{data}\n1\n5432\n\n\n\nready\n")

    done = shared_place.run("-c", ASK)

    other.kill()
    other.wait()
    assert done.stdout == "secgov_web\n", done.stderr


def test_cluster_half_made_is_made_anew(place: Place) -> None:
    half = place.postgres / "data.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18")

    done = place.run("-c", ASK)

    assert done.stdout == "secgov_web\n", done.stderr


def test_lost_passwords_are_made_anew(shared_place: Place) -> None:
    shared_place.run("-c", ASK)
    (shared_place.postgres / "passwords.json").unlink()

    done = shared_place.run("-c", ASK)

    assert done.stdout == "secgov_web\n", done.stderr


def test_long_path_gets_a_short_socket_and_takes_it_away_again(place: Place) -> None:
    long = Place(place.folder / ("long" * 30))

    client = long.client()
    sockets = Path((long.postgres / "socket-folder").read_text())
    assert sockets.stat().st_mode & 0o077 == 0
    client.communicate(timeout=30)

    assert long.processes() == []
    assert not sockets.exists()


def test_only_the_two_roles_log_in_and_only_with_their_password(shared_place: Place) -> None:
    client = shared_place.client()
    refused = """
import psycopg, sys
try:
    psycopg.connect(host=sys.argv[1], port=5432, dbname="secgov", user=sys.argv[2], password="wrong")
except psycopg.OperationalError as error:
    print(error)
"""
    sockets = (shared_place.postgres / "socket-folder").read_text()

    as_superuser = shared_place.run("-c", refused, sockets, "postgres")
    as_owner = shared_place.run("-c", refused, sockets, "secgov_owner")

    assert "no pg_hba.conf entry" in as_superuser.stdout
    assert "password authentication failed" in as_owner.stdout
    assert (shared_place.postgres / "passwords.json").stat().st_mode & 0o077 == 0
    client.communicate(timeout=30)


def test_server_does_not_listen_on_the_network(shared_place: Place) -> None:
    client = shared_place.client()

    kinds = {connection.family.name for connection in shared_place.postmaster().net_connections(kind="all")}

    assert kinds == {"AF_UNIX"}
    client.communicate(timeout=30)


def test_folder_that_cannot_be_written_is_one_sentence(place: Place) -> None:
    place.folder.write_text("a file where the folder should be")

    done = place.run("manage.py", "migrate")

    assert done.returncode == 1
    assert done.stderr == (
        f"{place.postgres} cannot be written (Not a directory): set SECGOV_DATA_DIR to a folder of your own.\n"
    )


def test_postgresql_that_does_not_start_is_one_sentence_with_its_last_words(place: Place) -> None:
    place.run("-c", ASK)
    with (place.postgres / "data" / "postgresql.conf").open("a") as settings:
        settings.write("\nshared_buffers = plenty\n")

    done = place.run("manage.py", "migrate")

    assert done.returncode == 1
    assert done.stderr == (
        f'PostgreSQL did not start: FATAL:  configuration file "{settings.name}" contains errors '
        f"(see {place.postgres}/log)\n"
    )
    assert place.processes() == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root lends PostgreSQL another account")
def test_root_opens_no_folder(place: Place) -> None:
    private = place.folder / "private"
    private.mkdir(parents=True)
    private.chmod(0o700)
    below = Place(private / "var")

    done = below.run("-c", ASK)

    # Where the system refuses namespaces, the sentence says what to do; in neither case is the folder opened.
    assert done.stdout == "secgov_web\n" or "run this as an ordinary user" in done.stderr
    assert private.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root lends PostgreSQL another account")
def test_root_does_not_run_postgresql_itself(shared_place: Place) -> None:
    client = shared_place.client()

    assert psutil.Process(shared_place.postmaster().pid).uids().real != 0
    client.communicate(timeout=30)
