"""Plain text as a page shows it: a paragraph to a line, and the references in it linked where the reader may follow."""

import html
from collections.abc import Sequence

from secgov import references
from secgov.access import Reader


def shown(texts: Sequence[str], reader: Reader) -> list[str]:
    """Each of `texts` as HTML. One query for the committees' names, then two and one for each kind of reference."""
    known = references.abbreviations()
    bodies = [references.marked(_paragraphs(text), known) for text in texts]
    addresses = references.addresses_in(bodies, reader)
    return [references.linked(body, addresses) for body in bodies]


def _paragraphs(text: str) -> str:
    lines = (html.escape(line.strip(), quote=False) for line in text.splitlines())
    return "".join(f"<p>{line}</p>" for line in lines if line)
