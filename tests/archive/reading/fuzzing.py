"""Mutated documents through the reader: `python -m tests.archive.reading.fuzzing 20000 [SEED]`.

Every input must end in a reading or in the one sentence of Unreadable, within ten seconds and 500 MB.
"""

import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from archive.reading import Unreadable, read

DOCUMENTS = Path(__file__).parent.parent / "documents"
SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
MOST_SECONDS, MOST_MEGABYTES = 10.0, 500
# A PDF takes hundreds of times as long as a text, so it comes up more seldom.
CHANCES = {".txt": 60, ".md": 25, ".docx": 10, ".pdf": 1}
Mutation = Callable[[bytes, random.Random], bytes]


def sources() -> list[tuple[str, bytes]]:
    """The documents that are mutated: our own, and the seeds where they are."""
    files = [*DOCUMENTS.glob("*.txt"), *DOCUMENTS.glob("*.md"), *DOCUMENTS.glob("*.docx"), *DOCUMENTS.glob("*.pdf")]
    return [(file.name, file.read_bytes()) for file in sorted([*files, *SEEDS.glob("*.txt")])]


def truncated(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def beheaded(content: bytes, chance: random.Random) -> bytes:
    return content[chance.randrange(len(content)) :]


def shuffled(content: bytes, chance: random.Random) -> bytes:
    lines = content.split(b"\n")
    chance.shuffle(lines)
    return b"\n".join(lines)


def doubled(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    end = min(len(content), start + chance.randrange(1, 6000))
    return content[:end] + content[start:end] * chance.choice((1, 1, 2, 20)) + content[end:]


def sprinkled(content: bytes, chance: random.Random) -> bytes:
    mutable = bytearray(content)
    for _ in range(chance.choice((1, 5, 50, 500))):
        mutable[chance.randrange(len(mutable))] = chance.randrange(256)
    return bytes(mutable)


def without_lines(content: bytes, chance: random.Random) -> bytes:
    return b"\n".join(line for line in content.split(b"\n") if chance.random() < 0.7)


def unbroken(content: bytes, chance: random.Random) -> bytes:
    return content.replace(b"\n", chance.choice((b" ", b"", b"\t", b" | ", b"\n\n\n")))


def with_huge_line(content: bytes, chance: random.Random) -> bytes:
    pieces = (
        b"a",
        b"( ",
        b"**",
        b"The TABASC NOTED ",
        b"TABASC23/01 ",
        b"<p>",
        b"\xe2\x80\x98",
        b"[x](",
        b"1. ",
        b"A ",
        b"\t",
    )
    at = chance.randrange(len(content))
    return content[:at] + chance.choice(pieces) * chance.choice((300, 3000, 15000)) + content[at:]


def swapped_signs(content: bytes, chance: random.Random) -> bytes:
    text = content.decode("utf-8", "replace")
    pairs = [*zip("0Ol1I./()‘’\n \t", "O0I1l/.)(’‘ \n ", strict=True), ("A", "\u0301"), ("e", "\u202e")]
    return text.translate({ord(one): other for one, other in chance.sample(pairs, 5)}).encode("utf-8", "replace")


MUTATIONS: list[Mutation] = [
    truncated, beheaded, shuffled, doubled, sprinkled, without_lines, unbroken, with_huge_line, swapped_signs,
]  # fmt: skip


def inputs(count: int, seed: int) -> Iterator[tuple[str, str, bytes]]:
    """`count` mutated documents, each with its name and what was done to it."""
    chance = random.Random(seed)  # noqa: S311  a test that can be repeated
    known = sources()
    weights = [CHANCES[Path(name).suffix] for name, _ in known]
    for _ in range(count):
        name, content = chance.choices(known, weights)[0]
        done = []
        for mutate in chance.choices(MUTATIONS, k=chance.choice((1, 1, 2, 3))):
            if content:
                content = mutate(content, chance)[:2_000_000]
                done.append(mutate.__name__)
        yield name, "+".join(done), content


def run(count: int, seed: int) -> tuple[int, int, float]:
    """How many were read, how many refused in a sentence, and the seconds of the slowest; anything else is raised."""
    were_read = refused = 0
    slowest = 0.0
    for number, (name, done, content) in enumerate(inputs(count, seed)):
        before, sentence = time.process_time(), ""
        try:
            read(content, name).as_json()
            were_read += 1
        except Unreadable as error:
            sentence = str(error)
            refused += 1
        except Exception as error:
            raise AssertionError(f"Input {number} of {seed}, {name} {done}: {error!r}") from error
        assert "\n" not in sentence, (number, seed, name, done)
        taken = time.process_time() - before
        assert taken < MOST_SECONDS, (number, seed, name, done, taken)
        slowest = max(slowest, taken)
    return were_read, refused, slowest


def peak_megabytes() -> float:
    """The most memory this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    wanted, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    were_read, refused, slowest = run(wanted, seed)
    sys.stdout.write(f"{wanted} inputs: {were_read} read, {refused} refused in a sentence, ")
    sys.stdout.write(f"slowest {slowest:.2f} s, {peak_megabytes():.0f} MB at most\n")
    assert peak_megabytes() < MOST_MEGABYTES
