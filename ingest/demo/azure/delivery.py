"""Azure's deliveries to the made-up company: both exports, month by month, one month twice.

Belongs here: what is delivered when. Does not: lines and files.
"""

from collections.abc import Sequence
from pathlib import Path

from ingest.demo.azure.bill import bill_of
from ingest.demo.azure.exports import write_run
from ingest.demo.month import Month

_FIRST_DAYS, _SECOND_DAYS = 3, 9
"""Days after a month's end at which its export runs, and runs again."""


def deliver_bill(
    container: Path, months: Sequence[Month], density: float, seed: int, first: str | None,
    second: str | None,
) -> int:  # fmt: skip
    """Writes the runs of both exports; how many lines count in them.

    Args:
        container: the folder that stands for the container.
        months: billing periods.
        density: share of days that have lines.
        seed: changes the amounts.
        first: a month (YYYY-MM) that is delivered for the first of two times.
        second: a month whose second delivery is there beside the first.
    """
    lines = 0
    for month in months:
        if month.period == second:
            _write(container, month, density, seed, "first", _FIRST_DAYS)
            lines += _write(container, month, density, seed, "second", _SECOND_DAYS)
        else:
            delivery = "first" if month.period == first else "only"
            lines += _write(container, month, density, seed, delivery, _FIRST_DAYS)
    return lines


def _write(
    container: Path, month: Month, density: float, seed: int, delivery: str, days: int
) -> int:  # fmt: skip
    bill = bill_of(month, density, seed, delivery)
    write_run(container, "ActualCost", month, bill.actual, days_after=days)
    write_run(container, "AmortizedCost", month, bill.amortized, days_after=days)
    return len(bill.actual) + len(bill.amortized)
