"""The workbook of a pack: the mart's numbers, live totals over them, and where it all is from."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.disclosed_file import BROKEN, FORMULA, SCRIPT, standard, with_total
from tests.disclosed_pack import Pack, computed, written

_SHEET = "ESRS 2023 ghg emissions"


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """The pack of the standard file."""
    return written(standard(), tmp_path_factory.mktemp("pack"), "disclosures", "xlsx")


def _rows(pack: Pack, sheet: str) -> list[dict[str, Any]]:
    header, *rows = pack.book()[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def test_every_number_of_the_emissions_table_is_the_marts(pack: Pack) -> None:
    headings = {"n": "2025 (N)", "n_minus_1": "2024 (N-1)", "base": "2022 (base year)"}
    rows = {row["Line"]: row for row in _rows(pack, _SHEET)}
    asked = pack.mart(
        "select line_code, year_role, reported_fiscal_year, value, previous_value "
        "from marts.rpt_esrs__ghg_emissions"
    )
    for code, role, year, value, previous in asked:
        heading = headings.get(role, f"{year} (target)")
        shown = rows[code][heading]
        assert shown == (None if value is None else pytest.approx(float(value), rel=1e-15))
        before = rows[code][f"{heading}, previously stated"]
        assert before == (None if previous is None else pytest.approx(float(previous)))
    assert len(asked) == 3 * 21 + 1 + 2
    assert sum(isinstance(row["2025 (N)"], int | float) for row in rows.values()) == 10


def test_numbers_are_numbers_and_a_ratio_is_shown_as_per_cent(pack: Pack) -> None:
    header, *rows = pack.book()["ESRS 2023 energy"].iter_rows()
    at = [cell.value for cell in header].index("2025 (N)")
    formats = {row[2].value: (row[at].data_type, row[at].number_format) for row in rows}

    assert formats["ENERGY_TOTAL"] == ("n", "#,##0.000")
    assert formats["INSTRUMENTS_SHARE"] == ("n", "0.0%")


def test_totals_are_live_and_tie_to_the_mart(pack: Pack) -> None:
    book = pack.book()
    rows = {(row["Line"], row["Year of the value"]): row for row in _rows(pack, "Checks")}
    total = rows["TOTAL_MARKET", 2025]

    assert {line for line, _ in rows} == {
        "TOTAL_LOCATION", "TOTAL_MARKET", "S3_TOTAL", "ENERGY_TOTAL",
    }  # fmt: skip
    assert computed(book, total["Total"]) == 10321.200000001
    assert computed(book, total["Sum of its lines"]) == pytest.approx(10321.200000001, abs=1e-9)
    for row in rows.values():
        assert row["Total"].startswith("='")
        assert computed(book, row["Difference"]) == pytest.approx(0, abs=1e-9)
        assert row["Within rounding"] == "ties"


def test_a_formula_gives_what_the_file_says_it_gives(pack: Pack) -> None:
    book = pack.book()
    cached = openpyxl.load_workbook(pack.files["xlsx"], data_only=True)
    formulas = [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]

    assert len(formulas) > 20
    for sheet, place, formula in formulas:
        assert cached[sheet][place].value == pytest.approx(computed(book, formula), abs=1e-9)


def test_a_total_that_is_off_differs_in_the_book_and_breaks_the_bar(tmp_path: Path) -> None:
    pack = written(with_total("10326.2"), tmp_path, "disclosures", "xlsx")
    book = pack.book()
    (row,) = [row for row in _rows(pack, "Checks") if row["Within rounding"] == "DIFFERS"]

    assert row["Line"] == "TOTAL_MARKET"
    assert computed(book, row["Difference"]) == pytest.approx(5, abs=1e-6)
    assert len(pack.breaches) == 1
    assert "10326.200000000 tCO2e, and its parts sum to 10321.200000001" in pack.breaches[0]


def test_a_sum_that_only_rounding_moved_breaks_nothing(tmp_path: Path) -> None:
    assert written(with_total("10322.1"), tmp_path, "disclosures", "xlsx").breaches == ()


def test_the_cover_names_entity_status_run_books_and_checksum(pack: Pack) -> None:
    facts = {row["What"]: row["Value"] for row in _rows(pack, "Cover")}

    assert facts["Entity"] == "Example & Söhne <GmbH>"
    assert facts["ESRS 2023"].startswith("ESRS Set 1, E1; in_force; in force from 2024-01-01")
    assert "not_in_force" in facts["SEC 2024"]
    assert facts["Run"] == "run-7"
    assert facts["State of the books"].startswith("provisional")
    assert len(facts["Disclosed cells, sha256"]) == 64
    assert "no filing" in facts["Note"]


def test_there_is_a_sheet_per_table_and_for_how_it_came_to_be(pack: Pack) -> None:
    assert pack.book().sheetnames == [
        "Cover", "Frameworks", "ESRS 2023 breakdowns", "ESRS 2023 energy", _SHEET,
        "SEC 2024 item 1505", "Checks", "Method", "Evidence", "Close", "Change log", "Provenance",
    ]  # fmt: skip


def test_what_is_left_out_has_its_reason_and_no_zero(pack: Pack) -> None:
    (row,) = [row for row in _rows(pack, _SHEET) if row["Line"] == "S3_11"]

    assert row["2025 (N)"] is None
    assert row["Omitted because"] == "2022, 2024, 2025: screened: not relevant"


def test_no_name_becomes_a_formula_or_a_line_of_its_own(pack: Pack) -> None:
    cells: list[Any] = [
        cell for sheet in pack.book().worksheets for row in sheet.iter_rows() for cell in row
    ]
    texts = {cell.value for cell in cells if cell.data_type == "s"}
    formulas = [cell.value for cell in cells if cell.data_type == "f"]

    assert {FORMULA, SCRIPT} <= texts
    assert BROKEN not in texts
    assert BROKEN.replace("\n", "␊") in texts
    assert all(formula.startswith("='") and "cmd" not in formula for formula in formulas)


def test_the_checksum_follows_the_figures(tmp_path: Path, pack: Pack) -> None:
    (tmp_path / "a").mkdir()
    other = written(with_total("10321.200000002"), tmp_path / "a", "disclosures", "xlsx")

    def checksum(of: Pack) -> object:
        facts = {row["What"]: row["Value"] for row in _rows(of, "Cover")}
        return facts["Disclosed cells, sha256"]

    assert checksum(other) != checksum(pack)
    assert Decimal("10321.200000002") in {
        row[0] for row in other.mart("select value from marts.rpt_esrs__ghg_emissions")
    }
