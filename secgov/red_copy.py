"""A Red reader's own copy: the bytes that were issued, with the reader's name and the moment behind every page.

The words are drawn as outlines in the project's own font and marked as an artifact, so that neither extracted text nor
what a screen reader says of the document has them in it. The document is stamped and not drawn again.
"""

import io
import math
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

FONT = Path("static/fonts/SourceSans3-Bold.ttf")
GREY = 0.88
ANGLE = 52  # degrees, from the lower left, as DRAFT stands
OF_DIAGONAL = 0.82
LARGEST = 64  # points


def stamped(content: bytes, words: str) -> bytes:
    """The PDF `content` with `words` behind each of its pages."""
    from pikepdf import Dictionary, Name, ObjectStreamMode, Pdf  # noqa: PLC0415  slow import

    with Pdf.open(io.BytesIO(content)) as document:
        outlines, width = _outlines(words)
        mark = document.make_stream(outlines, Type=Name.XObject, Subtype=Name.Form, BBox=[0, -500, width, 1200])
        mark.Resources = Dictionary()
        for page in document.pages:
            left, bottom, right, top = (float(edge) for edge in page.mediabox)
            placed = _placed(width, right - left, top - bottom)
            name = page.add_resource(mark, Name.XObject)
            page.contents_add(f"/Artifact BMC q {GREY} g {placed} cm {name} Do Q EMC\n".encode(), prepend=True)
        written = io.BytesIO()
        document.save(written, object_stream_mode=ObjectStreamMode.generate)
    return written.getvalue()


def _placed(width: float, across: float, up: float) -> str:
    """The matrix that lays a line of `width` units across the middle of a page, as large as fits."""
    scale = min(OF_DIAGONAL * math.hypot(across, up) / width, LARGEST / 1000)
    turn = math.radians(ANGLE)
    cos, sin = math.cos(turn) * scale, math.sin(turn) * scale
    x, y = across / 2 - cos * width / 2, up / 2 - sin * width / 2
    return " ".join(f"{number:.5f}" for number in (cos, sin, -sin, cos, x, y))


@cache
def _font() -> Any:
    from fontTools.ttLib import TTFont  # noqa: PLC0415  slow import

    return TTFont(Path(settings.BASE_DIR) / FONT)


def _outlines(words: str) -> tuple[bytes, float]:
    """The outlines of `words` on one line, a thousand units to the em, as PDF operators; and its width."""
    from fontTools.pens.basePen import decomposeQuadraticSegment  # noqa: PLC0415  slow import
    from fontTools.pens.recordingPen import DecomposingRecordingPen  # noqa: PLC0415  slow import

    font = _font()
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    written: list[str] = []
    at = 0.0
    for sign in words:
        glyph = glyphs[names.get(ord(sign), ".notdef")]
        pen = DecomposingRecordingPen(glyphs)
        glyph.draw(pen)
        written += _operators(pen.value, at, decomposeQuadraticSegment)
        at += glyph.width
    return " ".join([*written, "f"]).encode(), at


def _operators(drawn: list[Any], at: float, split: Any) -> list[str]:
    """What a pen recorded, moved right by `at`; quadratic curves become cubic ones."""
    written: list[str] = []
    here = (0.0, 0.0)
    for what, points in drawn:
        if what == "closePath":
            written.append("h")
            continue
        if what == "qCurveTo":
            for control, end in split(points):
                written.append(_curve(here, control, end, at))
                here = end
            continue
        letters = {"moveTo": "m", "lineTo": "l", "curveTo": "c"}[what]
        written.append(" ".join(f"{x + at:.0f} {y:.0f}" for x, y in points) + f" {letters}")
        here = points[-1]
    return written


def _curve(start: Any, control: Any, end: Any, at: float) -> str:
    """One quadratic curve as a cubic one."""
    first = [start[axis] + 2 / 3 * (control[axis] - start[axis]) for axis in (0, 1)]
    second = [end[axis] + 2 / 3 * (control[axis] - end[axis]) for axis in (0, 1)]
    points = (first, second, end)
    return " ".join(f"{x + at:.0f} {y:.0f}" for x, y in points) + " c"
