"""What AWS would say of the made-up company's carbon."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pyarrow.parquet as pq
import pytest

from ingest.demo import DemoCompany, restate_november, write_company
from ingest.demo.company import LABS_PAYER, PAYER

EXPORT = Path("clouds/aws/exports/lumenfold-carbon")
MEASURES = ("scope_1", "scope_2_lbm", "scope_2_mbm", "scope_3_lbm", "scope_3_mbm")


def _rows(home: Path, version: str, month: str) -> list[dict[str, Any]]:
    folder = home / EXPORT / f"data/carbon_model_version={version}/usage_period={month}"
    return [row for file in folder.iterdir() for row in pq.read_table(file).to_pylist()]


def test_one_month_is_told_by_two_versions_and_the_newest_month_by_none(
    small: DemoCompany,
) -> None:
    folders = {path.parent.relative_to(small.home / EXPORT / "data").as_posix()
               for path in (small.home / EXPORT / "data").rglob("*.parquet")}  # fmt: skip
    assert folders == {
        "carbon_model_version=v3.0.0/usage_period=2025-10",
        "carbon_model_version=v3.0.1/usage_period=2025-10",
        "carbon_model_version=v3.0.1/usage_period=2025-11",
    }


def test_a_file_has_the_columns_that_aws_publishes(small: DemoCompany) -> None:
    (row, *_) = _rows(small.home, "v3.0.1", "2025-10")
    assert len(row) == 23
    assert {row[name] for name in row if name.endswith("_unit")} == {"MTCO2e"}


def test_the_figures_of_a_key_add_up_and_stand_once(small: DemoCompany) -> None:
    rows = _rows(small.home, "v3.0.1", "2025-11")
    keys = [(row["usage_account_id"], row["region_code"], row["product_code"]) for row in rows]
    assert len(set(keys)) == len(keys) > 10
    assert {row["product_code"] for row in rows} == {
        "AmazonEC2", "AmazonS3", "AmazonCloudFront", "Other",
    }  # fmt: skip
    for row in rows:
        told = {name: row[f"total_{name}_emissions_value"] for name in ("lbm", "mbm", *MEASURES)}
        assert min(told.values()) >= 0
        for method in ("lbm", "mbm"):
            parts = told["scope_1"] + told[f"scope_2_{method}"] + told[f"scope_3_{method}"]
            assert told[method] == pytest.approx(parts, abs=2e-6)


def test_contracts_leave_nothing_in_some_regions(small: DemoCompany) -> None:
    market: dict[str | None, float] = {}
    for row in _rows(small.home, "v3.0.1", "2025-11"):
        region = row["region_code"]
        market[region] = market.get(region, 0.0) + row["total_scope_2_mbm_emissions_value"]
    assert market["us-west-2"] == market["eu-central-1"] == 0
    assert market["ap-south-1"] > 0


def test_only_the_accounts_of_its_payer_are_told(small: DemoCompany) -> None:
    rows = _rows(small.home, "v3.0.1", "2025-11")
    assert {row["payer_account_id"] for row in rows} == {PAYER.account_id}
    assert LABS_PAYER.account_id not in {row["usage_account_id"] for row in rows}
    assert {row["location"] for row in rows if row["region_code"] is None} == {"Global"}


def test_manifests_name_files_that_exist(small: DemoCompany) -> None:
    manifests = list((small.home / EXPORT / "metadata").rglob("*-Manifest.json"))
    assert len(manifests) == 3
    for path in manifests:
        (uri,) = json.loads(path.read_text())["dataFiles"]
        assert Path(unquote(urlsplit(uri).path)).is_file()


def test_the_figures_are_those_of_the_final_bill_from_the_start(
    small: DemoCompany, tmp_path: Path
) -> None:
    write_company(tmp_path, lines=6_000, restated=False)
    first = _rows(tmp_path, "v3.0.1", "2025-11")
    restate_november(tmp_path)
    assert first == _rows(tmp_path, "v3.0.1", "2025-11") == _rows(small.home, "v3.0.1", "2025-11")
