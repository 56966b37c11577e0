"""The hashes that hold a book together: of a row, of all entries with the book before, of the rest.

Belongs here: text and digests, alike in SQL (`row_hash` of the ledger) and here. Does not: files.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import md5
from typing import Any

import pyarrow as pa

from ingest.arrow import Array, Table
from ingest.arrow import compute as pc
from ingest.book_columns import HASHED

_ROWS = 100_000
_PLACES = 9
_NULL = "~"


def row_hashes(entries: Table) -> list[str]:
    """Of each entry: its own columns as text, in their order."""
    return [_md5(text) for text in _row_texts(entries)]


def checksum(hashes: Iterable[str], previous: str) -> str:
    """Of a book with entries of these row hashes, after a book whose checksum is `previous`."""
    return _md5(f"{','.join(sorted(hashes))}|{previous}")


def seal(event: Mapping[str, Any], factors: Iterable[str]) -> str:
    """Of all that `checksum` leaves out: who decided what, when and why, and the factors."""
    said = json.dumps(event, sort_keys=True, default=str, ensure_ascii=False)
    return _md5("\n".join([said, *sorted(factors)]))


def _row_texts(entries: Table) -> Iterator[str]:
    for batch in entries.select(list(HASHED)).to_batches(max_chunksize=_ROWS):
        texts = [_text(column) for column in batch.columns]
        joined = pc.binary_join_element_wise(
            *texts, "|", null_handling="replace", null_replacement=_NULL
        )
        yield from joined.to_pylist()


def _text(values: Array) -> Array:
    """As SQL casts it: decimals with all their places."""
    if not pa.types.is_decimal(values.type):
        return values.cast(pa.string())
    # Arrow writes small decimals as powers of ten; of whole numbers it writes every digit.
    units = pa.Array.from_buffers(
        pa.decimal128(38, 0), len(values), values.buffers(), values.null_count, values.offset
    ).cast(pa.string())
    digits = pc.utf8_lpad(pc.ascii_ltrim(units, characters="-"), width=_PLACES + 1, padding="0")
    sign = pc.if_else(pc.starts_with(units, "-"), "-", "")
    whole = pc.utf8_slice_codeunits(digits, start=0, stop=-_PLACES)
    places = pc.utf8_slice_codeunits(digits, start=-_PLACES)
    return pc.binary_join_element_wise(pc.binary_join_element_wise(sign, whole, ""), places, ".")


def _md5(text: str) -> str:
    return md5(text.encode(), usedforsecurity=False).hexdigest()
