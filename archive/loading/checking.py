"""What a value in a reading may be: checks of its kind and length, each refusing in a sentence that names the place."""

import reprlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import get_text_list

from modifications.operations import canonical

MOST_LEVELS = 20
MOST_QUOTED = 30  # characters of a value that a sentence quotes
# A check takes a value and the words for its place. It lets None pass, which is for `must` to refuse.
Check = Callable[[Any, str], None]


class NotReadable(ValueError):
    """A file that is not minutes in the schema; the text is one sentence, on one line, for whoever loads it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(" ".join(sentence.split()))


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys that an object must have, and those it may have, each with its check. Others are not looked at."""

    must: dict[str, Check] = field(default_factory=dict)
    may: dict[str, Check] = field(default_factory=dict)


def shown(value: Any) -> str:
    """A value as a sentence can quote it: in short, and as the file has it."""
    if isinstance(value, str):
        return f"“{value if len(value) <= MOST_QUOTED else value[: MOST_QUOTED - 1] + '…'}”"
    words = {None: "null", True: "true", False: "false"}
    return words[value] if value is None or isinstance(value, bool) else reprlib.repr(value)


def text(most: int = 0, *, may_be_blank: bool = True) -> Check:
    """A text of at most so many characters (0 for any number)."""

    def check(value: Any, place: str) -> None:
        if value is None:
            return
        if not isinstance(value, str):
            raise NotReadable(f"{place} is {shown(value)}, which is not text.")
        if most and len(value) > most:
            raise NotReadable(f"{place} has {len(value):,} characters; shorten it to {most}.")
        if not may_be_blank and not value.strip():
            raise NotReadable(f"{place} is empty; write its text.")

    return check


def one_of(*allowed: str) -> Check:
    """One of these words; "" among them is a blank that may be left."""

    def check(value: Any, place: str) -> None:
        if value is not None and value not in allowed:
            words = get_text_list([word for word in allowed if word], "or")
            raise NotReadable(f"{place} is {shown(value)}; it should be {words}.")

    return check


def flag(value: Any, place: str) -> None:
    """True or false; null is neither."""
    if not isinstance(value, bool):
        raise NotReadable(f"{place} is {shown(value)}, which is not true or false.")


def modification(value: Any, place: str) -> None:
    """The reference of a modification."""
    text(20)(value, place)
    if value is None:
        return
    try:
        canonical(value)
    except ValueError as error:
        raise NotReadable(f"{place}: {error}") from None


def list_of(check_each: Check) -> Check:
    """A list, each of whose values passes."""

    def check(value: Any, place: str) -> None:
        if value is None:
            return
        if not isinstance(value, list):
            raise NotReadable(f"{place} should be a list.")
        for at, each in enumerate(value):
            here = _row(place, at)
            if each is None:
                raise NotReadable(f"{here} is null; take it out.")
            check_each(each, here)

    return check


def object_of(keys: Keys) -> Check:
    """An object with these keys."""

    def check(value: Any, place: str) -> None:
        if not isinstance(value, dict):
            raise NotReadable(f"{place} should be an object.")
        for key, check_each in keys.must.items():
            if value.get(key) is None:
                raise NotReadable(f"{place} has no '{key}'.")
            check_each(value[key], f"{place}.{key}")
        for key, check_each in keys.may.items():
            if key in value:
                check_each(value[key], f"{place}.{key}")

    return check


def check_storable(found: Any) -> None:
    """NotReadable where any text holds a NUL or half of a character, which PostgreSQL keeps in no text, or where the
    nesting is deeper than any reading's."""
    for value, place, level in _everything_in(found):
        if level > MOST_LEVELS:
            raise NotReadable("The file is nested too deeply to be a set of minutes.")
        if isinstance(value, str) and "\x00" in value:
            raise NotReadable(f"{place} holds a NUL character; take it out.")
        if isinstance(value, str) and any("\ud800" <= character <= "\udfff" for character in value):
            raise NotReadable(f"{place} holds half of a character, a surrogate; write the character anew.")


def _everything_in(found: Any) -> Iterator[tuple[Any, str, int]]:
    """Every value and every key, with its place and how deep it stands."""
    waiting: list[tuple[Any, str, int]] = [(found, "", 0)]
    while waiting:
        value, place, level = waiting.pop()
        yield value, place, level
        if isinstance(value, dict):
            for key, each in value.items():
                yield key, f"A key in {place or 'the file'}", level
                waiting.append((each, f"{place}.{key}" if place else f"'{key}'", level + 1))
        elif isinstance(value, list):
            waiting += [(each, _row(place, at), level + 1) for at, each in enumerate(value)]


def _row(place: str, at: int) -> str:
    """The place of one row: a key of the file stands in quotation marks alone, and without them before its row."""
    return f"{place.strip(chr(39))}[{at}]"
