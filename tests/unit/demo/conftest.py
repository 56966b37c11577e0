"""A small made-up company, written once for all tests of its files."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow.parquet as pq
import pytest

from ingest.demo import DemoCompany, write_company

RowsOf = Callable[..., pl.DataFrame]


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> DemoCompany:
    return write_company(tmp_path_factory.mktemp("company"), lines=6_000)


@pytest.fixture(scope="session")
def rows_of() -> RowsOf:
    """Reads all delivered rows of a company, in an order that does not depend on the files."""
    return _rows_of


@pytest.fixture(scope="session")
def bill(small: DemoCompany) -> pl.DataFrame:
    return _rows_of(small.home)


@pytest.fixture(scope="session")
def google(small: DemoCompany) -> list[dict[str, Any]]:
    """The rows of Google's bill, in the order of their files."""
    return google_rows(small.home)


@pytest.fixture(scope="session")
def actual(small: DemoCompany) -> list[dict[str, str]]:
    """The lines of Azure's actual cost, of the newest run of each month."""
    return azure_rows(small.home, "lumenfold-actual")


@pytest.fixture(scope="session")
def amortized(small: DemoCompany) -> list[dict[str, str]]:
    """The lines of Azure's amortized cost, of the newest run of each month."""
    return azure_rows(small.home, "lumenfold-amortized")


def google_rows(home: Path) -> list[dict[str, Any]]:
    """The rows of Google's bill in a workspace."""
    files = sorted(home.glob("clouds/gcp/billing/*/*.parquet"))
    return [row for file in files for row in pq.read_table(file).to_pylist()]


def azure_rows(home: Path, export: str) -> list[dict[str, str]]:
    """The lines that the newest runs of an export name."""
    rows: list[dict[str, str]] = []
    for month in sorted((home / "clouds/azure/msexports/cost" / export).iterdir()):
        (manifest,) = max(month.iterdir()).glob("*/manifest.json")
        for blob in json.loads(manifest.read_text())["blobs"]:
            path = home / "clouds/azure/msexports" / blob["blobName"]
            text = gzip.decompress(path.read_bytes()).decode("utf-8-sig")
            rows += csv.DictReader(io.StringIO(text, newline=""))
    return rows


def _rows_of(home: Path, period: str = "*") -> pl.DataFrame:
    files = home.glob(f"clouds/aws/exports/*/data/BILLING_PERIOD={period}/*.parquet")
    parts = [pl.read_parquet(f, hive_partitioning=False) for f in sorted(files)]
    return pl.concat(parts).sort("identity_line_item_id")
