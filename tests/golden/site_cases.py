"""What the cases about own sites give: their registers and the factors that they know.

Belongs here: turning a case's inputs into what a person would register. Does not: what must come
out (test_onprem_site_cases.py).
"""

from __future__ import annotations

from typing import Any

from tests.own_factors import SeedRow
from tests.own_sites import Registers, asset, certificate, metered, site

LIFE, BOUNDARY = "G09-ASSET-LIFE", "G11A-BOUNDARY"
FULL, OVER = "S2-MBM-1", "S2-MBM-OVERCOVER"
DIESEL, GAS, GENSET = "S3C3-WTT-DIESEL", "S3C3-FAC-GAS", "S3C3-FAC-DIESEL"
WTT, LOSS = "S3C3-FAC-ELEC-WTT", "S3C3-TD-Q2"
BOUGHT, CHARGED = "CAPG-STAT", "CAPG-MGMT"
MINE = (LIFE, BOUNDARY, FULL, OVER, DIESEL, GAS, GENSET, WTT, LOSS, BOUGHT, CHARGED)

Cases = dict[str, dict[str, Any]]


def energy_registers(cases: Cases) -> Registers:
    """Sites, contracts, fuel and hardware of every case but the life of an asset."""
    used = {
        FULL: ("DE", cases[FULL]["kwh"]), OVER: ("DE", cases[OVER]["kwh"]),
        "SE": ("SE", 1_000_000), "NO": ("NO", 1_000_000),
        WTT: ("FR", cases[WTT]["kwh"]), LOSS: ("IT", cases[LOSS]["kwh"]),
    }  # fmt: skip
    meters = [metered(name, kwh) for name, (_, kwh) in used.items()]
    fuels = [
        _burned(DIESEL, "diesel", "L", cases[DIESEL]["litres"]),
        _burned(GENSET, "diesel", "L", cases[GENSET]["litres"]),
        _burned(GAS, "natural_gas", "kWh", cases[GAS]["mmbtu"] * cases[GAS]["kwh_per_mmbtu"]),
    ]
    bought = cases[BOUGHT]
    sites = [site(name, country) for name, (country, _) in used.items()]
    return {
        "sites": [*sites, *(site(row["site_id"], "FR") for row in fuels)],
        "meters": [meter for meter, _ in meters],
        "meter_readings": [reading for _, reading in meters],
        "fuels": fuels,
        "instruments": [
            certificate(f"cert-{case}", "DE", cases[case]["cert_kwh"] / 1000, site_id=case)
            for case in (FULL, OVER)
        ],
        "residual_mixes": [{
            "country_iso2": "DE", "data_year": 2025, "kgco2e_per_kwh": cases[FULL]["residual"],
            "publisher": "given", "edition": "given", "licence": "given", "source_locator": "case",
        }],
        "assets": [asset("servers", FULL, bought["pcf_kg"], "2025-07-01",
                         quantity=bought["servers"], life_months=12 * bought["life_years"])],
    }  # fmt: skip


def life_registers(case: dict[str, Any]) -> Registers:
    """The asset whose life changes, and the emissions of its first year."""
    gas = {"log_id": "period", "site_id": "hall", "gas": "R-744", "topped_up_on": "2026-05-01",
           "mass_kg": case["period_emissions_2026_kg"]}  # fmt: skip
    return {
        "sites": [site("hall", "DE")],
        "refrigerants": [gas],
        "assets": [asset("hgx", "hall", case["pcf_kg"], case["acquired"],
                         in_service_on=case["in_service"], life_months=case["life_months"],
                         disposed_on=case["disposed"], disposal_route="scrap")],
        "asset_lives": [{"asset_id": "hgx", "valid_from": case["new_life_months_from"],
                         "life_months": case["new_life_months"]}],
    }  # fmt: skip


def _burned(case: str, fuel: str, unit: str, quantity: float) -> dict[str, Any]:
    return {"log_id": case, "site_id": case, "fuel": fuel, "burned_from": "2025-03-01",
            "burned_to": "2025-04-30", "quantity": quantity, "unit": unit}  # fmt: skip


def factor(row: SeedRow, cases: Cases) -> SeedRow | None:
    """A row of `factors` as the cases give it; None where they give none."""
    family, country = row["factor_family"], row["region_code"]
    given = cases[BOUNDARY]
    values = {
        ("grid_location", "SE"): given["SE_direct"],
        ("grid_lifecycle", "SE"): given["SE_lifecycle"],
        ("grid_lifecycle", "NO"): given["NO_lifecycle"],
        ("grid_location", "IT"): cases[LOSS]["ef"],
        ("td_loss_fraction", "IT"): cases[LOSS]["ggl"],
        ("wtt_generation", "FR"): cases[WTT]["wtt"],
    }
    if (family, country) in values:
        return row | {"value": str(values[family, country]), "value_low": "", "value_high": ""}
    absent = {("grid_location", "NO"), ("grid_location_mix", "NO"), ("wtt_td", "IT")}
    is_world_losses = (family, country) == ("wtt_td", "WORLD")
    return None if (family, country) in absent or is_world_losses else row


def fuel(row: SeedRow, cases: Cases) -> SeedRow:
    """A row of `fuel_factors` as the cases give it."""
    values = {("diesel", "L"): cases[DIESEL]["wtt"], ("natural_gas", "kWh"): cases[GAS]["wtt"]}
    wanted = values.get((row["fuel"], row["unit"]))
    return row if wanted is None else row | {"wtt_kgco2e": str(wanted)}
