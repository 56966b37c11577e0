"""Traps of OpenCost's exports: what is idle, what names no node, and days that nobody can tell."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from tests.contract.landed_figures import LandedFigures
from tests.contract.samples.opencost import DAY, SETTINGS, SLICE, pod, write


@pytest.fixture
def cluster(home: Path) -> LandedFigures:
    return LandedFigures(home, "opencost", SETTINGS)


def test_idle_and_unallocated_time_belongs_to_no_pod(cluster: LandedFigures) -> None:
    rest = [pod(name, cores=9) for name in ("__idle__", "__unallocated__", "__unmounted__")]
    write(cluster.home, DAY, pod("web-1", cores=6), *rest)
    cluster.land()
    assert cluster.rows("pod", "cpu_core_hours") == [("web-1", 6.0)]


def test_a_hidden_copy_counts_nothing_twice(cluster: LandedFigures) -> None:
    write(cluster.home, DAY, pod("web-1", cores=6))
    folder = cluster.home / "inputs/opencost"
    [file] = folder.iterdir()
    (folder / "_temporary").mkdir()
    (folder / "_temporary" / file.name).write_bytes(file.read_bytes())
    assert list(cluster.land()) == [SLICE]


def test_the_exporters_parquet_lands_as_the_api_does(cluster: LandedFigures) -> None:
    write(cluster.home, DAY, pod("web-1", cores=6, gpuHours=2))
    cluster.land()
    columns = (
        "node_provider_id",
        "namespace",
        "pod",
        "window_start",
        "cpu_core_hours",
        "gpu_hours",
    )
    expected = cluster.rows(*columns, "tags")
    [file] = (cluster.home / "inputs/opencost").iterdir()
    file.unlink()
    table = {
        "properties.cluster": ["prod"],
        "properties.node": ["node-1"],
        "properties.providerID": ["aws:///us-east-1a/i-0ab1"],
        "properties.namespace": ["shop"],
        "properties.controllerKind": ["deployment"],
        "properties.controller": ["web"],
        "properties.pod": ["web-1"],
        "label.app": ["web"],
        "label.team": [None],
        "window.start": [f"{DAY}T00:00:00Z"],
        "window.end": ["2025-10-16T00:00:00Z"],
        "cpuCoreHours": [6.0],
        "gpuHours": [2.0],
        "ramByteHours": [1e9],
    }
    pl.DataFrame(table).write_parquet(file.with_suffix(".parquet"))
    assert cluster.land()[SLICE].status == "landed"
    assert cluster.rows(*columns, "tags") == expected


def test_a_csv_names_no_node_and_is_refused_with_another_way(cluster: LandedFigures) -> None:
    folder = cluster.home / "inputs/opencost"
    folder.mkdir(parents=True)
    (folder / f"{DAY}.csv").write_text("Date,Namespace,Pod,CPUCoreUsageAverage\n")
    assert cluster.land()[SLICE].status == "quarantined"
    assert "names no node" in cluster.refused().problem
    assert "/allocation" in cluster.refused().remedy


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"end": "2025-10-22T00:00:00Z"}, "allocation 1, window"),
        ({"cpuCoreHours": -1}, "allocation 1, cpu_core_hours"),
    ],
)
def test_a_week_in_one_window_or_hours_below_zero_are_refused(
    cluster: LandedFigures, given: dict[str, object], place: str
) -> None:
    write(cluster.home, DAY, pod("web-1", cores=6, **given))  # pyright: ignore[reportArgumentType]
    assert cluster.land()[SLICE].status == "quarantined"
    assert cluster.refused().place == place
