"""The one door to WeasyPrint: a template and its context in, a tagged PDF out. Nothing is fetched from anywhere but
the project's own static files."""

import gc
import hashlib
import mimetypes
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.urls import reverse

from secgov import issued_codes
from secgov.classification import Classification
from secgov.tagging import finish_tags

# An address that leads nowhere, so that relative addresses in stylesheets can be told from all others.
STATIC_ADDRESS = "https://static.invalid/"
# Fonts and images have no use for Python's young collections while a long document is laid out (findings.md).
COLLECT_AFTER = 50_000


@cache
def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415  slow import

    class StaticOnly(URLFetcher):
        """Answers addresses of static files from the project's folders and refuses every other address."""

        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            path = finders.find(url.removeprefix(STATIC_ADDRESS)) if url.startswith(STATIC_ADDRESS) else None
            if not isinstance(path, str) or not Path(path).is_file():
                raise ValueError(f"A document may use only static files of the project, not {url}.")
            with open(path, "rb") as file:
                kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
                return URLFetcherResponse(url, file.read(), headers={"Content-Type": kind})

    return StaticOnly()


def render_pdf(template: str, context: dict[str, Any], *, classification: Classification, identifier: str) -> bytes:
    """The PDF/UA-1 tagged bytes of `template`. The same context and `identifier` give the same bytes.

    The template extends `pdf/base.html`, which prints the classification on every page.
    """
    return write_pdf(html_of(template, context, classification=classification), identifier=identifier)


def html_of(template: str, context: dict[str, Any], *, classification: Classification, code: str = "") -> str:
    """The HTML that `render_pdf` prints. `code` is that of a document being issued, printed so that it can be looked
    up; without one the document says that it is not issued."""
    words = settings.CLASSIFICATION_SENTENCES[classification.slug]
    given = {
        "classification": classification,
        "classification_sentence": words,
        "code": issued_codes.printed(code),
        "verify_address": f"{settings.PUBLIC_ADDRESS}{reverse('secgov:verify')}",
    }
    return render_to_string(template, context | given)


def write_pdf(html: str, *, identifier: str) -> bytes:
    """`html` as PDF bytes; `identifier` stands for the document in the file and is derived, never random."""
    from weasyprint import HTML  # noqa: PLC0415  slow import

    thresholds = gc.get_threshold()
    gc.set_threshold(COLLECT_AFTER, *thresholds[1:])
    try:
        document = HTML(string=html, base_url=f"{STATIC_ADDRESS}css/", url_fetcher=_fetcher())
        return bytes(
            document.write_pdf(
                finisher=finish_tags,
                pdf_variant="pdf/ua-1",
                pdf_identifier=hashlib.sha256(identifier.encode()).digest()[:16],
            )
        )
    finally:
        gc.set_threshold(*thresholds)


def key_of(words: str) -> str:
    """The key under which a document that says `words`, drawn with today's stylesheets and templates, is kept."""
    return hashlib.sha256(f"{words} {drawn_with()}".encode()).hexdigest()


@cache
def drawn_with() -> str:
    """A digest of the stylesheets, fonts and templates of documents, so that a new look draws anew."""
    root = Path(settings.BASE_DIR)
    files = [
        *root.glob("static/css/document*.css"),
        *root.glob("templates/**/*.html"),
        *root.glob("static/img/*.svg"),
    ]
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(file.read_bytes())
    return digest.hexdigest()
