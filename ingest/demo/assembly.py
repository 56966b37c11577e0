"""Joins the two parts of a bill into rows of CUR 2.0.

Belongs here: what follows from a line's meter and hour. Does not: files (`cur2.py`).
"""

import polars as pl

from ingest.demo.bill import TOKEN, MonthBill
from ingest.demo.columns import SCHEMA

_HOUR_MS = 3_600_000


def assembled(bill: MonthBill, lines: pl.DataFrame) -> pl.DataFrame:
    """Some of a bill's lines with all columns of CUR 2.0, in the order of the export."""
    start = (pl.col("hour") * _HOUR_MS).cast(pl.Datetime("ms"))
    end = ((pl.col("hour") + pl.col("span")) * _HOUR_MS).cast(pl.Datetime("ms"))
    moment = "%Y-%m-%dT%H:%M:%SZ"
    wide = pl.concat([lines, bill.describing[lines["meter"]]], how="horizontal").with_columns(
        line_item_usage_start_date=start,
        line_item_usage_end_date=end,
        bill_billing_period_start_date=pl.lit(bill.month.start, dtype=pl.Datetime("ms")),
        bill_billing_period_end_date=pl.lit(bill.month.end, dtype=pl.Datetime("ms")),
        identity_line_item_id=pl.concat_str(TOKEN, pl.col("hour").cast(pl.String).str.zfill(8)),
        identity_time_interval=pl.concat_str(
            start.dt.strftime(moment), pl.lit("/"), end.dt.strftime(moment)
        ),
    )
    present = set(wide.columns)
    return wide.select(
        pl.col(name) if name in present else pl.lit(None, dtype=dtype).alias(name)
        for name, dtype in SCHEMA.items()
    )
