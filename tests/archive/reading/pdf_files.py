"""PDFs made for tests of their layout."""

from functools import cache
from itertools import cycle, islice
from pathlib import Path

from weasyprint import HTML

from archive.reading.layout.elements import Layout, Table
from archive.reading.layout.pdf import lay_out

FONTS = Path(__file__).resolve().parents[3] / "static" / "fonts"
SENTENCES = (
    "The committee heard how the plan for the release is kept and who is to be told when it changes again.",
    "Members asked for two dates.",
    "DCC explained that the second of them depends on a supplier, with whom it will speak before the month is out.",
    "Nobody objected to that, although one Member would have liked to see the answer in writing first.",
    "SECAS will keep the list.",
    "It was thought that eleven of the processes are described well enough, and that the other four need more work.",
)
PAGE = f"""
@font-face {{ font-family: Text; src: url("{(FONTS / "SourceSans3-Regular.ttf").as_uri()}"); font-weight: 400 }}
@font-face {{ font-family: Text; src: url("{(FONTS / "SourceSans3-Bold.ttf").as_uri()}"); font-weight: 700 }}
@page {{ size: A4; margin: 22mm 20mm 25mm }}
@footnote {{ border-top: 0.5pt solid #000; padding-top: 2mm }}
.note {{ float: footnote; font-size: 8pt }}
body {{ font: 11pt/1.35 Text }}
p {{ margin: 0 0 2.5mm }}
h1 {{ font-size: 18pt }} h2 {{ font-size: 13pt }} h3 {{ font-size: 11pt }}
table {{ border-collapse: collapse; width: 100% }}
td, th {{ border: 0.5pt solid #888; padding: 1.5mm 2mm; vertical-align: top; text-align: left }}
td p {{ margin: 0 0 2mm }}
.ruled td, .ruled th {{ border: 0; border-top: 0.5pt solid #000; border-bottom: 0.5pt solid #000 }}
"""
RUNNING = """
@page { @top-right { content: "SSC_14_0512 – Draft Minutes" }
        @bottom-left { content: "Page " counter(page) " of " counter(pages); width: 30% }
        @bottom-right { content: "This document has a Classification of White"; width: 70% } }
"""


def prose(sentences: int) -> str:
    """So many sentences of various lengths."""
    return " ".join(islice(cycle(SENTENCES), sentences))


@cache
def printed(body: str, style: str = "") -> bytes:
    return bytes(HTML(string=f"<html lang=en><style>{PAGE}{style}</style><body>{body}</body></html>").write_pdf())


def laid_out(body: str, style: str = "") -> Layout:
    return lay_out(printed(body, style))


def texts(layout: Layout) -> list[str]:
    return [paragraph.text for paragraph in layout.paragraphs]


def rows(table: object) -> list[list[str | None]]:
    assert isinstance(table, Table)
    return [[None if cell is None else cell.text for cell in row] for row in table.rows]


def pages_of(layout: Layout) -> int:
    return max(line.page for line in layout.lines)
