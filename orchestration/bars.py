"""Bars that a pipeline holds before it goes on: budgets as they stand, a run against its limits.

Belongs here: reading the published figures and judging them. Does not: any figure of its own; what
a run took and what a budget has left are marts' columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import click

from publish import figures
from publish.reading import Row, opened

_BUDGETS = "rpt_chargeback__budgets"
_STANDING = """
select * from marts.rpt_chargeback__budgets where is_latest order by budget_id
"""
_RUN = """
select run_id, total_location_kgco2e, total_market_kgco2e, it_joule_per_token
from marts.fct_ai_runs where run_id = ?
"""


@dataclass(frozen=True, slots=True)
class Bar:
    """One measure of a run beside its limit; unknown is not held."""

    measure: str
    value: Decimal | None
    limit: Decimal | None

    @property
    def status(self) -> str:
        """`ok`, `breached`, or `unknown` where the value or the limit is not known."""
        if self.value is None or self.limit is None:
            return "unknown"
        return "ok" if self.value <= self.limit else "breached"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a run may take: absolute, or as much as a baseline and some per cent more."""

    max_kg: Decimal | None
    max_joule_per_token: Decimal | None
    baseline: str | None
    tolerance_percent: Decimal


def budgets(published: Path, wanted: Sequence[str]) -> list[Row]:
    """Each budget as it stands in the last month that is known; all of them where none is named.

    Raises:
        NotPublishedError: nothing is published, or no budgets are.
        UsageError: no budget has one of the names.
    """
    with opened(published) as marts:
        marts.require([_BUDGETS])
        rows = marts.rows(_STANDING)
    unknown = sorted(set(wanted) - {row["budget_id"] for row in rows})
    if unknown:
        known = ", ".join(row["budget_id"] for row in rows) or "none"
        raise click.UsageError(f"No budget is called {', '.join(unknown)}. There is: {known}.")
    return [row for row in rows if not wanted or row["budget_id"] in wanted]


def budget_status(row: Row, *, with_forecast: bool) -> str:
    """`ok`, `exceeded`, or `forecast_exceeded` where the forecast counts."""
    if row["is_exceeded"]:
        return "exceeded"
    return "forecast_exceeded" if with_forecast and row["is_forecast_exceeded"] else "ok"


def run_bars(published: Path, run_id: str, method: str, limits: Limits) -> list[Bar]:
    """The bars of a run, in the order kilograms, joules per token.

    Raises:
        NotPublishedError: nothing is published.
        UsageError: no run has the id.
    """
    with opened(published) as marts:
        marts.require(["fct_ai_runs"])
        run = _found(marts.first(_RUN, [run_id]), run_id)
        baseline = limits.baseline
        base = _found(marts.first(_RUN, [baseline]), baseline) if baseline is not None else None
    columns = (
        (f"kgCO2e, {method}-based", f"total_{method}_kgco2e", limits.max_kg),
        ("joule per token", "it_joule_per_token", limits.max_joule_per_token),
    )
    bars: list[Bar] = []
    for measure, column, most in columns:
        value = figures.decimal(run[column])
        if most is not None:
            bars.append(Bar(measure, value, most))
        if base is not None and base[column] is not None:
            allowed = figures.decimal(base[column]) or Decimal(0)
            allowed *= 1 + limits.tolerance_percent / 100
            bars.append(Bar(f"{measure}, against {baseline}", value, allowed))
    # A baseline of which nothing is known is no bar that was held.
    return bars or [Bar(f"anything, against {baseline}", None, None)]


def _found(row: Row, run_id: str) -> Row:
    if not row:
        raise click.UsageError(
            f"No run {run_id!r} is published. "
            "`tonne sql 'select run_id from marts.fct_ai_runs'` lists those that are."
        )
    return row
