"""The NVML reader finds boards and slices, and survives a driver that goes and comes."""

from __future__ import annotations

import importlib
import inspect
import json
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ingest.telemetry.agent.meters import DeviceGone, Found
from ingest.telemetry.agent.nvml import Nvml
from tests import fake_nvml


class Driver:
    """The fake driver, whose plan a test may change."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.reader = Nvml("host-1", 1.0, lambda: fake_nvml)

    def plan(self, **plan: Any) -> None:
        self._file.write_text(json.dumps({"loaded": time.time() - 100, **plan}))
        fake_nvml._plan.cache_clear()

    def look(self) -> Found:
        return self.reader.look()


@pytest.fixture
def driver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Driver:
    monkeypatch.setenv("TONNE_FAKE_NVML", str(tmp_path / "plan.json"))
    monkeypatch.setattr(fake_nvml, "_open", False)
    made = Driver(tmp_path / "plan.json")
    made.plan(divided=3)
    return made


def test_eight_boards_and_the_slices_of_one_are_found(driver: Driver) -> None:
    found = driver.look()
    counters = [one.series for one in found.meters if one.series.quantity == "energy"]
    slices = [one.series for one in found.meters if one.series.device_kind == "gpu_slice"]

    assert [one.device_id for one in counters] == [f"GPU-{index:08d}" for index in range(8)]
    assert {(one.unit, one.counter_kind) for one in counters} == {("mJ", "monotonic_reset")}
    assert {(one.parent_device_id, one.slice_profile) for one in slices} == {
        ("GPU-00000003", "3g.40gb"), ("GPU-00000003", "2g.20gb"), ("GPU-00000003", "1g.10gb"),
    }  # fmt: skip
    assert found.lacks == []


def test_a_slice_has_no_energy_of_its_own_and_no_invented_reading(driver: Driver) -> None:
    slices = [one for one in driver.look().meters if one.series.device_kind == "gpu_slice"]

    assert {one.series.quantity for one in slices} == {"utilisation"}
    assert {one.read() for one in slices} == {None}


def test_what_a_board_does_not_support_is_no_series(driver: Driver) -> None:
    metrics = {
        one.series.metric for one in driver.look().meters if one.series.device_id == "GPU-00000003"
    }

    assert metrics == {"nvml_total_energy_consumption", "nvml_power_average", "nvml_power_instant"}


def test_a_board_that_counts_no_energy_is_told(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fake_nvml, "nvmlDeviceGetTotalEnergyConsumption", _unsupported)
    monkeypatch.setattr(fake_nvml, "nvmlDeviceGetFieldValues", _unsupported)
    found = driver.look()

    assert len(found.lacks) == 8
    assert {one.series.metric for one in found.meters if one.series.quantity == "power"} == {
        "nvml_power_usage"
    }


def test_a_lost_board_leaves_the_others(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    real = fake_nvml.nvmlDeviceGetHandleByIndex

    def lost(index: int) -> int:
        if index == 2:
            raise fake_nvml.NVMLError("GPU is lost")
        return real(index)

    monkeypatch.setattr(fake_nvml, "nvmlDeviceGetHandleByIndex", lost)
    found = driver.look()

    assert "GPU 2" in found.lacks[0]
    assert len([one for one in found.meters if one.series.quantity == "energy"]) == 7


def test_a_driver_that_is_loaded_again_is_looked_for_again(driver: Driver) -> None:
    before = driver.look().meters
    now = time.time()
    driver.plan(away_from=now - 1, reloaded=now + 60)
    with pytest.raises(DeviceGone):
        before[0].read()
    assert "driver" in driver.look().lacks[0]

    driver.plan(reloaded=now - 1)
    after = driver.look().meters
    assert [one.series for one in after if one.series.device_kind == "gpu"]
    energy = after[0].read()
    assert energy is not None
    assert energy < 100 * (time.time() - now + 1.5) * 1000


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (fake_nvml.NVMLError_LibraryNotFound, "no NVIDIA driver"),
        (fake_nvml.NVMLError_NoPermission, "/dev/nvidiactl"),
    ],
)
def test_why_there_are_no_gpus_is_said(
    driver: Driver, monkeypatch: pytest.MonkeyPatch, error: type[Exception], said: str
) -> None:
    def refuse() -> None:
        raise error

    monkeypatch.setattr(fake_nvml, "nvmlInit", refuse)
    found = driver.look()

    assert found.meters == ()
    assert said in found.lacks[0]


def test_without_its_bindings_the_agent_says_what_to_install() -> None:
    def missing() -> Any:
        return importlib.import_module("tests.no_such_bindings")

    found = Nvml("host-1", 1.0, missing).look()

    assert "pip install nvidia-ml-py" in found.lacks[0]


def test_the_fake_has_only_names_that_the_real_bindings_have() -> None:
    real = importlib.import_module("pynvml")
    names = [one for one in vars(fake_nvml) if one.upper().startswith("NVML")]

    assert len(names) > 20
    assert [one for one in names if not hasattr(real, one)] == []
    for name in names:
        made, meant = getattr(fake_nvml, name), getattr(real, name)
        if inspect.isfunction(made):
            asked = inspect.signature(meant).parameters.values()
            needed = [one for one in asked if one.default is one.empty]
            assert len(inspect.signature(made).parameters) == len(needed), name
        elif not isinstance(made, type):
            assert made == meant


def _unsupported(*_: Any) -> SimpleNamespace:
    raise fake_nvml.NVMLError_NotSupported("Not Supported")
