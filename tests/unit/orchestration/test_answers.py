"""Answers keep every digit, and a text from a bill stays a text."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal

from orchestration.answers import as_csv, as_json, as_table

NAMES = ["team", "kgco2e"]
EXACT = Decimal("12345678901234567890.123456789")


def test_a_table_is_aligned_with_numbers_to_the_right() -> None:
    rows = [("search", Decimal("1.50")), ("ai", Decimal("12.00"))]

    assert list(as_table(NAMES, iter(rows))) == [
        "team    kgco2e",
        "------  ------",
        "search    1.50",
        "ai       12.00",
    ]


def test_an_answer_without_rows_still_names_its_columns() -> None:
    assert list(as_table(NAMES, iter(()))) == ["team  kgco2e", "----  ------"]
    assert list(as_csv(NAMES, iter(()))) == ['"team","kgco2e"']
    assert json.loads("".join(as_json(NAMES, iter(())))) == []


def test_a_decimal_keeps_every_digit() -> None:
    answer = "".join(as_json(NAMES, iter([("a", EXACT)])))

    assert json.loads(answer, parse_float=Decimal) == [{"team": "a", "kgco2e": EXACT}]
    assert str(EXACT) in list(as_csv(NAMES, iter([("a", EXACT)])))[1]
    assert str(EXACT) in list(as_table(NAMES, iter([("a", EXACT)])))[2]


def test_json_holds_nulls_dates_lists_maps_and_quotes() -> None:
    row = ('he said "x"', None, date(2025, 10, 1), [1, Decimal("0.10")], {"k": float("nan")})
    names = ["text", "nothing", "day", "list", "map"]

    assert (
        json.loads("".join(as_json(names, iter([row, row]))))
        == [
            {
                "text": 'he said "x"',
                "nothing": None,
                "day": "2025-10-01",
                "list": [1, 0.1],
                "map": {"k": None},
            }
        ]
        * 2
    )


def test_a_text_from_a_bill_is_no_formula_and_steers_no_terminal() -> None:
    hostile = '=cmd|"/c calc"!A0'

    (record,) = list(csv.reader(io.StringIO(list(as_csv(["tag"], iter([(hostile,)])))[1])))

    assert record == [f"'{hostile}"]
    assert "\x1b" not in "".join(as_table(["tag"], iter([("\x1b[2J",)])))
