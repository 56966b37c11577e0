"""The cases about disclosures as rows: entries of the books, and registers of the entity.

Belongs here: turning what a case gives into rows. Does not: what comes out of them.
"""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.injected import DATABASE, ground, replace, run_dbt
from tests.once import made_once
from tests.own_sites import ENTITY

Cases = Mapping[str, dict[str, Any]]
Relations = dict[str, list[dict[str, Any]]]

LEVERS, MIX, INTENSITY = "ESRS-AR31-2035", "ESRS-E15-MIX", "ESRS-AR53-INT"
MARKET, LOCATION = "ESRS-AR47-MBM", "ESRS-AR47-LBM"
SOLD, SMALL, CLOSED = "BY-DIV-BETA", "BY-THRESH-2", "G14-CLOSE-AND-CHARGE"
MINE = (LEVERS, MIX, INTENSITY, MARKET, LOCATION, SOLD, SMALL, CLOSED)

LEDGER, ENERGY = "marts.fct_carbon_ledger", "marts.fct_energy_mix_monthly"
GASES, PERIODS = "marts.fct_scope1_gases_monthly", "marts.dim_accounting_period"
PROOFS = "marts.fct_instrument_allocations"
YEAR, CLOSED_YEAR, BASE = 2025, 2024, 2022
MODELS = ("path:models/intermediate/disclosures", "path:models/marts/disclosures", "dim_entity",
          "path:tests/disclosures")  # fmt: skip
_KG = 1000
_OF_THE_CASE = {"energy_efficiency", "material_efficiency", "fuel_switching", "electrification",
                "renewables", "product", "process", "other"}  # fmt: skip


def cases(shared: Path) -> Cases:
    """What the cases of disclosures give and expect, by their id."""
    found: dict[str, dict[str, Any]] = {}
    for name in ("golden", "standards"):
        with (shared / "cases" / f"{name}.csv").open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if row["case_id"] in MINE:
                    words = row["expected"]
                    expected = json.loads(words) if words[0] in "{-0123456789" else words
                    found[row["case_id"]] = json.loads(row["inputs"]) | {"expected": expected}
    return found


def disclosed(of: Cases, factory: pytest.TempPathFactory) -> Path:
    """A warehouse with every case as rows and what follows, made once; data tests passed."""
    return made_once(factory, "disclosed", lambda folder: _disclose(of, folder, factory)) / DATABASE


def _disclose(of: Cases, folder: Path, factory: pytest.TempPathFactory) -> None:
    folder.mkdir()
    database = Path(shutil.copy(ground(factory) / DATABASE, folder / DATABASE))
    relations = given(of)
    with duckdb.connect(str(database)) as connection:
        for relation, rows in relations.items():
            if relation.startswith("raw."):
                connection.execute(f"create or replace temp table shape as from {relation} limit 0")
                connection.execute(f"drop view {relation}")
                connection.execute(f"create table {relation} as from shape")
            replace(connection, relation, rows)
    marts = [name.removeprefix("marts.") for name in relations if name.startswith("marts.")]
    run_dbt(database, "build", "--select", *MODELS, "--exclude", *marts, "test_type:unit")


def given(of: Cases) -> Relations:
    """Every case as rows: each of the books in a year of its own, the base year in a register."""
    return {
        LEDGER: [*_booked(of), *_closed(of[CLOSED]["close"])],
        ENERGY: _energy(of[MIX]),
        GASES: [{"site_id": "hall", "activity_month": f"{YEAR}-06-01", "gas": "CO2",
                 "kgco2e": of[MARKET]["s1"] * _KG}],
        PROOFS: [{"instrument_id": "wind", "instrument_kind": "eac_site", "site_id": "hall",
                  "activity_year": YEAR, "applied_kwh": of[MIX]["renewable"] * _KG}],
        PERIODS: [{"activity_month": f"{CLOSED_YEAR}-06-01", "fiscal_year": CLOSED_YEAR,
                   "status": "hard"}],
        **{f"raw.organisation_{name}": rows for name, rows in _registers(of).items()},
    }  # fmt: skip


def entry(year: int, number: str, tonnes: float, **columns: Any) -> dict[str, Any]:
    """An entry of the books in the June of a year, of an own site unless said otherwise."""
    return {
        "ledger_entry_id": f"{year}-{number}", "book": "open", "activity_month": f"{year}-06-01",
        "posting_month": f"{year}-06-01", "entry_type": "accrual", "entity_id": ENTITY["entity_id"],
        "provider": "onprem", "carbon_bucket": "own_site", "region_id": "hall", "site_id": "hall",
        "team_id": "ml", "method": "na", "recognition_basis": "period", "rule_id": "R06",
        "component": "other", "evidence_tier": 3, "factor_set_id": "f", "slice_set_id": "s",
        "kgco2e": tonnes * _KG, **columns,
    }  # fmt: skip


