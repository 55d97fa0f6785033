"""What a ZIP holds, opened with suspicion: one sentence and nothing of it where anything in it is amiss."""

import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO
from zlib import error as DamagedData  # noqa: N812  (a class, whatever zlib calls it)

from archive.intake.kinds import END_BYTES, NotTaken, refuse_crowded

MEGABYTE = 1024 * 1024
# A text of minutes shrinks to a tenth, one of nothing but blanks to a thousandth.
MOST_SHRUNK = 200
ENCRYPTED = 0x1
LEFT_BY_SYSTEMS = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
# Of these alone zipfile unpacks no more at a step than it is asked for.
UNPACKED_IN_STEPS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
LONGEST_NAME = 255
DAMAGED = (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, RuntimeError, DamagedData)


@dataclass(frozen=True)
class Limits:
    """How much may come in: bytes of one file, how many files, and bytes of all of them together."""

    file_bytes: int
    files: int
    total_bytes: int


def unpacked(file: IO[bytes], name: str, limits: Limits) -> Iterator[tuple[str, bytes]]:
    """Each file in a ZIP with the last part of its name, one after the other. NotTaken, before the first, where any
    would climb out of its folder, is itself a ZIP or encrypted, or where they are too many or too much."""
    refuse_crowded(_end_of(file), name)
    try:
        archive = zipfile.ZipFile(file)
        members = [member for member in archive.infolist() if not _is_left_out(member)]
    except DAMAGED:
        raise NotTaken(f"“{name}” is damaged: it cannot be opened. Get the file anew.") from None
    _check(members, name, limits)
    try:
        for member in members:
            _read_through(archive, member)
    except DAMAGED:
        raise NotTaken(f"“{name}” is damaged: it cannot be opened. Get the file anew.") from None
    return ((_name(member), archive.read(member)) for member in members)


def _end_of(file: IO[bytes]) -> bytes:
    """The end of a file, in which a ZIP says how much its directory holds."""
    size = file.seek(0, 2)
    file.seek(max(0, size - END_BYTES))
    end = file.read()
    file.seek(0)
    return end


def _name(member: zipfile.ZipInfo) -> str:
    """The last part of a file's path, as it can be shown: of a bearable length and on one line."""
    return "".join(sign for sign in _parts(member)[-1] if sign.isprintable())[-LONGEST_NAME:] or "file"


def _read_through(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Go through one file without keeping it: no more is read than the ZIP says there is, and a lie about that, or
    damage, shows in the checksum at its end."""
    with archive.open(member) as content:
        while content.read(MEGABYTE):
            continue


def _is_left_out(member: zipfile.ZipInfo) -> bool:
    """Folders, and what systems leave in a ZIP without telling."""
    parts = _parts(member)
    hidden = any(part in LEFT_BY_SYSTEMS or part.startswith("._") for part in parts)
    climbs = ".." in parts
    return not climbs and (parts[-1] == "" or hidden or parts[-1].startswith("."))


def _parts(member: zipfile.ZipInfo) -> list[str]:
    return member.filename.replace("\\", "/").split("/")


def _check(members: list[zipfile.ZipInfo], name: str, limits: Limits) -> None:
    for member in members:
        refusal = _refusal(member, limits)
        if refusal:
            raise NotTaken(f"“{name}” {refusal} Nothing of it was taken.")
    if not members:
        raise NotTaken(f"“{name}” holds no files. Choose a ZIP with minutes in it.")
    if len(members) > limits.files:
        raise NotTaken(f"“{name}” holds {len(members):,} files, more than {limits.files}. Split it.")
    if sum(member.file_size for member in members) > limits.total_bytes:
        most = limits.total_bytes // MEGABYTE
        raise NotTaken(f"“{name}” holds more than {most} MB when unpacked. Split it.")


def _refusal(member: zipfile.ZipInfo, limits: Limits) -> str:
    """What is amiss with one file, as the end of a sentence; "" where nothing is."""
    parts = _parts(member)
    if ".." in parts or parts[0] == "" or parts[0].endswith(":"):
        return "holds a file whose path leads out of its folder."
    if stat.S_ISLNK(member.external_attr >> 16):
        return "holds a link to another file."
    if member.flag_bits & ENCRYPTED:
        return "holds a file protected by a password."
    if member.compress_type not in UNPACKED_IN_STEPS:
        return "is packed in an unusual way. Make an ordinary ZIP of the files."
    if PurePosixPath(parts[-1]).suffix.lower() == ".zip":
        return "holds another ZIP."
    if member.file_size > limits.file_bytes:
        return f"holds a file larger than {limits.file_bytes // MEGABYTE} MB."
    if member.file_size > MEGABYTE and member.file_size > MOST_SHRUNK * max(1, member.compress_size):
        return "holds a file that swells beyond measure when unpacked."
    return ""
