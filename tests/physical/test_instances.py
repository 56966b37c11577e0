"""Every instance type of the catalogue stays within what a machine can draw and be made of."""

from __future__ import annotations

import math
from fnmatch import fnmatchcase
from typing import Any

import pytest

from tests.own_factors import SeedRow, only, seed

Facts = dict[str, dict[str, Any]]

# Nameplates, above any machine that is sold: watts at full load, in its worst hour.
_W_PER_VCPU = 8.0
_W_PER_GIB = 0.5
_W_PER_TB = 2.0
_NODE_SHARE = 1.2
_W_OF_ANY_MACHINE = 20_000.0
_LEAST_W_PER_VCPU = 0.2
_MOST_SOCKETS = 8
_LIFE_HOURS = 6 * 8760


@pytest.fixture(scope="module")
def catalogue() -> dict[str, SeedRow]:
    """The rows of the catalogue by AWS instance type."""
    return {r["instance_type"]: r for r in seed("instance_types") if r["provider"] == "aws"}


@pytest.fixture(scope="module")
def boards() -> dict[str, tuple[float, SeedRow]]:
    """Count and kind of the accelerators of each instance type that has any."""
    kinds = {row["accelerator"]: row for row in seed("accelerators")}
    unknown = kinds["UNKNOWN_ACCELERATOR"]
    return {
        row["instance_type"]: (
            float(row["accelerator_count"]),
            kinds.get(row["accelerator"], unknown),
        )
        for row in seed("instance_accelerators")
        if row["provider"] == "aws"
    }


def _watts(known: Facts, instance_type: str) -> float:
    return float(known[f"i-{instance_type}"]["energy_it_kwh"])


def _life_kg(known: Facts, instance_type: str) -> float:
    return float(known[f"i-{instance_type}"]["hardware_kgco2e"]) / 1000 * _LIFE_HOURS


def test_every_type_of_the_catalogue_has_all_its_figures(
    known: Facts, catalogue: dict[str, SeedRow]
) -> None:
    columns = ("energy_it_kwh", "energy_overhead_kwh", "electricity_location_kgco2e",
               "electricity_market_kgco2e", "upstream_location_kgco2e", "hardware_kgco2e",
               "hardware_low_kgco2e", "water_site_l", "water_source_l")  # fmt: skip
    assert len(catalogue) >= 1145
    billed = {resource for resource in known if resource.startswith("i-")}
    assert billed == {f"i-{instance_type}" for instance_type in catalogue}
    lacking = [
        (resource, column, known[resource][column])
        for resource in sorted(billed)
        for column in columns
        if not _is_positive(known[resource][column])
    ]
    assert lacking == []
    assert {known[resource]["evidence_tier"] for resource in billed} == {4}


def test_no_type_draws_more_than_its_nameplate(
    known: Facts, catalogue: dict[str, SeedRow], boards: dict[str, tuple[float, SeedRow]]
) -> None:
    too_hot: dict[str, tuple[float, float]] = {}
    for instance_type, row in catalogue.items():
        count, board = boards.get(instance_type, (0.0, {"max_w": "0"}))
        nameplate = _NODE_SHARE * (
            _W_PER_VCPU * float(row["vcpus"])
            + _W_PER_GIB * float(row["memory_gib"])
            + _W_PER_TB * float(row["local_storage_gb"] or 0) / 1000
            + count * float(board["max_w"])
        )
        watts = _watts(known, instance_type)
        if not watts <= min(nameplate, _W_OF_ANY_MACHINE):
            too_hot[instance_type] = (watts, nameplate)
    assert too_hot == {}


def test_no_type_draws_less_than_a_machine_at_rest(
    known: Facts, catalogue: dict[str, SeedRow], boards: dict[str, tuple[float, SeedRow]]
) -> None:
    too_cold: dict[str, tuple[float, float]] = {}
    for instance_type, row in catalogue.items():
        count, board = boards.get(instance_type, (0.0, {"idle_w": "0"}))
        at_rest = _LEAST_W_PER_VCPU * float(row["vcpus"]) + count * float(board["idle_w"])
        if not _watts(known, instance_type) >= at_rest:
            too_cold[instance_type] = (_watts(known, instance_type), at_rest)
    assert too_cold == {}


def test_a_type_that_counts_accelerators_in_the_catalogue_names_them(
    known: Facts, catalogue: dict[str, SeedRow], boards: dict[str, tuple[float, SeedRow]]
) -> None:
    counted = {name for name, row in catalogue.items() if float(row["gpu_count"] or 0) > 0}
    silent = {
        name
        for name in counted - set(boards)
        if "unknown_accelerator" not in (known[f"i-{name}"]["fallback"] or "")
    }
    assert counted
    assert silent == set()


