"""A small made-up company, written once for all tests of its files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
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


def _rows_of(home: Path, period: str = "*") -> pl.DataFrame:
    files = home.glob(f"clouds/aws/exports/*/data/BILLING_PERIOD={period}/*.parquet")
    parts = [pl.read_parquet(f, hive_partitioning=False) for f in sorted(files)]
    return pl.concat(parts).sort("identity_line_item_id")
