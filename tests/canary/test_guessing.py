"""What somebody gets who guesses: addresses, other methods, others' tokens, sessions that should be over."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import escape

from secgov.models import Membership
from tests.canary.cast_of_readers import STANDINGS
from tests.canary.conftest import World
from tests.canary.crawling import Crawl, Tally
from tests.canary.expecting import expected

# What differs between two answers that say the same: when, the session's own marks, and the address asked for.
PASSING = ("Date", "Set-Cookie", "Content-Length")
MARKS = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
READERS = ("public", "party", "member", "former_member", "secretary_elsewhere", "records", "admin")
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")


def told(answer: Any, address: str) -> tuple[int, dict[str, str], str]:
    """An answer without what passes and what only repeats the question."""
    headers = {name: value for name, value in answer.headers.items() if name not in PASSING}
    body = MARKS.sub("", answer.content.decode(errors="replace"))
    asked = quote(address, safe="/?=&")
    for form in (quote(asked, safe=""), quote(asked), asked, escape(address)):
        body = body.replace(form, "HERE")
    return answer.status_code, headers, body


def neighbour(uid: UUID) -> UUID:
    """The uid next to one that is known."""
    return UUID(int=uid.int ^ 1)


def hidden_and_missing(world: World) -> list[tuple[str, str]]:
    """Addresses of what is hidden from everybody in READERS but those who may, each with one like it of nothing."""
    draft, planned = world.scenes["CSC draft"], world.scenes["TABASC amber"]
    paper, action = draft.papers["red"], draft.actions["red"]
    item, entry = draft.items["red"], draft.entries["white/red"]
    return [
        (planned.meeting.get_absolute_url(), "/meetings/TABASC_77/"),
        (f"{planned.meeting.get_absolute_url()}minutes.pdf", "/meetings/TABASC_77/minutes.pdf"),
        (f"{planned.meeting.get_absolute_url()}corrections/", "/meetings/TABASC_77/corrections/"),
        (f"/meetings/papers/{paper.uid}/", f"/meetings/papers/{uuid4()}/"),
        (f"/meetings/papers/{paper.uid}/", f"/meetings/papers/{neighbour(paper.uid)}/"),
        (f"/meetings/papers/versions/{paper.versions.get().uid}/", f"/meetings/papers/versions/{uuid4()}/"),
        (action.get_absolute_url(), "/actions/CSC77/01/"),
        (f"{action.get_absolute_url()}amend/", "/actions/CSC77/01/amend/"),
        (f"/actions/raise/{item.uid}/", f"/actions/raise/{uuid4()}/"),
        (f"/modifications/{world.hidden_modification}/", "/modifications/DP999/"),
        (
            f"/meetings/{draft.meeting.ref}/entries/{entry.uid}/note/",
            f"/meetings/{draft.meeting.ref}/entries/{uuid4()}/note/",
        ),
        (f"/imports/{world.imported.uid}/", f"/imports/{uuid4()}/"),
        (f"/imports/{world.imported.uid}/file/", f"/imports/{neighbour(world.imported.uid)}/file/"),
    ]


def spellings(ref: str) -> list[str]:
    """A meeting's reference in the ways people write it."""
    short = "_".join(ref.split("_")[:2])
    return [short, short.lower(), short.replace("_", " "), short.replace("_", ""), ref.lower(), ref.replace("_", "-")]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("who", ["public", "party", "former_member", "admin"])
def test_hidden_and_missing_are_one(who, method, world, db) -> None:
    browser = world.browser(who)
    different = []
    for hidden, missing in hidden_and_missing(world):
        answers = [told(browser.generic(method, address), address) for address in (hidden, missing)]
        if answers[0] != answers[1]:
            different.append((hidden, answers[0][0], answers[1][0]))

    assert different == []


def test_hidden_and_missing_ask_the_database_alike(world, db) -> None:
    browser = world.browser("party")
    counts = {}
    for hidden, missing in hidden_and_missing(world):
        asked = []
        for address in (hidden, missing):
            with CaptureQueriesContext(connection) as queries:
                browser.get(address)
            asked.append(len(queries))
        counts[hidden] = asked

    assert {address: asked for address, asked in counts.items() if asked[0] != asked[1]} == {}


