"""Read a large CSV of any columns as batches of text, fast and in bounded memory.

Belongs here: bytes to columns of text, an empty cell as null; what is no CSV is refused with its
line. Does not: what the columns are called or hold. `typed_csv.py` is for files people write.
"""

from __future__ import annotations

import csv
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv

from ingest.arrow import RecordBatch
from ingest.csv_lines import BROKEN, Bytes, lines_of, opened, refuse_broken
from ingest.errors import BadInput
from ingest.stores import first_line

# A line may be as long as a block; two of them are in memory.
_BLOCK_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True)
class WideCsv:
    """An opened CSV: the names of its header as written, and its rows.

    Without a single byte in it (what a shrunken delivery leaves) it has no header and no rows.
    """

    header: list[str]
    batches: Iterator[RecordBatch]


@contextmanager
def open_wide(path: Path, *, name: str) -> Generator[WideCsv]:
    """Open the CSV at `path` (plain, gzip or zip; UTF-8, comma), called `name` in messages.

    The columns of a batch stand in the order of the header and are called "0", "1", …; all text.

    Raises:
        BadInput: nothing in it, broken compression, not UTF-8, no CSV, or a ragged line; also
            while the batches are read.
    """
    if path.stat().st_size == 0:
        remedy = "It was not written to its end: have it delivered again"
        raise BadInput(name, "the beginning", "it is empty, it has not even a header", remedy)
    with opened(path, name=name) as handle:
        header = _header(handle, name)
        yield WideCsv(header, _batches(handle, header, path, name))


class _Rest:
    """The bytes after the header, as Arrow asks for them, with their quotes counted."""

    closed = False

    def __init__(self, handle: Bytes, first: bytes) -> None:
        self._handle = handle
        self._first = first
        self.quotes = 0

    def read(self, size: int = -1) -> bytes:
        first, self._first = self._first, b""
        content = first + self._handle.read(size - len(first))
        self.quotes += content.count(b'"')
        return content

    def close(self) -> None:
        self.closed = True


def _header(handle: Bytes, name: str) -> list[str]:
    line = next(lines_of(handle, name=name, limit=_BLOCK_BYTES), "")
    try:
        return next(csv.reader([line], strict=True), [])
    except csv.Error as error:
        remedy = "Deliver the file again"
        raise BadInput(name, "line 1", f"it is no header ({error})", remedy) from None


def _batches(handle: Bytes, header: list[str], path: Path, name: str) -> Iterator[RecordBatch]:
    try:
        first = handle.read(1)
        if not first:
            return
        rest = _Rest(handle, first)
        yield from _parsed(rest, header)
    except BROKEN as error:
        _explain(path, name, len(header))
        refuse_broken(error, name, "the data")
    except pa.ArrowException as error:
        _explain(path, name, len(header))
        raise BadInput(
            name, "the data", f"it is no CSV ({first_line(error)})", "Deliver the file again"
        ) from error
    if rest.quotes % 2:
        # Arrow takes a quote that nobody closes for the end of the file: rows would vanish in it.
        _explain(path, name, len(header))
        problem = "a quote is opened and never closed"
        raise BadInput(name, "the data", problem, "Deliver the file again")


def _parsed(rest: _Rest, header: list[str]) -> Iterator[RecordBatch]:
    names = [str(position) for position in range(len(header))]
    try:
        reader = pa_csv.open_csv(
            pa.PythonFile(rest, mode="r"),
            # One thread: the blocks, and with them the bytes written, depend on the input only.
            read_options=pa_csv.ReadOptions(
                use_threads=False, block_size=_BLOCK_BYTES, column_names=names
            ),
            parse_options=pa_csv.ParseOptions(newlines_in_values=True),
            convert_options=pa_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                null_values=[""],
                strings_can_be_null=True,
            ),
        )
    except pa.ArrowInvalid as error:
        if "Empty CSV file" in str(error):  # nothing but blank lines
            return
        raise
    with reader:
        yield from reader


def _explain(path: Path, name: str, cells: int) -> None:
    """Read the file again, slowly and strictly, to say which line is wrong.

    Raises:
        BadInput: the first thing that is wrong, if this reader sees it too.
    """
    with opened(path, name=name) as handle:
        csv.field_size_limit(_BLOCK_BYTES)
        reader = csv.reader(lines_of(handle, name=name, limit=_BLOCK_BYTES), strict=True)
        line = 1
        try:
            for row in reader:
                if row and len(row) != cells:
                    problem = f"the line has {len(row)} cells, the header {cells}"
                    remedy = "It is cut or was edited: have the file delivered again"
                    raise BadInput(name, f"line {line}", problem, remedy)
                line = reader.line_num + 1
        except csv.Error as error:
            problem = f"it is no CSV from here on ({error})"
            raise BadInput(name, f"line {line}", problem, "Deliver the file again") from None
