"""The traps of Google's Carbon Footprint export, a test each: nulls, models, deprecated columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.contract.google_files import as_dotted_csv, as_json, as_parquet, put
from tests.contract.landed_rows import LandedRows
from tests.contract.samples.gcp_carbon import row

_MARKET = "carbon_footprint_kgco2e_scope2_market_based::varchar"
_LOCATION = "carbon_footprint_kgco2e_scope2_location_based::varchar"


@pytest.fixture
def figures(home: Path) -> LandedRows:
    return LandedRows(home, "gcp_carbon", "footprint", {"uri": "clouds/google"})


@pytest.mark.parametrize("key", ["part.parquet", "part.json.gz", "part.csv"])
def test_every_format_gives_the_same_figures(figures: LandedRows, key: str) -> None:
    write = {"parquet": as_parquet, "gz": as_json, "csv": as_dotted_csv}[key.rpartition(".")[2]]
    put(figures.home, key, write([row(), row(month="2025-11", s1=0.1)]))
    [landed] = figures.land().values()
    assert (landed.status, landed.rows) == ("landed", 2)
    assert figures.rows(
        "usage_month::varchar",
        "carbon_model_version",
        "project_number",
        _LOCATION,
        "carbon_footprint_kgco2e_scope1::varchar",
    ) == [
        ("2025-10-01", "14", "883019284756", "20.250000000000", "1.500000000000"),
        ("2025-11-01", "14", "883019284756", "20.250000000000", "0.100000000000"),
    ]


@pytest.mark.parametrize("value", ["absent", "null", "given"])
def test_deprecated_columns_may_be_absent_null_or_given(figures: LandedRows, value: str) -> None:
    line = row()
    if value != "absent":
        offsets = None if value == "null" else 3.0
        line["carbon_footprint_total_kgCO2e"]["after_offsets"] = offsets
        line["carbon_offsets_kgCO2e"] = offsets
    put(figures.home, "part.parquet", as_parquet([line]))
    [landed] = figures.land().values()
    assert landed.status == "landed"
    assert not [column for column in figures.columns() if "offset" in column]


def test_a_deleted_project_has_no_id_and_an_empty_number(figures: LandedRows) -> None:
    put(figures.home, "part.json", as_json([row(project=None)]))
    figures.land()
    assert figures.rows("project_id", "project_number") == [(None, "")]


def test_before_2023_the_market_figure_is_null_and_a_printed_zero_is_zero(
    figures: LandedRows,
) -> None:
    rows = [row(month="2022-12", market=None), row(month="2023-01", market=0.0)]
    put(figures.home, "part.parquet", as_parquet(rows))
    figures.land()
    assert figures.rows("usage_month::varchar", _MARKET, f"{_MARKET.split(':')[0]} = 0") == [
        ("2022-12-01", None, None),
        ("2023-01-01", "0.000000000000", True),
    ]


@pytest.mark.parametrize("version", [14, "14", "v2025.1"])
def test_a_model_version_is_kept_as_it_is_printed(figures: LandedRows, version: str) -> None:
    put(figures.home, "part.csv", as_dotted_csv([row() | {"carbon_model_version": version}]))
    figures.land()
    assert figures.rows("carbon_model_version") == [(str(version),)]


def test_two_models_of_a_month_stay_apart(figures: LandedRows) -> None:
    put(figures.home, "2025-10/part.json", as_json([row(model=13, s1=1.0), row(model=14, s1=2.0)]))
    assert list(figures.land()) == ["footprint__2025-10"]
    assert figures.rows("carbon_model_version", "carbon_footprint_kgco2e_scope1::double") == [
        ("13", 1.0),
        ("14", 2.0),
    ]


def test_the_sample_of_a_year_lands_whole(shared_dir: Path, figures: LandedRows) -> None:
    sample = shared_dir / "data/billing/carbon/iab_carbon-json_cloud_example_2_gcp.csv"
    put(figures.home, "2025.csv", sample.read_bytes())
    [landed] = figures.land().values()
    [manifest] = figures.lake.manifests("gcp_carbon")
    assert landed.rows == 276
    assert manifest.periods == [f"2025-{month:02d}" for month in range(1, 13)]
    assert figures.rows("distinct carbon_model_version", "location_region = 'global'") == [
        ("v2025.1", False),
        ("v2025.1", True),
    ]
