"""What is wrong with an extract of Google's is said with its file, its place and what helps."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.contract.google_files import as_dotted_csv, as_json, as_parquet, put
from tests.contract.landed_rows import LandedRows
from tests.contract.samples import gcp_billing, gcp_carbon


@pytest.fixture
def bill(home: Path) -> LandedRows:
    return LandedRows(home, "gcp_billing", "google", {"uri": "clouds/google"})


def _refused(bill: LandedRows, key: str, content: bytes) -> str:
    file = put(bill.home, key, content)
    [landed] = bill.land().values()
    assert landed.status == "quarantined"
    message = bill.refused().message
    assert str(file) in message
    return message


@pytest.mark.parametrize("absent", ["credits", "cost", "usage", "usage_start_time", "sku"])
def test_a_promised_column_that_is_missing_is_named(bill: LandedRows, absent: str) -> None:
    line = {key: value for key, value in gcp_billing.row().items() if key != absent}
    message = _refused(bill, "part.parquet", as_parquet([line]))
    assert f"promised columns are missing: {absent}" in message
    assert "Export these columns of the billing table too" in message


def test_json_without_credits_would_overstate_the_cost(bill: LandedRows) -> None:
    line = {key: value for key, value in gcp_billing.row().items() if key != "credits"}
    assert "missing: credits" in _refused(bill, "part.json", as_json([line]))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"cost": "1,5"}, "row 2, column cost: '1,5' is not a number"),
        ({"cost": "nan"}, "row 2, column cost: 'nan' is not a number"),
        ({"cost": ""}, "row 2, column cost: it is empty"),
        ({"currency": ""}, None),
        ({"usage_start_time": "05.10.2025"}, "row 2, column usage_start_time: '05.10.2025' is not"),
        ({"usage_start_time": "0025-10-05 10:00:00"}, "row 2, column usage_start_time: no use is"),
        ({"usage.amount": "many"}, "row 2, column usage_amount: 'many' is not a number"),
        ({"labels": "{broken"}, "row 2, column labels: '{broken' is not the JSON of a list"),
        ({"credits": '["a"]'}, "row 2, column credits: '[\"a\"]' is not the JSON of a list"),
        ({"credits": '[{"amount": "x"}]'}, "rows 1 to 2, column credits: an amount in it is no"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(
    bill: LandedRows, fields: Mapping[str, Any], said: str | None
) -> None:
    good, bad = gcp_billing.row(), gcp_billing.row()
    usage = bad.pop("usage")
    line = {**bad, **{f"usage.{key}": value for key, value in usage.items()}, **fields}
    content = as_dotted_csv([good, line])
    message = _refused(bill, "part.csv", content)
    assert (said or "row 2, column currency: it is empty") in message


def test_an_amount_that_is_not_finite_is_named(bill: LandedRows) -> None:
    rows = [gcp_billing.row(), gcp_billing.row(cost=float("inf"))]
    message = _refused(bill, "part.parquet", as_parquet(rows))
    assert "row 2, column cost: it is not a finite amount" in message


def test_a_number_is_no_moment(bill: LandedRows) -> None:
    table = gcp_billing.row() | {"usage_start_time": 5}
    content = as_dotted_csv([table])
    assert "column usage_start_time: '5' is not a moment" in _refused(bill, "part.csv", content)


@pytest.mark.parametrize(
    ("key", "content", "said"),
    [
        ("part.csv", b"", "it is empty, without even a header"),
        ("part.parquet", b"PAR1 and nothing more", "the Parquet footer: it cannot be read"),
        ("part.json", b'{"cost": 1,\n', "line 1: it is no JSON"),
        ("part.json", as_json([gcp_billing.row()]) + b"[1]\n", "line 2: it is no record"),
        ("part.csv", b"a,b\n1\n", "promised columns are missing"),
    ],
)
def test_a_file_that_is_something_else_is_refused(
    bill: LandedRows, key: str, content: bytes, said: str
) -> None:
    assert said in _refused(bill, key, content)


def test_a_line_that_was_cut_is_named(bill: LandedRows) -> None:
    content = as_dotted_csv([gcp_billing.row(), gcp_billing.row()])
    assert "cells, the header" in _refused(bill, "part.csv", content[:-40] + b"\n")


def test_packed_bytes_that_end_too_early_are_told(bill: LandedRows) -> None:
    packed = gzip.compress(as_json([gcp_billing.row()] * 50))[:-12]
    file = put(bill.home, "part.json", packed)
    file.rename(file.with_name("part.json.gz"))
    [landed] = bill.land().values()
    assert landed.status == "quarantined"
    assert "the compressed data ends or breaks there" in bill.refused().message


def test_one_file_in_two_formats_would_count_twice(bill: LandedRows) -> None:
    put(bill.home, "2025-10/part.json", as_json([gcp_billing.row()]))
    put(bill.home, "2025-10/part.parquet", as_parquet([gcp_billing.row()]))
    [landed] = bill.land().values()
    assert landed.status == "quarantined"
    assert "are one file in two formats. Remove one of them" in bill.refused().message


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"usage_month": "2025-10-05"}, "row 1, column usage_month: it is not the first day"),
        ({"usage_month": "October"}, "row 1, column usage_month: 'October' is not a date"),
        ({"carbon_model_version": None}, "carbon_model_version"),
        ({"billing_account_id": None}, "billing_account_id"),
        ({"carbon_footprint_kgCO2e": {"scope1": "much"}}, "column carbon_footprint_kgco2e_scope1"),
    ],
)
def test_a_footprint_that_cannot_be_read_is_named(
    home: Path, fields: Mapping[str, Any], said: str
) -> None:
    figures = LandedRows(home, "gcp_carbon", "footprint", {"uri": "clouds/google"})
    line = {**gcp_carbon.row(), **fields}
    put(home, "part.json", as_json([line]))
    [landed] = figures.land().values()
    assert landed.status == "quarantined"
    assert said in figures.refused().message


def test_a_footprint_without_its_measures_is_another_table(home: Path) -> None:
    figures = LandedRows(home, "gcp_carbon", "footprint", {"uri": "clouds/google"})
    put(home, "part.csv", b"usage_month,billing_account_id,carbon_model_version\n2025-10-01,A,14\n")
    figures.land()
    assert "missing: service_description" in figures.refused().message
