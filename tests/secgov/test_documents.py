"""The register of issued documents: who finds and opens what, and what is said of it."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from meetings.lifecycle import Status
from meetings.models import Meeting, MinutesVersion
from meetings.operations import make_move
from meetings.tasks import issue_editions
from secgov import issued_codes, issuing
from secgov.classification import Classification
from secgov.issuing import Candidate, Finding
from secgov.models import AccessLogEntry, HeldDocument, IssuedDocument, Logged, StoredFile
from secgov.operations import withdraw_document
from secgov.operations.holding import accept_findings
from secgov.verifying import MOST_QUESTIONS
from tests import factories

WHITE, GREEN, AMBER, RED = Classification
AT = datetime(2018, 9, 3, 9, 0, tzinfo=UTC)
OPENERS = {
    WHITE: {"public", "party", "member", "recused", "secretary_elsewhere", "invited", "records", "secretary"},
    AMBER: {"member", "records", "secretary"},
}
SOME = ("public", "party", "member", "recused", "secretary_elsewhere", "invited", "records", "secretary")


@pytest.fixture
def drawn(monkeypatch) -> list[str]:
    """Drawing stands still: the bytes are the words that would be drawn, which no check can read, and the test is
    about the register."""
    written: list[str] = []

    def write_pdf(html: str, *, identifier: str) -> bytes:
        written.append(identifier)
        return f"%PDF-1.7 {html}".encode()

    monkeypatch.setattr("secgov.pdf.write_pdf", write_pdf)
    monkeypatch.setattr(issuing, "_checks", [])
    return written


@pytest.fixture
def final(cast, drawn) -> Meeting:
    """Final White minutes with an item, from which one member is recused and to which one is invited, with an Amber
    paragraph in it; issued as White and Amber editions."""
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    item = factories.item(meeting, by=cast.secretary, title="The contract")
    factories.entry(item, by=cast.secretary, body="<p>It was spoken of.</p>")
    factories.entry(item, by=cast.secretary, body="<p>It costs nine million.</p>", classification=AMBER)
    cast.recuse(item.uid)
    cast.invite(item)
    done = factories.bring_to(meeting, Status.FINAL, by=cast.secretary)
    issue(done)
    return done


def issue(meeting: Meeting) -> None:
    issue_editions(MinutesVersion.objects.filter(meeting=meeting, kind="minutes").latest("number").pk)


def document(meeting: Meeting, level: Classification) -> IssuedDocument:
    return IssuedDocument.objects.filter(target=meeting.uid, classification=level, kind="minutes").latest("pk")


def address(name: str, found: IssuedDocument) -> str:
    return reverse(f"secgov:{name}", args=[found.uid])


@pytest.mark.parametrize("level", [WHITE, AMBER])
def test_a_document_is_found_and_opened_only_by_who_may_read_everything_in_it(cast, final, signed_in, level) -> None:
    found = document(final, level)
    people = {name: signed_in(cast.people[name]) for name in SOME}

    seen = {name for name, browser in people.items() if browser.get(address("document", found)).status_code == 200}
    listed = {name for name, one in people.items() if found.title in one.get("/documents/").content.decode()}
    given = {name: browser.get(address("document_file", found)) for name, browser in people.items()}

    assert seen == listed == OPENERS[level]
    assert {name for name, got in given.items() if got.status_code == 200} == OPENERS[level]
    assert {got.content for got in given.values() if got.status_code == 200} == {found.file.read()}


def test_who_may_not_read_everything_gets_the_next_lower_edition(cast, final, signed_in) -> None:
    amber = address("document_file", document(final, AMBER))

    answer = signed_in(cast.recused).get(amber)

    assert (answer.status_code, answer.url) == (302, address("document_file", document(final, WHITE)))
    assert signed_in(cast.public).get(amber).status_code == 404


def test_each_opening_is_kept_and_told_to_secretaries_and_records_administrators(cast, final, signed_in) -> None:
    white = document(final, WHITE)
    signed_in(cast.party).get(address("document_file", white))
    Client().get(reverse("meetings:pdf", args=[final.ref]))

    opened = AccessLogEntry.objects.filter(kind=Logged.OPENED).order_by("pk")
    assert [(each.by, each.target, each.version, each.edition, each.sha256) for each in opened] == [
        (who, white.uid, 2, WHITE, white.file.sha256) for who in (cast.party, None)
    ]
    told = {name for name in SOME if "Party" in signed_in(cast.people[name]).get(address("document", white)).text}
    assert told == {"records", "secretary"}


def test_a_list_of_three_costs_as_many_queries_as_one_of_one(
    cast, final, signed_in, django_assert_num_queries, django_assert_max_num_queries
) -> None:
    browser = signed_in(cast.secretary)
    one = "/documents/?classification=3"
    browser.get(one)
    with django_assert_max_num_queries(9) as few:
        browser.get(one)
    for number in (34, 35):
        other = factories.meeting(cast.tabasc, by=cast.secretary, number=number)
        factories.entry(factories.item(other, by=cast.secretary), by=cast.secretary)
        issue(factories.bring_to(other, Status.FINAL, by=cast.secretary))
    with django_assert_num_queries(len(few.captured_queries)):
        browser.get("/documents/")


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("committee=TABASC", 2),
        ("committee=CSC", 0),
        ("kind=agenda", 0),
        ("kind=minutes&classification=3", 1),
        ("state=withdrawn", 0),
        ("state=current", 2),
        ("since=2000-01-01", 2),
        ("until=2000-01-01", 0),
        ("of=TABASC_33", 2),
        ("of=TABASC_34", 0),
    ],
)
def test_the_register_is_filtered(cast, final, signed_in, asked, count) -> None:
    page = signed_in(cast.secretary).get(f"/documents/?{asked}")

    assert page.context["page"].count == count


def test_the_register_is_a_file_too(cast, final, signed_in) -> None:
    lines = b"".join(Client().get("/documents/?format=csv")).decode().splitlines()

    assert len(lines) == 2
    assert document(final, WHITE).file.sha256 in lines[1]
    assert signed_in(cast.secretary).get("/documents/?format=xlsx").status_code == 200


def test_an_agenda_is_issued_when_it_is_published(cast, drawn) -> None:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary, status=Status.PLANNED)
    factories.item(meeting, by=cast.secretary, title="The contract")

    make_move(meeting, "publish-agenda", by=cast.secretary, on=timezone.localdate())
    issue_editions(MinutesVersion.objects.get(meeting=meeting, kind="agenda").pk)

    agenda = IssuedDocument.objects.get(target=meeting.uid)
    assert (agenda.kind, agenda.version, agenda.classification) == ("agenda", 1, WHITE)
    assert agenda.title.endswith("Agenda, White edition")
    answer = Client().get(reverse("meetings:agenda_pdf", args=[meeting.ref]))
    assert answer.content == agenda.file.read()


# withdrawing


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("public", 404),
        ("party", 403),
        ("member", 403),
        ("secretary_elsewhere", 403),
        ("records", 302),
        ("secretary", 302),
    ],
)
def test_only_its_secretaries_and_records_administrators_withdraw_a_document(
    cast, final, signed_in, who, status
) -> None:
    white = document(final, WHITE)

    answer = signed_in(cast.people[who]).post(address("withdraw", white), {"why": "It names a price."})

    white.refresh_from_db()
    assert answer.status_code == status
    assert (white.withdrawn_at is not None) == (status == 302)
    if status == 302:
        assert (white.withdrawn_by, white.withdrawn_why) == (cast.people[who], "It names a price.")
        assert AccessLogEntry.objects.get(kind=Logged.WITHDREW).reason == "It names a price."


def test_withdrawing_takes_a_reason_and_happens_once(cast, final, signed_in) -> None:
    white = document(final, WHITE)
    browser = signed_in(cast.secretary)

    assert browser.post(address("withdraw", white), {"why": " "}).status_code == 422
    assert browser.post(address("withdraw", white), {"why": "Wrong."}).status_code == 302
    assert browser.post(address("withdraw", white), {"why": "Wrong."}).status_code == 409


def test_a_withdrawn_edition_says_so_to_who_could_read_it_and_is_not_drawn_again(cast, final, signed_in) -> None:
    amber = document(final, AMBER)
    withdraw_document(amber, by=cast.secretary, at=AT, why="It names a price.", whole_version=False)
    issue(final)

    member, party = signed_in(cast.member), signed_in(cast.party)
    at = reverse("meetings:pdf", args=[final.ref])
    assert member.get(address("document_file", amber)).status_code == 410
    assert member.get(f"{at}?edition=amber").status_code == 410
    assert "It names a price." in member.get(f"{at}?edition=amber").text
    assert party.get(address("document_file", amber)).status_code == 404
    assert party.get(f"{at}?edition=amber").content == document(final, WHITE).file.read()
    assert IssuedDocument.objects.filter(target=final.uid).count() == 2


def test_a_version_withdrawn_whole_leaves_the_screen_and_comes_back_when_it_is_issued_again(
    cast, final, signed_in
) -> None:
    member = signed_in(cast.member)
    page = reverse("meetings:detail", args=[final.ref])
    assert "nine million" in member.get(page).text
    white = document(final, WHITE)

    withdraw_document(white, by=cast.secretary, at=AT, why="It names a price.", whole_version=True)

    assert [each.state for each in IssuedDocument.objects.filter(target=final.uid)] == ["withdrawn", "withdrawn"]
    assert "nine million" not in member.get(page).text
    assert "It was spoken of" not in Client().get(page).text
    answer = signed_in(cast.secretary).post(address("issue_again", white))
    assert answer.status_code == 302
    issue(final)
    assert "nine million" in member.get(page).text
    again = document(final, WHITE)
    white.refresh_from_db()
    assert (again.state, white.superseded_by, again.code == white.code) == ("current", again, False)


def test_issuing_again_is_the_secretaries_and_refused_of_what_stands(cast, final, signed_in) -> None:
    white = document(final, WHITE)

    assert signed_in(cast.secretary).get(address("issue_again", white)).status_code == 405
    assert signed_in(cast.member).post(address("issue_again", white)).status_code == 403
    shown = signed_in(cast.secretary).post(address("issue_again", white), follow=True)
    assert "This document stands as it was issued." in shown.text


def test_who_was_mailed_is_mailed_a_link_and_no_contents(cast, final) -> None:
    """The minutes went out on a day on which the former member was one."""
    before = len(factories.mails())

    withdraw_document(
        document(final, WHITE), by=cast.secretary, at=AT, why="Nine million.", whole_version=True, tell=True
    )

    told = factories.mails()[before:]
    assert {mail.recipient for mail in told} == {
        f"{name}@cast.test"
        for name in ("member", "alternate", "chair", "standing-attendee", "former-member", "recused", "secretary")
    }
    assert not any("ine million" in mail.text + mail.subject for mail in told)
    assert all(f"/documents/?of={final.ref}" in mail.text for mail in told)


# checks before a document is issued


@pytest.fixture
def findings(monkeypatch) -> list[Finding]:
    """What a check of this test finds in every Amber document."""
    found: list[Finding] = []

    def check(candidate: Candidate) -> list[Finding]:
        return found if candidate.classification == AMBER else []

    monkeypatch.setattr(issuing, "_checks", [check])
    return found


def test_what_stops_holds_a_document_back(cast, drawn, findings, signed_in, request) -> None:
    findings.append(Finding(stops=True, sentence="It says what is Red."))

    final = request.getfixturevalue("final")

    assert IssuedDocument.objects.get(target=final.uid).classification == WHITE
    held = HeldDocument.objects.get()
    page = reverse("secgov:held", args=[held.uid])
    assert "It says what is Red." in signed_in(cast.secretary).get(page).text
    assert signed_in(cast.secretary).post(page, {"why": "All the same."}).status_code == 409
    assert [signed_in(cast.people[who]).get(page).status_code for who in ("public", "member", "records")] == [404] * 3


def test_what_warns_is_issued_with_words_that_are_kept(cast, drawn, findings, signed_in, request) -> None:
    findings.append(Finding(stops=False, sentence="It names a figure.", where="On page 1."))
    final = request.getfixturevalue("final")
    held = HeldDocument.objects.get()
    assert held.title in signed_in(cast.secretary).get("/documents/").text

    page = reverse("secgov:held", args=[held.uid])
    assert signed_in(cast.secretary).post(page, {"why": ""}).status_code == 422
    assert signed_in(cast.secretary).post(page, {"why": "The figure is public."}).status_code == 302
    issue(final)

    amber = document(final, AMBER)
    assert amber.accepted == ["It names a figure. On page 1."]
    assert amber.accepted_why == f"{cast.secretary}: The figure is public."


def test_an_acceptance_counts_for_what_it_accepted_alone(cast, drawn, findings, request) -> None:
    findings.append(Finding(stops=False, sentence="It names a figure."))
    final = request.getfixturevalue("final")
    accept_findings(HeldDocument.objects.get(), by=cast.secretary, at=AT, why="It is public.")
    findings.append(Finding(stops=False, sentence="It names a person."))

    issue(final)

    assert not IssuedDocument.objects.filter(target=final.uid, classification=AMBER).exists()
    assert HeldDocument.objects.get().accepted_at is None


# looking a document up


def test_anybody_learns_of_a_white_document_what_it_is_and_of_others_only_how_they_stand(cast, final) -> None:
    white, amber = document(final, WHITE), document(final, AMBER)
    client = Client()

    def asked(found: IssuedDocument) -> str:
        return client.post("/verify/", {"code": issued_codes.printed(found.code).lower()}).text

    assert "it is current" in asked(white)
    assert white.title in asked(white)
    assert "it is current" in asked(amber)
    assert final.ref not in asked(amber)
    assert str(final) not in asked(amber)
    withdraw_document(amber, by=cast.secretary, at=AT, why="Wrong.", whole_version=False)
    assert "it was withdrawn" in asked(amber)
    assert "not a document of ours" in client.post("/verify/", {"code": "ABCD-EFGH-JKMN-PQRS"}).text


def test_a_file_is_looked_up_by_its_bytes_and_not_kept(cast, final, tmp_path) -> None:
    files = StoredFile.objects.count()
    client = Client()

    def asked(content: bytes) -> str:
        file = tmp_path / "asked.pdf"
        file.write_bytes(content)
        with file.open("rb") as opened:
            return client.post("/verify/", {"file": opened}).text

    assert "it is current" in asked(document(final, WHITE).file.read())
    assert "not a document of ours" in asked(document(final, WHITE).file.read() + b" ")
    assert StoredFile.objects.count() == files


def test_nothing_and_nonsense_are_answered_in_words(db) -> None:
    client = Client()

    assert client.get("/verify/").status_code == 200
    for given in ({}, {"code": "no code"}):
        assert client.post("/verify/", given).status_code == 422


def test_asking_is_limited(db, settings) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "verify"}}
    client = Client(REMOTE_ADDR="192.0.2.7")

    answers = [client.post("/verify/", {"code": "ABCDEFGHJKMNPQRS"}).status_code for _ in range(MOST_QUESTIONS + 1)]

    assert answers == [200] * MOST_QUESTIONS + [429]
    assert Client(REMOTE_ADDR="192.0.2.8").post("/verify/", {"code": "ABCDEFGHJKMNPQRS"}).status_code == 200


def test_codes_are_long_read_as_people_type_them_and_the_same_for_the_same() -> None:

    target = UUID(int=7)
    code = issued_codes.code_for(target, "minutes", 1, 1, 0)

    assert len(code) * 5 == 80
    assert code == issued_codes.code_for(target, "minutes", 1, 1, 0)
    assert code != issued_codes.code_for(target, "minutes", 1, 1, 1)
    assert issued_codes.read(f" {issued_codes.printed(code).lower()} ".replace("0", "o")) == code
    assert issued_codes.read(code[:-1]) == ""
