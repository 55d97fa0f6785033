"""The page of one action: every spelling of its reference, its story over the meetings, and where it goes on."""

import re
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from actions.lifecycle import Status
from meetings.models import AgendaItem
from secgov.classification import Classification
from tests import factories
from tests.actions.minutes import Browser, minuted, publish
from tests.cast import Cast


def page_of(response: Any) -> str:
    """The page without the token that every answer has anew."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


@pytest.mark.parametrize("written", ["TABASC 33/1", "tabasc33/01", "TABASC33/1"])
def test_action_answers_to_every_spelling(cast: Cast, august: AgendaItem, signed_in: Browser, written: str) -> None:
    action = factories.action(august, by=cast.secretary)

    response = signed_in(cast.secretary).get(f"/actions/{written}/")

    assert response.status_code == 302
    assert response.headers["Location"] == action.get_absolute_url() == "/actions/TABASC33/01/"


def test_action_hidden_and_missing_give_one_page(cast: Cast, august: AgendaItem, signed_in: Browser) -> None:
    factories.action(august, by=cast.secretary, ref="TABASC33/07")
    browser = signed_in(cast.member)

    hidden, missing = browser.get("/actions/TABASC33/07/"), browser.get("/actions/TABASC33/08/")

    assert hidden.status_code == missing.status_code == 404
    assert page_of(hidden).replace("%2F07", "%2F08") == page_of(missing)


def test_action_tells_its_story_the_latest_first(cast: Cast, august: AgendaItem, signed_in: Browser) -> None:
    action = factories.action(august, by=cast.secretary)
    november = minuted(cast, 36, on=date(2018, 11, 15))
    factories.review(november, action, by=cast.secretary, status=Status.CLOSED, superseded_by="TABASC36/01")
    factories.action(november, by=cast.secretary)

    context = signed_in(cast.secretary).get(action.get_absolute_url()).context
    story = context["story"]

    assert [(event.tone, event.title) for event in story.events] == [
        ("turn", ""),
        ("done", "TABASC 36"),
        ("gap", "TABASC 34 to 35"),
        ("plain", "TABASC 33"),
    ]
    assert context["action"].carried == 3
    assert [(link.words, link.to, link.url) for link in story.links] == [
        ("Superseded by", "TABASC36/01", "/actions/TABASC36/01/")
    ]


def test_action_shows_links_from_their_other_end_too(
    cast: Cast, august: AgendaItem, september: AgendaItem, signed_in: Browser
) -> None:
    older = factories.action(august, by=cast.secretary)
    newer = factories.action(september, by=cast.secretary)
    factories.review(september, older, by=cast.secretary, status=Status.CLOSED, superseded_by=newer.ref)
    factories.review(september, f"{older.ref}a", by=cast.secretary, action_text="SECAS to do it again.")
    browser = signed_in(cast.secretary)

    def links_of(ref: str) -> list[tuple[str, str]]:
        story = browser.get(reverse("actions:detail", args=[ref])).context["story"]
        return [(link.words, link.to) for link in story.links]

    assert links_of(newer.ref) == [("Supersedes", older.ref)]
    assert links_of(older.ref) == [("Superseded by", newer.ref), ("Re-opened as", f"{older.ref}a")]
    assert links_of(f"{older.ref}a") == [("Re-opens", older.ref)]


def test_action_keeps_a_higher_update_from_its_story(
    cast: Cast, august: AgendaItem, september: AgendaItem, signed_in: Browser
) -> None:
    action = factories.action(august, by=cast.secretary)
    factories.review(
        september,
        action,
        by=cast.secretary,
        body="<p>A price was named.</p>",
        classification=Classification.AMBER,
    )
    publish(august, cast)
    publish(september, cast)

    public = signed_in(cast.public).get(action.get_absolute_url())
    member = signed_in(cast.member).get(action.get_absolute_url())

    assert b"A price was named." not in public.content
    assert [event.tone for event in public.context["story"].events] == ["plain"]
    assert b"A price was named." in member.content
    assert member.context["band"]["word"] == "AMBER"


def test_action_lists_where_it_was_discussed(
    cast: Cast, august: AgendaItem, september: AgendaItem, signed_in: Browser
) -> None:
    action = factories.action(august, by=cast.secretary)
    factories.entry(september, by=cast.secretary, body="<p>TABASC33/01 came up once more.</p>")
    publish(august, cast)

    def meetings_for(user: Any) -> list[str]:
        found = signed_in(user).get(action.get_absolute_url()).context["discussions"]
        return [str(discussion.meeting) for discussion in found]

    assert meetings_for(cast.secretary) == ["TABASC 34", "TABASC 33"]
    assert meetings_for(cast.public) == ["TABASC 33"]
