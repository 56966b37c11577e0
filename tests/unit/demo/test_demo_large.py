"""Large bills of Google and Azure, for measuring."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import polars as pl
import pytest

from ingest.demo.azure import large as azure
from ingest.demo.gcp import large as gcp
from ingest.demo.tiling import copies, spread

MONTHS = ("2025-05", "2025-06")
LINES = 14_001
"""More than ten copies of a month of Azure's lines."""
GOOGLES = 60_001
"""More than one copy of a month of Google's rows."""


def _google(folder: Path) -> pl.DataFrame:
    files = sorted(folder.rglob("*.parquet"))
    return pl.concat([pl.read_parquet(f, hive_partitioning=False) for f in files])


def _azure(run: Path) -> pl.DataFrame:
    manifest = json.loads((run / "manifest.json").read_bytes())
    [part] = run.glob("part_*")
    lines = pl.read_csv(io.BytesIO(gzip.decompress(part.read_bytes())), infer_schema=False)
    assert lines.height == manifest["dataRowCount"]
    return lines


def test_lines_are_spread_over_months_to_the_last() -> None:
    assert spread(10, ["a", "b", "c"]) == {"a": 3, "b": 3, "c": 4}


def test_copies_hold_what_is_wanted_and_the_last_one_rows_of_the_whole() -> None:
    made = dict(copies(4, 10))
    assert made == {0: [0, 1, 2, 3], 1: [0, 1, 2, 3], 2: [0, 2]}


def test_extracts_of_google_hold_their_lines_each_copy_with_machines_of_its_own(
    tmp_path: Path,
) -> None:
    made = gcp.write_large(tmp_path, lines=GOOGLES, months=MONTHS, seed=7)
    rows = _google(tmp_path)
    machines = rows["resource"].struct.field("global_name").drop_nulls()
    first = machines.filter(machines.str.ends_with("-copy0")).n_unique()
    second = machines.filter(machines.str.ends_with("-copy1")).n_unique()
    assert rows.height == sum(made.lines.values()) == GOOGLES
    assert first == second > 5
    assert {f.parent.name for f in tmp_path.rglob("*.parquet")} == {
        f"export_month=2025-0{month}" for month in (5, 6, 7)
    }


def test_google_prints_all_use_by_the_hour(tmp_path: Path) -> None:
    gcp.write_large(tmp_path, lines=LINES, months=MONTHS[:1], seed=7)
    used = _google(tmp_path).filter(pl.col("usage").struct.field("amount").is_not_null())
    spans = (used["usage_end_time"] - used["usage_start_time"]).dt.total_hours()
    assert used.height > LINES * 0.99
    assert spans.unique().to_list() == [1]


@pytest.mark.parametrize("kind", ["actual", "amortized"])
def test_exports_of_azure_hold_half_of_the_lines_each(tmp_path: Path, kind: str) -> None:
    azure.write_large(tmp_path, lines=LINES, months=MONTHS, seed=7)
    runs = [found.parent for found in tmp_path.glob(f"cost/lumenfold-{kind}/*/*/*/manifest.json")]
    lines = pl.concat([_azure(run) for run in runs])
    named = lines["ResourceId"].drop_nulls()
    assert len(runs) == 2
    assert lines.height in (LINES // 2, LINES // 2 + 1, LINES // 2 - 1)
    assert named.filter(named.str.contains("vm-warehouse-copy")).n_unique() > 5
    assert lines.filter(pl.col("ResourceId").is_null())["chargeType"].is_in(
        ["Purchase", "UnusedReservation"]
    ).all()  # fmt: skip


def test_a_changed_month_of_google_is_dearer_and_leaves_the_others_as_they_were(
    tmp_path: Path,
) -> None:
    made = gcp.write_large(tmp_path, lines=LINES, months=MONTHS, seed=7)
    before = {f: f.read_bytes() for f in tmp_path.rglob("*.parquet")}
    lines = gcp.change_month(made, "2025-06")
    [changed] = [f for f in before if f.read_bytes() != before[f]]
    assert changed.parent.name == "export_month=2025-06"
    was, now = pl.read_parquet(io.BytesIO(before[changed])), pl.read_parquet(changed)
    assert lines == now.height < was.height
    assert now["cost"].mean() > was["cost"].mean()  # pyright: ignore[reportOperatorIssue]


def test_a_changed_month_of_azure_is_a_second_run_of_both_exports(tmp_path: Path) -> None:
    made = azure.write_large(tmp_path, lines=LINES, months=MONTHS, seed=7)
    before = set(tmp_path.rglob("manifest.json"))
    lines = azure.change_month(made, "2025-06")
    runs = set(tmp_path.rglob("manifest.json")) - before
    assert len(runs) == 2
    assert lines == sum(_azure(run.parent).height for run in runs) < made.lines["2025-06"]
