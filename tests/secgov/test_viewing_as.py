"""Viewing as another role: of one's own reading only what the role may read, nothing to do, and on the log."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rules.permissions import permissions

from meetings.lifecycle import Status
from meetings.models import MinuteEntry
from secgov.access import SignedIn, ViewingAs
from secgov.classification import Classification, Stage
from secgov.models import AccessLogEntry, Logged, User
from secgov.viewing import KEPT, As, Role, roles_for, stand_in_for, viewing_as
from tests import factories
from tests.cast import NAMES

VIEW_AS = "/view-as/"
STOP = "/view-as/stop/"
VIEWERS = [name for name in NAMES if name != "public"]


@pytest.fixture
def meeting(cast) -> Any:
    """Minutes that are out, with an Amber and a White item; a draft beside them."""
    made = factories.meeting(cast.tabasc, by=cast.secretary)
    white = factories.item(made, by=cast.secretary, title="Open matters")
    factories.entry(white, body="<p>All may read it.</p>", by=cast.secretary)
    amber = {"by": cast.secretary, "classification": Classification.AMBER}
    item = factories.item(made, title="Secret matters", **amber)
    factories.entry(item, body="<p>Members may read it.</p>", **amber)
    return factories.bring_to(made, Status.FINAL, by=cast.secretary)


def begin(browser: Any, role: str) -> Any:
    response = browser.post(VIEW_AS, {"role": role})
    assert response.status_code == 302
    return browser


def role_of(kind: As, committee: int | None = None, level: int | None = None) -> str:
    return Role(kind, "", committee, level).key


def test_a_secretary_sees_what_the_public_sees(cast, meeting, signed_in) -> None:
    browser = signed_in(cast.secretary)
    assert b"Members may read it" in browser.get(meeting.get_absolute_url()).content
    page = begin(browser, "public").get(meeting.get_absolute_url())

    assert b"All may read it" in page.content
    assert b"Members may read it" not in page.content
    assert b"Secret matters" not in page.content
    assert b"You see this as <strong>the public</strong>" in page.content


def test_as_a_member_a_secretary_sees_amber_and_no_draft_nor_button(cast, meeting, signed_in) -> None:
    draft = factories.meeting(cast.tabasc, by=cast.secretary, number=34)
    factories.entry(factories.item(draft, by=cast.secretary), body="<p>Being typed.</p>", by=cast.secretary)
    browser = begin(signed_in(cast.secretary), role_of(As.MEMBER, cast.tabasc.pk))

    page = browser.get(meeting.get_absolute_url())
    assert b"Members may read it" in page.content
    assert (page.context["may_minute"], page.context["moves"], page.context["acts"]) == (
        False,
        [],
        page.context["acts"],
    )
    assert b"Being typed" not in browser.get(draft.get_absolute_url()).content
    assert browser.get(reverse("meetings:edit", args=[draft.ref])).status_code in (403, 404)


def test_nothing_can_be_changed_but_to_stop(cast, meeting, signed_in) -> None:
    browser = begin(signed_in(cast.secretary), "party")
    entry = MinuteEntry.objects.earliest("pk")
    urls = [
        reverse("meetings:plan"),
        reverse("meetings:amend_entry", args=[meeting.ref, entry.uid]),
        reverse("secgov:create_committee"),
        VIEW_AS,
        "/sign-in/",
    ]

    for method in ("post", "put", "patch", "delete"):
        for url in urls:
            refused = getattr(browser, method)(url)
            assert refused.status_code == 403, (method, url)
            assert b"can change nothing" in refused.content
    assert browser.post(STOP).status_code == 302
    assert KEPT not in browser.session
    assert b"You see this as" not in browser.get("/").content


def test_beginning_reading_and_ending_are_on_the_log_in_ones_own_name(cast, meeting, signed_in) -> None:
    browser = begin(signed_in(cast.secretary), role_of(As.MEMBER, cast.tabasc.pk))
    browser.get(meeting.get_absolute_url())
    browser.post(STOP)

    made = list(AccessLogEntry.objects.exclude(kind=Logged.MAILED).order_by("pk"))
    assert [(entry.kind, entry.by) for entry in made] == [
        (Logged.VIEWED_AS, cast.secretary),
        (Logged.READ, cast.secretary),
        (Logged.VIEWED_AS, cast.secretary),
    ]
    assert [entry.facts.get("begun") for entry in made] == [True, None, False]
    assert made[0].facts["role"] == "a member of the TABASC"


def test_it_ends_after_an_hour_and_that_is_on_the_log(cast, meeting, signed_in) -> None:
    browser = begin(signed_in(cast.secretary), "public")
    session = browser.session
    session[KEPT] = session[KEPT] | {"until": (timezone.now() - timedelta(seconds=1)).isoformat()}
    session.save()

    assert b"Members may read it" in browser.get(meeting.get_absolute_url()).content
    ended = AccessLogEntry.objects.filter(kind=Logged.VIEWED_AS).earliest("-pk")
    assert ended.facts == {"role": "the public", "begun": False}


def test_signing_out_ends_it(cast, signed_in) -> None:
    browser = begin(signed_in(cast.secretary), "public")
    browser.post("/sign-out/")
    browser.force_login(cast.secretary, backend="django.contrib.auth.backends.ModelBackend")

    assert KEPT not in browser.session


def test_a_role_is_offered_to_whoever_reads_as_much(cast, reader) -> None:
    def committees(user: Any) -> set[int | None]:
        return {role.committee for role in roles_for(reader(user))} - {None}

    assert committees(cast.party) == set()
    assert committees(cast.member) == {cast.tabasc.pk}
    assert committees(cast.secretary_elsewhere) == {cast.csc.pk}
    assert committees(cast.records) == {cast.tabasc.pk, cast.csc.pk}
    assert committees(cast.admin) == set()


def test_a_role_that_was_not_offered_is_not_taken(cast, signed_in) -> None:
    browser = signed_in(cast.party)
    refused = browser.post(VIEW_AS, {"role": role_of(As.MEMBER, cast.tabasc.pk)})

    assert refused.status_code == 422
    assert KEPT not in browser.session


def test_somebody_invited_sees_their_item_alone(cast, meeting, signed_in) -> None:
    item = meeting.items.get(title="Secret matters")
    other = factories.item(
        factories.meeting(cast.tabasc, by=cast.secretary, number=35), by=cast.secretary, classification=3
    )
    browser = signed_in(cast.secretary)
    browser.post(f"{VIEW_AS}?item={item.uid}", {"role": Role(As.INVITED, "", item=str(item.uid)).key})
    page = browser.get(meeting.get_absolute_url())

    assert b"Secret matters" in page.content
    assert browser.get(other.meeting.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("kind", [As.PARTY, As.MEMBER])
def test_a_stand_in_may_do_nothing_at_all(cast, meeting, kind: As) -> None:
    stand_in = stand_in_for(Role(kind, "a role", cast.tabasc.pk), cast.secretary)

    assert cast.secretary.has_perm("meetings.minute", meeting)
    assert [
        name for name in permissions if stand_in.has_perm(name, None if name.startswith("archive") else meeting)
    ] == []
    assert (stand_in.is_authenticated, str(stand_in)) == (True, "a role")


def test_the_public_stand_in_is_nobody(cast) -> None:
    assert isinstance(stand_in_for(Role(As.PUBLIC, "the public"), cast.secretary), AnonymousUser)


roles = st.sampled_from(
    [(As.PUBLIC, None), (As.PARTY, None), (As.MEMBER, None), (As.INVITED, None)]
    + [(As.EDITION, level) for level in (Classification.WHITE, Classification.GREEN, Classification.AMBER)]
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    who=st.sampled_from(VIEWERS),
    role=roles,
    committee=st.sampled_from(["tabasc", "csc"]),
    levels=st.lists(st.tuples(st.sampled_from(Classification), st.sampled_from(Stage)), min_size=1, max_size=6),
)
def test_nobody_sees_more_as_a_role_than_by_themselves(cast, meeting, reader, who, role, committee, levels) -> None:
    """Over records, viewers and roles, offered or not: what is seen as a role is part of what one reads oneself and
    part of what the role reads."""
    template = MinuteEntry.objects.filter(meeting=meeting).earliest("pk")
    made = []
    for number, (level, stage) in enumerate(levels):
        entry = MinuteEntry.objects.get(pk=template.pk)
        entry.pk, entry.uid, entry.rank = None, None, f"{entry.rank}{number}x"
        entry.uid = MinuteEntry._meta.get_field("uid").get_default()
        entry.classification, entry.stage = level, stage
        entry.save()
        made.append(entry.pk)
    cast.recuse(meeting.uid)
    mine = reader(getattr(cast, who))
    kind, edition = role
    wanted = Role(kind, "x", getattr(cast, committee).pk, edition, str(template.item.uid), (str(meeting.uid),))
    stand_in = stand_in_for(wanted, getattr(cast, who))

    seen_as = viewing_as(wanted, mine, stand_in)
    assert isinstance(seen_as, ViewingAs)
    entries = MinuteEntry.objects.filter(pk__in=made)
    seen = set(entries.visible_to(seen_as).values_list("pk", flat=True))
    own = set(entries.visible_to(mine).values_list("pk", flat=True))
    theirs = set(entries.visible_to(seen_as.theirs).values_list("pk", flat=True))
    MinuteEntry.objects.filter(pk__in=made).delete()

    assert seen == own & theirs
    assert not entries.filter(pk__in=seen, stage=Stage.SECRETARIAT).exists()


def test_a_viewer_knows_no_status_that_they_do_not_know_by_themselves(cast, reader) -> None:
    """Whoever is not of the committee learns nothing of its circulated decisions by viewing as its member."""
    mine = reader(cast.secretary_elsewhere)
    wanted = Role(As.MEMBER, "x", cast.tabasc.pk)

    assert isinstance(mine, SignedIn)
    assert viewing_as(wanted, mine, User(pk=-1)).belongs_to == ()
