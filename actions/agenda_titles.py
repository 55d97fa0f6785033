"""How an agenda calls the item under which every open action is reviewed."""

import re

WORD = re.compile(r"[^\W\d_]+")
# What such a title is made of, besides the names and numbers of meetings.
OF_REVIEW = re.compile(
    r"minutes?|actions?|items?|matters?|arising|outstanding|open|ongoing|due|reviews?|updates?|log|status|table|list"
    r"|approval|confirmation|draft|all|any|other|last|previous|earlier|past|meetings?|committee"
    r"|and|of|from|for|on|at|to|in|the|a"
    r"|january|february|march|april|may|june|july|august|september|october|november|december"
)
PLAIN = re.compile(r"\b(?:actions?|matters? arising)\b")


def reviews_actions(title: str) -> bool:
    """Whether an item of this title is the review of what is outstanding: "Minutes and Actions Outstanding", "Actions
    Outstanding", "Matters Arising", "Minutes of TABASC 32 and action log". A title that names another subject ("Action
    plan for the outage", "Review of DCC actions on Release 2") is not."""
    # Abbreviations of committees stand in capitals.
    words = [word for word in WORD.findall(title.replace("&", " and ")) if not _is_abbreviation(word, title)]
    plainly = " ".join(word.casefold() for word in words)
    return PLAIN.search(plainly) is not None and all(OF_REVIEW.fullmatch(word) for word in plainly.split())


def _is_abbreviation(word: str, title: str) -> bool:
    """Whether `word` stands in capitals in a title that does not, with a meeting's number behind it or alone."""
    return word.isupper() and not title.isupper() and re.search(rf"\b{word}[\s_]*\d", title) is not None
