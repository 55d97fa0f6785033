"""What changed between two plain texts, word by word and line by line. It knows nothing but texts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, INSERTED, DELETED = "same", "inserted", "deleted"
TOKEN = re.compile(r"\w+(?:['’]\w+)*|\s+|[^\w\s]")
# Lines with less than this in common are shown as one taken out and one put in, not as a patchwork.
ALIKE = 0.4


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stayed, came or went together: `kind` is same, inserted or deleted."""

    kind: str
    text: str


Redlined = list[list[Run]]


def redline(before: str, after: str) -> Redlined:
    """The lines of both texts with what was inserted and deleted marked. Reading only what stayed and was inserted
    gives `after`, reading what stayed and was deleted `before`; empty lines are left out."""
    old, new = _lines(before), _lines(after)
    found: Redlined = []
    for tag, i, to_i, j, to_j in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [[Run(SAME, line)] for line in old[i:to_i]]
        else:
            found += _replaced(old[i:to_i], new[j:to_j])
    return found


def is_changed(lines: Redlined) -> bool:
    """Whether anything in `lines` came or went."""
    return any(run.kind != SAME for line in lines for run in line)


def near_changes(lines: Redlined) -> Redlined:
    """The lines that changed and those next to them; "…" stands for what is left out."""
    changed = [at for at, line in enumerate(lines) if is_changed([line])]
    shown = {near for at in changed for near in (at - 1, at, at + 1) if 0 <= near < len(lines)}
    found: Redlined = []
    for at, line in enumerate(lines):
        if at in shown:
            found.append(line)
        elif not found or found[-1] != [Run(SAME, "…")]:
            found.append([Run(SAME, "…")])
    return found


def whole(text: str, kind: str = SAME) -> Redlined:
    """Every line of `text` as one run of `kind`."""
    return [[Run(kind, line)] for line in _lines(text)]


def _lines(text: str) -> list[str]:
    return [line for line in (raw.strip() for raw in text.split("\n")) if line]


def _replaced(old: Sequence[str], new: Sequence[str]) -> Redlined:
    """Lines changed one for one where they are alike; what is over came or went whole."""
    found: Redlined = []
    for at in range(max(len(old), len(new))):
        before, after = old[at] if at < len(old) else None, new[at] if at < len(new) else None
        if before is not None and after is not None and are_alike(before, after):
            found.append(_words(before, after))
            continue
        found += [[Run(DELETED, before)]] if before is not None else []
        found += [[Run(INSERTED, after)]] if after is not None else []
    return found


def are_alike(before: str, after: str) -> bool:
    """Whether two lines have words enough in common to be read as one that was changed."""
    old, new = ([word for word in TOKEN.findall(text) if not word.isspace()] for text in (before, after))
    return SequenceMatcher(None, old, new, autojunk=False).ratio() >= ALIKE


def _words(before: str, after: str) -> list[Run]:
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    codes = list(SequenceMatcher(None, old, new, autojunk=False).get_opcodes())
    pairs = [(tag == "equal", "".join(old[i:to_i]), "".join(new[j:to_j])) for tag, i, to_i, j, to_j in codes]
    return list(_runs(_closed_up(pairs)))


def _closed_up(pairs: list[tuple[bool, str, str]]) -> list[tuple[bool, str, str]]:
    """Changes with nothing but a space between them as one change, so that they can be read."""
    found: list[tuple[bool, str, str]] = []
    for at, (is_same, old, new) in enumerate(pairs):
        is_between = 0 < at < len(pairs) - 1
        joins = is_same and not old.strip() and is_between
        if found and not found[-1][0] and (joins or not is_same):
            found[-1] = (False, found[-1][1] + old, found[-1][2] + new)
        else:
            found.append((is_same, old, new))
    return found


def _runs(pairs: list[tuple[bool, str, str]]) -> Iterator[Run]:
    for is_same, old, new in pairs:
        if is_same:
            yield Run(SAME, old)
            continue
        if old:
            yield Run(DELETED, old)
        if new:
            yield Run(INSERTED, new)


def merged(before: str, now: str, wanted: str) -> str | None:
    """`now` with the changes that lead from `before` to `wanted` made in it as well; None where both changed the same
    words, so that a person has to say what shall stand there."""
    tokens = TOKEN.findall(before)
    mine, theirs = _changes(tokens, now), _changes(tokens, wanted)
    edits = sorted({*mine, *theirs}, key=lambda edit: edit[:2])
    if any(one[:2] == other[:2] or one[1] >= other[0] for one, other in zip(edits, edits[1:], strict=False)):
        return None
    out, at = [], 0
    for start, end, words in edits:
        out += [*tokens[at:start], words]
        at = end
    return "".join([*out, *tokens[at:]])


def _changes(tokens: list[str], text: str) -> list[tuple[int, int, str]]:
    """From where to where of `tokens` is replaced by which words, to make `text`."""
    others = TOKEN.findall(text)
    codes = SequenceMatcher(None, tokens, others, autojunk=False).get_opcodes()
    return [(i, to_i, "".join(others[j:to_j])) for tag, i, to_i, j, to_j in codes if tag != "equal"]
