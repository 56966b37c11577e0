"""The cases of the research data that belong to the house: factors as printed, hours beside years.

Belongs here: rows of `cases/*.csv` whose part is `house`. Does not: the other parts.
"""

from __future__ import annotations

import csv
import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests import bills
from tests.own_factors import SeedRow, copy_code, only, replace_seed, runs_from, seed
from tests.pipeline import must_run, published

_FILES = ("golden", "standards", "telemetry", "factors")
_HOURS = "G11B-HOUR"

# Seed, key of the row, column of the value; the unit where the seed's own column is not `unit`.
_FACTORS: dict[str, tuple[str, dict[str, str], str, str | None]] = {
    "eGRID2023 rev2 CAMX CO2e, total output": (
        "factors", {"factor_id": "grid.lb.us.egrid2023.CAMX"}, "value", None),
    "eGRID2023 rev2 US national CO2e": (
        "factors", {"factor_id": "grid.lb.us.egrid2023.US"}, "value", None),
    "eGRID2023 rev2 SRVC CO2e (Ashburn VA by EPA zip table)": (
        "factors", {"factor_id": "grid.lb.us.egrid2023.SRVC"}, "value", None),
    "DESNZ 2024 UK electricity generated": (
        "factors", {"factor_id": "grid_location.gb.desnz2024"}, "value", None),
    "DESNZ 2024 UK T&D": (
        "factors", {"factor_id": "td_loss_factor.gb.desnz2024"}, "value", None),
    "NGA 2026 New South Wales scope 2 location": (
        "factors", {"factor_id": "grid.lb.dcceew.2026.AU-NSW"}, "value", None),
    "EEA 2024 Germany direct": (
        "factors", {"factor_id": "grid.lb.eea.2024.DE"}, "value", None),
    "OWID/Ember Germany 2024 lifecycle": (
        "factors", {"factor_id": "grid.lc.owid.2024.DEU"}, "value", None),
    "EPA SC-CO2 2020 at 2.0 % Ramsey": (
        "factors", {"factor_id": "price.epa.scco2.2020"}, "value", None),
    "ECB EUR to USD, mean of October 2025 in the FX seed": (
        "fx_monthly", {"month": "2025-10", "currency": "USD"}, "units_per_eur", "USD per EUR"),
}  # fmt: skip


def test_no_house_case_is_left_out(shared_dir: Path) -> None:
    given = {
        (name, row.get("case_id") or row["case"])
        for name in _FILES
        for row in _house_rows(shared_dir, name)
    }
    assert given == {("golden", _HOURS), *(("factors", case) for case in _FACTORS)}


@pytest.mark.parametrize("case", _FACTORS)
def test_a_seed_says_what_the_publisher_printed(case: str, shared_dir: Path) -> None:
    printed = only(_house_rows(shared_dir, "factors"), case=case)
    name, key, column, unit = _FACTORS[case]
    row = only(seed(name), **key)
    tolerance = float(printed["relative_tolerance"])
    assert float(row[column]) == pytest.approx(float(printed["value"]), rel=tolerance, abs=0)
    assert (unit or row["unit"]) == printed["unit"]
    assert row["factor_quality"] == printed["quality"]


@pytest.fixture(scope="module")
def given(shared_dir: Path) -> dict[str, Any]:
    """What the case of the two hours gives, and what it expects."""
    row = only(_house_rows(shared_dir, "golden"), case_id=_HOURS)
    return json.loads(row["inputs"]) | json.loads(row["expected"])


