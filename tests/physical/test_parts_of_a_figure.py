"""What a figure is made of: no embodied in energy, no energy in money, something for every byte."""

from __future__ import annotations

import shutil
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ingest.workspace import Workspace
from orchestration.dbt_project import Project, dbt_executable
from tests.own_factors import SeedRow, copy_code, replace_seed, seed
from tests.physical.lines import money, regions, stored
from tests.pipeline import DAILY, assert_same, rows_of, warehouse

Facts = dict[str, dict[str, Any]]

_HARDWARE = {"hardware_kgco2e", "hardware_low_kgco2e", "hardware_high_kgco2e"}


@pytest.fixture(scope="module")
def heavier_home(known_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The known workspace computed anew with everything embodied three times as heavy."""
    folder = tmp_path_factory.mktemp("heavier")
    code = copy_code(folder / "code")
    assert replace_seed(code, "coefficients", _heavier)
    assert replace_seed(code, "accelerators", _heavier)
    home = folder / "home"
    home.mkdir()
    # Its views read the lake of the workspace that it is a copy of.
    shutil.copy(known_home / "warehouse.duckdb", home)
    touched = [f"{changed}+,+{DAILY}" for changed in ("coefficients", "accelerators")]
    done = subprocess.run(
        [dbt_executable(), "--no-use-colors", "build", "--full-refresh", "--select", *touched,
         "--resource-type", "seed", "--resource-type", "model"],
        cwd=home,
        env=Project(Workspace(home), code / "dbt_project").environment(),
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    return home


def test_energy_and_electricity_hold_nothing_embodied(known_home: Path, heavier_home: Path) -> None:
    # A rate is named for all that it holds, what is embodied included.
    without = {*_HARDWARE, "build_key", "rate_id"}
    with warehouse(known_home) as connection:
        expected = rows_of(connection, f"marts.{DAILY}", without=without)
    with warehouse(heavier_home) as connection:
        assert_same(rows_of(connection, f"marts.{DAILY}", without=without), expected)


def test_everything_embodied_grows_with_its_coefficients(known: Facts, heavier_home: Path) -> None:
    with warehouse(heavier_home) as connection:
        heavier = connection.execute(
            f"select resource_id, hardware_kgco2e from marts.{DAILY} "
            "where evidence_tier = 4 and hardware_kgco2e is not null"
        ).fetchall()
    assert len(heavier) > 1145
    ratios = {name: float(kg / known[name]["hardware_kgco2e"]) for name, kg in heavier}
    wrong = {name: ratio for name, ratio in ratios.items() if not 2.999 < ratio < 3.001}
    assert wrong == {}


def test_money_has_cost_and_no_energy(known: Facts) -> None:
    billed = [str(row["line_item_resource_id"]) for row in money()]
    assert {"money-Tax", "money-Credit", "money-SavingsPlanNegation"} <= set(billed)
    for resource in billed:
        fact = known[resource]
        emitted = {
            column: value
            for column, value in fact.items()
            if column.endswith(("_kwh", "_kgco2e", "_l")) and value is not None
        }
        assert emitted == {}, resource
        assert fact["billed_cost"] == Decimal(-5), resource
        assert fact["evidence_tier"] is None, resource
        assert fact["no_emission_reason"], resource


def test_every_stored_byte_draws_and_embodies(known: Facts) -> None:
    billed = [str(row["line_item_resource_id"]) for row in stored()]
    assert {"s-s3_standard", "s-ebs_gp", "s-ebs_snapshot"} <= set(billed)
    for resource in billed:
        # A terabyte for a month: from a disk of one copy to flash of six.
        assert 0.3 < float(known[resource]["energy_it_kwh"]) < 8, resource
        assert float(known[resource]["hardware_kgco2e"]) > 0, resource


def test_storage_draws_as_its_copies_and_its_medium(known: Facts) -> None:
    ours = [row for row in seed("storage_classes") if row["provider"] == "aws"]
    classes = {f"s-{row['storage_class']}": row for row in ours}
    per_copy: dict[str, set[Decimal]] = {"hdd": set(), "ssd": set()}
    for resource in (str(row["line_item_resource_id"]) for row in stored()):
        row = classes[resource]
        kwh = known[resource]["energy_it_kwh"] / int(row["copies"])
        per_copy[row["medium"]].add(round(kwh, 7))
    [hdd], [ssd] = per_copy["hdd"], per_copy["ssd"]
    assert 0 < hdd < ssd


def test_every_region_has_a_plausible_grid_and_building(known: Facts) -> None:
    billed = [str(row["line_item_resource_id"]) for row in regions()]
    assert len(billed) > 30
    for resource in billed:
        fact = known[resource]
        it, overhead = float(fact["energy_it_kwh"]), float(fact["energy_overhead_kwh"])
        assert 0 < overhead < 0.8 * it, resource
        kg = float(fact["electricity_location_kgco2e"])
        assert 0.001 < kg / (it + overhead) < 1.2, resource
        assert 0 < float(fact["upstream_location_kgco2e"]) < 1.2 * (it + overhead), resource
        assert fact["energy_it_kwh"] == known["i-m5.large"]["energy_it_kwh"], resource
        assert fact["fallback"] is None, resource


def _heavier(row: SeedRow) -> SeedRow:
    """Three times as many kg: coefficients by their id, boards by their columns."""
    identity = row.get("coefficient_id")
    if identity is None:
        columns = [column for column in row if column.startswith("embodied") and "kg" in column]
        columns += ["embodied_low", "embodied_high"]
    elif identity.startswith("embodied") and "_kg" in identity:
        columns = ["value", "value_low", "value_high"]
    else:
        return row
    return row | {column: f"{3 * float(row[column])}" for column in columns if row[column]}
