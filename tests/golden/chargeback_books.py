"""One month of chargeback with a true-up, as estimates, clouds' figures and registers.

Belongs here: turning what the case gives into rows. Does not: what comes out of them.
"""

from __future__ import annotations

import csv
import json
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.injected import Given, Row, estimate, figure

BEFORE, MONTH = "2026-05", "2026-06"
ARRIVED = datetime(2026, 6, 15)
"""When the figures of the month before were landed: within the month that is charged."""

_KEY = {"provider": "aws", "region_id": "us-east-1", "carbon_bucket": "Other"}
_ACCRUED_T = 20
"""What was estimated for the month before; the true-up is what the cloud's own figure lacks."""


def case(shared: Path) -> dict[str, Any]:
    """What the case of close and charge gives and expects, of its charge."""
    with (shared / "cases" / "golden.csv").open(newline="", encoding="utf-8") as file:
        [row] = [one for one in csv.DictReader(file) if one["case_id"] == "G14-CLOSE-AND-CHARGE"]
    return {**json.loads(row["inputs"])["charge"], "expected": json.loads(row["expected"])}


def given(of: dict[str, Any]) -> Given:
    """The case as rows."""
    rows = Given(relations=_registers(of))
    used = {**of["direct_t"], "shared": of["shared_t"], "unattributed": of["unattributed_t"]}
    for team, tonnes in used.items():
        rows.estimates.append(_used(team, MONTH, tonnes))
    for team, tonnes in of["prior_month_true_up_t"].items():
        rows.estimates.append(_used(team, BEFORE, _ACCRUED_T))
        kg = (_ACCRUED_T + tonnes) * 1000
        told = figure(
            f"account of {team}", BEFORE, "s2_location", kg, provider="aws", tool="aws_ccft",
            model_version="v3.0.1", service_name="Other", region_code="us-east-1",
        )  # fmt: skip
        rows.figures.append(told)
        rows.landed[told["slice_id"]] = ARRIVED
    return rows


def _used(team: str, month: str, tonnes: float) -> Row:
    kg = tonnes * 1000
    return estimate(
        f"account of {team}", month, team, **_KEY, service_name="EC2", energy_it_kwh=kg,
        energy_overhead_kwh=0, electricity_location_kgco2e=kg, electricity_market_kgco2e=kg / 2,
    )  # fmt: skip


def _registers(of: dict[str, Any]) -> dict[str, list[Row]]:
    policy = {"valid_from": "2026-01-01", "method": "location", "price_id": "fee",
              "shared_split": of["split"], "unattributed_owner": "central"}  # fmt: skip
    price = {"price_id": "fee", "price_kind": "fee", "currency": "EUR", "price_year": 2026,
             "price_per_tco2e": of["price_eur_t"], "valid_from": "2026-01-01"}  # fmt: skip
    return {
        "staging.stg_organisation__chargeback_policies": [policy],
        "staging.stg_organisation__shared_teams": [
            {"team_id": "shared", "valid_from": "2026-01-01"}
        ],
        "staging.stg_organisation__carbon_prices": [price],
    }