def test_p5_draws_between_2_and_11_kilowatts(known: Facts) -> None:
    assert 2_000 <= _watts(known, "p5.48xlarge") <= 11_000


def test_m5_24xlarge_embodies_48_times_m5_large(known: Facts) -> None:
    large, whole = _life_kg(known, "m5.large"), _life_kg(known, "m5.24xlarge")
    assert whole == pytest.approx(48 * large, rel=1e-6)
    assert 1_000 < whole < 5_000


def test_p5_4xlarge_embodies_an_eighth_of_its_host(known: Facts) -> None:
    part, whole = _life_kg(known, "p5.4xlarge"), _life_kg(known, "p5.48xlarge")
    assert part == pytest.approx(whole / 8, rel=1e-6)


def test_no_type_embodies_more_than_its_host(
    known: Facts, catalogue: dict[str, SeedRow], boards: dict[str, tuple[float, SeedRow]]
) -> None:
    coefficient = {row["coefficient_id"]: float(row["value"]) for row in seed("coefficients")}
    above: dict[str, tuple[float, float]] = {}
    for instance_type, row in catalogue.items():
        memory_gib, disk_gb = _host(row, catalogue)
        count, board = boards.get(instance_type, (0.0, {"embodied_kgco2e": "0"}))
        host_kg = (
            coefficient["embodied_server_base_kg"]
            + coefficient["embodied_socket_kg"] * (_MOST_SOCKETS - 1)
            + coefficient["embodied_dram_kg_per_gib"] * memory_gib
            + coefficient["embodied_ssd_kg_per_tb"] * disk_gb / 1000
            + count * float(board["embodied_kgco2e"])
        )
        if not _life_kg(known, instance_type) <= host_kg:
            above[instance_type] = (_life_kg(known, instance_type), host_kg)
    assert above == {}


def test_the_sizes_of_a_family_embody_as_their_vcpus(
    known: Facts, catalogue: dict[str, SeedRow], boards: dict[str, tuple[float, SeedRow]]
) -> None:
    per_vcpu: dict[str, set[float]] = {}
    for instance_type, row in catalogue.items():
        if instance_type not in boards:
            share = _life_kg(known, instance_type) / float(row["vcpus"])
            per_vcpu.setdefault(row["family"], set()).add(round(share, 1))
    uneven = {family: kg for family, kg in per_vcpu.items() if max(kg) - min(kg) > 0.11}
    assert sum(len(kg) == 1 for kg in per_vcpu.values()) > 100
    assert uneven == {}


def test_accelerators_embody_at_least_themselves(
    known: Facts, boards: dict[str, tuple[float, SeedRow]]
) -> None:
    too_light = {
        name: _life_kg(known, name)
        for name, (count, board) in boards.items()
        if f"i-{name}" in known
        if not _life_kg(known, name) > count * float(board["embodied_kgco2e"])
    }
    assert boards
    assert too_light == {}


def test_a_burstable_type_draws_as_its_baseline_and_embodies_as_its_vcpus(known: Facts) -> None:
    baselines = seed("burstable_baselines")
    sizes = ("t3.nano", "t3.micro", "t3.small")
    share = {
        size: float(only(baselines, instance_type=size)["baseline_utilisation_percent"])
        for size in sizes
    }
    nano, micro, small = (_watts(known, size) for size in sizes)
    slope = (micro - nano) / (share["t3.micro"] - share["t3.nano"])
    assert slope > 0
    expected = micro + slope * (share["t3.small"] - share["t3.micro"])
    assert small == pytest.approx(expected, rel=1e-6)
    assert small < _watts(known, "t3.large") < _watts(known, "m5.large")
    assert _life_kg(known, "t3.nano") == pytest.approx(_life_kg(known, "t3.small"), rel=1e-6)


def _host(row: SeedRow, catalogue: dict[str, SeedRow]) -> tuple[float, float]:
    """Memory and disk of the largest machine that this type may be a part of: GiB, GB."""
    family = [other for other in catalogue.values() if other["family"] == row["family"]]
    platforms = [
        platform
        for platform in seed("host_platforms")
        if platform["provider"] == "aws"
        and fnmatchcase(row["instance_type"], platform["instance_pattern"])
    ]
    memory = [float(other["memory_gib"]) for other in family]
    memory += [float(platform["host_memory_gib"]) for platform in platforms]
    disk = [float(other["local_storage_gb"] or 0) for other in family]
    disk += [float(platform["host_local_storage_gb"] or 0) for platform in platforms]
    return max(memory), max(disk)


def _is_positive(value: object) -> bool:
    return value is not None and math.isfinite(float(str(value))) and float(str(value)) > 0
