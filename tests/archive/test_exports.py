"""Exports: what is asked for and why, what the ZIP holds, who may have it, and that an auditor can check it."""

import csv
import hashlib
import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from archive.exporting import choosing, writing
from archive.models import Export
from archive.operations.exporting import ask_for_export, delete_expired, have_export, start_again
from archive.tasks import build_export
from meetings.lifecycle import Status
from meetings.models import PaperVersion
from secgov.classification import Classification, ClassifiedBy, Stage
from secgov.issued_codes import code_for, digest
from secgov.lifecycle import Refused
from secgov.models import AccessLogEntry, IssuedDocument, Logged, SystemRole
from secgov.storage import store
from tests import factories

WHITE, GREEN, AMBER, RED = Classification


@pytest.fixture(autouse=True)
def exports_of_this_test(tmp_path, settings) -> None:
    settings.EXPORTS_DIR = tmp_path / "exports"


@pytest.fixture
def meeting(cast):
    """Final minutes with a published paper."""
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    item = factories.item(meeting, by=cast.secretary)
    factories.entry(item, by=cast.secretary)
    file = store(content=b"%PDF-1.7 a paper", name="costs.pdf", media_type="application/pdf")
    factories.paper(item, by=cast.secretary, title="=Costs", file=file)
    meeting = factories.bring_to(meeting, Status.FINAL, by=cast.secretary)
    PaperVersion.objects.update(stage=Stage.PUBLISHED)
    return meeting


@pytest.fixture
def issued(cast, meeting):
    """Enter a document in the register."""

    def enter(level=WHITE, version=1, **facts):
        words = f"%PDF-1.7 {level} {version} {facts}".encode()
        code = code_for(meeting.uid, words)
        name = facts.pop("name", f"TABASC_33_1608-final-minutes-v{version}-{level.slug}.pdf")
        return IssuedDocument.objects.create(
            file=store(content=words, name=name, media_type="application/pdf"),
            target=meeting.uid,
            title=f"TABASC 33, Final Minutes, {level.label} edition",
            version=version,
            issued_by=cast.secretary,
            issued_at=facts.pop("issued_at", timezone.now()),
            classification=level,
            classified_by=ClassifiedBy.INHERITED,
            committee=meeting.committee,
            audience=meeting.audience,
            stage=Stage.PUBLISHED,
            within=[meeting.uid],
            code=code,
            code_digest=digest(code),
            **facts,
        )

    return enter


@pytest.fixture
def ask(cast):
    def asked(**facts) -> Export:
        wanted = {"kinds": ["minutes", "papers"], "up_to": AMBER, "reason": "The yearly audit.", "by": cast.records}
        return ask_for_export(**(wanted | {"at": timezone.now()} | facts))

    return asked


def built(export: Export) -> Export:
    build_export(export.pk)
    export.refresh_from_db()
    return export


def manifest(export: Export) -> list[dict]:
    with zipfile.ZipFile(export.path) as archive:
        return json.loads(archive.read("manifest.json"))


def logged(**facts) -> list[str]:
    entries = AccessLogEntry.objects.filter(kind=Logged.EXPORTED, **facts).order_by("pk")
    return [entry.facts.get("step", "document") for entry in entries]


def test_an_auditor_can_check_every_document_against_the_register(cast, issued, ask) -> None:
    first = issued(version=1)
    second = issued(version=2)
    first.superseded_by = second
    first.save()
    issued(AMBER, version=2)
    issued(GREEN, version=2, withdrawn_by=cast.secretary, withdrawn_at=timezone.now(), withdrawn_why="Wrong.")

    export = built(ask())

    with zipfile.ZipFile(export.path) as archive:
        assert archive.testzip() is None
        files = {name: archive.read(name) for name in archive.namelist()}
    rows = json.loads(files["manifest.json"])
    register = {document.file.sha256: document for document in IssuedDocument.objects.select_related("file")}
    minutes = [row for row in rows if row["kind"] == "minutes"]
    assert {row["sha256"] for row in minutes} == set(register)
    for row in rows:
        if row["path"]:
            assert hashlib.sha256(files[row["path"]]).hexdigest() == row["sha256"]
            assert len(files[row["path"]]) == row["size"]
    assert [(row["state"], row["classification"], row["version"], bool(row["path"])) for row in minutes] == [
        ("superseded", "White", 1, True),
        ("current", "White", 2, True),
        ("withdrawn", "Green", 2, False),
        ("current", "Amber", 2, True),
    ]
    named = {row["path"] for row in rows if row["path"]} | {"README.txt", "manifest.csv", "manifest.json"}
    assert set(files) == named
    listed = list(csv.DictReader(io.StringIO(files["manifest.csv"].decode("utf-8-sig"))))
    assert [row["sha256"] for row in listed] == [row["sha256"] for row in rows]
    assert "'=Costs" in [row["title"] for row in listed]
    assert b"The yearly audit." in files["README.txt"]
    assert hashlib.sha256(export.path.read_bytes()).hexdigest() == export.sha256


