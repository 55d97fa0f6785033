"""What the list of meetings may be asked."""

import pytest

from tests import factories


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("year=2018", True),
        ("year=2017", False),
        ("year=0", False),
        ("year=1e5", False),
        ("year=100000", False),
        ("year=2018.5", False),
        ("year=NaN", False),
        ("year=soon", False),
        ("committee=XYZ", False),
        ("status=nonsense", False),
    ],
)
@pytest.mark.parametrize("form", ["", "&format=csv"])
def test_a_question_that_cannot_be_asked_finds_nothing(asked, form, found, cast, signed_in) -> None:
    meeting = factories.meeting(cast.tabasc, by=cast.secretary)

    response = signed_in(cast.secretary).get(f"/meetings/?{asked}{form}")

    body = b"".join(response.streaming_content).decode() if response.streaming else response.text
    assert (response.status_code, str(meeting) in body) == (200, found)
