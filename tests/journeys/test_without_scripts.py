"""A secretary writes minutes, circulates them and makes them final with no JavaScript at all, on a phone."""

import pytest

from meetings.models import Meeting
from tests.journeys.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_minutes_are_written_circulated_and_made_final(site: Site) -> None:
    page = site.window("secretary", width=380, scripts=False).new_page()

    # Given a meeting of the Operations Group that is planned and whose agenda is out
    page.goto("/meetings/plan/")
    page.get_by_label("Committee").select_option("OPSG")
    page.get_by_label("Day").fill("2026-03-12")
    page.locator("select[name=classification]").select_option(label="White")
    page.get_by_role("button", name="Plan the meeting").click()
    page.goto(page.url.replace("proposals/", "edit/"))
    page.get_by_role("link", name="Item", exact=True).click()
    page.get_by_label("Title").fill("Maintenance notices")
    page.locator("select[name=classification]").select_option(label="White")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("link", name="Publish the agenda").click()
    page.get_by_role("button", name="Publish the agenda").click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("OPSG 01")

    # When the secretary minutes a discussion, an outcome and an action
    address = page.url
    for kind, text in (
        ("discussion", "Thirty notices came.\n\n- most were planned\n- two were late"),
        ("outcome", "The OPSG NOTED the notices and AGREED a format, subject to the DCC confirming it."),
    ):
        page.goto(f"{address}edit/")
        page.get_by_role("link", name=kind.capitalize(), exact=True).first.click()
        page.get_by_label("Text").fill(text)
        page.locator("select[name=classification]").select_option(label="White")
        page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("link", name="Action", exact=True).first.click()
    page.locator("textarea").first.fill("The DCC to use the agreed format.")
    page.get_by_label("Owner").fill("DCC")
    page.locator("select[name=classification]").select_option(label="White")
    page.locator("main form.form button[type=submit]").click()
    assert page.get_by_text("OPSG01/01").first.is_visible()

    # Then nobody else meets any of it before it is circulated
    public = site.window("", scripts=False).new_page()
    public.goto(address)
    assert "Maintenance notices" in public.content()
    assert "Thirty notices" not in public.content()

    # And once it is final, everybody does
    page.goto(f"{address}edit/")
    page.get_by_role("link", name="Start the draft minutes").click()
    page.get_by_role("button", name="Start the draft minutes").click()
    for move in ("Circulate the draft minutes", "Make the minutes final"):
        page.goto(address)
        page.get_by_role("link", name=move).click()
        page.get_by_role("button", name=move).click()
    public.goto(address)
    assert public.get_by_text("Thirty notices came.").is_visible()
    assert public.get_by_text("OPSG01/01").first.is_visible()
    meeting = Meeting.objects.get(committee__abbreviation="OPSG", number=1)
    assert [outcome.verb for outcome in meeting.outcomes.order_by("rank")] == ["NOTED", "AGREED"]
    assert meeting.outcomes.get(verb="AGREED").condition == "the DCC confirming it"
