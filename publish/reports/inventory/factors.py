"""The factors that a year's figures name, and what rests on each.

Belongs here: what is asked of `marts.rpt_ghg__inventory_factors`. Does not: wording.
"""

from collections.abc import Sequence

from publish.period import Period
from publish.reading import Marts, Row

_COLUMNS = (
    "factor_role",
    "factor_id",
    "region_code",
    "boundary",
    "value",
    "value_low",
    "value_high",
    "range_kind",
    "unit",
    "publisher",
    "edition",
    "source_locator",
    "licence",
    "factor_quality",
    "energy_kwh",
    "tco2e",
)
_LIST = """
select {columns}
from marts.rpt_ghg__inventory_factors
where fiscal_year = ?
order by factor_role, tco2e desc nulls last, energy_kwh desc nulls last, factor_id
"""
_EDITIONS = """
select distinct concat_ws(' ', publisher, edition) as source
from marts.rpt_ghg__inventory_factors
where fiscal_year = ? and factor_role in ({marks})
order by source
"""


def used(marts: Marts, period: Period) -> list[Row]:
    """Every factor of the year by role, the one that most rests on first."""
    return marts.rows(_LIST.format(columns=", ".join(_COLUMNS)), [_year(period)])


def sources(marts: Marts, period: Period, roles: Sequence[str]) -> list[str]:
    """Publisher and edition of the factors that play any of `roles`."""
    sql = _EDITIONS.format(marks=", ".join("?" * len(roles)))
    return [row["source"] for row in marts.rows(sql, [_year(period), *roles])]


def _year(period: Period) -> int:
    """The fiscal year; one that nothing is of when the file holds no month."""
    return int(period.slug) if period.slug.isdigit() else 0
