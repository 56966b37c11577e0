"""The fiscal year that a pack of disclosures is of.

Belongs here: from what was asked to a year. Does not: the entity's calendar.
"""

from publish.disclosed import rows
from publish.period import Period
from publish.reading import Marts
from publish.reports.inventory import fiscal


def covered(marts: Marts, asked: str | None) -> Period:
    """The fiscal year `asked`, else the newest of which something is disclosed.

    Raises:
        BadPeriodError: a month was asked for.
        NotPublishedError: the file holds no disclosure mart.
    """
    rows.require(marts)
    newest = rows.newest_year(marts) if asked is None else None
    if asked is None and newest is None:
        return Period(None, None, "no-year")
    return fiscal.covered(marts, asked or f"{newest:04}")


def year(period: Period) -> int:
    """The fiscal year's name; one that nothing is of where the file holds none."""
    return int(period.slug) if period.slug.isdigit() else 0