@pytest.mark.parametrize("who", ["public", "party", "member_elsewhere"])
def test_other_spellings_of_what_is_hidden_are_missing_too(who, world, db) -> None:
    hidden = world.scenes["TABASC amber"].meeting.ref
    browser = world.browser(who)

    for spelt in spellings(hidden):
        address = f"/meetings/{spelt}/"
        nothing = f"/meetings/{spelt.replace(hidden.split('_')[1], '77')}/"
        assert told(browser.get(address), address) == told(browser.get(nothing), nothing)
        found = browser.get("/search/", {"q": spelt})
        assert (found.status_code, found.headers.get("Location")) == (200, None)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("who", READERS)
def test_no_method_says_more_than_another(who, method, world, db) -> None:
    crawl = Crawl(world.browser(who), world.words, Tally())
    addresses = [
        address
        for scene in world.scenes.values()
        for address in (scene.meeting.get_absolute_url(), f"/actions/outstanding/{scene.meeting.ref}/")
    ]
    addresses += [
        f"/meetings/papers/{paper.uid}/" for scene in world.scenes.values() for paper in scene.papers.values()
    ]

    for address in addresses:
        answer = crawl.browser.generic(method, address)
        assert answer.status_code < 500
        crawl.heard(answer, address, f"{method} {address}")

    assert crawl.met.keys() - expected(STANDINGS[who], world.words.facts) == set()


def test_numbers_of_rows_lead_nowhere(world, db) -> None:
    browser = world.browser("party")
    ref = world.scenes["TABASC final"].meeting.ref

    for number in range(1, 40):
        for address in (f"/meetings/{ref}/share/{number}/end/", f"/committees/TABASC/acronyms/{number}/remove/"):
            assert browser.post(address).status_code == 403
        for address in (f"/meetings/{number}/", f"/meetings/papers/{number}/", f"/imports/{number}/"):
            assert browser.get(address).status_code == 404


def test_a_token_of_somebody_elses_session_is_refused(world, db) -> None:
    ref = world.scenes["TABASC circulated"].meeting.ref
    others = get_token(RequestFactory().get("/"))
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.everybody["member"], backend="django.contrib.auth.backends.ModelBackend")
    browser.get(f"/meetings/{ref}/corrections/")

    answer = browser.post(f"/meetings/{ref}/corrections/none/", {"csrfmiddlewaretoken": others})

    assert answer.status_code == 403


def test_a_cookie_from_before_signing_out_is_nobodys(world, db) -> None:
    browser = world.browser("member")
    cookie = browser.cookies["sessionid"].value
    amber = world.scenes["TABASC amber"].meeting.get_absolute_url()
    assert browser.get(amber).status_code == 200

    browser.post("/sign-out/")
    thief = Client()
    thief.cookies["sessionid"] = cookie

    assert told(thief.get(amber), amber) == told(Client().get(amber), amber)


def test_a_session_reads_nothing_more_once_the_membership_ended_yesterday(world, db) -> None:
    browser = world.browser("member")
    amber = world.scenes["TABASC amber"].meeting.get_absolute_url()
    assert browser.get(amber).status_code == 200
    yesterday = timezone.localdate() - timedelta(days=1)

    person = world.everybody["member"].person
    for membership in Membership.objects.filter(person=person):
        membership.until = yesterday
        membership.save()

    crawl = Crawl(browser, world.words, Tally())
    for scene in world.scenes.values():
        for address in (
            scene.meeting.get_absolute_url(),
            f"{scene.meeting.get_absolute_url()}minutes.pdf?edition=amber",
        ):
            crawl.heard(browser.get(address), address, address)
    assert crawl.met.keys() - expected(STANDINGS["party"], world.words.facts) == set()
    nothing = "/meetings/TABASC_77/"
    assert told(browser.get(amber), amber) == told(browser.get(nothing), nothing)
