"""The second wall as properties: without the gate, whoever reads gets what the gate would give them."""

from uuid import UUID

from hypothesis import given
from hypothesis import settings as properties
from hypothesis import strategies as st

from secgov.access import Edition, LinkHolder, Public, Reader
from secgov.classification import Classification
from secgov.models import Mention
from secgov.wall import doors
from tests.secgov.test_access_properties import ITEMS, MEETINGS, UIDS, placed, rows, seen, signed_in

__all__ = ["rows"]


def let_through(reader: Reader) -> set[UUID]:
    """What the database gives to a query that names no reader."""
    with doors.reading(reader):
        return set(Mention.objects.values_list("uid", flat=True))


@given(reader=signed_in())
@properties(max_examples=150)
def test_the_wall_answers_as_the_gate(rows, reader) -> None:  # noqa: F811  the fixture
    reader = placed(reader, rows)

    assert let_through(reader) == seen(reader)


@given(
    level=st.sampled_from(Classification),
    at=st.sampled_from([None, 0, 1]),
    own=st.sampled_from([None, *MEETINGS, ITEMS[0]]),
    red_list=UIDS,
)
@properties(max_examples=80)
def test_the_wall_answers_as_the_gate_for_editions(rows, level, at, own, red_list) -> None:  # noqa: F811
    keys = list(dict.fromkeys(row.committee for row in rows if row.committee is not None))
    committee = None if at is None else keys[at]
    edition = Edition(level, committee=committee, own=own, red_list=tuple(red_list))

    assert let_through(edition) == seen(edition)


def test_the_wall_answers_as_the_gate_for_the_public_and_for_links(rows) -> None:  # noqa: F811
    for reader in (Public(), *(LinkHolder(uid) for uid in (*MEETINGS, *ITEMS))):
        assert let_through(reader) == seen(reader) != set()