@pytest.fixture(scope="module")
def two_hours(given: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The two loaded hours and the grid file landed, and run with the factors of the case only."""
    folder = tmp_path_factory.mktemp(_HOURS)
    code = copy_code(folder / "code")
    _give_the_factors(code, given["annual_g"])
    day = datetime(2025, 10, 15, 8)
    loaded = [day + timedelta(hours=number) for number in range(len(given["kwh"]))]
    month = [datetime(2025, 10, 1) + timedelta(hours=number) for number in range(744)]
    zone = dict.fromkeys(month, float(given["annual_g"])) | dict(
        zip(loaded, given["hourly_g"], strict=True)
    )
    lines = [
        bills.instance(
            "m6i.32xlarge",
            prefix="EUC1-",
            at=at,
            amount=float(kwh),
            team="hours",
            product_region_code="eu-central-1",
        )
        for at, kwh in zip(loaded, given["kwh"], strict=True)
    ]
    home = bills.write_workspace(folder / "home", lines, teams=["hours"], grid={"DE": zone})
    must_run(home, "run", env=runs_from(code))
    return home


def test_the_hour_is_met_and_the_year_is_booked(given: dict[str, Any], two_hours: Path) -> None:
    with published(two_hours) as connection:
        [report] = connection.execute(
            "select location_tco2e * 1000, location_hourly_tco2e * 1000, energy_kwh, "
            "total_location_tco2e * 1000 from marts.rpt_ghg__team_service_monthly"
        ).fetchall()
    annual, hourly, kwh, total = map(float, report)
    assert annual == given["method_location_kg"]
    assert hourly == given["method_location_hourly_kg"]
    assert kwh == sum(given["kwh"])
    assert total == given["method_location_kg"] != given["must_not_be"]["statutory_kg"]


def test_the_statutory_method_never_reads_the_hour(given: dict[str, Any], two_hours: Path) -> None:
    with published(two_hours) as connection:
        entries = connection.execute(
            "select method, component, sum(kgco2e) from marts.fct_carbon_ledger "
            "where kgco2e <> 0 group by all"
        ).fetchall()
        [(upstream,)] = connection.execute(
            "select count(upstream_location_kgco2e) from marts.fct_resource_estimates_daily"
        ).fetchall()
    booked = {method: float(kg) for method, component, kg in entries if component == "electricity"}
    statutory = given["statutory_uses"]
    assert booked[statutory] == given["method_location_kg"] != given["must_not_be"]["statutory_kg"]
    assert booked["location_hourly"] == given["method_location_hourly_kg"]
    assert {component for _, component, _ in entries} == {"electricity"}, "another factor came in"
    assert upstream == 0


def _give_the_factors(code: Path, annual_g: float) -> None:
    """1 kWh per unit, PUE 1, one annual factor and nothing else: no upstream, no hardware."""

    def factors(row: SeedRow) -> SeedRow | None:
        if row["factor_id"] != "grid.lb.eea.2024.DE":
            return None
        return row | {"value": f"{annual_g / 1000}"}

    def pue(row: SeedRow) -> SeedRow | None:
        if (row["provider"], row["region_pattern"], row["year"]) != ("aws", "eu-central-1", "2024"):
            return None
        return row | {"pue": "1", "pue_low": "", "pue_high": "", "range_kind": ""}

    def coefficients(row: SeedRow) -> SeedRow:
        none = ("memory_w_per_gib", "embodied_server", "embodied_socket", "embodied_dram")
        if not row["coefficient_id"].startswith(none):
            return row
        return row | {"value": "0", "value_low": "0", "value_high": "0"}

    def cpu(row: SeedRow) -> SeedRow:
        # 128 threads at half load between 5 and 10.625 W draw 1,000 W
        idle = dict.fromkeys(("idle_w_per_thread", "idle_low", "idle_high"), "5")
        full = dict.fromkeys(
            ("full_load_w_per_thread", "full_load_low", "full_load_high"), "10.625"
        )
        return row | idle | full if row["microarchitecture"] == "Intel Ice Lake" else row

    for name, change in {
        "factors": factors, "cloud_pue_wue": pue, "coefficients": coefficients, "cpu_power": cpu,
    }.items():  # fmt: skip
        assert replace_seed(code, name, change), name


def _house_rows(shared: Path, name: str) -> list[dict[str, str]]:
    with (shared / "cases" / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["part"] == "house"]
