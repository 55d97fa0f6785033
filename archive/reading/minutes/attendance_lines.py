"""Tables of attendance that were run into lines: row by row, or one column after the other."""

import re
from collections.abc import Iterator

from archive.reading.layout.elements import Line
from archive.reading.layout.paragraphs import joined
from archive.reading.minutes.attendees import (
    ABSENT,
    CATEGORY,
    ELSEWHERE,
    HEAD_BODY,
    HEAD_NAME,
    HERE,
    NAME,
    NOBODY,
    OF_PEOPLE,
    OTHERS,
    Seat,
    State,
    add,
    without_notes,
)


def turn_to(words: str, state: State) -> None:
    """Take up the group that a head names. A head that says only "Name" leaves it to the seat of each row."""
    state.started = True
    if ABSENT.match(words):
        state.is_absent = True
    if re.search(r"\b(?:Other )?(?:Participants|Attendees)\b", words) and "Members" not in words:
        state.group = "other"
    elif re.search(r"\bMembers?\b", words):
        state.group = "member"
    else:
        state.group = "by seat"


def read_lines(lines: list[Line], state: State) -> None:
    """Put everyone named in `lines` on the list. Bodies that stand in a row before any name wait for theirs: a group
    of names set apart by a space belongs to the next of them."""
    was_name = False
    for text, here in _whole(lines):
        if _is_elsewhere(text, state):
            pass
        elif ABSENT.match(text):
            _turn_to_absent(text, here, state)
        elif HERE.match(text):
            state.started, state.is_absent = True, False
        elif _is_flat_head(text) or OTHERS.match(text):
            turn_to(text, state)
            state.body = ""
        elif state.started and _is_half_head(text):
            _turn_by_half(text, state)
        elif state.started:
            was_name = _read_line(text, here, state, was_name=was_name)
            continue
        was_name = False


def _is_elsewhere(text: str, state: State) -> bool:
    """Whether `text` stands under a head such as "Distribution", behind which a head of attendance begins anew."""
    if ELSEWHERE.match(text) and not CATEGORY.match(text):
        state.is_elsewhere = True
    elif ABSENT.match(text) or HERE.match(text) or OTHERS.match(text) or OF_PEOPLE.search(text):
        state.is_elsewhere = False
    return state.is_elsewhere


def _turn_to_absent(text: str, lines: tuple[Line, ...], state: State) -> None:
    state.started, state.is_absent = True, True
    state.body, state.group = "", "by seat"
    rest = re.sub(r"^\s*Apologies(?: for absence)?(?: were received from)?\s*[:–-]?\s*", "", text)
    if rest and rest != text and _is_list_of_names(rest):
        for name in re.split(r",\s*|\s+and\s+", rest.rstrip(".")):
            add(name, state, lines)


def _is_half_head(text: str) -> bool:
    """One column's head alone on its line: "Category", "Representing", "SSC Members", "Other Participants", "Name"."""
    if NAME.match(text) and not HEAD_NAME.search(text):
        return False
    return bool(
        re.fullmatch(r"Category|Representing|Organisation|Names?|(?:[A-Z][\w-]* ){1,4}(?:Members|Participants)", text)
    )


def _turn_by_half(text: str, state: State) -> None:
    """The head of the names says of what group those are whose bodies stand before it or come after it."""
    if HEAD_BODY.match(text):
        state.group, state.body = "by seat", ""
        return
    group = "other" if "Participants" in text else "member" if "Members" in text else "by seat"
    state.group = group
    for seat in state.waiting:
        if not seat.has_head:
            seat.group, seat.has_head = group, True


def _is_list_of_names(text: str) -> bool:
    names = re.split(r",\s*|\s+and\s+", text.rstrip("."))
    return all(NAME.match(without_notes(name)) for name in names)


def _is_flat_head(text: str) -> bool:
    """ "Category TSC Members", "Representing Other Participants", "Representing Name"."""
    return bool(HEAD_BODY.match(text) and HEAD_NAME.search(text) and len(text) < 80)


def _whole(lines: list[Line]) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """Lines as they were before a bracket was broken over two of them."""
    waiting: list[Line] = []
    for line in lines:
        waiting.append(line)
        text = joined(each.text for each in waiting)
        if text.count("(") > text.count(")") and len(waiting) < 3:
            continue
        yield text, tuple(waiting)
        waiting = []
    if waiting:
        yield joined(each.text for each in waiting), tuple(waiting)


def _read_line(text: str, lines: tuple[Line, ...], state: State, *, was_name: bool) -> bool:
    """Read one line; whether a name stood on it."""
    category = CATEGORY.match(text)
    rest = text[category.end() :].strip(" ,–-:") if category else text
    if category and (not rest or NAME.match(without_notes(rest)) or NOBODY.match(rest)):
        state.waiting.append(Seat(category[0].strip(), state.group, state.is_absent))
        if rest:
            _name(rest, lines, state, is_next=True)
        return bool(rest)
    if _is_name(text) and (state.body or state.waiting):
        _name(text, lines, state, is_next=not was_name or lines[0].gap)
        return True
    if split := _unknown_body(text):
        state.waiting.append(Seat(split[0], state.group, state.is_absent))
        _name(split[1], lines, state, is_next=True, sure=0.6)
        return True
    if _is_short_label(text):
        state.waiting.append(Seat(text.strip(" :"), state.group, state.is_absent))
    return False


def _name(text: str, lines: tuple[Line, ...], state: State, *, is_next: bool, sure: float = 1.0) -> None:
    """Put a name under the body that waits first, or under the one that has names already."""
    if is_next and state.waiting:
        seat = state.waiting.pop(0)
        state.body, state.group, state.is_absent = seat.body, seat.group, seat.is_absent
    add(text, state, lines, sure=sure)


def _is_name(text: str) -> bool:
    return bool(NAME.match(without_notes(text))) and not re.search(r"\d", without_notes(text))


def _unknown_body(text: str) -> tuple[str, str] | None:
    """A body that is not known and a name on one line: "CGI Ann Other", the last two words being the name."""
    notes = re.search(r"\s*\([^()]*\)\s*$", text)
    plain = text[: notes.start()] if notes else text
    words = plain.split()
    if len(words) < 3 or len(words) > 8:
        return None
    body, name = " ".join(words[:-2]), " ".join(words[-2:])
    is_body = bool(re.match(r"^(?:[A-Z]{2,}[\w&]*|[A-Z][\w&'’-]+(?: [A-Z][\w&'’-]+)*)(?: \([^()]+\))?$", body))
    return (body, name + (notes[0] if notes else "")) if is_body and NAME.match(name) else None


def _is_short_label(text: str) -> bool:
    return len(text) < 60 and not text.endswith(".") and bool(re.match(r"^[A-Z][\w&/'’() -]+:?$", text))
