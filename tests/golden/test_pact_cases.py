"""The published examples of PACT: what a footprint is the sum of, through the SQL of our mart."""

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

pytestmark = pytest.mark.slow

_MODEL = "rpt_pact__footprints"
_EXCLUDING = ("PACT-EX2-EXCL", "PACT-EX3-EXCL", "PACT-EX4-EXCL")
_INCLUDING = ("PACT-EX2-INCL", "PACT-EX3-INCL", "PACT-EX4-INCL")
_PARTS = {
    "landUseChangeGhgEmissions": "land_use_change",
    "landManagementFossilGhgEmissions": "land_management_fossil",
    "landManagementBiogenicCO2Emissions": "land_management_biogenic_co2",
    "biogenicCO2Uptake": "biogenic_co2_uptake",
}
_FOSSIL = ("fossilGhgEmissions", "pcfExcludingBiogenicUptake")


@pytest.fixture(scope="module")
def cases(shared_dir: Path) -> Mapping[str, dict[str, Any]]:
    """What each example gives and expects."""
    with (shared_dir / "cases" / "standards.csv").open(newline="", encoding="utf-8") as file:
        return {
            row["case_id"]: {**json.loads(row["inputs"]), "expected": float(row["expected"]),
                             "tolerance": float(row["tolerance"])}
            for row in csv.DictReader(file)
            if row["case_id"].startswith("PACT-")
        }  # fmt: skip


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A warehouse in which nothing has landed, and the mart's SQL as it runs there."""
    folder = tmp_path_factory.mktemp("pact")
    database = Path(shutil.copy(ground(tmp_path_factory) / DATABASE, folder / DATABASE))
    run_dbt(database, "compile", "--select", _MODEL)
    (sql,) = (folder / "target" / "compiled").rglob(f"{_MODEL}.sql")
    return database, sql.read_text(encoding="utf-8")


def _footprint(model: tuple[Path, str], case: Mapping[str, Any]) -> dict[str, Any]:
    """The footprint of a thousand requests that booked the case's fossil emissions."""
    database, sql = model
    fossil = next(case[name] for name in _FOSSIL if name in case)
    served = {"service_id": "s", "model_id": "m", "activity_month": "2025-01-01", "requests": 1000,
              "weight_basis": "whole_host", "total_location_kgco2e": fossil}  # fmt: skip
    declared = [{"part": part, "value": case.get(name, 0)} for name, part in _PARTS.items()]
    with duckdb.connect(str(database)) as connection:
        replace(connection, "marts.fct_ai_serving_hourly", [served])
        replace(connection, "marts.dim_pact_declaration", declared)
        cursor = connection.execute(sql)
        [row] = cursor.fetchall()
        return dict(zip([column[0] for column in cursor.description or ()], row, strict=True))


def test_no_example_is_left_out(cases: Mapping[str, dict[str, Any]]) -> None:
    assert set(cases) == {*_EXCLUDING, *_INCLUDING}


@pytest.mark.parametrize("name", _EXCLUDING)
def test_a_footprint_without_uptake_is_the_sum_of_its_parts(
    model: tuple[Path, str], cases: Mapping[str, dict[str, Any]], name: str
) -> None:
    found = _footprint(model, cases[name])

    assert float(found["pcf_excluding_uptake_kgco2e"]) == pytest.approx(
        cases[name]["expected"], abs=cases[name]["tolerance"]
    )


@pytest.mark.parametrize("name", _INCLUDING)
def test_uptake_comes_on_top(
    model: tuple[Path, str], cases: Mapping[str, dict[str, Any]], name: str
) -> None:
    found = _footprint(model, cases[name])

    assert float(found["pcf_including_uptake_kgco2e"]) == pytest.approx(
        cases[name]["expected"], abs=cases[name]["tolerance"]
    )
    assert found["pcf_including_uptake_kgco2e"] == (
        found["pcf_excluding_uptake_kgco2e"] + found["biogenic_co2_uptake_kgco2e"]
    )
