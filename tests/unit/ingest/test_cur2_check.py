"""One file of a CUR 2.0: its columns, its values and its month."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingest.aws import cur2_check, cur2_columns
from ingest.errors import BadInput
from tests.contract.samples.aws_cur2 import lines

PERIOD = "2025-10"
PERIOD_COLUMN = "bill_billing_period_start_date"


def check(path: Path, table: pa.Table, **options: Any) -> int:
    pq.write_table(table, path / "bill.parquet", **options)
    return cur2_check.check(path / "bill.parquet", name="bill.parquet", period=PERIOD)


@pytest.mark.parametrize("column", cur2_columns.MINIMUM)
def test_every_promised_column_must_be_there(tmp_path: Path, column: str) -> None:
    with pytest.raises(BadInput, match=f"missing: {column}"):
        check(tmp_path, lines(PERIOD).drop_columns([column]))


def dates(*moments: Any, kind: pa.DataType | None = None) -> pa.Array:
    return pa.array(moments, kind or pa.timestamp("us"))


OCTOBER = datetime(2025, 10, 1)
NUMBER_MAP = pa.map_(pa.string(), pa.int64())


@pytest.mark.parametrize(
    "columns",
    [
        {"line_item_unblended_cost": [Decimal("1.000000000001")] * 3},
        {"line_item_unblended_cost": [1, 2, None]},
        {"line_item_unblended_cost": ["1.5", "-2e-3", None]},
        {"line_item_unblended_cost": pa.array([1.5] * 3, pa.float32())},
        {"line_item_usage_start_date": ["2025-10-01T00:00:00.000Z"] * 3},
        {"line_item_usage_account_id": pa.array(["1"] * 3).dictionary_encode()},
        {"line_item_operation": pa.array(["x"] * 3, pa.large_string())},
        {"line_item_operation": pa.nulls(3)},
        {"line_item_unblended_rate": [1.5] * 3},
        {"reservation_number_of_reservations": [1] * 3},
        {"a_column_of_my_own": [True] * 3},
        {"discount": pa.array([[("a", 1.5)]] * 3, pa.map_(pa.string(), pa.float64()))},
        {PERIOD_COLUMN: dates(OCTOBER, OCTOBER, OCTOBER, kind=pa.timestamp("ns", "UTC"))},
        {PERIOD_COLUMN: dates(OCTOBER, OCTOBER, OCTOBER, kind=pa.timestamp("s"))},
        {PERIOD_COLUMN: ["2025-10-01 00:00:00"] * 3},
        {PERIOD_COLUMN: [date(2025, 10, 1)] * 3},
    ],
)
def test_what_can_become_the_promised_type_is_accepted(
    tmp_path: Path, columns: dict[str, Any]
) -> None:
    assert check(tmp_path, lines(PERIOD, **columns)) == 3


@pytest.mark.parametrize(
    ("columns", "place", "words"),
    [
        ({"line_item_usage_account_id": [12345678901] * 3}, "column line_item_us", "int64"),
        ({"line_item_unblended_cost": [True] * 3}, "column line_item_unblended_cost", "bool"),
        ({"line_item_unblended_cost": [1, 2, float("nan")]}, "row 3, column line_item_unb", "nan"),
        (
            {"line_item_usage_amount": [1, float("-inf"), 2]},
            "row 2, column line_item_usage_a",
            "inf",
        ),
        ({"line_item_unblended_cost": ["1", "", "x"]}, "row 2, column line_item_unb", "''"),
        ({"line_item_usage_start_date": ["1.10.2025"] * 3}, "row 1, column line_item_us", "UTC"),
        ({"line_item_usage_start_date": [1759276800] * 3}, "column line_item_us", "int64"),
        ({"product": ['{"vcpu": "2"}'] * 3}, "column product", "string"),
        (
            {"tags": pa.array([[("a", 1)]] * 3, pa.map_(pa.string(), pa.int64()))},
            "column tags",
            "map",
        ),
    ],
)
def test_what_cannot_become_the_promised_type_is_named(
    tmp_path: Path, columns: dict[str, Any], place: str, words: str
) -> None:
    with pytest.raises(BadInput) as caught:
        check(tmp_path, lines(PERIOD, **columns))
    assert caught.value.place.startswith(place)
    assert words in caught.value.problem


@pytest.mark.parametrize("options", [{}, {"write_statistics": False}, {"row_group_size": 2}])
@pytest.mark.parametrize(
    ("starts", "words"),
    [
        ((OCTOBER, OCTOBER, datetime(2025, 11, 1)), "rows of 2025-11 in the folder of 2025-10"),
        ((datetime(2025, 9, 1), OCTOBER, datetime(2025, 11, 1)), "2025-"),
        ((datetime(2025, 9, 1),) * 3, "rows of 2025-09"),
        ((OCTOBER, None, OCTOBER), "rows of no month"),
        ((None, None, None), "rows of no month"),
    ],
)
def test_a_row_of_another_month_is_refused(
    tmp_path: Path, starts: tuple[datetime | None, ...], words: str, options: dict[str, Any]
) -> None:
    with pytest.raises(BadInput, match=words):
        check(tmp_path, lines(PERIOD, **{PERIOD_COLUMN: dates(*starts)}), **options)
    october = {PERIOD_COLUMN: dates(OCTOBER, OCTOBER, OCTOBER)}
    assert check(tmp_path, lines(PERIOD, **october), **options) == 3


def test_text_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    broken = pa.array([b"x", b"b\xe4r", b"x"], pa.binary()).view(pa.string())
    with pytest.raises(BadInput, match=r"column line_item_operation.*(UTF|utf)8"):
        check(tmp_path, lines(PERIOD, line_item_operation=broken))


@pytest.mark.parametrize("damage", ["cut", "empty", "no parquet", "a page"])
def test_a_damaged_file_is_refused(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "bill.parquet"
    pq.write_table(lines(PERIOD, rows=1000), path)
    content = path.read_bytes()
    path.write_bytes(
        {
            "cut": content[:-50],
            "empty": b"",
            "no parquet": b"line_item_unblended_cost\n1.5\n",
            "a page": content[:4] + bytes(40) + content[44:],
        }[damage]
    )
    with pytest.raises(BadInput, match="cannot be read"):
        cur2_check.check(path, name="bill.parquet", period=PERIOD)


_RESERVATION = ("arn", "status", "type")
"""What INCLUDE_CAPACITY_RESERVATION_DATA adds; the list of columns is older than that."""


def test_the_contract_holds_every_column_that_aws_documents(shared_dir: Path) -> None:
    listed = (shared_dir / "data/billing/aws/data_exports_columns.csv").read_text().splitlines()
    names = {line.split(",")[1] for line in listed if line.startswith("COST_AND_USAGE_REPORT")}
    reserved = {f"capacity_reservation_capacity_reservation_{one}" for one in _RESERVATION}
    assert names | reserved == set(cur2_columns.COLUMNS)
