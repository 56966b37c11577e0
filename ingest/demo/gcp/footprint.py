"""Google's Carbon Footprint of the made-up company, from the quantities of the bill.

    <folder>/usage_month=2025-10/lumenfold-footprint-000000000000.parquet

Belongs here: invented intensities of regions, the rows of a month, its extract. Does not: energy of
SKUs (`catalogue.py`). No figure of a real company may be computed from these.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa

from ingest.demo.gcp.catalogue import SERVICES
from ingest.demo.gcp.extracts import put
from ingest.demo.gcp.footprint_table import SCHEMA
from ingest.demo.gcp.needs import BILLING_ACCOUNT, Place, Project
from ingest.demo.gcp.usage import uses_of
from ingest.demo.month import Month

MODELS = (14, 15)
"""Versions of the model: of the first month, and of all later ones."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A location in Google's eyes: overhead, kg per kWh, and what of it is not matched."""

    pue: float
    location: float
    upstream: float
    market_share: float


_GRIDS = {
    "europe-west4": Grid(1.09, 0.262, 0.06, 0.18),
    "us-central1": Grid(1.11, 0.402, 0.10, 0.0),
    "us": Grid(1.11, 0.371, 0.09, 0.09),
}
_SCOPE_1, _BUILDINGS = 0.0009, 0.012
"""Kilograms per kWh of the facility."""


def deliver_footprint(
    folder: Path, month: Month, density: float, seed: int, *, is_first: bool
) -> int:  # fmt: skip
    """Writes a month's extract; the number of rows.

    Args:
        folder: where the extracts lie.
        month: the month of use.
        density: as of the bill.
        seed: as of the bill.
        is_first: whether the month is the first that is told.
    """
    rows = rows_of(month, density, seed, MODELS[0] if is_first else MODELS[1])
    name = "lumenfold-footprint-000000000000.parquet"
    put(folder / f"usage_month={month.period}" / name, pa.Table.from_pylist(rows, SCHEMA))
    return len(rows)


def rows_of(month: Month, density: float, seed: int, model: int) -> list[dict[str, object]]:
    """The rows of a month by project, service and region, in a fixed order."""
    totals: dict[tuple[Project, str, Place], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for use in uses_of(month, density, seed):
        if use.sku.kwh:
            total = totals[use.need.project, use.sku.service, use.need.place]
            total[0] += use.amount * use.sku.kwh
            total[1] += use.amount * use.sku.hardware_kg
    keys = sorted(totals, key=lambda key: (key[0].project_id, key[1], key[2].location))
    return [_row(month, model, *key, *totals[key]) for key in keys]


def _row(
    month: Month, model: int, project: Project, service: str, place: Place, kwh: float, kg: float
) -> dict[str, object]:  # fmt: skip
    grid = _GRIDS[place.location]
    facility = kwh * grid.pue
    scope_1, location = round(facility * _SCOPE_1, 6), round(facility * grid.location, 6)
    market = round(location * grid.market_share, 6)
    scope_3 = round(kg + facility * (grid.upstream + _BUILDINGS), 6)
    service_id, description = SERVICES[service]
    return {
        "usage_month": date(month.start.year, month.start.month, 1),
        "billing_account_id": BILLING_ACCOUNT,
        "project": {"id": project.project_id, "number": project.number},
        "service": {"id": service_id, "description": description},
        "location": {"location": place.location, "region": place.region},
        "carbon_model_version": model,
        "carbon_footprint_kgCO2e": {
            "scope1": scope_1,
            "scope2": {"location_based": location, "market_based": market},
            "scope3": scope_3,
        },
        "carbon_footprint_total_kgCO2e": {
            "location_based": round(scope_1 + location + scope_3, 6),
            "market_based": round(scope_1 + market + scope_3, 6),
            "after_offsets": None,
        },
        "carbon_offsets_kgCO2e": None,
    }
