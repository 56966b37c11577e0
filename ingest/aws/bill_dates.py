"""The months a bill may speak of: its own billing period, and usage near enough to be true.

Belongs here: what a wrong date is, and where it stands. Does not: reading files.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

import pyarrow as pa

from ingest.arrow import Array
from ingest.arrow import compute as pc
from ingest.aws.manifest import REDELIVER
from ingest.errors import BadInput

PERIOD_COLUMN = "bill_billing_period_start_date"
START_COLUMN = "line_item_usage_start_date"

# The first service was sold in 2006, and corrections reach back; a purchase may begin later than
# it is billed. Further away is no date but a fault.
_FIRST = datetime(2006, 1, 1)
_AHEAD = timedelta(days=366)


def check_months(months: Collection[str | None], *, name: str, place: str, period: str) -> None:
    """Every row must be of `period` (YYYY-MM), or a month would be counted in two slices.

    Raises:
        BadInput: `months` holds another one, or rows without any.
    """
    others = sorted(month or "no month" for month in set(months) - {period})
    if others:
        problem = f"it holds rows of {', '.join(others)} in the folder of {period}"
        raise BadInput(name, f"{place}, column {PERIOD_COLUMN}", problem, REDELIVER)


def check_starts(starts: Array, *, name: str, first: int, period: str) -> None:
    """A line must have begun between AWS's first bill and a year after `period`.

    `first` is the number of rows before `starts` (timestamps without zone); null is not judged.

    Raises:
        BadInput: a line that did not; the message names its row.
    """
    latest = datetime.strptime(period, "%Y-%m") + _AHEAD
    kind = pa.timestamp("us")
    wrong = pc.or_(
        pc.less(starts, pa.scalar(_FIRST, kind)), pc.greater(starts, pa.scalar(latest, kind))
    )
    row = pc.index(wrong.fill_null(False), value=True).as_py()
    if row >= 0:
        problem = f"{starts[row].cast(pa.string())} is no time that a bill of {period} speaks of"
        raise BadInput(name, f"row {first + row + 1}, column {START_COLUMN}", problem, REDELIVER)


def months_of(moments: Array) -> set[str | None]:
    """The months (YYYY-MM) in a column of timestamps; None stands for rows without one."""
    found = pc.unique(moments.cast(pa.timestamp("us"), safe=False)).to_pylist()
    return {None if moment is None else moment.strftime("%Y-%m") for moment in found}
