"""Ranks: there is always room between two of them, they sort by bytes, and they stay short."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secgov.ranks import DIGITS, LOWEST, between, spread

KEYS = st.text(DIGITS, min_size=1, max_size=8).filter(lambda key: not key.endswith(LOWEST))


@given(one=KEYS, other=KEYS)
def test_a_rank_between_two_lies_between_them(one, other) -> None:
    low, high = sorted([one, other])
    if low == high:
        with pytest.raises(ValueError, match="no rank between"):
            between(low, high)
        return

    made = between(low, high)

    assert low < made < high
    assert not made.endswith(LOWEST)


@given(key=KEYS)
def test_there_is_room_at_both_ends(key) -> None:
    before, after = between(None, key), between(key, None)

    assert before < key < after
    assert not before.endswith(LOWEST)
    assert not after.endswith(LOWEST)


@given(places=st.lists(st.floats(0, 1), max_size=60))
def test_a_list_keeps_its_order_whatever_is_inserted(places) -> None:
    keys: list[str] = []
    for place in places:
        at = round(place * len(keys))
        keys.insert(at, between(keys[at - 1] if at else None, keys[at] if at < len(keys) else None))

    assert keys == sorted(keys, key=str.encode)
    assert len(set(keys)) == len(keys)


def test_the_wrong_way_round_is_refused() -> None:
    with pytest.raises(ValueError, match="There is no rank between 'b' and 'a'"):
        between("b", "a")


def test_spread_is_in_order_and_stays_short() -> None:
    keys = spread(400)

    assert keys == sorted(set(keys))
    assert len(keys) == 400
    assert max(map(len, keys)) <= 12


@pytest.mark.parametrize("direction", ["before", "after"])
def test_many_insertions_at_one_place_fit_their_column(direction) -> None:
    low, high = "F", "G"
    for _ in range(400):
        made = between(low, high)
        low, high = (low, made) if direction == "before" else (made, high)

    assert len(made) <= 120
