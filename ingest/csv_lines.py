"""The lines of a text file as a provider delivers it: plain or gzip, in UTF-8, or refused.

Belongs here: bytes to lines, in bounded memory. Does not: cells.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from ingest.errors import BadInput

_LINE_BYTES = 1024 * 1024


@contextmanager
def opened(path: Path) -> Generator[BinaryIO | gzip.GzipFile]:
    """The bytes of the file at `path`, unpacked where it is gzip (whatever its name says)."""
    with path.open("rb") as plain:
        magic = plain.read(2)
        plain.seek(0)
        if magic == b"\x1f\x8b":
            with gzip.GzipFile(fileobj=plain) as unpacked:
                yield unpacked
        else:
            yield plain


def lines_of(handle: BinaryIO | gzip.GzipFile, *, name: str) -> Iterator[str]:
    """Yield the lines of `handle`, called `name` in messages, as text.

    Raises:
        BadInput: broken compression, a line without end, or bytes that are not UTF-8.
    """
    number = 0
    while True:
        place = f"after line {number}" if number else "the beginning"
        try:
            raw = handle.readline(_LINE_BYTES)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            problem = f"the compressed data ends or breaks there ({error})"
            raise BadInput(name, place, problem, "Deliver the file again") from None
        if not raw:
            return
        number += 1
        if len(raw) == _LINE_BYTES and not raw.endswith(b"\n"):
            problem = f"the line is longer than {_LINE_BYTES} bytes"
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
