"""What the readers of layout share about words: white space, hyphens at a line's end, the marks of bullets."""

import re
from collections.abc import Iterable

# Letters that a font prints as one, and marks of superscript as they are typed.
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_DROPPED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
_SPACE = re.compile(r"\s+")
# Symbol and Wingdings have no letters of their own: their glyphs stand in Unicode's private area.
_PRIVATE = re.compile("[\ue000-\uf8ff]")
# A glyph for a bullet, one that the PDF does not name, or a letter, dash or star that stands for one before a space.
_BULLET = re.compile(r"(?:[•▪◦●○■□◆‣⁃∙·➢➤►❖\ue000-\uf8ff]|\(cid:\d+\))\s*(?=\S)|[o–—*§-]\s+(?=\S)")
_BROKEN_WORD = re.compile(r"\w-$")
_BROKEN_ADDRESS = re.compile(r"(?:https?://|www\.)\S*[/=&?]$")
# Closing quotes and brackets may stand behind the end of a sentence.
_ENDS_SENTENCE = re.compile(r"[.!?:;][\"'”’)\]]*$")


def shown(text: str) -> str:
    """`text` as a line of the source shows it: one space for any white space, no marks that print nothing, a bullet
    for a glyph of a symbol font."""
    for ligature, letters in _LIGATURES.items():
        text = text.replace(ligature, letters)
    return _SPACE.sub(" ", _PRIVATE.sub("•", _DROPPED.sub("", text))).strip()


def plain(text: str) -> str:
    """`text` as `shown`, without glyphs of symbol fonts."""
    return shown(_PRIVATE.sub("", text))


def without_bullet(text: str) -> tuple[str, bool]:
    """`text` without the mark of a bullet at its start, and whether there was one."""
    text = text.lstrip()
    found = _BULLET.match(text)
    return (text[found.end() :], True) if found else (text, False)


def rejoined(texts: Iterable[str]) -> str:
    """Lines as one text: a hyphen at a line's end is kept and joined without a space ("cost-" and "effective")."""
    whole = ""
    for text in filter(None, texts):
        if whole and text[0].isalpha() and whole.endswith("\u00ad"):
            whole = whole.removesuffix("\u00ad") + text
        elif whole and (_is_broken(whole, text) or _BROKEN_ADDRESS.search(whole)):
            whole += text
        else:
            whole = f"{whole} {text}" if whole else text
    return whole


def _is_broken(before: str, after: str) -> bool:
    return bool(_BROKEN_WORD.search(before)) and after[0].isalnum()


def ends_sentence(text: str) -> bool:
    """Whether a full stop, or another mark that ends a sentence or opens a list, stands last."""
    return bool(_ENDS_SENTENCE.search(text.rstrip()))


def opens_in_lower_case(text: str) -> bool:
    """Whether the first letter says that a sentence goes on."""
    return text.lstrip("\"'“‘([")[:1].islower()
