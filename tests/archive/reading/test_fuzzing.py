"""Some mutated inputs on every run; the module itself does twenty thousand."""

from tests.archive.reading.fuzzing import MOST_SECONDS, run


def test_mutated_documents_end_in_a_reading_or_a_sentence() -> None:
    were_read, refused, slowest = run(200, seed=4)

    assert were_read + refused == 200
    assert were_read > refused
    assert slowest < MOST_SECONDS
