"""Footprints as the mart states them.

Belongs here: what is asked of `marts.rpt_pact__footprints`. Does not: how it is told.
"""

from collections.abc import Sequence

from publish.period import Period
from publish.reading import Marts, Row
from publish.reports.inventory import factors

_ALL = """
select * from marts.rpt_pact__footprints where fiscal_year = ?
order by entity_id, service_id, declared_unit
"""
# What a footprint's electricity and hardware rest on; the rest of the year's factors is not in it.
_ROLES = ("grid", "wtt_generation", "wtt_td", "td_loss", "lifetime", "embodied")


def of_year(marts: Marts, period: Period) -> Sequence[Row]:
    """Every service's footprints of the fiscal year."""
    year = int(period.slug) if period.slug.isdigit() else 0
    return marts.rows(_ALL, [year])


def sources(marts: Marts, period: Period) -> list[tuple[str, str]]:
    """Publisher and edition of the secondary factors of the year's inventory."""
    used = factors.used(marts, period)
    named = {
        (str(row["publisher"]), str(row["edition"] or "no edition"))
        for row in used
        if row["publisher"] and row["factor_role"] in _ROLES
    }
    return sorted(named)


def unit(row: Row) -> str:
    """The declared unit in words: `1,000 requests`."""
    amount = f"{row['declared_unit_amount']:,.0f}"
    return f"{amount} requests" if row["declared_unit"] == "piece" else f"{amount} GPU hour"
