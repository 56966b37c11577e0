"""Traps of measured utilisation: percentages, gaps, settled days, instances that are gone."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest

from tests.contract.landed_figures import LandedFigures
from tests.contract.samples import aws_cloudwatch as cloudwatch
from tests.contract.samples import cpu_utilisation as files


@pytest.fixture
def metrics(home: Path) -> LandedFigures:
    return LandedFigures(home, "cpu_utilisation", files.SETTINGS)


@pytest.fixture
def asked(home: Path, monkeypatch: pytest.MonkeyPatch) -> LandedFigures:
    for name, value in cloudwatch.ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    return LandedFigures(home, "aws_cloudwatch", cloudwatch.SETTINGS)


def test_a_parquet_of_the_contract_lands_as_the_csv_does(metrics: LandedFigures) -> None:
    written = files.write(metrics.home, "october", files.line("2025-10-31T22:00:00Z", 0.25))
    metrics.land()
    columns = ("provider", "resource_id", "interval_start", "cpu_utilisation", "sample_count")
    expected = metrics.rows(*columns)
    frame = pl.read_csv(written, try_parse_dates=True)
    written.unlink()
    frame.write_parquet(written.with_suffix(".parquet"))
    assert metrics.land()[files.SLICE].status == "landed"
    assert metrics.rows(*columns) == expected
    assert len(expected) == 1


def test_a_percentage_is_refused_with_its_line(metrics: LandedFigures) -> None:
    lines = [files.line("2025-10-31T22:00:00Z", value) for value in (0.2, 20.0)]
    files.write(metrics.home, "october", *lines)
    assert metrics.land()[files.SLICE].status == "quarantined"
    assert metrics.refused().place == "line 3, column cpu_utilisation"
    assert "percentages are divided by 100" in metrics.refused().problem


def test_a_full_load_that_is_printed_a_rounding_above_one_lands(metrics: LandedFigures) -> None:
    files.write(metrics.home, "october", files.line("2025-10-31T22:00:00Z", 1.0000001))
    assert metrics.land()[files.SLICE].status == "landed"


def test_a_file_is_kept_by_months_so_that_a_month_changes_alone(metrics: LandedFigures) -> None:
    files.deliver(metrics.home, edition=0)
    metrics.land()
    before = metrics.lake.manifest("cpu_utilisation", files.SLICE)
    files.deliver(metrics.home, edition=1)
    metrics.land()
    after = metrics.lake.manifest("cpu_utilisation", files.SLICE)
    assert before is not None
    assert after is not None
    assert [file.period for file in after.files] == ["2025-10", "2025-11"]
    same = [a.sha256 == b.sha256 for a, b in zip(before.files, after.files, strict=True)]
    assert same == [False, True]


def test_cloudwatch_gives_the_mean_of_an_hour_and_its_samples(asked: LandedFigures) -> None:
    cloudwatch.tell(asked.home, {("i-0ab1", 8): [10.0, 30.0], ("i-0ab2", 8): [50.0]})
    assert asked.land()[cloudwatch.SLICE].rows == 2
    rows = asked.rows("resource_id", "round(cpu_utilisation, 9)", "sample_count", "interval_start")
    at = (cloudwatch.YESTERDAY + timedelta(hours=8)).replace(tzinfo=None)
    assert rows == [("i-0ab1", 0.2, 2, at), ("i-0ab2", 0.5, 1, at)]


def test_an_hour_without_samples_makes_no_row(asked: LandedFigures) -> None:
    cloudwatch.tell(asked.home, {("i-0ab1", 8): [0.0]})
    asked.land()
    assert asked.rows("cpu_utilisation") == [(0.0,)]


def test_a_settled_day_is_not_asked_for_when_its_instances_are_gone(asked: LandedFigures) -> None:
    since = f"{cloudwatch.YESTERDAY - timedelta(days=5):%Y-%m-%d}"
    cloudwatch.tell(asked.home, {("i-0ab1", -100): [10.0], ("i-0ab1", 8): [20.0]})
    settings = asked.home / "tonne.toml"
    lines = [line for line in settings.read_text().splitlines() if not line.startswith("since")]
    settings.write_text("\n".join([*lines, f'since = "{since}"', ""]))
    asked.land()
    assert len(asked.rows("cpu_utilisation")) == 2
    cloudwatch.tell(asked.home, {("i-0ab2", 8): [30.0]})
    landed = asked.land()
    assert landed[cloudwatch.SLICE].status == "landed"
    assert sorted(value for (value,) in asked.rows("cpu_utilisation")) == [0.1, 0.3]
