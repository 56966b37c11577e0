"""The differences between our figures and the peers', as the mart states them.

Belongs here: what is asked of `marts.rpt_audit__peers`, and the report's bar. Does not: judging a
difference; the mart says which is explained.
"""

from collections.abc import Sequence
from decimal import Decimal

from publish import cells
from publish.period import Period
from publish.reading import Marts, Row, bounds

BAR = Decimal("0.20")
"""A larger difference needs its reason."""

COLUMNS = (
    "peer",
    "peer_row_id",
    "activity_month",
    "provider",
    "service_name",
    "x_usage_type",
    "x_instance_type",
    "region_id",
    "consumed_unit",
    "consumed_quantity",
    "measure",
    "ours",
    "theirs",
    "difference_share",
    "reason",
    "is_explained",
)
_ROWS = """
select {columns}
from marts.rpt_audit__peers
where activity_month between ? and ? or activity_month is null
order by peer, peer_row_id, measure, activity_month
"""
_SUMS = """
select
    peer,
    measure,
    count(*) as rows,
    count(*) filter (where abs(difference_share) <= {bar}) as alike,
    count(*) filter (where abs(difference_share) > {bar} and is_explained) as explained,
    count(*) filter (where difference_share is null and is_explained) as without_one,
    count(*) filter (where is_explained is not true) as unexplained
from marts.rpt_audit__peers
where activity_month between ? and ? or activity_month is null
group by all
order by all
"""


def rows(marts: Marts, period: Period) -> list[Row]:
    """Every compared figure, by peer and row."""
    return marts.rows(_ROWS.format(columns=", ".join(COLUMNS)), bounds(period))


def counted(marts: Marts, period: Period) -> list[Row]:
    """How many figures of each peer and measure are alike, explained, and neither."""
    return marts.rows(_SUMS.format(bar=BAR), bounds(period))


def is_large(row: Row) -> bool:
    """Whether a difference is over the bar, or only one side has a figure."""
    share = row["difference_share"]
    if share is None:
        return row["ours"] is not None or row["theirs"] is not None
    return abs(share) > BAR


def breaches(marts: Marts, period: Period) -> Sequence[str]:
    """The figures whose difference nobody explains, a sentence each."""
    return [
        cells.visible(f"{row['peer']}, row {row['peer_row_id']}, {row['measure']}: ")
        + f"ours {row['ours']}, theirs {row['theirs']}, and no documented reason"
        for row in rows(marts, period)
        if row["is_explained"] is not True
    ]
