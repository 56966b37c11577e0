"""One delivered file of a bill to one typed Parquet, streaming.

Belongs here: opening what AWS packs a bill in. Does not: fetching it, or the meaning of a row.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ingest import parquet
from ingest.arrow import RecordBatch
from ingest.aws.cur2_columns import COLUMNS, MINIMUM
from ingest.aws.cur_names import named
from ingest.aws.cur_rows import BillRows
from ingest.wide_csv import open_wide

_BATCH_ROWS = 32 * 1024


def write_rows(kept: Path, target: Path, *, name: str, period: str) -> int:
    """Write the rows of `kept`, called `name` in messages, to `target` under the raw contract.

    Returns how many there are; without any nothing is written.

    Raises:
        BadInput: it cannot be read, or breaks the contract.
    """
    if kept.name.lower().endswith(".parquet"):
        with parquet.open_checked(kept, name=name) as file:
            header = file.schema_arrow.names if file.metadata.num_rows else []
            batches = parquet.batches(file, name=name, rows=_BATCH_ROWS)
            return _write(header, batches, target, name=name, period=period)
    with open_wide(kept, name=name) as text:
        return _write(text.header, text.batches, target, name=name, period=period)


def _write(
    header: list[str], batches: Iterator[RecordBatch], target: Path, *, name: str, period: str
) -> int:
    if not header:
        return 0
    names = named(header, name=name, contract=COLUMNS, minimum=MINIMUM)
    rows = BillRows(names, name=name, period=period)
    with parquet.Writer(target, rows.schema) as writer:
        for batch in batches:
            if batch.num_rows:
                writer.add(rows.shaped(batch, writer.rows))
    if not writer.rows:
        target.unlink()
    return writer.rows
