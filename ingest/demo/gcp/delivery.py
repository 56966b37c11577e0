"""Google Cloud's deliveries to the made-up company: its bill and its footprint over all months.

Belongs here: what is delivered when. Does not: rows and files.
"""

from collections.abc import Sequence
from pathlib import Path

from ingest.demo.gcp.charges import monthly_rows
from ingest.demo.gcp.extracts import write_extracts
from ingest.demo.gcp.late import correction, is_late, late_export
from ingest.demo.gcp.records import Row
from ingest.demo.gcp.rows import use_row
from ingest.demo.gcp.usage import uses_of
from ingest.demo.month import Month


def deliver_bill(
    folder: Path, months: Sequence[Month], density: float, seed: int, first: str | None,
    second: str | None,
) -> int:  # fmt: skip
    """Writes the bill's extracts; the number of rows.

    Args:
        folder: where the extracts lie.
        months: months of use.
        density: share of hours and days that have lines.
        seed: changes ids and amounts.
        first: a month (YYYY-MM) whose late lines and correction have not arrived yet.
        second: a month whose late lines and correction have arrived.
    """
    rows: list[Row] = []
    for month in months:
        delivery = {first: "first", second: "second"}.get(month.period, "only")
        rows += rows_of(month, density, seed, delivery)
    return sum(write_extracts(folder, rows).values())


def rows_of(
    month: Month, density: float, seed: int, delivery: str, *, is_hourly: bool = False
) -> list[Row]:  # fmt: skip
    """All lines of a month of use, whenever they were exported.

    `delivery`: only (nothing is late), first (late lines are missing) or second (they came).
    `is_hourly`: services too have a line an hour.
    """
    rows: list[Row] = []
    late: list[Row] = []
    for use in uses_of(month, density, seed, is_hourly=is_hourly):
        row = use_row(use, month, seed)
        (late if delivery != "only" and is_late(row, month) else rows).append(row)
    rows += monthly_rows(month, rows)
    if delivery == "second":
        rows += [row | {"export_time": late_export(month)} for row in late]
        rows.append(correction(month, rows))
    return rows
