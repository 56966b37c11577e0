"""Large exports for measuring."""

from __future__ import annotations

import hashlib
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest

from ingest.demo.bench import BenchBill, change_month, write_bench


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> BenchBill:
    return write_bench(tmp_path_factory.mktemp("bench"), lines=24_000)


def _files(bench: BenchBill) -> dict[str, str]:
    files = sorted(bench.export.folder.rglob("*.*"))
    return {str(f): hashlib.sha256(f.read_bytes()).hexdigest() for f in files if f.is_file()}


def test_a_benchmark_has_its_lines_over_twelve_months_in_several_chunks(bench: BenchBill) -> None:
    data = bench.export.folder / "data"
    chunks = sorted(data.rglob("*.parquet"))
    assert len(bench.lines) == 12
    assert len(chunks) >= 24
    assert sum(pq.read_metadata(c).num_rows for c in chunks) == sum(bench.lines.values()) == 24_000


def test_a_resource_is_billed_hour_by_hour(tmp_path: Path) -> None:
    made = write_bench(tmp_path, lines=60_000, months=["2025-06"])
    files = sorted((made.export.folder / "data").rglob("*.parquet"))
    rows = pl.concat([pl.read_parquet(f, hive_partitioning=False) for f in files])
    hours = (
        rows.filter(pl.col("line_item_usage_type") == "BoxUsage:m5.large")
        .group_by("line_item_resource_id")
        .agg(pl.len(), pl.col("line_item_usage_start_date").n_unique().alias("hours"))
    )
    assert (hours["len"] == hours["hours"]).all()
    assert hours["hours"].max() == 720


def test_a_changed_month_leaves_the_others_as_they_were(bench: BenchBill) -> None:
    before = _files(bench)
    lines = change_month(bench, "2025-06")
    after = _files(bench)
    changed = {name for name in after if after[name] != before[name]}
    assert lines < bench.lines["2025-06"]
    assert after.keys() == before.keys()
    assert changed
    assert all("BILLING_PERIOD=2025-06" in name for name in changed)
    assert any(name.endswith("Manifest.json") for name in changed)