def _booked(of: Cases) -> list[dict[str, Any]]:
    market, location, mix = of[MARKET], of[LOCATION], of[MIX]
    assert market["s1"] == location["s1"], "both totals hold the same Scope 1"
    assert market["s3"] == location["s3"], "both totals hold the same Scope 3"
    kwh = (mix["fossil"] + mix["nuclear"] + mix["renewable"]) * _KG
    cloud = {"provider": "aws", "region_id": "eu-west-1", "site_id": None, "scope": 3,
             "s3_category": 1, "s3_subcategory": "1.1"}  # fmt: skip
    return [
        entry(YEAR, "s1", market["s1"], scope=1),
        entry(YEAR, "s2 location", location["s2_lbm"], scope=2, method="location", energy_kwh=kwh),
        entry(YEAR, "s2 market", market["s2_mbm"], scope=2, method="market", energy_kwh=kwh),
        entry(YEAR, "s3", market["s3"], **cloud),
    ]


def _closed(close: dict[str, Any]) -> list[dict[str, Any]]:
    """A year that was closed and then changed: cloud of some Scope 3, and what was posted late."""
    cloud = {"provider": "aws", "region_id": "eu-west-1", "site_id": None, "scope": 3,
             "s3_category": 1, "s3_subcategory": "1.1"}  # fmt: skip
    rest = close["scope3_t"] - close["line_t"]
    return [
        entry(CLOSED_YEAR, "cloud", close["line_t"], book="closed", **cloud),
        entry(CLOSED_YEAR, "rest", rest, book="closed", **{**cloud, "s3_subcategory": None,
                                                           "s3_category": 4}),
        *(entry(CLOSED_YEAR, f"late {late['kind']}", late["t"], book="posted",
                entry_type="restatement", **cloud) for late in close["late"]),
    ]  # fmt: skip


def _energy(mix: dict[str, Any]) -> list[dict[str, Any]]:
    parts = {"PURCHASED_FOSSIL": mix["fossil"], "NUCLEAR": mix["nuclear"],
             "PURCHASED_RENEWABLE": mix["renewable"], "SELF_GENERATED": 0,
             "PURCHASED": mix["fossil"] + mix["nuclear"] + mix["renewable"]}  # fmt: skip
    return [
        {"site_id": "hall", "activity_month": f"{YEAR}-06-01", "concept_key": f"ENERGY_{part}",
         "energy_kwh": mwh * _KG} for part, mwh in parts.items()
    ]  # fmt: skip


def _registers(of: Cases) -> Relations:
    levers, sold, small = of[LEVERS], of[SOLD], of[SMALL]
    assert set(levers["levers"]) == _OF_THE_CASE
    base = sum(sold["base_units"])
    stated = {"S1": base, "S2_LOCATION": 0, "S2_MARKET": 0, "S3_01": small["base"]}
    revenue = of[INTENSITY]["net_revenue_eur"]
    target = {"scope_set": "1+2+3", "method": "market", "base_year": BASE, "base_tco2e": 100 * _KG,
              "science_based": True}  # fmt: skip
    changes = [("sold", "structural", "1", None, -sold["divested_base"]),
               ("grown", "organic", "1", None, 9 * base),
               *((f"small {tonnes}", "error", "3", 1, tonnes) for tonnes in small["deltas"]),
               ]  # fmt: skip
    return {
        "entities": [dict(ENTITY)],
        "disclosure_policy": [{"base_year": BASE, "restatement_threshold": 0.05}],
        "framework_elections": [
            {"fiscal_year": YEAR, "framework": "esrs", "framework_version": "esrs_2023"}
        ],
        "revenues": [{"fiscal_year": YEAR, "revenue_total": revenue, "revenue_used": revenue,
                      "revenue_other": 0, "currency": "EUR"}],
        "prior_inventories": [
            {"fiscal_year": BASE, "concept_key": key, "value": value, "unit": "tCO2e",
             "source": "case"} for key, value in stated.items()
        ],
        "recalculations": [
            {"change_id": name, "kind": kind, "scope_set": scope, "s3_category": category,
             "method": "na", "fiscal_year": YEAR, "delta_tco2e": delta, "reason": "case"}
            for name, kind, scope, category, delta in changes
        ],
        "targets": [
            {"target_id": "near", "target_year": 2030, "target_tco2e": levers["prev"] * _KG,
             **target},
            {"target_id": "far", "target_year": 2035, "target_tco2e": levers["expected"] * _KG,
             **target},
        ],
        "target_levers": [
            {"target_id": "far", "year": 2035, "lever": lever, "tco2e": kilotonnes * _KG}
            for lever, kilotonnes in levers["levers"].items()
        ],
    }  # fmt: skip
