"""What Google Cloud, Azure and Oracle bill beside machines keeps its proportions."""

from __future__ import annotations

from typing import Any

import pytest

from tests.physical.clouds import LINES

Facts = dict[str, dict[str, Any]]

pytestmark = pytest.mark.slow

_HOURS_OF_OCTOBER = 744


def _kwh(clouds: Facts, name: str) -> float:
    return float(clouds[f"v-{name}"]["energy_it_kwh"])


def test_every_service_has_an_energy_model(clouds: Facts) -> None:
    without = {name for name in LINES if clouds[f"v-{name}"]["evidence_tier"] != 4}
    assert without == set()
    assert all(_kwh(clouds, name) > 0 for name in LINES)


@pytest.mark.parametrize(
    ("name", "other", "times"),
    [
        ("regional pd", "pd", 2),
        ("bucket of two", "bucket", 2),
        ("bucket of many", "bucket", 3),
        ("sql with standby", "sql", 2),
        ("regional cluster", "cluster", 3),
        ("P20", "P10", 4),
        ("E10", "P10", 1),
        ("hot ra-grs", "hot lrs", 2),
        ("hot zrs", "hot lrs", 1),
        ("16 vcores", "vcore", 16),
        ("pd", "pd by the hour", _HOURS_OF_OCTOBER),
        ("pd in bytes", "pd by the hour", 1),
    ],
)
def test_a_line_is_so_many_times_another(
    name: str, other: str, times: float, clouds: Facts
) -> None:
    assert _kwh(clouds, name) == pytest.approx(times * _kwh(clouds, other), rel=1e-5)


def test_a_disk_billed_whole_is_its_gibibytes(clouds: Facts) -> None:
    by_gib_hour = _kwh(clouds, "premium v2") * _HOURS_OF_OCTOBER
    assert _kwh(clouds, "P10") == pytest.approx(128 * by_gib_hour, rel=1e-5)
    assert _kwh(clouds, "S10") < _kwh(clouds, "P10")


def test_a_core_of_arm_draws_less_than_one_of_two_threads(clouds: Facts) -> None:
    assert 0 < _kwh(clouds, "arm ocpu") < _kwh(clouds, "ocpu")


def test_a_chip_brings_its_host(clouds: Facts) -> None:
    assert _kwh(clouds, "tpu v5e") > 28 * 0.5


def test_a_line_of_hardware_names_no_fallback_where_its_size_is_published(clouds: Facts) -> None:
    published = ("P10", "pd", "ocpu", "vcore", "functions", "plan", "run")
    assert {clouds[f"v-{name}"]["fallback"] for name in published} <= {None, "unknown_region"}
    assert clouds["v-cosmos"]["fallback"] == "capacity_proxy"
