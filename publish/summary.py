"""The figures of the published file in a few lines, for a terminal.

Belongs here: what a run prints when it is done. Does not: colour, paging, the command line.
Every text is made visible first, so a name from a bill cannot steer a terminal.
"""

import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from publish import cells, figures, ledger
from publish.ledger import Booked, scope_title
from publish.period import Period
from publish.reading import Marts, Row, opened

_COVERAGE = """
select
    evidence_tier,
    coverage_class,
    sum(row_count) as row_count,
    sum(energy_kwh) as energy_kwh,
    sum(kgco2e_location) as kgco2e
from marts.rpt_audit__coverage
group by all
order by evidence_tier nulls last, coverage_class
"""
_COSTS = """
select evidence_tier, coverage_class, billing_currency, sum(effective_cost) as cost
from marts.rpt_audit__coverage
group by all
order by billing_currency
"""
_LONGEST_NAME = 32
_FIGURES = ("location", "hourly", "market", "incomplete")


def lines(published: Path) -> list[str]:
    """tCO2e by scope, team and method, and coverage by evidence tier, over all months of use.

    Raises:
        NotPublishedError: the file, or a mart that is read here, is not there.
    """
    with opened(published) as marts:
        marts.require([ledger.TABLE, "rpt_audit__coverage", "dim_team"])
        period = ledger.active(marts)
        return [
            f"Emissions, {period.title}, tCO2e",
            *_indented(_emissions(marts, period)),
            "",
            "location, hourly and market measure the same use: never add them.",
            "incomplete: share of kWh whose market figure is the location figure in its place.",
            "category 2: these months' part of own hardware; an inventory has it when acquired.",
            "",
            "Coverage, effective cost",
            *_indented(_coverage(marts)),
        ]


def _emissions(marts: Marts, period: Period) -> list[list[str]]:
    """One line per scope and team, each scope followed by its sum."""
    names = _team_names(marts)
    decimals = _decimals(ledger.booked(marts, period, ledger.SCOPE))
    by_scope = {one.keys: one for one in ledger.booked(marts, period, ledger.SCOPE)}
    by_team = ledger.booked(marts, period, [*ledger.SCOPE, "team_id"])
    table = [["", *_FIGURES]]
    for scope, total in by_scope.items():
        table.append([scope_title(*scope), *_row(total, decimals)])
        teams = [one for one in by_team if one.keys[:3] == scope]
        for one in sorted(teams, key=_largest_first):
            team = one.keys[3]
            name = "Unattributed" if team is None else names.get(team) or str(team)
            table.append([f"  {cells.shortened(name, _LONGEST_NAME)}", *_row(one, decimals)])
    return table if by_scope else [["no figures"]]


def _largest_first(one: Booked) -> tuple[Decimal, str]:
    """Teams by their location figure."""
    return -(one.location or Decimal(0)), str(one.keys)


def _decimals(rows: Sequence[Booked]) -> int:
    """The decimals that all figures share, so that they can be compared down a column."""
    return figures.decimals_for(
        value for one in rows for value in (one.location, one.location_hourly, one.market)
    )


def _row(one: Booked, decimals: int) -> list[str]:
    """The figures of one key."""
    methods = (one.location, one.location_hourly, one.market)
    shown = [figures.number(value, decimals) for value in methods]
    return [*shown, figures.percent(one.market_incomplete)]


def _team_names(marts: Marts) -> dict[Any, str]:
    """Names of the registered teams, and of those rows that none of them owns."""
    found = marts.rows("select team_id, team_name from marts.dim_team")
    return {row["team_id"]: row["team_name"] for row in found}


def _coverage(marts: Marts) -> list[list[str]]:
    """One line per tier and class."""
    costs = marts.rows(_COSTS)
    rows = marts.rows(_COVERAGE)
    table = [["tier", "rows", "kWh", "kgCO2e", "cost"]]
    table += [_covered(row, costs) for row in rows]
    return table if rows else [["no rows"]]


def _covered(row: Row, costs: Sequence[Row]) -> list[str]:
    """Rows, kWh, kg and cost of one tier and class."""
    key = (row["evidence_tier"], row["coverage_class"])
    own = [one for one in costs if (one["evidence_tier"], one["coverage_class"]) == key]
    money = [figures.Money(one["cost"], one["billing_currency"]) for one in own]
    tier = "-" if row["evidence_tier"] is None else row["evidence_tier"]
    words = str(row["coverage_class"]).replace("_", " ")
    return [
        cells.shortened(f"{tier}  {words}", _LONGEST_NAME),
        figures.number(row["row_count"], 0),
        figures.number(row["energy_kwh"], 0),
        figures.number(row["kgco2e"], 0),
        cells.visible(figures.money(money)),
    ]


def _indented(table: Sequence[Sequence[str]]) -> list[str]:
    """Columns side by side: the first to the left, the figures to the right."""
    widths = [max(map(_width, column)) for column in zip(*table, strict=True)]
    aligned: list[str] = []
    for row in table:
        first = row[0] + " " * (widths[0] - _width(row[0]))
        figures_ = [
            " " * (width - _width(text)) + text
            for text, width in zip(row[1:], widths[1:], strict=True)
        ]
        aligned.append("  " + "  ".join([first, *figures_]).rstrip())
    return aligned


def _width(text: str) -> int:
    """The terminal columns that a text takes: wide East Asian characters two, marks none."""
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1
        for one in text
    )
