"""The chargeback: statements that tie on the page, in the CSV and in workbooks of hostile teams."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from publish import cells
from publish.report import write_report
from tests.unit.publish import charged_file
from tests.unit.publish.charged_file import NOBODY, TEAMS
from tests.unit.publish.page_reader import PageReader
from tests.unit.publish.use import BROKEN, FORMULA, SCRIPT

_TOTAL = Decimal("3.28")


@dataclass(frozen=True)
class Report:
    """The files of a chargeback; `books` by what follows the period in their names."""

    sheet: Path
    page: Path
    total: Path
    teams: tuple[Path, ...]

    @property
    def html(self) -> str:
        """The page's text."""
        return self.page.read_text(encoding="utf-8")

    def read(self) -> PageReader:
        """The page as a browser makes it."""
        return PageReader(self.html)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("chargeback")
    published = charged_file.write(folder)
    sheet, page, total, *teams = write_report(published, folder / "out", name="chargeback").paths
    return Report(sheet, page, total, tuple(teams))


def _rows(path: Path, sheet: str) -> list[dict[str, Any]]:
    header, *rows = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    names = [str(name) for name in header]
    return [dict(zip(names, row, strict=True)) for row in rows]


def test_a_period_is_that_of_the_statements(report: Report, tmp_path: Path) -> None:
    november = write_report(
        charged_file.write(tmp_path), tmp_path, name="chargeback", period="2025-11"
    )

    assert report.page.name == "chargeback_2025-10_2025-11.html"
    read = PageReader(november.paths[1].read_text(encoding="utf-8"))
    assert Decimal(read.exact["total-charged"]) == Decimal("1.73")
    assert Decimal(read.exact["total-true-up"]) == Decimal("-0.3"), "of October, in November"


def test_the_page_shows_what_the_lines_sum_to(report: Report) -> None:
    read = report.read()
    with report.sheet.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))

    assert sum(Decimal(line["charged_kgco2e"]) for line in lines) == _TOTAL * 1000
    assert Decimal(read.exact["total-charged"]) == _TOTAL
    assert Decimal(read.exact["total-market"]) == _TOTAL / 2
    assert read.row("by-team", "Total")[6:8] == ["3.280", "82.00\u00a0EUR"]
    assert read.row("by-team", "Unattributed, central")[5] == "0.110"
    assert read.row("change-table", FORMULA)[2:5] == ["1.000", "1.020", "0.020"]
    assert read.row("bridge-table", "2025")[-1] == "0.000"


def test_each_team_has_a_workbook_and_together_they_are_the_total(report: Report) -> None:
    of_teams = [sum(row["Charged, tCO2e"] for row in _rows(one, "Lines")) for one in report.teams]
    stated = {row["Team id"]: row["Charged, tCO2e"] for row in _rows(report.total, "Teams")[:-1]}

    assert len(report.teams) == len(stated) == 3
    assert sorted(of_teams) == pytest.approx(sorted(stated.values()), abs=1e-9)
    assert _rows(report.total, "Teams")[-1]["Charged, tCO2e"] == float(_TOTAL)
    assert sum(of_teams) == pytest.approx(float(_TOTAL), abs=1e-9)


def test_no_teams_workbook_holds_another_team(report: Report) -> None:
    for path in report.teams:
        texts = {
            str(cell) for sheet in openpyxl.load_workbook(path).worksheets
            for row in sheet.iter_rows(values_only=True) for cell in row
        }  # fmt: skip
        own = [team for team in (FORMULA, SCRIPT, NOBODY) if team in texts]
        assert len(own) == 1, path


def test_a_name_of_a_team_is_inert_in_every_file(report: Report) -> None:
    read = report.read()
    with report.sheet.open(encoding="utf-8", newline="") as file:
        written = [cell for line in csv.reader(file) for cell in line]
    books = [openpyxl.load_workbook(path) for path in (report.total, *report.teams)]
    found = [cell for book in books for sheet in book for row in sheet.iter_rows() for cell in row]

    assert "<script" not in report.html
    assert "script" not in read.tags
    assert f"'{FORMULA}" in written
    assert [cell for cell in written if cell.startswith(("=", "@", "+")) or "\n" in cell] == []
    assert {cell.data_type for cell in found} <= {"n", "s", "d", "b"}
    assert {FORMULA, SCRIPT, cells.visible(BROKEN)} <= {str(cell.value) for cell in found}


def test_names_of_files_are_of_letters_and_tell_teams_apart(report: Report) -> None:
    names = [path.name for path in report.teams]

    assert len(set(names)) == len(names)
    assert [
        name
        for name in names
        if not name.replace("-", "").replace(".", "").replace("_", "").isalnum()
    ] == []
    assert any(name.endswith(f"_{NOBODY}.xlsx") for name in names)
    assert len({cells.file_part(name) for name in (*TEAMS, "a", "a/", "a?", "", "..")}) == 9


def test_a_budget_tells_what_is_used_and_where_it_ends(report: Report) -> None:
    read = report.read()

    assert read.row("budget-table", "=budget()")[-1] == "forecast exceeds it"
    assert read.row("budget-table", "plenty")[-1] == "within"
    assert any("spelt <wrong>" in text for text in read.texts)


def test_a_month_without_a_statement_shows_no_zero(tmp_path: Path) -> None:
    paths = write_report(
        charged_file.write(tmp_path), tmp_path, name="chargeback", period="2020-01"
    ).paths
    read = PageReader(paths[1].read_text(encoding="utf-8"))

    assert len(paths) == 3, "no team, no workbook of one"
    assert read.exact["total-charged"] == ""
    assert any("No statement in Jan 2020" in text for text in read.texts)


def test_writing_again_gives_the_same_bytes(tmp_path: Path) -> None:
    published = charged_file.write(tmp_path)

    def written() -> list[bytes]:
        paths = write_report(published, tmp_path, name="chargeback").paths
        return [path.read_bytes() for path in paths]

    assert written() == written()
