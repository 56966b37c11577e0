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

# A line may be as long as a block.
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


def _header(handle: Bytes, name: str) -> list[str]:
    line = next(lines_of(handle, name=name, limit=_BLOCK_BYTES), "")
    try:
        return next(csv.reader([line], strict=True), [])
    except csv.Error as error:
        remedy = "Deliver the file again"
        raise BadInput(name, "line 1", f"it is no header ({error})", remedy) from None


def _batches(handle: Bytes, header: list[str], path: Path, name: str) -> Iterator[RecordBatch]:
    names = [str(position) for position in range(len(header))]
    try:
        for block in _blocks(handle):
            yield from _parsed(block, names)
    except BROKEN as error:
        _explain(path, name, len(header))
        refuse_broken(error, name, "the data")
    except (pa.ArrowException, _NoRowsError) as error:
        _explain(path, name, len(header))
        problem = f"it is no CSV ({first_line(error)})"
        raise BadInput(name, "the data", problem, "Deliver the file again") from error


class _NoRowsError(Exception):
    """The bytes cannot be cut into rows."""


def _blocks(handle: Bytes) -> Iterator[bytes]:
    """The bytes after the header in blocks of whole rows; Arrow alone would read far ahead."""
    held = b""
    while read := handle.read(_BLOCK_BYTES):
        held += read
        end = _end_of_rows(held)
        if not end and len(held) > _BLOCK_BYTES:
            raise _NoRowsError(f"a line is longer than {_BLOCK_BYTES} bytes")
        if end:
            yield held[:end]
            held = held[end:]
    if held.count(b'"') % 2:
        # Arrow would take the end of the file for the quote's: rows would vanish in one cell.
        raise _NoRowsError("a quote is opened and never closed")
    if held:
        yield held


def _end_of_rows(block: bytes) -> int:
    """Where the last whole row ends: behind the last line's end that no quote is open at."""
    quotes = block.count(b'"')
    end = len(block)
    while (at := block.rfind(b"\n", 0, end)) >= 0:
        quotes -= block.count(b'"', at, end)
        if quotes % 2 == 0:
            return at + 1
        end = at
    return 0


def _parsed(block: bytes, names: list[str]) -> Iterator[RecordBatch]:
    if not block.strip():  # nothing but blank lines
        return
    table = pa_csv.read_csv(
        pa.BufferReader(block),
        read_options=pa_csv.ReadOptions(block_size=len(block) + 1, column_names=names),
        parse_options=pa_csv.ParseOptions(newlines_in_values=True),
        convert_options=pa_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()),
            null_values=[""],
            strings_can_be_null=True,
        ),
    )
    yield from table.combine_chunks().to_batches()


def _explain(path: Path, name: str, cells: int) -> None:
    """Read the file again, slowly and strictly, to say which line is wrong.

    Raises:
        BadInput: the first thing that is wrong, if this reader sees it too.
    """
    with opened(path, name=name) as handle:
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
