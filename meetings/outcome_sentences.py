"""Outcome sentences read: only verbs in capitals make an outcome (product.md section 4)."""

import re
from dataclasses import dataclass

from django.conf import settings

from secgov.richtext import plain

LIST_BEGIN = re.compile(r"<[ou]l>")
LIST_ITEM = re.compile(r"<li>(.*?)</li>", re.DOTALL)
SENTENCE_END = re.compile(r"(?<=[.;])\s+(?=[A-Z])")
CONDITION = re.compile(r"\bsubject to\b *(.+)", re.IGNORECASE)
# What leads on from a condition to the verb after it: ", and", "; and the TABASC also".
LEADS_ON = re.compile(r"(?:[,;] (?:and )?|[,;]? and )(?:the [A-Z]\w* )?(?:also )?$")
LIST_JOIN = re.compile(r"\s*(?:;\s*and|;|,\s*and)\s*$")
BODY = re.compile(r"^(?:The )?(.+?)(?: also)?:?$")
LONGEST_BODY = 100  # characters; what is longer is no body's name


@dataclass(frozen=True, slots=True)
class Read:
    """One outcome: the body ("TABASC"), the verb, the sentence or bullet, and what it is subject to."""

    body: str
    verb: str
    text: str
    condition: str


def verbs() -> list[str]:
    """The outcome verbs in use, a setting."""
    return list(settings.OUTCOME_VERBS)


def verbs_in(text: str) -> list[str]:
    """The outcome verbs that stand in capitals in `text`, in order."""
    return _verb().findall(text)


def _verb() -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(map(re.escape, verbs()))})\b")


def outcomes_in(body: str) -> list[Read]:
    """The outcomes of a clean outcome body: one for each verb in capitals, sentence by sentence or bullet by bullet.
    A list without verbs belongs to the sentence before it."""
    lead = _one_line(LIST_BEGIN.split(body)[0])
    bullets = [LIST_JOIN.sub("", _one_line(markup)) for markup in LIST_ITEM.findall(body)]
    if any(verbs_in(bullet) for bullet in bullets):
        return [read for bullet in bullets for read in in_sentence(bullet, default=_body_of(lead))]
    sentences = SENTENCE_END.split(lead)
    sentences[-1] = " ".join([sentences[-1], "; ".join(bullets)]).strip()
    return [read for sentence in sentences for read in in_sentence(sentence)]


def _one_line(markup: str) -> str:
    return " ".join(plain(markup).split())


def _body_of(words: str) -> str:
    found = BODY.match(words)
    return found[1] if found and len(found[1]) <= LONGEST_BODY else ""


def in_sentence(sentence: str, *, default: str = "") -> list[Read]:
    """The outcomes of one sentence or bullet; `default` is the body where it begins with its verb. What an outcome is
    subject to belongs to the last verb before that, and where none is before, to the first."""
    before, *parts = _verb().split(" ".join(sentence.split()))
    body = _body_of(before.strip()) if before.strip() else default
    conditions = [condition_in(part, is_last=part is parts[-1]) for part in parts[1::2]]
    if conditions and not conditions[0]:
        conditions[0] = condition_in(before, is_last=False)
    return [Read(body, verb, sentence, condition) for verb, condition in zip(parts[::2], conditions, strict=True)]


def condition_in(words: str, *, is_last: bool = True) -> str:
    """What follows "subject to" in `words`, to the end of the sentence or to what leads on to the next verb."""
    found = CONDITION.search(words)
    if found is None:
        return ""
    condition = found[1] if is_last else LEADS_ON.sub("", found[1])
    return condition.strip().rstrip(".").strip()
