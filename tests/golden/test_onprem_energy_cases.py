"""The cases of the research data about measured energy: from landed samples to the energy ledger.

Belongs here: G07 of golden.csv, KEP-01 of telemetry.csv. Does not: carbon of own sites, AI runs.
"""

from __future__ import annotations

import csv
import json
import shutil
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.energy_ledger import build_ledger
from tests.injected import run_dbt
from tests.once import made_once
from tests.pipeline import warehouse
from tests.telemetry_homes import RAPL_RANGE_UJ, Samples, counted, gauged, series, write_home

pytestmark = pytest.mark.slow

_START = datetime(2026, 3, 2, 7)
_HOUR = datetime(2026, 3, 2, 8)
_NODE, _KEPLER = "node-g07", "kepler-1"
_ENERGY, _ACTIVE = "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION", "DCGM_FI_PROF_GR_ENGINE_ACTIVE"
_OWNERS = ("a", "b", None)


@pytest.fixture(scope="module")
def node(shared_dir: Path) -> dict[str, Any]:
    """What G07 gives and expects."""
    [row] = _rows(shared_dir / "cases" / "golden.csv", "G07-GPU-NODE")
    return json.loads(row["inputs"]) | {"expected": json.loads(row["expected"])}


@pytest.fixture(scope="module")
def kepler(shared_dir: Path) -> dict[str, Any]:
    """What KEP-01 gives and expects."""
    [row] = _rows(shared_dir / "cases" / "telemetry.csv", "KEP-01")
    return json.loads(row["inputs"]) | {"watts": float(row["expected_value"])}


