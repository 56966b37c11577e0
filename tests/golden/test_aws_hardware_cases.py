"""Published hardware figures of the `aws` part: reproduced from what we compute and what they state.

Belongs here: rows of `cases/telemetry.csv` whose part is `aws`. Does not: bills, peers, books.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.own_factors import only, seed
from tests.pipeline import published

_OUR_HOURS = 6 * 8760
_THEIR_HOURS = 4 * 8760
"""AWS states six years, the published figures take four."""

Facts = dict[str, dict[str, Any]]
Check = Callable[[Facts, dict[str, Any], float], None]


@pytest.fixture(scope="module")
def instances(worked_home: Path) -> Facts:
    """The daily fact of a thousand hours of each instance type."""
    with published(worked_home) as connection:
        found = connection.execute(
            "select resource_id, energy_it_kwh, hardware_kgco2e "
            "from marts.fct_resource_estimates_daily where resource_id like 'i-%'"
        ).fetchall()
    return {
        resource.removeprefix("i-"): {"watts": float(kwh), "life_kg": float(kg) / 1000 * _OUR_HOURS}
        for resource, kwh, kg in found
    }


def _platform_of_p4d(facts: Facts, given: dict[str, Any], expected: float) -> None:
    """Ours is theirs with A100 boards of 127.6 kg instead of 150 and flash by the TB."""
    parts = given["additional"]
    assert given["base"] + sum(parts.values()) == pytest.approx(expected)
    board = float(only(seed("accelerators"), accelerator="NVIDIA_A100_SXM_40")["embodied_kgco2e"])
    flash = float(_coefficient("embodied_ssd_kg_per_tb")) * 8
    ours = expected - parts["gpus"] + 8 * board - parts["storage"] + flash
    assert facts["p4d.24xlarge"]["life_kg"] == pytest.approx(ours, rel=1e-4)


def _hourly_share_of_p4d(facts: Facts, given: dict[str, Any], expected: float) -> None:
    """Their curve holds our watts; over their four years the hourly grams agree within 5 %."""
    ours = facts[given["instance"]]
    assert ours["life_kg"] / _THEIR_HOURS * 1000 == pytest.approx(expected, rel=0.05)
    at_rest, at_full = 744.8, 5245.0
    assert at_rest < ours["watts"] < at_full


def _database_of_m4(facts: Facts, given: dict[str, Any], expected: float) -> None:
    """A class of RDS is its EC2 type; theirs lies on a host of 48 vCPU, ours on one of 64."""
    ec2_type = str(given["instance"]).removeprefix("db.")
    assert only(seed("instance_type_affixes"), affix="db")["position"] == "prefix"
    host = max(float(r["vcpus"]) for r in seed("instance_types") if r["family"] == "m4")
    grams = facts[ec2_type]["life_kg"] * host / 48 / _THEIR_HOURS * 1000 * given["hours"]
    assert grams == pytest.approx(expected, rel=0.02)


def _hours_of_a1(facts: Facts, given: dict[str, Any], expected: float) -> None:
    """Where the grid is clean the result is our embodied share; elsewhere the rest is its grid."""
    embodied = facts[given["instance"]]["life_kg"] / _THEIR_HOURS * 1000 * given["hours"]
    their_kwh = 6.4 * given["hours"] / 1000 * 1.2
    results = {"ap-northeast-1": expected, "ca-central-1": 14.1, "eu-north-1": 11.3}
    grams = {region: (total - embodied) / their_kwh for region, total in results.items()}
    assert embodied == pytest.approx(results["eu-north-1"], abs=0.4)
    assert 0 < grams["eu-north-1"] < 30 < grams["ca-central-1"] < 200
    assert 400 < grams["ap-northeast-1"] < 600


def _baseboard_of_h100(_: Facts, given: dict[str, Any], expected: float) -> None:
    board = only(seed("accelerators"), accelerator="NVIDIA_H100_SXM")
    assert "8-GPU" in given["product"]
    assert 8 * float(board["embodied_kgco2e"]) == expected


def _server_of_dell(facts: Facts, given: dict[str, Any], expected: float) -> None:
    """A host without disks is near the manufacturing part, and far from the whole life cycle."""
    assert given["gwp_total_kg"] == expected
    manufacturing = expected * given["gwp_manufacturing_ratio"]
    assert manufacturing == pytest.approx(1313, abs=1)
    host = facts["m5.24xlarge"]["life_kg"]
    assert 0.75 * manufacturing < host < 1.5 * manufacturing < expected / 4


_CHECKS: dict[str, Check] = {
    "TEADS-02": _database_of_m4,
    "TEADS-03": _hours_of_a1,
    "TEADS-04": _hourly_share_of_p4d,
    "CCF-01": _platform_of_p4d,
    "NV-01": _baseboard_of_h100,
    "DELL-01": _server_of_dell,
}


def test_no_published_hardware_case_is_left_out(shared_dir: Path) -> None:
    assert {row["case_id"] for row in _rows(shared_dir)} == set(_CHECKS)


@pytest.mark.parametrize("case", _CHECKS)
def test_a_published_hardware_figure_is_reproduced(
    case: str, shared_dir: Path, instances: Facts
) -> None:
    row = only(_rows(shared_dir), case_id=case)
    _CHECKS[case](instances, json.loads(row["inputs"]), float(row["expected_value"]))


def _coefficient(identity: str) -> str:
    return only(seed("coefficients"), coefficient_id=identity)["value"]


def _rows(shared: Path) -> list[dict[str, str]]:
    with (shared / "cases" / "telemetry.csv").open(newline="", encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["part"] == "aws"]
