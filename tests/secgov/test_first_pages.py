"""The first page of what was drawn, as an image for those who may have the whole."""

import io

import pikepdf
from django.urls import reverse

from meetings.documents.editions import drawing_key
from secgov.classification import Classification
from secgov.models import DrawnDocument
from secgov.storage import store
from secgov.tasks import draw_first_page
from tests import factories

PNG = b"\x89PNG"


def blank() -> bytes:
    with pikepdf.new() as document:
        document.add_blank_page()
        written = io.BytesIO()
        document.save(written)
    return written.getvalue()


def test_the_first_page_of_a_draft_is_an_image_for_its_secretaries(cast, signed_in, settings) -> None:
    settings.PDF_WAIT_SECONDS = 0
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)
    factories.entry(factories.item(meeting, by=cast.secretary), by=cast.secretary)
    key = drawing_key(meeting, Classification.WHITE, None)
    file = store(content=blank(), name="draft.pdf", media_type="application/pdf")
    DrawnDocument.objects.create(key=key, file=file)
    address = reverse("meetings:pdf", args=[meeting.ref]) + "?edition=white&first=1"
    browser = signed_in(cast.secretary)
    assert browser.get(address).status_code == 202  # the worker has not drawn it yet

    draw_first_page(of=key)

    answer = browser.get(address)
    assert (answer.status_code, answer["Content-Type"], answer.content[:4]) == (200, "image/png", PNG)
    assert signed_in(cast.member).get(address).status_code == 404
