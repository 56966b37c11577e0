"""Google's and Azure's machines: every type has its figures; its lines add up to the machine."""

from __future__ import annotations

import math
from typing import Any

import pytest

from tests.own_factors import SeedRow, seed
from tests.physical.clouds import LINES, catalogue

Facts = dict[str, dict[str, Any]]

pytestmark = pytest.mark.slow

_FIGURES = ("energy_it_kwh", "energy_overhead_kwh", "electricity_location_kgco2e",
            "electricity_market_kgco2e", "upstream_location_kgco2e", "hardware_kgco2e",
            "hardware_low_kgco2e", "water_source_l")  # fmt: skip
_W_PER_VCPU, _W_PER_GIB, _W_PER_TB, _NODE_SHARE = 12.0, 0.5, 2.0, 1.2
_CLOSE = 1e-6


@pytest.fixture(scope="module")
def boards() -> dict[str, tuple[float, str]]:
    """Count and kind of the accelerators of each machine type that names any."""
    return {
        row["instance_type"]: (float(row["accelerator_count"]), row["accelerator"])
        for row in seed("instance_accelerators")
    }


def _kwh(clouds: Facts, resource: str) -> float:
    return float(clouds[resource]["energy_it_kwh"])


def _kg(clouds: Facts, resource: str) -> float:
    return float(clouds[resource]["hardware_kgco2e"])


@pytest.mark.parametrize(("provider", "least"), [("gcp", 533), ("azure", 1384)])
def test_every_type_of_the_catalogue_has_all_its_figures(
    provider: str, least: int, clouds: Facts
) -> None:
    types = catalogue(provider)
    assert len(types) >= least
    lacking = [
        (name, column, clouds[f"i-{name}"][column])
        for name in types
        for column in _FIGURES
        if not _is_positive(clouds[f"i-{name}"][column])
    ]
    assert lacking == []
    assert {clouds[f"i-{name}"]["evidence_tier"] for name in types} == {4}


@pytest.mark.parametrize("provider", ["gcp", "azure"])
def test_no_type_draws_more_than_its_nameplate(
    provider: str, clouds: Facts, boards: dict[str, tuple[float, str]]
) -> None:
    watts_of = {row["accelerator"]: float(row["max_w"]) for row in seed("accelerators")}
    unknown = watts_of["UNKNOWN_ACCELERATOR"]
    too_hot: dict[str, tuple[float, float]] = {}
    for name, row in catalogue(provider).items():
        count, board = boards.get(name, (float(row["gpu_count"] or 0), "UNKNOWN_ACCELERATOR"))
        nameplate = _NODE_SHARE * (
            _W_PER_VCPU * float(row["vcpus"])
            + _W_PER_GIB * float(row["memory_gib"])
            + _W_PER_TB * float(row["local_storage_gb"] or 0) / 1000
            + count * watts_of.get(board, unknown)
        )
        if not _kwh(clouds, f"i-{name}") <= nameplate:
            too_hot[name] = (_kwh(clouds, f"i-{name}"), nameplate)
    assert too_hot == {}


def test_cores_and_memory_are_the_machine(clouds: Facts) -> None:
    whole = {name: row for name, row in catalogue("gcp").items() if not _has_more(row)}
    assert len(whole) > 350
    apart = {
        name: (_kwh(clouds, f"core-{name}") + _kwh(clouds, f"ram-{name}"))
        / _kwh(clouds, f"i-{name}")
        for name in whole
    }
    assert {name: ratio for name, ratio in apart.items() if abs(ratio - 1) > _CLOSE} == {}
    hosts = {name: _kg(clouds, f"core-{name}") / _kg(clouds, f"i-{name}") for name in whole}
    assert {name: ratio for name, ratio in hosts.items() if abs(ratio - 1) > _CLOSE} == {}
    assert {clouds[f"ram-{name}"]["hardware_kgco2e"] for name in whole} == {None}


def test_cores_memory_and_boards_are_the_machine(
    clouds: Facts, boards: dict[str, tuple[float, str]]
) -> None:
    checked = 0
    for name, row in catalogue("gcp").items():
        count, board = boards.get(name, (0.0, ""))
        if f"gpu {board}" in LINES and not float(row["local_storage_gb"] or 0):
            parts = _kwh(clouds, f"core-{name}") + _kwh(clouds, f"ram-{name}")
            parts += count * _kwh(clouds, f"v-gpu {board}")
            assert parts == pytest.approx(_kwh(clouds, f"i-{name}"), rel=1e-5), name
            checked += 1
    assert checked > 10


def test_a_custom_machine_is_a_predefined_one_of_its_size(clouds: Facts) -> None:
    for part in ("core", "ram"):
        custom, known = (f"{part}-{name}" for name in ("n2-custom-8-32768", "n2-standard-8"))
        assert clouds[custom]["energy_it_kwh"] == clouds[known]["energy_it_kwh"]
        assert clouds[custom]["hardware_kgco2e"] == clouds[known]["hardware_kgco2e"]


def test_lines_without_a_machines_name_are_the_machine_too(clouds: Facts) -> None:
    parts = _kwh(clouds, "core-unnamed") + _kwh(clouds, "ram-unnamed")
    assert parts == pytest.approx(_kwh(clouds, "i-n2-standard-8"), rel=_CLOSE)
    assert _kg(clouds, "core-unnamed") == pytest.approx(_kg(clouds, "i-n2-standard-8"), rel=_CLOSE)
    assert clouds["core-unnamed"]["fallback"] == "instance_family"
    assert clouds["core-n2-standard-8"]["fallback"] is None


@pytest.mark.parametrize("name", ["Standard_D2_v3", "Standard_D4s_v5", "Standard_B2ms"])
def test_a_meter_names_the_machine(name: str, clouds: Facts) -> None:
    for column in _FIGURES:
        assert clouds[f"n-{name}"][column] == clouds[f"i-{name}"][column], column


def test_every_region_has_its_overhead_and_its_grid(clouds: Facts) -> None:
    regions = [row for row in seed("cloud_regions") if row["provider"] in ("gcp", "azure")]
    assert len(regions) >= 121
    for row in regions:
        fact = clouds[f"r-{row['provider']}-{row['region_id']}"]
        assert fact["fallback"] is None, row["region_id"]
        for column in ("energy_overhead_kwh", "electricity_location_kgco2e"):
            assert _is_positive(fact[column]), (row["region_id"], column)


def test_a_shared_core_draws_less_than_its_cores_and_embodies_as_they_do(clouds: Facts) -> None:
    micro, medium, standard = (f"i-e2-{size}" for size in ("micro", "medium", "standard-2"))
    assert _kwh(clouds, micro) < _kwh(clouds, medium) < _kwh(clouds, standard)
    assert _kg(clouds, micro) == pytest.approx(_kg(clouds, standard), rel=_CLOSE)


def _has_more(row: SeedRow) -> bool:
    """Whether disks or accelerators of the machine are lines of their own."""
    return bool(float(row["local_storage_gb"] or 0) or float(row["gpu_count"] or 0))


def _is_positive(value: object) -> bool:
    return value is not None and math.isfinite(float(str(value))) and float(str(value)) > 0
