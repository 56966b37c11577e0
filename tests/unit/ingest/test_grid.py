"""Hourly carbon intensity: every row is an hour, every hour is told once."""

from __future__ import annotations

import gzip
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from ingest.errors import BadSettings
from ingest.lake import Lake, Manifest
from ingest.landing import Landed, land_source
from ingest.settings import Workspace, load_settings
from ingest.source import configured
from tests.contract.samples.grid_hourly import HEADER, SETTINGS, write

KIND = "grid_hourly"


def land(home: Path, settings: str = SETTINGS) -> list[Landed]:
    (home / "tonne.toml").write_text(settings)
    [source] = configured(load_settings(home), Workspace(home))
    return land_source(source, Lake(home / "lake"))


def manifests(home: Path) -> dict[str, Manifest]:
    return {manifest.slice_id: manifest for manifest in Lake(home / "lake").current()}


def hours(zone: str, *moments: str) -> list[str]:
    return [f"{zone},{moment},{100 + i},direct,false" for i, moment in enumerate(moments)]


MOMENTS = ("2025-11-01T01:00Z", "2025-10-31T23:00Z", "2025-11-01T00:00Z", "2025-10-01T00:00Z")


def test_a_file_becomes_one_sorted_parquet_per_month(home: Path) -> None:
    write(home, "eu", *hours("FR", *MOMENTS), *hours("DE", *MOMENTS))
    land(home)
    manifest = manifests(home)["grid__eu"]
    assert manifest.periods == ["2025-10", "2025-11"]
    assert [(file.period, file.rows) for file in manifest.files] == [("2025-10", 4), ("2025-11", 4)]
    lake = Lake(home / "lake")
    for _, file, path in lake.current_files(KIND):
        table = pq.read_table(path)
        assert file.columns["hour_at"] == "timestamp[us]"
        keys = list(zip(table["em_zone"].to_pylist(), table["hour_at"].to_pylist(), strict=True))
        assert keys == sorted(keys)
        assert {hour.strftime("%Y-%m") for _, hour in keys} == {file.period}


def test_equal_months_have_equal_bytes_whatever_the_order_of_the_lines(home: Path) -> None:
    lines = [*hours("FR", *MOMENTS), *hours("DE", *MOMENTS)]
    write(home, "a", *lines)
    write(home, "b", *lines[::-1], "DE,2025-12-01T00:00Z,5,direct,false")
    land(home)
    one, other = manifests(home)["grid__a"].files, manifests(home)["grid__b"].files
    assert [file.sha256 for file in one] == [file.sha256 for file in other[:2]]


def test_the_fetched_bytes_are_kept(home: Path) -> None:
    file = write(home, "eu", *hours("FR", *MOMENTS))
    land(home)
    [kept] = (home / "lake").rglob("source/eu.csv")
    assert kept.read_bytes() == file.read_bytes()


def test_zero_is_an_intensity(home: Path) -> None:
    write(home, "is", "IS,2025-10-01T00:00Z,0,direct,false")
    assert [one.status for one in land(home)] == ["landed"]


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        ("DE,2025-10-01T00:30:00Z,300,direct,false", "hour_at", "whole hour"),
        ("DE,2025-10-01T00:00:01Z,300,direct,false", "hour_at", "whole hour"),
        ("DE,2025-10-01T00:00:00+01:00,300,direct,false", "hour_at", "in UTC"),
        ("DE,2025-10-01T00:00:00Z,,direct,false", "value_gco2e_per_kwh", "empty"),
        ("DE,2025-10-01T00:00:00Z,-1,direct,false", "value_gco2e_per_kwh", "between 0 and 3000"),
        ("DE,2025-10-01T00:00:00Z,3000,direct,false", "value_gco2e_per_kwh", "between 0 and 3000"),
        ("DE,2025-10-01T00:00:00Z,300,marginal,false", "boundary", "direct or lifecycle"),
        ("DE,2025-10-01T00:00:00Z,300,direct,", "is_estimated", "empty"),
        (",2025-10-01T00:00:00Z,300,direct,true", "em_zone", "empty"),
        ("FR,2025-10-01T00:00:00Z,31,direct,true", "hour_at", "on line 2 already"),
    ],
)
def test_an_impossible_hour_is_named_by_line_and_column(
    home: Path, line: str, column: str, words: str
) -> None:
    first = "FR,2025-10-01T00:00:00Z,30,direct,false"
    other = "FR,2025-10-01T00:00:00Z,40,lifecycle,false"
    write(home, "eu", first, other, line)
    [landed] = land(home)
    assert landed.status == "quarantined"
    [refused] = Lake(home / "lake").quarantined()
    assert refused.file == str(home / "inputs/grid/eu.csv")
    assert refused.place == f"line 4, column {column}"
    assert words in refused.message


def test_two_files_of_one_stem_are_refused(home: Path) -> None:
    file = write(home, "eu", *hours("FR", *MOMENTS))
    file.with_suffix(".csv.gz").write_bytes(gzip.compress(file.read_bytes()))
    with pytest.raises(BadSettings, match=r"eu\.csv and .*eu\.csv\.gz are both slice grid__eu"):
        land(home)


def test_the_uri_may_be_a_single_compressed_file(home: Path) -> None:
    packed = home / "all.csv.gz"
    packed.write_bytes(gzip.compress((HEADER + hours("FR", *MOMENTS)[0] + "\n").encode()))
    settings = SETTINGS.replace("inputs/grid", "all.csv.gz")
    assert [(one.slice_id, one.status) for one in land(home, settings)] == [("grid__all", "landed")]


def test_other_files_of_the_folder_are_left_alone(home: Path) -> None:
    file = write(home, "eu", *hours("FR", *MOMENTS))
    (file.parent / ".hidden.csv").write_text("x")
    (file.parent / "README.md").write_text("x")
    (file.parent / "old").mkdir()
    (file.parent / "old/fr.csv").write_text("x")
    assert [one.slice_id for one in land(home)] == ["grid__eu"]


def test_a_name_that_no_slice_may_have_is_spelled_out(home: Path) -> None:
    write(home, "Île de France", *hours("FR", *MOMENTS))
    write(home, "Ile_de_France", *hours("FR", *MOMENTS))
    assert {one.slice_id for one in land(home)} == {
        "grid__~CE~le~20~de~20~France",
        "grid__Ile_de_France",
    }


def test_an_empty_folder_is_told(home: Path) -> None:
    (home / "inputs/grid").mkdir(parents=True)
    [landed] = land(home)
    assert (landed.slice_id, landed.status) == ("grid", "kept_missing")
    assert "holds no CSV file" in landed.message
