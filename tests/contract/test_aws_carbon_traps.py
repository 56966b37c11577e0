"""Traps of AWS's carbon exports: each is delivered as AWS does, and what lands is read again."""

from __future__ import annotations

import gzip
import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from tests.contract.landed_figures import LandedFigures
from tests.contract.samples.aws_carbon import (
    PERIOD,
    SETTINGS,
    SLICE,
    deliver_month,
    manifest_path,
    narrow,
    row,
)

_TOTAL = "total_lbm_emissions_value"


@pytest.fixture
def export(home: Path) -> LandedFigures:
    return LandedFigures(home, "aws_carbon", SETTINGS)


@pytest.mark.parametrize("suffix", [".csv.gz", ".snappy.parquet"])
def test_figures_keep_their_six_decimals_in_both_formats(
    export: LandedFigures, suffix: str
) -> None:
    told = ["0.000001", "0.016501", "123456.789012", "0.000000"]
    rows = [row(product_code=f"P{n}", **{_TOTAL: value}) for n, value in enumerate(told)]
    deliver_month(export.folder, PERIOD, [rows], suffix=suffix)
    assert export.land()[SLICE].status == "landed"
    landed = export.rows("product_code", f"{_TOTAL}::varchar")
    assert [Decimal(value) for _, value in landed] == [Decimal(value) for value in told]


def test_an_export_of_thirteen_columns_has_totals_and_no_scopes(export: LandedFigures) -> None:
    assert len(narrow(row())) == 13
    assert len(row()) == 23
    deliver_month(export.folder, PERIOD, [[narrow(row())]])
    assert export.land()[SLICE].status == "landed"
    columns = (_TOTAL, "total_mbm_emissions_value", "total_scope_3_lbm_emissions_value")
    assert export.rows(*columns) == [(0.0165, 0.00834, None)]
    [found] = export.examined()
    assert "no scopes" in found.what
    deliver_month(export.folder, PERIOD, [[row()]])
    export.land()
    assert export.examined() == []


@pytest.mark.parametrize("spelling", ["model_version", "carbon_model_version"])
def test_both_spellings_of_a_partition_are_read(export: LandedFigures, spelling: str) -> None:
    deliver_month(export.folder, PERIOD, [[row()]], spelling=spelling)
    assert export.land()[SLICE].status == "landed"


def test_a_month_under_both_spellings_would_count_twice_and_is_refused(
    export: LandedFigures,
) -> None:
    for spelling in ("model_version", "carbon_model_version"):
        deliver_month(export.folder, PERIOD, [[row()]], spelling=spelling)
    assert export.land()[SLICE].status == "quarantined"
    assert "count twice" in export.refused().problem


def test_model_versions_delivered_in_parallel_are_slices_of_their_own(
    export: LandedFigures,
) -> None:
    for version, value in (("v2.0.0", "1"), ("v3.0.0", "2")):
        told = [row(version=version, **{_TOTAL: value})]
        deliver_month(export.folder, PERIOD, [told], version=version)
    assert set(export.land()) == {f"acme_carbon__{v}__2025-10" for v in ("v2.0.0", "v3.0.0")}
    assert export.rows("model_version", _TOTAL) == [("v2.0.0", 1.0), ("v3.0.0", 2.0)]


def test_a_restatement_inside_a_model_version_replaces_its_month(export: LandedFigures) -> None:
    deliver_month(export.folder, PERIOD, [[row(**{_TOTAL: "1"})]])
    export.land()
    again = row(last_refresh_timestamp="2026-01-20 06:30:00Z", **{_TOTAL: "2"})
    deliver_month(export.folder, PERIOD, [[again]])
    assert export.land()[SLICE].status == "landed"
    refreshed = "last_refresh_timestamp::varchar"
    assert export.rows(_TOTAL, refreshed) == [(2.0, "2026-01-20 06:30:00")]


def test_a_row_of_another_month_or_model_version_is_refused(export: LandedFigures) -> None:
    for wrong in (row("2025-09"), row(version="v2.0.0")):
        deliver_month(export.folder, PERIOD, [[row(), wrong]])
        assert export.land()[SLICE].status == "quarantined"
        assert export.refused().place.startswith("row 2, column")


def test_files_that_no_manifest_names_do_not_count(export: LandedFigures) -> None:
    deliver_month(export.folder, PERIOD, [[row(product_code="old")], [row(product_code="older")]])
    deliver_month(export.folder, PERIOD, [[row(product_code="new")]])
    export.land()
    assert export.rows("product_code") == [("new",)]


