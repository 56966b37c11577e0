"""Writes large CUR 2.0 exports for measuring: months of hourly lines of thousands of resources.

Belongs here: size. Does not: registers and grid files; a benchmark brings its own workspace.
One month is in memory at a time.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.demo.bill import month_bill
from ingest.demo.cur2 import deliver
from ingest.demo.export import Export, Layout, arranged
from ingest.demo.fleet import Fleet, plan_fleet
from ingest.demo.month import Month

YEAR = tuple(f"2025-{month:02d}" for month in range(1, 13))
EXPORT = "bench-cur2"
ROWS_PER_CHUNK = 100_000


@dataclass(frozen=True, slots=True)
class BenchBill:
    """A written benchmark export: where it lies and how many lines each month has."""

    export: Export
    fleet: Fleet
    seed: int
    lines: dict[str, int]


def write_bench(
    bucket: Path, *, lines: int, months: Sequence[str] = YEAR, seed: int = 7,
    bucket_uri: str | None = None, progress: Callable[[str], None] | None = None,
) -> BenchBill:  # fmt: skip
    """Writes `lines` CUR 2.0 lines over the months, in chunks of about 100,000.

    Args:
        bucket: the folder that stands for the bucket; the export is `exports/bench-cur2` in it.
        lines: bill lines over all months, at least 2,000.
        months: billing periods, `YYYY-MM`.
        seed: changes resource ids and amounts.
        bucket_uri: how manifests name the bucket, by default its `file://` URI.
        progress: told of each month.
    """
    fleet = plan_fleet(lines, months, seed)
    made = BenchBill(Export(bucket, "exports", EXPORT, bucket_uri), fleet, seed, {})
    for month in fleet.months:
        made.lines[month.period] = _write(made, month, "final")
        if progress:
            progress(f"{month.period}: {made.lines[month.period]:,} lines")
    return made


def change_month(made: BenchBill, period: str) -> int:
    """Delivers one month again with other amounts, costs and some lines fewer; returns its lines.

    The rest of the export stays byte for byte.
    """
    return _write(made, Month(period), "first")


def _write(made: BenchBill, month: Month, delivery: str) -> int:
    bill = month_bill(made.fleet, month, made.seed, delivery=delivery)
    (lines,) = arranged(bill.lines, Layout())
    # chunks follow the planned size, so that a delivery of fewer lines fills the same files
    chunks = max(2, -(-made.fleet.lines[month.period] // ROWS_PER_CHUNK))
    deliver(made.export, bill, lines, chunks=chunks)
    return lines.height