@pytest.fixture(scope="module")
def home(
    node: dict[str, Any], kepler: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A workspace of both hosts, built from its samples to the facts."""

    def make(home: Path) -> None:
        teams = [(team, team, "") for team in ("a", "b", "c", "ops")]
        rules = [(f"ns-{t}", 10 + i, "namespace", "", t, t, "", "") for i, t in enumerate("abc")]
        hosts = [(_NODE, "lab", "", "ops", "owner", "", ""),
                 (_KEPLER, "lab", "", "ops", "separate", "", "")]  # fmt: skip
        site = ("lab", "Lab", "DE", "", "", "", 1.3, "measured", "", "owned", "operational",
                "scope_2", "", "")  # fmt: skip
        registers = {"teams": teams, "attribution_rules": rules, "hosts": hosts, "sites": [site]}
        write_home(home, [*_boards(node), *_rest(node), *_kepler_host(kepler)], registers)
        build_ledger(home, samples_at_once=1)

    return made_once(tmp_path_factory, "onprem-energy", make)


def _boards(node: dict[str, Any]) -> Samples:
    """An hour at idle, then the case's; GPU 0 is printed whole for each of its slices."""
    told: Samples = []
    for index, kwh in enumerate(node["gpu_kwh"]):
        uuid, idle = f"GPU-{index}", node["gpu0_idle_kwh"]
        owners = _OWNERS if index == 0 else ("c",)
        for number, owner in enumerate(owners):
            told.append(
                counted(
                    series(
                        _NODE, "gpu", uuid, metric=_ENERGY, exporter="dcgm",
                        slice_profile="1g.10gb" if index == 0 else None, namespace=owner,
                        pod=owner and f"{owner}-{index}",
                        labels={"UUID": uuid, "GPU_I_ID": str(number)},
                    ),
                    _START, [idle, kwh], began=9e9,
                )
            )  # fmt: skip
    for number, activity in enumerate(node["gpu0_slice_activity"].values()):
        owner = _OWNERS[number]
        slice_ = series(
            _NODE, "gpu_slice", f"GPU-0/{number}", metric=_ACTIVE, quantity="utilisation",
            unit="ratio", parent_device_id="GPU-0", slice_profile="1g.10gb", exporter="dcgm",
            namespace=owner, pod=owner and f"{owner}-0",
        )  # fmt: skip
        told.append(gauged(slice_, _START, [activity, activity]))
    return told


def _rest(node: dict[str, Any]) -> Samples:
    rapl = {"unit": "uJ", "counter_kind": "rapl_wrap", "max_range": RAPL_RANGE_UJ}
    package, memory = node["cpu_package_kwh"], node["dram_kwh"]
    wall = series(_NODE, "node", _NODE, metric="bmc", quantity="power", unit="W")
    watts = node["bmc_wall_kwh"] * 1000
    return [
        counted(series(_NODE, "cpu_package", "package-0", **rapl), _START, [package, package]),
        counted(series(_NODE, "cpu_core", "core-0", **rapl), _START, [package / 2, package / 2]),
        counted(series(_NODE, "dram", "dram-0", **rapl), _START, [memory, memory]),
        gauged(wall, _HOUR, [watts]),
    ]


def _kepler_host(kepler: dict[str, Any]) -> Samples:
    """What Kepler prints of such a node: the container, all others, and the node's package."""
    active_w = kepler["node_w"] * kepler["node_cpu_usage_ratio"]
    own_w = active_w * kepler["container_cpu_time_share"]
    told = {"unit": "J", "exporter": "kepler", "energy_zone": "package"}
    share = {**told, "counter_kind": "software_total", "workload_state": "running"}
    wall = series(_KEPLER, "node", _KEPLER, metric="bmc", quantity="power", unit="W")
    kwh = kepler["node_w"] / 1000
    return [
        counted(series(_KEPLER, "cpu_package", "package-all", **told), _HOUR, [kwh]),
        gauged(wall, _HOUR, [kepler["node_w"]]),
        counted(series(_KEPLER, "container", "own", **share), _HOUR, [own_w / 1000]),
        counted(series(_KEPLER, "container", "others", **share), _HOUR,
                [(active_w - own_w) / 1000]),
        counted(series(_KEPLER, "process", "7", **share), _HOUR, [own_w / 1000]),
    ]  # fmt: skip


def test_the_node_is_what_its_wall_says(node: dict[str, Any], home: Path) -> None:
    expected = node["expected"]
    with warehouse(home) as connection:
        parts = dict(
            connection.execute(
                "select component, sum(energy_it_kwh) from marts.fct_device_energy_hourly "
                "where host_id = ? and hour_at = ? group by all", [_NODE, _HOUR],
            ).fetchall()
        )  # fmt: skip
        [(chips, boards)] = connection.execute(
            "select sum(energy_it_kwh) filter (energy_boundary = 'chip'), "
            "count(*) filter (component = 'gpu') from marts.fct_device_energy_hourly "
            "where host_id = ? and hour_at = ?", [_NODE, _HOUR],
        ).fetchall()  # fmt: skip
    total = float(sum(parts.values()))
    assert float(parts["node_other"]) == pytest.approx(expected["node_other_kwh"], abs=1e-6)
    assert float(parts["gpu"]) == pytest.approx(sum(node["gpu_kwh"]), abs=1e-6)
    assert float(parts["gpu"]) != pytest.approx(expected["must_not_be"]["naive_mig_gpu_kwh"])
    assert boards == len(node["gpu_kwh"])
    assert total == pytest.approx(expected["it_kwh"]["total"], abs=1e-6)
    assert total * node["pue"] == pytest.approx(expected["facility_kwh"], abs=1e-6)
    wrong = expected["must_not_be"]["chip_only_facility_kwh"]
    assert float(chips) * node["pue"] == pytest.approx(wrong, abs=1e-6)
    assert total * node["pue"] != pytest.approx(wrong)


def test_the_board_in_slices_is_shared_by_activity_and_idle_by_slice(
    node: dict[str, Any], home: Path
) -> None:
    expected = node["expected"]
    with warehouse(home) as connection:
        shares = dict(
            connection.execute(
                "select coalesce(namespace, workload_kind), share "
                "from intermediate.int_workload_shares_hourly "
                "where host_id = ? and hour_at = ? and device_id = 'GPU-0'", [_NODE, _HOUR],
            ).fetchall()
        )  # fmt: skip
    of_board = {name: float(share) * node["gpu_kwh"][0] for name, share in shares.items()}
    assert of_board == pytest.approx(expected["gpu0"], abs=1e-6)


def test_teams_and_the_free_slice_are_together_the_node(node: dict[str, Any], home: Path) -> None:
    expected = node["expected"]["it_kwh"]
    with warehouse(home) as connection:
        rows = connection.execute(
            "select case when workload_kind = 'unallocated' then workload_kind else team_id end, "
            "sum(energy_it_kwh), sum(gpu_seconds) from marts.fct_workload_energy_hourly "
            "where host_id = ? and hour_at = ? group by all", [_NODE, _HOUR],
        ).fetchall()  # fmt: skip
    kwh = {name: float(energy) for name, energy, _ in rows}
    wanted = {name: value for name, value in expected.items() if name != "total"}
    assert kwh == pytest.approx(wanted, abs=1e-6)
    assert sum(energy for _, energy, _ in rows) == Decimal("5.4")
    assert sum(seconds for _, _, seconds in rows) == 8 * 3600


def test_a_workload_gets_its_active_share_and_idle_stays_with_the_node(
    kepler: dict[str, Any], home: Path
) -> None:
    with warehouse(home) as connection:
        rows = dict(
            connection.execute(
                "select workload_id, energy_it_kwh * 1000 from marts.fct_workload_energy_hourly "
                "where host_id = ? and hour_at = ?", [_KEPLER, _HOUR],
            ).fetchall()
        )  # fmt: skip
    watts = {name: float(value) for name, value in rows.items()}
    idle_w = kepler["node_w"] * (1 - kepler["node_cpu_usage_ratio"])
    assert watts["own"] == pytest.approx(kepler["watts"], abs=1e-4)
    assert watts[_KEPLER] == pytest.approx(idle_w, abs=1e-4)
    assert sum(watts.values()) == pytest.approx(kepler["node_w"], abs=1e-4)


@pytest.mark.parametrize(
    ("fault", "test"),
    [
        ("update marts.fct_workload_energy_hourly set energy_it_kwh = energy_it_kwh + 0.000000001 "
         "where namespace = 'a'", "workloads_idle_and_unallocated_are_the_device"),
        ("delete from marts.fct_workload_energy_hourly where workload_kind = 'unallocated'",
         "workloads_idle_and_unallocated_are_the_device"),
        ("update marts.fct_device_energy_hourly set energy_it_kwh = energy_it_kwh * 2 "
         "where device_id = 'GPU-0'", "the_workloads_of_a_host_are_its_devices"),
        ("update intermediate.int_workload_pools_hourly set energy_it_kwh = 0 "
         "where device_id = 'GPU-7'", "the_pools_of_a_host_are_its_energy"),
        ("insert into intermediate.int_host_readings_chosen by name select * replace "
         "('other' as host_id) from intermediate.int_host_readings_chosen "
         "where component = 'gpu'", "a_board_is_counted_once_in_an_hour"),
    ],
    ids=["added", "dropped", "doubled", "emptied", "told twice"],
)  # fmt: skip
def test_a_planted_fault_breaks_the_test_that_holds_it(
    fault: str, test: str, home: Path, tmp_path: Path
) -> None:
    database = Path(shutil.copy(home / "warehouse.duckdb", tmp_path / "warehouse.duckdb"))
    run_dbt(database, "test", "--select", test)
    with duckdb.connect(str(database)) as connection:
        connection.execute(fault)
    assert test in run_dbt(database, "test", "--select", test, code=1)


def _rows(file: Path, case_id: str) -> list[dict[str, str]]:
    with file.open(newline="", encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    return [row for row in rows if row["case_id"] == case_id]
