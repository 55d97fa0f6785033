"""Acronyms that nobody has written out, names of bodies a letter off, and initials of people."""

import re
import string
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

COMPANY = r"(?! (?:Energy|Limited|Ltd|Networks|Power|Technology|plc)\b)"
TOKEN = re.compile(rf"(?<![\w’'@.-])([A-Z]{{2,}}[A-Z0-9]*)(?:s|'s|’s)?(?![\w@])(?!-[A-Z0-9]){COMPANY}")
EXPANSION = re.compile(r"(?<=[\w’')] )\(([A-Z][A-Za-z0-9&/ -]{1,30})\)")
BEHIND = re.compile(r"(?<![\w])([A-Z]{2,}[A-Z0-9]*) \((?:the )?[A-Z][a-z]+(?: [\w’'-]+){1,10}\)")
OTHERWISE = re.compile(r"\([A-Z][^()]{3,80}(?:, or|,) ([A-Z]{2,}[A-Z0-9]*)\)")
ROLE = r"(?:[Mm]embers?|Chair|[Ss]ecretary|[Rr]epresentatives?|[Aa]lternates?|Proposer|[Aa]ttendee|[Aa]nalyst)"
ATTRIBUTED = re.compile(rf"\b{ROLE} \(([A-Z]{{2,3}})\)")
# Words that minutes set in capitals, and short forms that need no writing out anywhere.
COMMON_WORDS = (
    "ACTION ACTIONS ONGOING CLOSED OPEN DRAFT FINAL WHITE GREEN AMBER RED POST NOTE NB AOB AM PM UK GB EU US ID IT "
    "PDF XML CSV URL AND OR NOT THE TO IN OF ON RE CC FAQ TBC TBD NA II III IV VI VII VIII IX CEO BBC VAT "
    "PIN CR DP MP SECMP"
)
COMMON = frozenset(COMMON_WORDS.split())
MORE_OFTEN = 2  # times that a name is said more often than what may be a slip of it
LONG_ENOUGH = 5  # letters from which a name one letter off is no other name
LETTERS = re.compile(r"[A-Z]+")


@dataclass
class Known:
    """What needs no writing out: on the committee's list (`listed`), names of bodies on record (`bodies`), and what
    these minutes themselves write out or attribute to people."""

    bodies: frozenset[str]
    listed: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    here: set[str] = field(default_factory=set)

    def __contains__(self, token: str) -> bool:
        return any(form in group for form in _forms(token) for group in self._groups)

    @property
    def _groups(self) -> tuple[Collection[str], ...]:
        return self.bodies, self.listed, self.others, self.here, COMMON

    @property
    def names(self) -> set[str]:
        """What a token may be a slip of."""
        return {*self.bodies, *self.listed, *self.here}


def _forms(token: str) -> tuple[str, ...]:
    """SMETS2 is read as SMETS, DNOS as DNO."""
    bare = token.rstrip("0123456789")
    return (token, bare, bare.removesuffix("S"))


def written_out(text: str) -> set[str]:
    """The short forms that `text` writes out: "Security Sub-Committee (SSC)", "(SMKI PMA)", "SSC (Security ...)"."""
    found: set[str] = set()
    for match in EXPANSION.finditer(text):
        for part in re.split(r"[ /&-]", match[1]):
            short = part.removesuffix("s")
            if sum(letter.isupper() for letter in short) >= 2:
                found |= {short, short.upper()}
    return found | set(BEHIND.findall(text)) | set(OTHERWISE.findall(text))


def attributed(text: str) -> list[str]:
    """The initials that stand behind a role: "One Member (PS)"."""
    return ATTRIBUTED.findall(text)


def initials_of(name: str) -> set[str]:
    """The initials somebody may be given: PS, and all of them where there are more names."""
    letters = [word[0].upper() for word in re.findall(r"[^\W\d_][\w’'-]*", name)]
    return {"".join(letters), letters[0] + letters[-1]} if len(letters) > 1 else set()


def unknown(text: str, known: Known) -> list[str]:
    """The short forms in `text` that are not known, each once, in their order. A line shouted in capitals has none."""
    found: dict[str, None] = {}
    for line in text.splitlines():
        if not _is_shouted(line):
            found |= dict.fromkeys(token for token in TOKEN.findall(line) if token not in known)
    return list(found)


def stands_in_full(token: str, text: str) -> bool:
    """Whether words with these initials stand in `text`, each with a capital: Design Working Group for DWG."""
    bare = token.rstrip("0123456789").removesuffix("S") if len(token) > 3 else token
    words = " ".join(rf"{letter}[a-z’'-]+" for letter in bare)
    return len(bare) > 1 and re.search(rf"\b{words}\b", text) is not None


def _is_shouted(line: str) -> bool:
    letters = [sign for sign in line if sign.isalpha()]
    return len(letters) > 12 and sum(sign.isupper() for sign in letters) > 0.6 * len(letters)


def near(token: str, names: Iterable[str], counts: Counter[str], here: Counter[str]) -> str:
    """The name that `token` is one slip away from, the one said most often under the same item (`here`) first; ""
    where there is none. A short token keeps its first letter in a slip, and a letter is lost sooner than added."""
    bare = token.rstrip("0123456789")
    said = (name for name in names if counts[name] > MORE_OFTEN * counts[token])
    close = [name for name in said if _is_slip(bare, name)]
    return max(sorted(close), key=lambda name: (len(name) >= len(bare), here[name], counts[name]), default="")


def _is_slip(token: str, name: str) -> bool:
    if token == name or len(name) < 3 or abs(len(token) - len(name)) > 1 or not LETTERS.fullmatch(name):
        return False
    if len(token) < LONG_ENOUGH and token[:1] != name[:1]:
        return False
    is_long = len(name) > LONG_ENOUGH
    return token in _one_off(name) or (is_long and any(token in _swapped(less) for less in _less(name)))


def _splits(name: str) -> list[tuple[str, str]]:
    return [(name[:at], name[at:]) for at in range(len(name) + 1)]


def _swapped(name: str) -> set[str]:
    return {head + tail[1] + tail[0] + tail[2:] for head, tail in _splits(name) if len(tail) > 1}


def _less(name: str) -> set[str]:
    return {head + tail[1:] for head, tail in _splits(name) if tail}


def _one_off(name: str) -> set[str]:
    """Every word one transposition, one letter less, one more, or one changed for another away. A long name may lose
    a letter and have two others transposed: TASBC for TABASC."""
    changed = {head + letter + tail[1:] for head, tail in _splits(name) if tail for letter in string.ascii_uppercase}
    more = {head + letter + tail for head, tail in _splits(name) for letter in string.ascii_uppercase}
    return _swapped(name) | _less(name) | changed | more
