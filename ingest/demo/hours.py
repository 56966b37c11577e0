"""When things run: schedules, and the hours of a month at which each of them has a line.

Belongs here: time of day and week. Does not: amounts or prices.
"""

from collections.abc import Iterable

import polars as pl

from ingest.demo.month import Month

SCHEDULES = ("always", "business", "evening", "night", "burst", "standby", "daily")
"""always · weekdays 8-20 local · 16-24 local · 0-6 local · runs of four days · the six hours before
one of them · one 24 h line."""


def calendar(month: Month, wanted: Iterable[tuple[str, int]], density: float) -> pl.DataFrame:
    """The hours at which each (schedule, utc_offset) has a line in a month.

    Args:
        month: the billing period.
        wanted: pairs of schedule name and whole-hour offset of the region's clock.
        density: share of the hours that is kept, the same hours for everyone, for small bills.

    Returns:
        schedule, utc_offset, hour (number), local_hour, span (hours that one line covers).
    """
    first = month.first_hour
    hours = pl.select(hour=pl.int_range(first, first + month.hours, dtype=pl.Int64))
    parts = [
        hours.with_columns(
            schedule=pl.lit(schedule),
            utc_offset=pl.lit(offset, dtype=pl.Int64),
            local_hour=(pl.col("hour") + offset) % 24,
            span=pl.lit(24 if schedule == "daily" else 1, dtype=pl.Int64),
        ).filter(_runs(schedule, offset), _is_kept(schedule, density))
        for schedule, offset in sorted(set(wanted))
    ]
    return pl.concat(parts)


def _runs(schedule: str, offset: int) -> pl.Expr:
    local = pl.col("hour") + offset
    clock = local % 24
    # 1970-01-01 was a Thursday: day 2 of the epoch a Saturday
    is_weekend = (local // 24 + 5) % 7 < 2
    return {
        "always": pl.lit(True),
        "business": clock.is_between(8, 19) & ~is_weekend,
        "evening": clock >= 16,
        "night": clock < 6,
        "burst": (pl.col("hour") // 96) % 3 == 1,
        "standby": ((pl.col("hour") // 96) % 3 == 0) & (pl.col("hour") % 96 >= 90),
        "daily": pl.col("hour") % 24 == 0,
    }[schedule]


def _is_kept(schedule: str, density: float) -> pl.Expr:
    if density >= 1:
        return pl.lit(True)
    turn = pl.col("hour") // 24 if schedule == "daily" else pl.col("hour")
    # evenly spread: the hour at which the running total passes a whole number
    return ((turn + 1) * density).floor() > (turn * density).floor()
