"""Decimals and maps that are made of repeated fields, whole columns at a time."""

from __future__ import annotations

from decimal import Decimal

import pyarrow as pa
import pytest

from ingest.gcp.extract_folders import named_part
from ingest.gcp.repeated import AMOUNTS, CREDIT, PAIR, as_map, credit_sums
from ingest.typed_values import NotThatTypeError, convert, exact


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (0.1, "0.100000000000"),
        (277043.97, "277043.970000000000"),
        (-8375.78, "-8375.780000000000"),
        (1e-7, "0.000000100000"),
        (5e-13, "0.000000000001"),
        (4.9e-13, "0"),
        (5e-324, "0"),
        (1e22, "10000000000000000000000"),
        ("12345678901234567890.123456789012", "12345678901234567890.123456789012"),
        ("-0.0000000000005", "-0.000000000001"),
        ("1e-7", "0.000000100000"),
    ],
)
def test_a_number_becomes_the_decimal_that_was_printed(given: float | str, expected: str) -> None:
    assert exact(pa.array([given, None])).to_pylist() == [Decimal(expected), None]


@pytest.mark.parametrize("text", ["x", "nan", "inf", "1,5", "1e26"])
def test_what_is_no_amount_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(NotThatTypeError) as refused:
        convert(pa.array(["1", text]), "decimal(38, 12)")
    assert refused.value.index == 1


def test_lists_become_one_sorted_map_and_lose_no_value() -> None:
    labels = [[{"key": "b", "value": "1"}, {"key": "a", "value": "2"}], None, []]
    tags = [[{"key": "a", "value": "3"}, {"key": "b", "value": "1"}], [], None]
    made = as_map([pa.array(labels, PAIR), pa.array(tags, PAIR)], 3)
    assert made.to_pylist() == [[("a", "2"), ("a#2", "3"), ("b", "1")], [], []]


def test_credits_are_summed_by_row_and_by_type() -> None:
    rows = [
        [{"type": "A", "amount": "-0.1"}, {"type": None, "amount": "-0.2"}],
        None,
        [{"type": "A", "amount": "-0.1"}] * 3,
        [{"type": "A", "amount": None}],
    ]
    total, by_type = credit_sums(pa.array(rows, CREDIT), "UNKNOWN")
    assert total.to_pylist() == [Decimal("-0.3"), Decimal(0), Decimal("-0.3"), Decimal(0)]
    assert by_type.type == AMOUNTS
    assert by_type.to_pylist() == [
        [("A", Decimal("-0.1")), ("UNKNOWN", Decimal("-0.2"))],
        [],
        [("A", Decimal("-0.3"))],
        [],
    ]


def test_a_slice_of_a_column_is_read_from_its_own_rows() -> None:
    rows = [[{"type": "A", "amount": str(number)}] for number in range(10)]
    total, _ = credit_sums(pa.array(rows, CREDIT).slice(7, 2), "UNKNOWN")
    assert total.to_pylist() == [Decimal(7), Decimal(8)]
    pairs = pa.array([[{"key": "k", "value": str(number)}] for number in range(10)], PAIR)
    assert as_map([pairs.slice(7, 2)], 2).to_pylist() == [[("k", "7")], [("k", "8")]]


@pytest.mark.parametrize(
    ("folders", "label", "depth"),
    [
        (["billing", "2025-10"], "2025-10", 2),
        (["month=2025-10", "day=2025-10-05"], "2025-10-05", 2),
        (["year=2025", "month=10", "day=05", "shard=1"], "2025-10-05", 3),
        (["_PARTITIONTIME=2025-10-05 00:00:00"], "2025-10-05", 1),
    ],
)
def test_the_deepest_folder_that_names_a_period_names_the_slice(
    folders: list[str], label: str, depth: int
) -> None:
    named = named_part(folders)
    assert named is not None
    assert (named.label, named.depth) == (label, depth)


@pytest.mark.parametrize("folder", ["2025", "20251399", "v2025-10", "project-2025-10-05x", "1025"])
def test_other_folders_name_no_period(folder: str) -> None:
    assert named_part([folder]) is None
