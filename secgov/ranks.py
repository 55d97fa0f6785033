"""Fractional ranks: text keys between which there is always room, so that a move writes one row.

Keys are compared by bytes (collation "C"). A key never ends in the lowest digit, so that something can always be
put before it.
"""

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
LOWEST = DIGITS[0]
FIRST = "F"


def between(before: str | None, after: str | None) -> str:
    """A key after `before` and before `after`; None stands for the start and the end.

    ValueError where `before` does not sort before `after`.
    """
    if before is not None and after is not None and before >= after:
        raise ValueError(f"There is no rank between {before!r} and {after!r}.")
    return _midpoint(before or "", after)


def _midpoint(low: str, high: str | None) -> str:
    if not low and high is None:
        return FIRST
    shared = _shared_prefix(low, high) if high is not None else 0
    if high is not None and shared:
        return high[:shared] + _midpoint(low[shared:], high[shared:])
    low_digit = DIGITS.index(low[0]) if low else 0
    high_digit = DIGITS.index(high[0]) if high else len(DIGITS)
    if high_digit - low_digit > 1:
        return DIGITS[_step(low_digit, high_digit, open_end=high is None)]
    if high is not None and len(high) > 1:
        return high[0]
    return DIGITS[low_digit] + _midpoint(low[1:], None)


def _shared_prefix(low: str, high: str) -> int:
    """How many digits `low`, filled up with the lowest digit, shares with `high`."""
    count = 0
    while count < len(high) and (low[count] if count < len(low) else LOWEST) == high[count]:
        count += 1
    return count


def _step(low: int, high: int, *, open_end: bool) -> int:
    """The next digit when appending at the end, else the middle: lists are mostly written from top to bottom."""
    return low + 1 if open_end else (low + high) // 2


def spread(count: int) -> list[str]:
    """`count` keys in order, for a list that is written at once."""
    keys: list[str] = []
    for _ in range(count):
        keys.append(between(keys[-1] if keys else None, None))
    return keys
