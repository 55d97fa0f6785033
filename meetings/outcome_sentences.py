"""Outcome sentences read: only verbs in capitals make an outcome (product.md section 4)."""

import re
from dataclasses import dataclass

from django.conf import settings

from secgov.richtext import plain

LIST_ITEM = re.compile(r"<li>(.*?)</li>", re.DOTALL)
SENTENCE_END = re.compile(r"(?<=[.;])\s+(?=[A-Z])")
CONDITION = re.compile(r"\bsubject to\b\s*(.+)", re.IGNORECASE | re.DOTALL)
LIST_JOIN = re.compile(r"\s*(?:;\s*and|;|,\s*and)\s*$")
BODY = re.compile(r"^(?:The\s+)?(.+?)(?:\s+also)?\s*:?$")


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
    return re.findall(rf"\b({'|'.join(verbs())})\b", text)


def condition_in(text: str) -> str:
    """What follows "subject to" in an outcome, to the end of its sentence; "" where there is no condition."""
    found = CONDITION.search(text)
    return found[1].strip().rstrip(".").strip() if found else ""


def outcomes_in(body: str) -> list[Read]:
    """The outcomes of a clean outcome body: one for each verb in capitals, sentence by sentence or bullet by bullet."""
    bullets = LIST_ITEM.findall(body)
    lead = plain(body[: body.find("<ul>")] if "<ul>" in body else body)
    if bullets:
        return [read for bullet in bullets for read in _in_sentence(_bullet(bullet), default=_body_of(lead))]
    return [read for part in SENTENCE_END.split(" ".join(lead.split())) for read in _in_sentence(part, default="")]


def _bullet(markup: str) -> str:
    return LIST_JOIN.sub("", " ".join(plain(markup).split()))


def _body_of(words: str) -> str:
    found = BODY.match(words.strip())
    return found[1] if found else ""


def _in_sentence(sentence: str, *, default: str) -> list[Read]:
    found = verbs_in(sentence)
    if not found:
        return []
    before = sentence.split(found[0])[0].strip()
    body = _body_of(before) if before else default
    return [Read(body, verb, sentence, condition_in(sentence)) for verb in found]
