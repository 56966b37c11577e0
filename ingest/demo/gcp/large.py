"""Large extracts of Google's billing export, for measuring: the demo's use by the hour, copied.

    <folder>/export_month=2025-06/bench-2025-06-000000000000.parquet

Belongs here: size. Does not: rows (`rows.py`), files (`extracts.py`). One month is in memory at a
time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pyarrow as pa

from ingest.arrow import Table
from ingest.arrow import compute as pc
from ingest.demo.gcp.delivery import rows_of
from ingest.demo.gcp.extracts import put
from ingest.demo.gcp.table import SCHEMA
from ingest.demo.month import Month
from ingest.demo.tiling import copies, spread

_DEARER, _KEPT_PERCENT = 1.03, 99
_MOMENT = SCHEMA.field("export_time").type


@dataclass(frozen=True, slots=True)
class LargeExtracts:
    """Written extracts: where they lie, and how many lines each month of use has."""

    folder: Path
    seed: int
    lines: dict[str, int]


def write_large(folder: Path, *, lines: int, months: Sequence[str], seed: int) -> LargeExtracts:
    """Writes `lines` rows of the detailed export over the months of use.

    Args:
        folder: where the extracts lie.
        lines: rows over all months.
        months: months of use, `YYYY-MM`.
        seed: changes ids and amounts.
    """
    made = LargeExtracts(folder, seed, spread(lines, months))
    for period, wanted in made.lines.items():
        month = Month(period)
        table = _copied(_tile(month, seed), wanted)
        # what Google writes in the first days of the next month lies there, as in any export
        is_late = pc.greater_equal(table.column("export_time"), pa.scalar(month.end, _MOMENT))
        next_month = f"{month.end + timedelta(days=1):%Y-%m}"
        put(_path(made, period, period), table.filter(pc.invert(is_late)))
        put(_path(made, next_month, period), table.filter(is_late))
    return made


def change_month(made: LargeExtracts, period: str) -> int:
    """Writes the extract of one month of export anew, dearer and with fewer rows; returns its rows.

    What was used in that month and exported in the next stays as it lies there.
    """
    month = Month(period)
    tile = _tile(month, made.seed)
    dearer = pc.multiply(tile.column("cost"), _DEARER)
    tile = tile.set_column(SCHEMA.get_field_index("cost"), SCHEMA.field("cost"), dearer)
    table = _copied(tile, made.lines[period] * _KEPT_PERCENT // 100)
    table = table.filter(pc.less(table.column("export_time"), pa.scalar(month.end, _MOMENT)))
    put(_path(made, period, period), table)
    return table.num_rows


def _tile(month: Month, seed: int) -> Table:
    return pa.Table.from_pylist(rows_of(month, 1.0, seed, "only", is_hourly=True), SCHEMA)


def _copied(tile: Table, wanted: int) -> Table:
    parts: list[Table] = []
    for number, rows in copies(tile.num_rows, wanted):
        taken = tile if len(rows) == tile.num_rows else tile.take(rows)
        parts.append(_renamed(taken, number))
    return pa.concat_tables(parts)


def _renamed(table: Table, number: int) -> Table:
    """The rows with resources of their own; a line without a resource stays without."""
    field = SCHEMA.field("resource")
    names = [
        pc.binary_join_element_wise(values, f"copy{number}", "-")
        for values in table.column("resource").combine_chunks().flatten()
    ]
    resources = pa.StructArray.from_arrays(names, fields=list(field.type))
    return table.set_column(SCHEMA.get_field_index("resource"), field, resources)


def _path(made: LargeExtracts, exported: str, used: str) -> Path:
    return made.folder / f"export_month={exported}" / f"bench-{used}-000000000000.parquet"
