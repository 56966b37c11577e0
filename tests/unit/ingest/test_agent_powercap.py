"""The powercap reader finds what can be read, says what may not be, and why."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ingest.telemetry.agent.meters import Found
from ingest.telemetry.agent.powercap import Powercap
from tests.fake_powercap import DRAM_RANGE, PACKAGE_RANGE, FakePowercap, two_sockets

_NOBODY = 65534


@pytest.fixture
def root() -> Iterator[Path]:
    """A fake tree that every user of the machine may enter."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    FakePowercap(folder / "powercap", two_sockets())
    yield folder / "powercap"
    shutil.rmtree(folder)


@contextmanager
def nobody() -> Iterator[None]:
    """Be a user without rights, where the tests run as root."""
    was = os.geteuid()
    if was == 0:
        os.seteuid(_NOBODY)
    try:
        yield
    finally:
        os.seteuid(was)


def _look(root: Path) -> Found:
    return Powercap("host-1", 1.0, root).look()


def test_two_sockets_with_memory_cores_and_platform_are_seven_meters(root: Path) -> None:
    series = {one.series.device_id: one.series for one in _look(root).meters}
    kinds = {name: (one.device_kind, one.parent_device_id) for name, one in series.items()}

    assert kinds == {
        "package-0": ("cpu_package", None),
        "package-1": ("cpu_package", None),
        "core-0": ("cpu_core", "package-0"),
        "core-1": ("cpu_core", "package-1"),
        "dram-0": ("dram", "package-0"),
        "dram-1": ("dram", "package-1"),
        "host-1": ("psys", None),
    }
    ranges = (series["package-0"].max_range, series["dram-1"].max_range)
    assert ranges == (PACKAGE_RANGE, DRAM_RANGE)
    assert len({one.series_id for one in series.values()}) == len(series)


def test_a_package_that_mmio_shows_again_is_one_package(root: Path) -> None:
    [package] = [one for one in _look(root).meters if one.series.device_id == "package-0"]

    assert package.series.labels["path"] == "intel-rapl:0"


def test_mmio_alone_is_read(root: Path) -> None:
    for folder in root.glob("intel-rapl:*"):
        shutil.rmtree(folder)

    [package] = _look(root).meters
    assert package.series.labels["path"] == "intel-rapl-mmio:0"


def test_a_meter_reads_the_counter(root: Path) -> None:
    [package] = [one for one in _look(root).meters if one.series.device_id == "package-1"]
    (root / "intel-rapl:1/energy_uj").write_text("123456789\n")

    assert package.read() == 123456789
    (root / "intel-rapl:1/energy_uj").unlink()
    assert package.read() is None


def test_a_counter_for_root_only_is_named_with_the_remedy_and_the_rest_is_sampled(
    root: Path,
) -> None:
    for path in ("intel-rapl:0", "intel-rapl-mmio:0"):
        (root / path / "energy_uj").chmod(0o400)
    with nobody():
        found = _look(root)

    assert {one.series.device_id for one in found.meters} == {
        "package-1", "core-0", "core-1", "dram-0", "dram-1", "host-1",
    }  # fmt: skip
    [lack] = found.lacks
    assert str(root / "intel-rapl:0/energy_uj") in lack
    assert "CAP_DAC_READ_SEARCH" in lack
    assert "package-1" not in lack


def test_where_there_is_no_tree_the_reader_says_who_has_none(tmp_path: Path) -> None:
    found = _look(tmp_path / "absent")

    assert found.meters == ()
    assert "virtual machine" in found.lacks[0]


def test_an_unknown_domain_is_told_and_not_sampled(root: Path) -> None:
    (root / "intel-rapl:2/name").write_text("accelerator\n")

    found = _look(root)
    assert "accelerator" in found.lacks[0]
    assert "host-1" not in {one.series.device_id for one in found.meters}
