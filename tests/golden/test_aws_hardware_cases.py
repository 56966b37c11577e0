"""Published hardware figures of the `aws` part, reproduced from what we compute and they state.

Belongs here: rows of `cases/telemetry.csv` whose part is `aws`. Does not: bills, peers, books.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from tests.own_factors import only, seed
from tests.pipeline import published

_OUR_HOURS = 6 * 8760
_THEIR_HOURS = 4 * 8760
"""AWS states six years, the published figures take four."""

Facts = dict[str, dict[str, Any]]
Cases = dict[str, tuple[dict[str, Any], float]]
"""Inputs and expected value of each case."""


@pytest.fixture(scope="module")
def facts(worked_home: Path) -> Facts:
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


@pytest.fixture(scope="module")
def cases(shared_dir: Path) -> Cases:
    """The cases of the part, by id."""
    with (shared_dir / "cases" / "telemetry.csv").open(newline="", encoding="utf-8") as file:
        return {
            row["case_id"]: (json.loads(row["inputs"]), float(row["expected_value"]))
            for row in csv.DictReader(file)
            if row["part"] == "aws"
        }


def test_ccf_01_the_platform_of_p4d(facts: Facts, cases: Cases) -> None:
    """Ours is theirs with A100 boards of 127.6 kg instead of 150 and flash by the TB."""
    given, expected = cases["CCF-01"]
    parts = given["additional"]
    assert given["base"] + sum(parts.values()) == pytest.approx(expected)
    board = float(only(seed("accelerators"), accelerator="NVIDIA_A100_SXM_40")["embodied_kgco2e"])
    flash = float(_coefficient("embodied_ssd_kg_per_tb")) * 8
    ours = expected - parts["gpus"] + 8 * board - parts["storage"] + flash
    assert facts["p4d.24xlarge"]["life_kg"] == pytest.approx(ours, rel=1e-4)


def test_teads_04_an_hour_of_p4d(facts: Facts, cases: Cases) -> None:
    """Their curve holds our watts; over their four years the hourly grams agree within 5 %."""
    given, expected = cases["TEADS-04"]
    ours = facts[given["instance"]]
    assert ours["life_kg"] / _THEIR_HOURS * 1000 == pytest.approx(expected, rel=0.05)
    at_rest, at_full = 744.8, 5245.0
    assert at_rest < ours["watts"] < at_full


def test_teads_02_an_hour_of_a_database(facts: Facts, cases: Cases) -> None:
    """A class of RDS is its EC2 type; theirs lies on a host of 48 vCPU, ours on one of 64."""
    given, expected = cases["TEADS-02"]
    ec2_type = str(given["instance"]).removeprefix("db.")
    assert only(seed("instance_type_affixes"), affix="db")["position"] == "prefix"
    host = max(
        float(r["vcpus"]) for r in seed("instance_types") if r["instance_type"].startswith("m4.1")
    )
    grams = facts[ec2_type]["life_kg"] * host / 48 / _THEIR_HOURS * 1000 * given["hours"]
    assert grams == pytest.approx(expected, rel=0.02)


def test_teads_03_three_hours_of_a1(facts: Facts, cases: Cases) -> None:
    """Where the grid is clean the result is our embodied share; elsewhere the rest is its grid."""
    given, expected = cases["TEADS-03"]
    embodied = facts[given["instance"]]["life_kg"] / _THEIR_HOURS * 1000 * given["hours"]
    their_kwh = 6.4 * given["hours"] / 1000 * 1.2
    results = {"ap-northeast-1": expected, "ca-central-1": 14.1, "eu-north-1": 11.3}
    grams = {region: (total - embodied) / their_kwh for region, total in results.items()}
    assert embodied == pytest.approx(results["eu-north-1"], abs=0.4)
    assert 0 < grams["eu-north-1"] < 30 < grams["ca-central-1"] < 200
    assert 400 < grams["ap-northeast-1"] < 600


def test_nv_01_the_baseboard_of_h100(cases: Cases) -> None:
    given, expected = cases["NV-01"]
    board = only(seed("accelerators"), accelerator="NVIDIA_H100_SXM")
    assert "8-GPU" in given["product"]
    assert 8 * float(board["embodied_kgco2e"]) == expected


def test_dell_01_a_server_is_not_its_whole_life_cycle(facts: Facts, cases: Cases) -> None:
    """A host without disks is near the manufacturing part, and far from the whole life cycle."""
    given, expected = cases["DELL-01"]
    assert given["gwp_total_kg"] == expected
    manufacturing = expected * given["gwp_manufacturing_ratio"]
    assert manufacturing == pytest.approx(1313, abs=1)
    host = facts["m5.24xlarge"]["life_kg"]
    assert 0.75 * manufacturing < host < 1.5 * manufacturing < expected / 4


def test_no_published_hardware_case_is_left_out(cases: Cases) -> None:
    assert set(cases) == {"CCF-01", "DELL-01", "NV-01", "TEADS-02", "TEADS-03", "TEADS-04"}


def _coefficient(identity: str) -> str:
    return only(seed("coefficients"), coefficient_id=identity)["value"]
