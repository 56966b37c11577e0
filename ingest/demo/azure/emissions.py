"""Answers of Azure Carbon Optimization about the made-up company, from the quantities of the bill.

    <folder>/2025-10/Scope1.json, Scope2.json, Scope3.json

Belongs here: invented intensities of regions, the items of a scope, the saved answers. Does not:
energy of meters (`catalogue.py`). No figure of a real company may be computed from these.
"""

import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.demo.azure.catalogue import METERS
from ingest.demo.azure.needs import DATA, LEGACY, SHOP, Need
from ingest.demo.azure.rows import resource_id
from ingest.demo.azure.use import uses_of
from ingest.demo.month import Month

SUBSCRIPTIONS = tuple(one.subscription_id for one in (SHOP, DATA, LEGACY))


@dataclass(frozen=True, slots=True)
class Grid:
    """A region in Microsoft's eyes: its display name, overhead, market-based kg per kWh."""

    name: str
    pue: float
    market: float


_GRIDS = {
    "westeurope": Grid("west europe", 1.15, 0.031),
    "northeurope": Grid("north europe", 1.18, 0.0),
}
_SCOPE_1 = 0.0008
"""Kilograms per kWh of the facility."""

Emissions = dict[str, float]
"""Kilograms by scope."""


def deliver_answers(folder: Path, month: Month, density: float, seed: int) -> int:
    """Saves the answers of a month; the number of resources.

    Args:
        folder: where the answers lie.
        month: the month of use.
        density: as of the bill.
        seed: as of the bill.
    """
    emissions = emissions_of(month, density, seed)
    for scope in ("Scope1", "Scope2", "Scope3"):
        body = {
            "subscriptionAccessDecisionList": [
                {"subscriptionId": one, "decision": "Allowed"} for one in SUBSCRIPTIONS
            ],
            "value": [_item(need, kg[scope]) for need, kg in emissions.items()],
        }
        path = folder / month.period / f"{scope}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(body, indent=1) + "\n", encoding="utf-8")
    return len(emissions)


def emissions_of(month: Month, density: float, seed: int) -> dict[Need, Emissions]:
    """What each resource emits in a month, by one of its needs, in the order of their names."""
    totals: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    needs: dict[str, Need] = {}
    for use in uses_of(month, density, seed):
        meter = METERS[use.need.meter]
        if meter.kwh:
            needs.setdefault(resource_id(use.need), use.need)
            total = totals[resource_id(use.need)]
            total[0] += use.amount * meter.kwh
            total[1] += use.amount * meter.hardware_kg
    return {needs[key]: _by_scope(needs[key], *totals[key]) for key in sorted(needs)}


def _by_scope(need: Need, kwh: float, kg: float) -> Emissions:
    grid = _GRIDS[need.region.location]
    facility = kwh * grid.pue
    scopes = {"Scope1": facility * _SCOPE_1, "Scope2": facility * grid.market, "Scope3": kg}
    return {scope: round(value, 9) for scope, value in scopes.items()}


def _item(need: Need, kg: float) -> dict[str, Any]:
    return {
        "dataType": "ResourceItemDetailsData",
        "itemName": need.name,
        "categoryType": "Resource",
        "latestMonthEmissions": kg,
        "previousMonthEmissions": 0.0,
        "subscriptionId": need.subscription.subscription_id,
        "resourceGroup": need.group,
        "resourceId": resource_id(need).lower(),
        "location": _GRIDS[need.region.location].name,
        "resourceType": need.kind.lower(),
    }
