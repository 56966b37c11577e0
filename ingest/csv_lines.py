"""The lines of a text file as a provider delivers it: plain, gzip or zip, in UTF-8, or refused.

Belongs here: bytes to lines, in bounded memory. Does not: cells.
"""

from __future__ import annotations

import csv
import gzip
import zipfile
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NoReturn, TypeAlias

from ingest.errors import BadInput

__all__ = ["BROKEN", "Bytes", "lines_of", "opened", "refuse_broken"]

Bytes: TypeAlias = IO[bytes] | gzip.GzipFile
_LINE_BYTES = 1024 * 1024
_CELL_BYTES = 16 * 1024 * 1024
BROKEN = (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile)
"""What reading raises where compressed bytes end too early or are not what was packed."""

# The limit of a line decides: a tag may be longer than the 128 KiB that csv allows a cell.
csv.field_size_limit(_CELL_BYTES)


@contextmanager
def opened(path: Path, *, name: str) -> Generator[Bytes]:
    """The bytes of the file at `path`, called `name` in messages; unpacked where it is gzip or zip.

    Raises:
        BadInput: a zip that is damaged, locked, or holds other than one file.
    """
    with path.open("rb") as plain:
        magic = plain.read(4)
        plain.seek(0)
        if magic[:2] == b"\x1f\x8b":
            with gzip.GzipFile(fileobj=plain) as unpacked:
                yield unpacked
        elif magic == b"PK\x03\x04":
            with _only_member(plain, name) as unpacked:
                yield unpacked
        else:
            yield plain


@contextmanager
def _only_member(packed: IO[bytes], name: str) -> Generator[IO[bytes]]:
    try:
        archive = zipfile.ZipFile(packed)
        members = [member for member in archive.infolist() if not member.is_dir()]
        unpacked = archive.open(members[0]) if len(members) == 1 else None
    except (zipfile.BadZipFile, RuntimeError, EOFError) as error:
        refuse_broken(error, name, "the zip's list of files")
    if unpacked is None:
        problem = f"the zip holds {len(members)} files, where one is promised"
        raise BadInput(name, "the zip's list of files", problem, "Deliver the file again")
    with unpacked:
        yield unpacked


def refuse_broken(error: Exception, name: str, place: str) -> NoReturn:
    """Send a file to quarantine whose packed bytes cannot be unpacked from `place` on."""
    problem = f"the compressed data ends or breaks there ({error})"
    raise BadInput(name, place, problem, "Deliver the file again") from None


def lines_of(handle: Bytes, *, name: str, limit: int = _LINE_BYTES) -> Iterator[str]:
    """Yield the lines of `handle`, called `name` in messages, as text of at most `limit` bytes.

    Raises:
        BadInput: broken compression, a line without end, or bytes that are not UTF-8.
    """
    number = 0
    while True:
        place = f"after line {number}" if number else "the beginning"
        try:
            raw = handle.readline(limit)
        except BROKEN as error:
            refuse_broken(error, name, place)
        if not raw:
            return
        number += 1
        if len(raw) == limit and not raw.endswith(b"\n"):
            problem = f"the line is longer than {limit} bytes"
            raise BadInput(name, f"line {number}", problem, "End lines with a newline")
        try:
            yield raw.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            column = raw[: error.start].count(b",") + 1
            raise BadInput(
                name,
                f"line {number}, column {column}",
                f"byte {raw[error.start]:#04x} is not UTF-8",
                "Save the file as UTF-8 (in a spreadsheet: 'CSV UTF-8')",
            ) from None