def test_the_same_record_gives_the_same_bytes(issued, ask) -> None:
    issued()
    issued(AMBER)
    export = built(ask())
    digest = export.sha256
    Export.objects.filter(pk=export.pk).update(sha256="", ended_at=None, expires_at=None)

    assert built(export).sha256 == digest


def test_withdrawn_documents_come_with_their_bytes_only_where_that_was_ticked(cast, issued, ask) -> None:
    issued(withdrawn_by=cast.secretary, withdrawn_at=timezone.now(), withdrawn_why="Wrong.", name="wrong.pdf")

    assert [row["path"] for row in manifest(built(ask(kinds=["minutes"])))] == [""]
    assert [row["path"] for row in manifest(built(ask(kinds=["minutes"], with_withdrawn=True)))] == [
        "TABASC/minutes/wrong.pdf"
    ]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"up_to": WHITE}, ["White"]),
        ({"up_to": GREEN}, ["White", "Green"]),
        ({"up_to": AMBER}, ["White", "Green", "Amber"]),
        ({"up_to": RED, "red_reason": "The court asks for it."}, ["White", "Green", "Amber", "Red"]),
    ],
)
def test_it_goes_up_to_the_classification_asked_for(issued, ask, asked, expected) -> None:
    for level in Classification:
        issued(level)

    assert [row["classification"] for row in manifest(built(ask(kinds=["minutes"], **asked)))] == expected


def test_it_keeps_to_the_committee_the_period_and_the_kinds(cast, issued, ask) -> None:
    issued(issued_at=timezone.now() - timedelta(days=40))
    today = timezone.localdate()

    assert manifest(built(ask(committee=cast.csc))) == []
    assert manifest(built(ask(kinds=["agendas", "actions", "registers"]))) == []
    assert manifest(built(ask(kinds=["minutes"], since=today - timedelta(days=7)))) == []
    assert len(manifest(built(ask(kinds=["minutes"], until=today - timedelta(days=7))))) == 1
    assert [row["kind"] for row in manifest(built(ask(kinds=["papers"], committee=cast.tabasc)))] == ["paper"]


def test_asking_finishing_and_every_download_are_in_the_access_log(cast, issued, ask, signed_in) -> None:
    issued()
    amber = issued(AMBER)
    export = built(ask(kinds=["minutes"]))
    for _ in range(2):
        b"".join(signed_in(cast.records).get(f"{export.get_absolute_url()}download/").streaming_content)

    assert logged(target=export.uid) == ["asked for", "ready", "downloaded", "downloaded"]
    entry = AccessLogEntry.objects.filter(target=export.uid, kind=Logged.EXPORTED).first()
    assert (entry.by, entry.reason, entry.sha256) == (cast.records, "The yearly audit.", export.sha256)
    assert logged(target=amber.uid, sha256=amber.file.sha256, reason="The yearly audit.") == ["document"]


def test_red_takes_a_reason_of_its_own_which_is_kept_with_each_red_document(cast, issued, ask, signed_in) -> None:
    red = issued(RED)
    with pytest.raises(Refused, match="Red documents take a reason of their own"):
        ask(up_to=RED)
    typed = {"kinds": ["minutes"], "up_to": RED, "reason": "The yearly audit."}
    refused = signed_in(cast.records).post("/exports/new/", typed)
    assert (refused.status_code, Export.objects.count()) == (422, 0)

    built(ask(up_to=RED, red_reason="The court asks for it."))

    assert logged(target=red.uid, reason="The court asks for it.") == ["document"]


def test_a_reason_is_asked_for_and_the_page_leads_to_the_export(cast, signed_in) -> None:
    browser = signed_in(cast.records)
    typed = {"kinds": ["minutes"], "up_to": AMBER, "committee": "TABASC"}

    assert browser.post("/exports/new/", typed).status_code == 422
    answer = browser.post("/exports/new/", typed | {"reason": "The yearly audit."})

    export = Export.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, export.get_absolute_url())
    assert (export.asked_by, export.reason, export.committee) == (cast.records, "The yearly audit.", cast.tabasc)
    assert "Waiting for its turn." in browser.get(export.get_absolute_url()).content.decode()


