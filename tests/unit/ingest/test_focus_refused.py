"""FOCUS files that are refused: each says where it breaks and what to do about it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ingest.errors import BadInput
from ingest.focus_file import write_months
from tests.focus_bills import charge, write_csv, write_parquet
from tests.unit.ingest.focus_reading import refusal


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _ragged(path: Path) -> None:
    path.write_text(path.read_text() + "one,two\n")


def _latin(path: Path) -> None:
    path.write_bytes(path.read_bytes() + "Zürich".encode("latin-1"))


def _open_quote(path: Path) -> None:
    path.write_text(path.read_text() + '"never closed')


@pytest.mark.parametrize(
    ("name", "rows", "spoil", "place", "problem"),
    [
        ("a.csv", [charge()], _empty, "the whole file", "it is empty"),
        ("a.csv", [charge()], _ragged, "line 3, column BillingAccountId", "has 2 cells"),
        ("a.csv", [charge()], _latin, "line 3", "is not UTF-8"),
        ("a.csv", [charge()], _open_quote, "line 3", "no CSV from here on"),
        ("a.csv.gz", [charge()], _cut, "the beginning|after line", "compressed data"),
        ("a.csv", [charge(BilledCost="$1,000.00 ")], None, "line 2, column BilledCost", "number"),
        ("a.csv", [charge(BilledCost="NaN")], None, "line 2, column BilledCost", "number"),
        ("a.csv", [charge(EffectiveCost="")], None, "line 2, column EffectiveCost", "is empty"),
        ("a.csv", [charge(BillingCurrency="NULL")], None, "column BillingCurrency", "is empty"),
        ("a.csv", [charge(ChargePeriodStart="5/1/25")], None, "ChargePeriodStart", "a moment"),
        ("a.csv", [charge(ChargePeriodEnd="9999-01-01")], None, "ChargePeriodEnd", "that year"),
        ("a.parquet", [charge(BilledCost="inf")], None, "row 1, column BilledCost", "finite"),
        ("a.parquet", [charge(EffectiveCost=None)], None, "row 1, column EffectiveCost", "empty"),
        ("a.parquet", [charge()], _cut, "the Parquet footer", "cannot be read"),
    ],
)
def test_a_bad_file_is_refused_with_its_place(
    name: str, rows: list[dict[str, Any]], spoil: Any, place: str, problem: str, tmp_path: Path
) -> None:
    write = write_parquet if name.endswith("parquet") else write_csv
    path = write(tmp_path / name, rows)
    if spoil:
        spoil(path)
    refused = refusal(path)
    assert any(part in refused.place for part in place.split("|")), refused.place
    assert any(part in refused.problem for part in problem.split("|")), refused.problem


def test_a_file_of_another_bill_is_refused_with_the_columns_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Date,MeterCategory,Cost\n2025-10-01,Storage,1\n")
    refused = refusal(path)
    assert refused.place == "line 1"
    assert "BilledCost" in refused.problem
    assert "FOCUS" in refused.remedy


def test_the_examples_of_the_specification_are_refused_by_name(
    shared_dir: Path, tmp_path: Path
) -> None:
    """They lack columns that a charge needs, or write 5/1/25 and $1,000.00, which no bill may."""
    examples = sorted((shared_dir / "data/billing/focus/spec_csv").glob("*.csv"))
    assert len(examples) == 26
    for example in examples:
        with pytest.raises(BadInput) as refused:
            write_months(example, name=example.name, into=tmp_path, stem="0")
        told = ("promised columns are missing", "is not a moment", ".00' is not a number")
        assert any(text in refused.value.problem for text in told), refused.value


def test_a_row_of_another_month_than_its_folder_is_refused(tmp_path: Path) -> None:
    later = charge(BillingPeriodStart="2025-11-01T00:00:00Z")
    refused = refusal(write_csv(tmp_path / "a.csv", [charge(), later]), period="2025-10")
    assert refused.place == "line 3, column BillingPeriodStart"
    assert "2025-10" in refused.problem
