"""Statements added up over months, team by team, exactly.

Belongs here: sums of what the marts state. Does not: a figure that they do not.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from publish import figures
from publish.figures import Money
from publish.reading import Row

_ADDED = (
    "direct_kgco2e", "shared_kgco2e", "reserved_idle_kgco2e", "true_up_kgco2e",
    "unattributed_kgco2e", "charged_kgco2e", "location_kgco2e", "market_kgco2e", "energy_kwh",
    "water_site_l", "water_source_l",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Charged:
    """What a team is charged for over some months; kg, kWh and litres by the mart's columns."""

    team_id: str
    team_name: str
    cost_center: str | None
    sums: dict[str, Decimal | None]
    cost: tuple[Money, ...]
    charged: tuple[Money, ...]

    def tonnes(self, column: str) -> Decimal | None:
        """Tonnes of a column in kg."""
        return figures.thousandth(self.sums[column])

    @property
    def water_l(self) -> Decimal | None:
        """Water at the site and of the electricity."""
        return figures.total([self.sums["water_site_l"], self.sums["water_source_l"]])


def by_team(rows: Sequence[Row]) -> list[Charged]:
    """One for each team, the most charged first, what nobody owns last."""
    ordered = sorted(rows, key=lambda row: row["team_id"])
    found = [_added(list(some)) for _, some in groupby(ordered, lambda row: row["team_id"])]
    return sorted(
        found,
        key=lambda one: (
            one.team_id == "unattributed",
            -(one.sums["charged_kgco2e"] or Decimal(0)),
            one.team_id,
        ),
    )


def total(rows: Sequence[Row]) -> Charged:
    """All teams together."""
    return _added([{**row, "team_id": "", "team_name": "Total", "cost_center": ""} for row in rows])


def money(costs: Iterable[tuple[Decimal | None, str | None]]) -> tuple[Money, ...]:
    """One sum per currency; none of a currency of which an amount is not known."""
    amounts: dict[str | None, list[Decimal | None]] = {}
    for amount, currency in costs:
        if currency is not None:
            amounts.setdefault(currency, []).append(amount)
    return tuple(
        Money(None if None in found else figures.total(found), currency)
        for currency, found in sorted(amounts.items(), key=lambda pair: str(pair[0]))
    )


def _added(rows: Sequence[Row]) -> Charged:
    last: dict[str, Any] = dict(rows[-1]) if rows else {}
    costs = [(row["effective_cost"], row["cost_currency"]) for row in rows]
    return Charged(
        str(last.get("team_id", "")),
        str(last.get("team_name", "Total")),
        last.get("cost_center"),
        {column: figures.total(row[column] for row in rows) for column in _ADDED},
        money((amount, currency) for amount, currency in costs if amount is not None),
        money((row["charged_cost"], row["currency"]) for row in rows if _is_charged(row)),
    )


def _is_charged(row: Row) -> bool:
    """A row without kilograms has no price to miss."""
    return row["charged_kgco2e"] is not None
