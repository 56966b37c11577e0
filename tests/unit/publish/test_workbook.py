"""Workbooks hold numbers as numbers, dates as dates, and nothing of a bill as a formula."""

from __future__ import annotations

import time
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from publish import workbook
from publish.cells import Value
from publish.definition import Field, Tab
from tests.unit.publish.conftest import Written
from tests.unit.publish.use import FORMULA, SCRIPT

_CREATED = datetime(2026, 1, 5, 6, 7, 8)


def _sheets(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(path)
    return {sheet.title: list(sheet.iter_rows()) for sheet in book.worksheets}


def _written(tmp_path: Path, field: Field, *values: Value) -> list[Any]:
    """The cells of a column of `values`."""
    path = tmp_path / "book.xlsx"
    tabs = [Tab("Column", [field], [[value] for value in values])]
    workbook.write(path, tabs, created=_CREATED, title="Test")
    return [row[0] for row in _sheets(path)["Column"][1:]]


def test_numbers_of_a_report_are_numbers_with_their_format(hostile: Written) -> None:
    header, *rows = _sheets(hostile.book)["By team and service"]
    headings = [cell.value for cell in header]
    kwh = headings.index("Energy, kWh")
    cost = headings.index("Effective cost, in the currency")

    assert {type(row[kwh].value) for row in rows} <= {int, float, type(None)}
    assert sum(row[kwh].value or 0 for row in rows) == pytest.approx(412.5)
    assert {row[cost].number_format for row in rows} == {"#,##0.00"}
    assert rows[0][headings.index("Month")].value == datetime(2025, 10, 1)
    assert rows[0][headings.index("Month")].number_format == "mmm yyyy"


def test_no_text_of_a_bill_becomes_a_formula(hostile: Written) -> None:
    cells = [cell for rows in _sheets(hostile.book).values() for row in rows for cell in row]

    assert FORMULA in {cell.value for cell in cells}
    assert SCRIPT in {cell.value for cell in cells}
    assert {cell.data_type for cell in cells} <= {"n", "s", "d", "b"}


def test_every_header_is_frozen_and_the_last_sheet_names_the_run(hostile: Written) -> None:
    book = openpyxl.load_workbook(hostile.book)
    facts = {row[0].value: row[1].value for row in book.worksheets[-1].iter_rows()}

    assert {sheet.freeze_panes for sheet in book.worksheets} == {"A2"}
    assert book.sheetnames[-1] == "Provenance"
    assert facts["Run"] == "run-7"
    assert facts["Fingerprint"] == "f00dfeed"
    assert facts["Published, UTC"] == datetime(2026, 1, 5, 6, 7, 8)


def test_the_same_tabs_give_the_same_bytes_at_another_time(tmp_path: Path) -> None:
    tabs = [Tab("One", [Field("Figure", "figure"), Field("Text")], [[Decimal("1.5"), "a"]])]
    made: list[bytes] = []
    for name in ("first.xlsx", "second.xlsx"):
        workbook.write(tmp_path / name, tabs, created=_CREATED, title="Test")
        made.append((tmp_path / name).read_bytes())
        time.sleep(2.1)  # a zip counts time in twos of seconds

    assert made[0] == made[1]


def test_null_is_empty_and_never_zero(tmp_path: Path) -> None:
    nothing, zero = _written(tmp_path, Field("Figure", "figure"), None, Decimal(0))

    assert nothing.value is None
    assert zero.value == 0


def test_digits_in_a_text_stay_text(tmp_path: Path) -> None:
    account, address = _written(tmp_path, Field("Account"), "012345678901", "https://example.com")

    assert (account.value, account.data_type) == ("012345678901", "s")
    assert address.hyperlink is None


def test_what_a_spreadsheet_cannot_hold_is_text(tmp_path: Path) -> None:
    old, nan, control = _written(tmp_path, Field("Any"), date(1850, 1, 1), Decimal("NaN"), "a\x07b")

    assert old.value == "1850-01-01"
    assert nan.value == "NaN"
    assert control.value == "a␇b"


def test_a_cells_limit_cuts_and_says_so(tmp_path: Path) -> None:
    (long,) = _written(tmp_path, Field("Tag"), "x" * 40_000)

    assert len(long.value) <= 32_767
    assert long.value.endswith("…")


def test_more_rows_than_a_sheet_holds_go_on_to_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    path = tmp_path / "book.xlsx"
    name = "A name [that] is longer than a sheet's may be"
    tabs = [Tab(name, [Field("Number", "count")], [[number] for number in range(5)])]

    workbook.write(path, tabs, created=_CREATED, title="Test")

    sheets = _sheets(path)
    assert [len(rows) - 1 for rows in sheets.values()] == [2, 2, 1]
    assert max(len(title) for title in sheets) <= 31
    assert [row[0].value for rows in sheets.values() for row in rows[1:]] == list(range(5))


def test_nothing_in_the_file_reaches_outside(hostile: Written) -> None:
    with zipfile.ZipFile(hostile.book) as archive:
        texts = [archive.read(name).decode() for name in archive.namelist()]

    assert not [text for text in texts if 'TargetMode="External"' in text or "<f>" in text]
