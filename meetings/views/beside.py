"""What stands beside an item while it is minuted: for the live editor a part, for readers without scripts a page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from meetings.views.answering import edit_url
from meetings.views.fetching import item_or_404, meeting_to_minute
from meetings.views.parts import page_or_part
from secgov import showing
from secgov.classification import Classification
from secgov.context import band, who
from secgov.panels import item_cards_for


@require_GET
def beside(request: HttpRequest, ref: str, uid: UUID) -> HttpResponse:
    """What is on record of what an item is about: last time's minutes, open actions, the proposal."""
    meeting = meeting_to_minute(request, ref)
    item = item_or_404(request, meeting, uid)
    item.meeting = meeting
    cards = item_cards_for(item, request.reader)
    shown = max([item.classification, *(card.level for card in cards)])
    showing.shown(request, item, level=shown)
    context = {
        "meeting": meeting,
        "item": item,
        "cards": cards,
        "back_url": edit_url(meeting, item.anchor),
        "band": band(Classification(shown), because=" You are writing minutes.", who=who(request)),
    }
    return page_or_part(request, "meetings/beside.html", "meetings/_beside.html", context)
