"""Schema raw shows the current files of the lake, typed, and opens only those a query needs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from orchestration import raw_views
from orchestration.raw_views import LandedFile, RawSchema
from tests.unit.orchestration.landed_files import landed_file

CONTRACT = {"amount": "double", "note": "varchar", "tags": "map(varchar, varchar)"}


def _written(
    files: Mapping[str, Sequence[LandedFile]],
    contracts: Mapping[str, Mapping[str, str]] | None = None,
    connection: duckdb.DuckDBPyConnection | None = None,
) -> duckdb.DuckDBPyConnection:
    made = connection or duckdb.connect()
    raw_views.write(made, RawSchema(contracts or {"bill": CONTRACT}, files, {}))
    return made


def _scanned_files(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[int, int]:
    """How many files DuckDB opened, of how many."""
    plan = connection.execute(f"explain analyze {sql}").fetchall()[0][1]
    opened = re.search(r"Scanning Files: (\d+)/(\d+)", plan)
    assert opened, plan
    return int(opened[1]), int(opened[2])


@pytest.fixture
def twelve_months(tmp_path: Path) -> list[LandedFile]:
    table = pa.table({"amount": [1.0, 2.0], "note": ["a", "b"]})
    return [
        landed_file(tmp_path, "bill", f"acme__2025-{month:02}", table) for month in range(1, 13)
    ]


@pytest.mark.parametrize("wanted", [1, 3, 11])
def test_a_query_of_some_slices_opens_only_their_files(
    twelve_months: list[LandedFile], wanted: int
) -> None:
    connection = _written({"bill": twelve_months})
    connection.execute("create view staged as select slice_id, amount * 2 as amount from raw.bill")
    slices = ", ".join(f"'acme__2025-{month:02}'" for month in range(1, wanted + 1))
    query = f"select sum(amount) from staged where slice_id in ({slices})"

    assert _scanned_files(connection, query) == (wanted, 12)
    assert connection.execute(query).fetchone() == (6.0 * wanted,)


def test_slice_and_version_come_from_the_path(tmp_path: Path) -> None:
    table = pa.table({"amount": [1.0]})
    file = landed_file(tmp_path, "bill", "acme__2025-10", table, version="0123456789abcdef")
    connection = _written({"bill": [file]})

    assert connection.execute(
        "select distinct slice_id, slice_version from raw.bill"
    ).fetchall() == [("acme__2025-10", "0123456789abcdef")]


def test_files_of_two_schemas_are_one_view(tmp_path: Path) -> None:
    old = pa.table({"amount": pa.array(["1.5"])})
    new = pa.table({"note": ["x"], "amount": pa.array([2], pa.int32()), "surplus": [9]})
    files = [landed_file(tmp_path, "bill", f"s{n}", table) for n, table in enumerate((old, new))]
    connection = _written({"bill": files})

    rows = connection.execute("select amount, note, tags from raw.bill order by amount").fetchall()

    assert rows == [(1.5, None, None), (2.0, "x", None)]


def test_nothing_landed_is_a_typed_nothing() -> None:
    connection = _written({})

    described = connection.execute("describe raw.bill").fetchall()

    assert {row[0]: row[1] for row in described} == {
        "amount": "DOUBLE",
        "note": "VARCHAR",
        "tags": "MAP(VARCHAR, VARCHAR)",
        "slice_id": "VARCHAR",
        "slice_version": "VARCHAR",
    }
    assert connection.execute("select count(*) from raw.bill").fetchone() == (0,)


def test_a_moment_with_a_zone_is_read_in_utc(tmp_path: Path) -> None:
    moment = datetime(2025, 10, 1, 12, tzinfo=UTC)
    table = pa.table({"hour_at": pa.array([moment], pa.timestamp("us", tz="Asia/Kolkata"))})
    file = landed_file(tmp_path, "bill", "s", table)
    connection = _written({"bill": [file]}, {"bill": {"hour_at": "timestamp"}})

    assert connection.execute("select hour_at from raw.bill").fetchone() == (
        moment.replace(tzinfo=None),
    )


def test_a_workspace_may_have_any_name(tmp_path: Path) -> None:
    odd = tmp_path / "it's [a] *star* ?"
    file = landed_file(odd, "bill", "s", pa.table({"amount": [4.0]}))
    connection = _written({"bill": [file]})

    assert connection.execute("select amount, slice_id from raw.bill").fetchall() == [(4.0, "s")]


def test_the_view_of_a_vanished_kind_goes_and_tables_stay() -> None:
    connection = _written({}, {"bill": CONTRACT, "gone": CONTRACT})
    connection.execute("create table raw.kept as select 1 as one")
    _written({}, {"bill": CONTRACT}, connection)

    left = connection.execute(
        "select table_name from information_schema.tables where table_schema = 'raw' order by all"
    ).fetchall()

    assert left == [("bill",), ("kept",)]


def test_a_failure_leaves_the_schema_before(tmp_path: Path) -> None:
    connection = _written(
        {"bill": [landed_file(tmp_path, "bill", "s", pa.table({"amount": [1.0]}))]}
    )
    broken = LandedFile(tmp_path / "absent.parquet", "x", {"amount": "double"})

    with pytest.raises(duckdb.Error):
        _written({"bill": [], "other": [broken]}, {"bill": CONTRACT, "other": CONTRACT}, connection)

    assert connection.execute("select count(*) from raw.bill").fetchone() == (1,)


def test_the_same_lake_gives_the_same_views(twelve_months: list[LandedFile]) -> None:
    shuffled = [*reversed(twelve_months)]

    assert raw_views.view_sql(CONTRACT, twelve_months) == raw_views.view_sql(CONTRACT, shuffled)
