"""One file inspected: what is found in it, in sentences, and the classifications it bears by its own words."""

import re

from secgov.inspection import office, portable
from secgov.inspection.kinds import PDF, PNG, kind_of
from secgov.inspection.marks import marked

# A PNG's texts: a keyword, a NUL, and the words.
PNG_NAMES = re.compile(rb"(?:tEXt|iTXt)(Author|Artist|Creator)\x00+([^\x00-\x1f]{1,100})")


def inspect(content: bytes) -> dict[str, list[str]]:
    """Findings and marks of a file that can be put in, as an object; NotAccepted for every other."""
    kind = kind_of(content)
    if kind == PNG:
        found, words = _picture(content), ""
    elif kind == PDF:
        found, words = portable.inspect(content)
    else:
        found, words = office.inspect(content, kind)
    return {"findings": found, "marked": marked(words)}


def _picture(content: bytes) -> list[str]:
    names = [name.decode("utf-8", "replace").strip() for _, name in PNG_NAMES.findall(content)]
    return [f"Names in its properties: author {', '.join(names[:5])}."] if names else []