def test_without_a_manifest_every_file_of_the_month_counts(export: LandedFigures) -> None:
    chunks = [[row(product_code="a")], [row(product_code="b")], []]
    deliver_month(export.folder, PERIOD, chunks, has_manifest=False)
    assert export.land()[SLICE].rows == 2
    assert export.land()[SLICE].status == "unchanged"
    deliver_month(export.folder, PERIOD, [[row(product_code="c")]], has_manifest=False)
    export.land()
    assert export.rows("product_code") == [("b",), ("c",)]


def test_without_a_manifest_two_formats_or_deliveries_of_a_month_are_refused(
    export: LandedFigures,
) -> None:
    deliver_month(export.folder, PERIOD, [[row()]], has_manifest=False)
    deliver_month(export.folder, PERIOD, [[row()]], has_manifest=False, suffix=".snappy.parquet")
    export.land()
    assert "two formats" in export.refused().problem
    [csv] = export.folder.rglob("*.csv.gz")
    [parquet] = export.folder.rglob("*.parquet")
    parquet.unlink()
    (csv.parent / "2025-11-18T06-00").mkdir()
    shutil.copy(csv, csv.parent / "2025-11-18T06-00")
    export.land()
    assert "several deliveries" in export.refused().problem


def test_a_manifest_that_names_another_month_is_refused(export: LandedFigures) -> None:
    deliver_month(export.folder, "2025-09", [[row("2025-09")]])
    deliver_month(export.folder, PERIOD, [[row()]])
    path = manifest_path(export.folder, PERIOD)
    path.write_text(json.dumps(json.loads(manifest_path(export.folder, "2025-09").read_text())))
    assert export.land()[SLICE].status == "quarantined"
    assert "another model version or month" in export.refused().problem


def test_global_services_have_a_location_and_no_region_code(export: LandedFigures) -> None:
    cdn = row(product_code="AmazonCloudFront", region_code=None, location="Global")
    deliver_month(export.folder, PERIOD, [[cdn]])
    export.land()
    assert export.rows("region_code", "location") == [(None, "Global")]


def test_a_suspended_account_and_leading_zeros_stay(export: LandedFigures) -> None:
    deliver_month(export.folder, PERIOD, [[row(), row(usage_account_id="000000000042")]])
    export.land()
    assert export.rows("usage_account_id") == [("000000000042",), ("012345678901",)]


def test_an_account_that_lost_its_leading_zeros_is_refused(export: LandedFigures) -> None:
    deliver_month(export.folder, PERIOD, [[row(), row(usage_account_id="12345678901")]])
    assert export.land()[SLICE].status == "quarantined"
    assert export.refused().place == "row 2, column usage_account_id"
    assert "leading zeros" in export.refused().problem


def test_another_unit_than_tonnes_is_refused(export: LandedFigures) -> None:
    odd = row(total_scope_1_emissions_unit="kgCO2e")
    deliver_month(export.folder, PERIOD, [[odd]])
    assert export.land()[SLICE].status == "quarantined"
    assert export.refused().place == "row 1, column total_scope_1_emissions_unit"


def test_what_aws_leaves_empty_is_null_and_a_market_figure_of_zero_is_zero(
    export: LandedFigures,
) -> None:
    empty = row(total_scope_1_emissions_value=None, total_scope_1_emissions_unit=None)
    deliver_month(export.folder, PERIOD, [[empty]])
    export.land()
    columns = ("total_scope_1_emissions_value", "total_scope_2_mbm_emissions_value")
    assert export.rows(*columns) == [(None, 0.0)]


def test_a_selection_without_accounts_or_units_is_refused(export: LandedFigures) -> None:
    for lacking in ("usage_account_id", "total_lbm_emissions_unit"):
        cells = {name: value for name, value in row().items() if name != lacking}
        deliver_month(export.folder, PERIOD, [[cells]])
        assert export.land()[SLICE].status == "quarantined"
        assert lacking in export.refused().problem
        assert "column selection" in export.refused().remedy


def test_the_figure_of_an_unknown_column_stays_in_the_kept_bytes(export: LandedFigures) -> None:
    deliver_month(export.folder, PERIOD, [[row(cfe_savings_value="1")]])
    assert export.land()[SLICE].status == "landed"
    [kept] = export.lake.root.rglob("source/*.csv.gz")
    assert b"cfe_savings_value" in gzip.decompress(kept.read_bytes())
