"""Papers with words in every place a file has: its name, text, metadata and bookmarks."""

import io
from typing import TYPE_CHECKING, Any

import pikepdf

from meetings.models import AgendaItem, Paper
from secgov.classification import Classification, Stage
from secgov.models import User
from secgov.storage import store
from tests import factories
from tests.canary.words import Rule

if TYPE_CHECKING:
    from tests.canary.planting import Scene


def pdf_saying(*, text: str, author: str, bookmark: str) -> bytes:
    """A page of a PDF with these words in its text, its metadata and its outline."""
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(300, 200))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.obj.Contents = made.make_stream(f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode())
    made.docinfo[pikepdf.Name.Author] = author
    with made.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(bookmark, 0))
    out = io.BytesIO()
    made.save(out, deterministic_id=True)
    return out.getvalue()


def put_in(
    scene: "Scene", item: AgendaItem, level: Classification, key: str, *, by: User | None = None, waits: bool = False
) -> Paper:
    """A paper for `item`; one that `waits` has not come out."""
    reach = Stage.SECRETARIAT if waits else scene.agenda_reach
    facts: dict[str, Any] = {"item": key, "rule": Rule.PAPER, "by": by.email if by else ""}

    def word(name: str) -> str:
        return scene.word(f"meetings.{name}", level, reach, **facts)

    content = pdf_saying(
        text=word("PaperVersion.file text"),
        author=word("PaperVersion.file author"),
        bookmark=word("PaperVersion.file bookmark"),
    )
    file = store(content=content, name=f"{word('PaperVersion.file_name')}.pdf", media_type="application/pdf")
    paper = factories.paper(
        item, by=by or scene.by, title=f"Paper {word('Paper.title')}", file=file, classification=level
    )
    paper.originator, paper.originator_mark = word("Paper.originator"), word("Paper.originator_mark")
    paper.save(update_fields=["originator", "originator_mark"])
    return paper
