"""Figures rounded for a filing, and totals that still hold their rounded parts."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from publish.rounding import Reported, consistent, rounded


def _case(shared: Path, name: str) -> dict[str, Any]:
    with (shared / "cases" / "standards.csv").open(newline="", encoding="utf-8") as file:
        (row,) = [one for one in csv.DictReader(file) if one["case_id"] == name]
    return {**json.loads(row["inputs"]), "expected": row["expected"]}


@pytest.mark.parametrize("name", ["ESRS-CALC11-TOL1", "ESRS-CALC11-TOL2"])
def test_a_total_holds_its_parts_when_their_intervals_meet(shared_dir: Path, name: str) -> None:
    case = _case(shared_dir, name)
    total = Reported(Decimal(case["reported_total"]), case["decimals"])
    parts = [Reported(Decimal(one), case["decimals"]) for one in case["addends"]]

    assert consistent(total, parts) is (case["expected"] == "consistent")


def test_ends_of_intervals_count_as_inside() -> None:
    parts = [Reported(Decimal(10), 0), Reported(Decimal(10), 0)]

    assert consistent(Reported(Decimal("21.5"), 0), parts)
    assert not consistent(Reported(Decimal("21.6"), 0), parts)


def test_an_exact_figure_is_no_interval() -> None:
    parts = [Reported(Decimal("0.1"), None), Reported(Decimal("0.2"), None)]

    assert consistent(Reported(Decimal("0.3"), None), parts)
    assert not consistent(Reported(Decimal("0.300000001"), None), parts)


def test_a_part_may_be_taken_away() -> None:
    parts = [Reported(Decimal(100), 0), Reported(Decimal(30), 0, weight=-1)]

    assert consistent(Reported(Decimal(71), 0), parts)
    assert not consistent(Reported(Decimal(72), 0), parts)


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        ("12521.5", 0, "12522"),
        ("-0.5", 0, "-1"),
        ("12521.499999999", 0, "12521"),
        ("12521", -3, "13000"),
        ("0.6535", 2, "0.65"),
        ("0.0000258", 8, "0.00002580"),
        ("1.5", None, "1.5"),
        ("12345678901234567890123456789.123456789", 2, "12345678901234567890123456789.12"),
    ],
)
def test_rounding_is_to_nearest_with_halves_away_from_zero(
    value: str, decimals: int | None, shown: str
) -> None:
    assert format(rounded(Decimal(value), decimals), "f") == shown


def test_parts_that_were_rounded_one_by_one_never_break_an_exact_sum() -> None:
    exact = [Decimal(f"{number}.4999") for number in range(50)]
    parts = [Reported(rounded(one, 0), 0) for one in exact]

    total = Reported(rounded(sum(exact, Decimal(0)), 0), 0)

    assert total.value != sum(one.value for one in parts)
    assert consistent(total, parts)
