"""Rows put in order of size, and small ones put together.

Belongs here: ranking and adding measured rows. Adding is exact, and never across currencies.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from publish import figures
from publish.figures import Money
from publish.reports.team_service.measures import Measured


def largest(rows: Sequence[Measured]) -> list[Measured]:
    """Rows by location total, unknown ones last; ties by key, so that the order is always one."""
    return sorted(
        rows,
        key=lambda one: (
            one.total_location is None,
            -(one.total_location or Decimal(0)),
            tuple(map(str, one.keys)),
        ),
    )


def added(rows: Sequence[Measured], keys: tuple[Any, ...]) -> Measured:
    """Several rows as one; what none of them knows stays unknown."""

    def total(part: Callable[[Measured], Decimal | None]) -> Decimal | None:
        return figures.total(part(one) for one in rows)

    return Measured(
        keys,
        energy_kwh=total(lambda one: one.energy_kwh),
        location=total(lambda one: one.location),
        hourly=total(lambda one: one.hourly),
        market=total(lambda one: one.market),
        incomplete_kwh=total(lambda one: one.incomplete_kwh),
        hardware=total(lambda one: one.hardware),
        other=total(lambda one: one.other),
        own_location=total(lambda one: one.own_location),
        own_market=total(lambda one: one.own_market),
        total_location=total(lambda one: one.total_location),
        total_hourly=total(lambda one: one.total_hourly),
        total_market=total(lambda one: one.total_market),
        billed=_added([one.billed for one in rows]),
        effective=_added([one.effective for one in rows]),
    )


def _added(costs: Sequence[tuple[Money, ...]]) -> tuple[Money, ...]:
    """One sum per currency."""
    amounts: dict[str, list[Decimal | None]] = defaultdict(list)
    for cost in (cost for costs_of_row in costs for cost in costs_of_row):
        amounts[cost.currency or ""].append(cost.amount)
    return tuple(
        Money(figures.total(amounts[currency]), currency or None) for currency in sorted(amounts)
    )