def test_only_who_asked_may_have_it_and_only_as_long_as_they_administer_records(cast, issued, ask, signed_in) -> None:
    issued()
    export = built(ask())
    address = f"{export.get_absolute_url()}download/"
    other = cast.party
    other.roles = [SystemRole.RECORDS]
    other.save()

    mine = signed_in(cast.records).get(address)
    assert hashlib.sha256(b"".join(mine.streaming_content)).hexdigest() == export.sha256
    assert mine["Cache-Control"] == "private, no-store"
    assert signed_in(other).get(address).status_code == 404
    assert signed_in(other).get("/exports/").content.decode().count(export.reason) == 0
    cast.records.roles = []
    cast.records.save()
    assert signed_in(cast.records).get(address).status_code == 404


def test_it_is_not_built_for_somebody_who_administers_records_no_more(cast, issued, ask) -> None:
    issued()
    export = ask()
    cast.records.roles = []
    cast.records.save()

    export = built(export)

    assert export.failure == "Whoever asked for it does not administer records any more."
    assert not export.path.exists()


def test_its_file_goes_on_its_day_and_what_was_asked_stays(cast, issued, ask, signed_in, settings) -> None:
    settings.EXPORT_DAYS = 3
    issued()
    export = built(ask())
    assert delete_expired(at=export.ended_at + timedelta(days=2)) == 0

    assert delete_expired(at=export.ended_at + timedelta(days=3)) == 1

    assert not export.path.exists()
    export.refresh_from_db()
    with pytest.raises(Refused, match="was deleted on its day"):
        have_export(export, by=cast.records, at=timezone.now())
    page = signed_in(cast.records).get(export.get_absolute_url()).content.decode()
    assert "deleted on its day" in page
    assert export.reason in page


def test_bytes_that_are_not_those_that_were_issued_fail_it(cast, issued, ask, signed_in) -> None:
    document = issued()
    document.file.path.write_bytes(b"something else")
    export = built(ask())
    assert export.failure == (
        "The bytes of TABASC 33, Final Minutes, White edition are not those that were issued. "
        "Bring them back from a copy."
    )
    assert list(export.path.parent.iterdir()) == []
    document.file.path.unlink()
    browser = signed_in(cast.records)

    browser.post(f"{export.get_absolute_url()}again/")

    assert "are gone" in built(export).failure
    assert logged(target=export.uid) == ["asked for", "failed", "started again", "failed"]


def test_a_killed_worker_is_seen_and_the_export_can_be_started_again(cast, issued, ask, signed_in) -> None:
    issued()
    export = ask()
    long_ago = timezone.now() - timedelta(minutes=6)
    Export.objects.filter(pk=export.pk).update(began_at=long_ago, moved_at=long_ago, total=3, done=1)
    browser = signed_in(cast.records)
    assert "has stopped. Start it again." in browser.get(export.get_absolute_url()).content.decode()

    browser.post(f"{export.get_absolute_url()}again/")

    export.refresh_from_db()
    assert (export.began_at, export.done) == (None, 0)
    assert built(export).is_ready
    with pytest.raises(Refused, match="started again where it has failed"):
        start_again(export, by=cast.records, at=timezone.now())


def test_progress_is_shown_while_it_is_under_way(cast, ask, signed_in) -> None:
    export = ask()
    now = timezone.now()
    Export.objects.filter(pk=export.pk).update(began_at=now, moved_at=now, total=8, done=2)

    page = signed_in(cast.records).get(export.get_absolute_url(), headers={"HX-Request": "true"}).content.decode()

    assert '<progress id="done" value="2" max="8">25 %</progress>' in " ".join(page.split())
    assert "<html" not in page


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "etc_passwd"),
        ("Übersicht “Kosten”.pdf", "Ubersicht_Kosten.pdf"),
        ("con.pdf", "_con.pdf"),
        ("...", "document"),
        ("a/b\\c:d.pdf", "a_b_c_d.pdf"),
    ],
)
def test_names_in_the_zip_are_safe_everywhere(name, safe) -> None:
    assert choosing.safe_name(name) == safe


def test_two_documents_of_one_name_both_have_a_place(issued, ask) -> None:
    issued(name="minutes.pdf")
    issued(GREEN, name="Minutes.PDF")

    paths = [row["path"] for row in manifest(built(ask(kinds=["minutes"])))]

    assert paths == ["TABASC/minutes/minutes.pdf", "TABASC/minutes/Minutes-2.PDF"]


def test_the_list_asks_the_same_for_one_and_for_three(cast, ask, signed_in) -> None:
    browser = signed_in(cast.records)
    ask()
    browser.get("/exports/")
    with CaptureQueriesContext(connection) as one:
        browser.get("/exports/")
    ask()
    ask()
    with CaptureQueriesContext(connection) as three:
        assert browser.get("/exports/").content.decode().count("The yearly audit.") == 3

    assert len(one) == len(three)


def test_the_manifest_names_every_column_once() -> None:
    assert len(set(writing.COLUMNS)) == len(writing.COLUMNS) == 14
