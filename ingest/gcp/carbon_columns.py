"""The raw contract of Google Cloud's Carbon Footprint export: records flattened, kilograms exact.

`after_offsets` and `carbon_offsets_kgCO2e` are deprecated, null since August 2025, and not asked
for. Belongs here: names and types. Does not: reading.
"""

from __future__ import annotations

_KG = "decimal(38, 12)"

FIGURES = (
    "carbon_footprint_kgco2e_scope1",
    "carbon_footprint_kgco2e_scope2_location_based",
    "carbon_footprint_kgco2e_scope2_market_based",
    "carbon_footprint_kgco2e_scope3",
    "carbon_footprint_total_kgco2e_location_based",
    "carbon_footprint_total_kgco2e_market_based",
)

COLUMNS: dict[str, str] = {
    "usage_month": "date",
    "billing_account_id": "varchar",
    "project_id": "varchar",
    "project_number": "varchar",
    "service_id": "varchar",
    "service_description": "varchar",
    "location_location": "varchar",
    "location_region": "varchar",
    "carbon_model_version": "varchar",
    **dict.fromkeys(FIGURES, _KG),
}

NEVER_EMPTY = ("usage_month", "billing_account_id", "carbon_model_version")

TOP_LEVEL = (
    "usage_month",
    "billing_account_id",
    "project",
    "service",
    "location",
    "carbon_model_version",
    "carbon_footprint_kgCO2e",
    "carbon_footprint_total_kgCO2e",
)
"""The columns of the table that are asked for; all of them have been there from the start."""
