"""Large Cost Management exports, for measuring: the demo's lines, copied, actual and amortized.

Belongs here: size. Does not: lines (`bill.py`), folders and manifests (`exports.py`). One export of
one month is in memory at a time.
"""

import gzip
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from ingest.demo.azure.bill import bill_of
from ingest.demo.azure.columns import COLUMNS
from ingest.demo.azure.exports import put_run
from ingest.demo.azure.rows import Row
from ingest.demo.month import Month
from ingest.demo.tiling import copies, spread

_RAN, _RAN_AGAIN = 3, 9
"""Days after the month's end at which the export ran."""
_KEPT_PERCENT = 99
_FASTEST = 1


@dataclass(frozen=True, slots=True)
class LargeExports:
    """Written exports: their container, and how many lines each month has in both together."""

    container: Path
    seed: int
    lines: dict[str, int]


def write_large(container: Path, *, lines: int, months: Sequence[str], seed: int) -> LargeExports:
    """Writes `lines` lines over the months, half of them actual and half amortized cost.

    Args:
        container: the folder that stands for the container.
        lines: lines over all months and both exports.
        months: billing periods, `YYYY-MM`.
        seed: changes the amounts.
    """
    made = LargeExports(container, seed, spread(lines, months))
    for period, wanted in made.lines.items():
        _write(made, period, wanted, seed, _RAN)
    return made


def change_month(made: LargeExports, period: str) -> int:
    """Lets both exports of a month run again, other amounts and fewer lines; returns its lines."""
    wanted = made.lines[period] * _KEPT_PERCENT // 100
    _write(made, period, wanted, made.seed + 1, _RAN_AGAIN)
    return wanted


def _write(made: LargeExports, period: str, wanted: int, seed: int, days_after: int) -> None:
    month = Month(period)
    bill = bill_of(month, 1.0, seed, "only")
    actual = wanted // 2
    for kind, rows, lines in (
        ("ActualCost", bill.actual, actual),
        ("AmortizedCost", bill.amortized, wanted - actual),
    ):
        part = (gzip.compress(_copied(rows, lines), _FASTEST, mtime=0), lines)
        put_run(made.container, kind, month, [part], days_after=days_after)


def _copied(rows: Sequence[Row], wanted: int) -> bytes:
    """CSV of the lines, each copy with resources of its own."""
    # an empty cell is written as nothing, an empty text in quotes
    tile = pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String)).select(
        pl.all().replace("", None)
    )
    out = io.BytesIO()
    for number, held in copies(tile.height, wanted):
        named = tile[held].with_columns(pl.col("ResourceId") + f"-copy{number}")
        named.write_csv(
            out, include_bom=not number, include_header=not number, line_terminator="\r\n"
        )
    return out.getvalue()
