"""Documents made by the hundred: with a withheld passage planted in some place, changed in some way, and without."""

import html
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from secgov.pdf import write_pdf

# Words with every ligature there is a sign for, long ones to be broken, and short ones.
_WORDS = """
office final conflict waffle effect reflection official suffix fifty traffic baffled staff first flood offline
supplier auditor network meters committee telecommunications responsibility interoperability harbour lantern copper
valley the of and to in was not by from with their it is at under before after until between orchard granite winter
summer eastern western bridge canal engine signal tower market garden river stone paper glass
"""
WORDS = _WORDS.split()
TITLES = ("Project Nightjar", "Kingfisher", "Default of Elmswell Power", "Auction at Thornbury")


def sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(words)).capitalize() + "."


def _case(text: str, chance: random.Random) -> str:
    return chance.choice([text.upper(), text.title(), text.swapcase(), text.lower()])


def _white_space(text: str, chance: random.Random) -> str:
    spaces = ["  ", "\u00a0", "\u2009", "\t", "\n", " \u200b", "\u202f ", "\n   "]
    return "".join(chance.choice(spaces) if sign == " " else sign for sign in text)


def _hyphenation(text: str, chance: random.Random) -> str:
    signs = ["\u00ad", "-\n", "\u2010\n", "\u200b"]
    return " ".join(
        word[: len(word) // 2] + chance.choice(signs) + word[len(word) // 2 :] if len(word) > 5 else word
        for word in text.split(" ")
    )


def _ligature(text: str, chance: random.Random) -> str:
    for letters, sign in (("ffi", "\ufb03"), ("ffl", "\ufb04"), ("ff", "\ufb00"), ("fi", "\ufb01"), ("fl", "\ufb02")):
        text = text.replace(letters, sign)
    return text.replace("'", "’").replace("e", "\uff45", 1)


CHANGES: dict[str, Callable[[str, random.Random], str]] = {
    "as it is": lambda text, chance: text,
    "case": _case,
    "white space": _white_space,
    "hyphenation": _hyphenation,
    "ligature": _ligature,
}
PLACES = ("text", "title", "alternative text", "metadata", "bookmark", "footnote", "file name")


@dataclass(frozen=True)
class Made:
    """A document as it would be given out, and what was done to it."""

    pdf: bytes
    title: str
    file_name: str
    place: str
    change: str
    planted: str


def document(paragraphs: list[str], *, number: int, place: str = "", change: str = "", planted: str = "") -> Made:
    """The PDF of `paragraphs`, with `planted` in one of the PLACES."""
    given = {name: planted if name == place else "" for name in PLACES}
    said = html.escape(given["footnote"])
    name = "-".join(given["file name"].split()) or f"minutes-{number}"
    words = "".join(f"<p>{html.escape(each)}</p>" for each in paragraphs)
    page = f"""<!doctype html><html lang="en-GB"><head><title>{html.escape(given["title"]) or "Minutes"}</title>
    <meta name="keywords" content="{html.escape(given["metadata"]) or "Classification: White"}">
    <style>
      @page {{ size: 10cm 15cm; margin: 1cm; @top-center {{ content: "Minutes {number}" }} }}
      .note {{ float: footnote }} h2 {{ bookmark-level: 1; bookmark-label: attr(data-label) }}
    </style></head><body>
    <h2 data-label="{html.escape(given["bookmark"]) or "Matters"}">Matters</h2>
    {words}<p>{html.escape(given["text"])}</p>
    <p>An end.{f'<span class="note">{said}</span>' if said else ""}</p>
    <img src="https://static.invalid/img/draft.svg" alt="{html.escape(given["alternative text"]) or "A stamp"}">
    </body></html>"""
    pdf = write_pdf(page, identifier=f"{number} {place}")
    return Made(pdf, f"Minutes {number}", f"{name}.pdf", place, change, planted)


def with_plants(secrets: list[str], harmless: list[str], count: int) -> Iterator[Made]:
    """`count` documents: every place with every change, passages of eight to fourteen words, and now and then a
    withheld title."""
    chance = random.Random(8)
    for number in range(count):
        place = PLACES[number % len(PLACES)]
        change = list(CHANGES)[number // len(PLACES) % len(CHANGES)]
        if number % 10 == 9:
            passage = chance.choice(TITLES)
        else:
            words = chance.choice(secrets).rstrip(".").split()
            length = chance.randint(8, 14)
            start = chance.randint(0, len(words) - length)
            passage = " ".join(words[start : start + length])
        planted = CHANGES[change](passage, chance)
        yield document(chance.sample(harmless, 2), number=number, place=place, change=change, planted=planted)


def clean(secrets: list[str], harmless: list[str], count: int) -> Iterator[Made]:
    """`count` documents without a leak; every second one summarises a withheld matter: in runs of seven of its words
    at most, in every place."""
    chance = random.Random(9)
    for number in range(count):
        summary = summarised(chance.choice(secrets), chance) if number % 2 else sentence(chance, 20)
        place = PLACES[number // 2 % len(PLACES)]
        yield document(chance.sample(harmless, 2), number=number, place=place, planted=summary)


def summarised(text: str, chance: random.Random) -> str:
    """`text` with a word of its own after every fifth to seventh."""
    said, left = [], text.rstrip(".").split()
    while left:
        run = chance.randint(5, 7)
        said += [*left[:run], chance.choice(["moreover", "likewise", "notably"])]
        left = left[run:]
    return " ".join(said)
