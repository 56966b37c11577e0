"""Statements, lines, budgets and changes as the marts state them.

Belongs here: what is asked of the marts about the chargeback. Does not: how it is shown. A month
is that of posting: the one whose statement it is.
"""

from collections.abc import Sequence
from datetime import date

from publish import period
from publish.period import Period
from publish.reading import Marts, Row, bounds

KINDS = ("direct", "shared", "reserved_idle", "true_up", "unattributed")
PARTS = ("s1_direct", "electricity", "upstream", "hardware", "facility", "other", "undivided")

_IN_PERIOD = "where posting_month between ? and ?"
_STATEMENTS = f"""
select * from marts.rpt_chargeback__statements {_IN_PERIOD}
order by posting_month, team_id = 'unattributed', team_id, currency
"""
_LINES = f"""
select * from marts.fct_chargeback_lines {_IN_PERIOD}
order by posting_month, team_id = 'unattributed', team_id, activity_month desc, line_kind,
    source_team_id nulls first
"""
_CHANGES = f"""
select * from marts.rpt_chargeback__change {_IN_PERIOD}
order by posting_month, team_id = 'unattributed', team_id
"""
_BUDGETS = """
select * from marts.rpt_chargeback__budgets where activity_month between ? and ?
order by budget_id, activity_month
"""
# A fiscal year is named by the year in which it ends, so the last may bear the next number.
_BRIDGE = """
select * from marts.rpt_chargeback__bridge
where fiscal_year between ? and ? + 1
order by fiscal_year, method
"""
_USED = """
select min(posting_month) as first, max(posting_month) as last
from marts.rpt_chargeback__statements
where energy_kwh is not null or effective_cost is not null
"""


def covered(marts: Marts, asked: str | None) -> Period:
    """The month or year that was asked for, else every month with use or a true-up of it."""
    if asked is not None:
        return period.parse(asked)
    found = marts.first(_USED)
    return period.between(found["first"], found["last"])


def statements(marts: Marts, of: Period) -> list[Row]:
    """Each team's statement of each month."""
    return marts.rows(_STATEMENTS, bounds(of))


def lines(marts: Marts, of: Period) -> list[Row]:
    """What the statements are made of."""
    return marts.rows(_LINES, bounds(of))


def changes(marts: Marts, of: Period) -> list[Row]:
    """Why a statement is not that of the month before."""
    return marts.rows(_CHANGES, bounds(of))


def budgets(marts: Marts, of: Period) -> list[Row]:
    """Each budget, month by month of activity."""
    return marts.rows(_BUDGETS, bounds(of))


def bridge(marts: Marts, of: Period) -> list[Row]:
    """From the statements to the statutory view, for the fiscal years that the period may touch."""
    first, last = bounds(of)
    return marts.rows(_BRIDGE, (first.year, last.year))


def months(rows: Sequence[Row]) -> list[date]:
    """The months that have a statement, in order."""
    return sorted({row["posting_month"] for row in rows})
