"""The inventory of a fiscal year: lines side by side, one basis stated, what it rests on told."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from publish.errors import BadPeriodError
from publish.report import write_report
from tests.unit.publish import inventory_file
from tests.unit.publish.page_reader import PageReader
from tests.unit.publish.published_file import PublishedFile


@dataclass(frozen=True)
class Inventory:
    """The three files of an inventory."""

    sheet: Path
    page: Path
    book: Path

    def read(self) -> PageReader:
        """The page as a browser makes it."""
        return PageReader(self.page.read_text(encoding="utf-8"))


def _inventory(folder: Path, period: str | None = "2026", *, basis: str = "market") -> Inventory:
    published = PublishedFile(extra=inventory_file.statements(basis=basis)).write(folder)
    return Inventory(*write_report(published, folder, name="inventory", period=period).paths)


@pytest.fixture(scope="module")
def inventory(tmp_path_factory: pytest.TempPathFactory) -> Inventory:
    return _inventory(tmp_path_factory.mktemp("inventory"))


def _plain(cells: list[str]) -> list[str]:
    return [cell.replace("\u202f", " ") for cell in cells]


def test_a_year_is_the_fiscal_year_that_ends_in_it(inventory: Inventory) -> None:
    rows = list(csv.DictReader(inventory.sheet.open(encoding="utf-8", newline="")))
    reader = inventory.read()

    assert inventory.page.name == "inventory_2026.html"
    assert {row["activity_month"] for row in rows} == {"2025-04-01", "2026-02-01"}
    assert any("Fiscal year 2026 (Apr 2025 to Mar 2026)" in text for text in reader.texts)


def test_without_a_year_the_newest_is_written(tmp_path: Path) -> None:
    assert _inventory(tmp_path, None).sheet.name == "inventory_2026.csv"


def test_a_month_is_refused_with_the_year_to_ask_for(tmp_path: Path) -> None:
    with pytest.raises(BadPeriodError, match="--year 2025"):
        _inventory(tmp_path, "2025-04")


def test_line_1_1_and_the_rest_of_category_1_stand_apart(inventory: Inventory) -> None:
    reader = inventory.read()
    cloud = "Scope 3, category 1.1: cloud computing and data-centre services"
    rest = "Scope 3, category 1: rest (support, services, training)"

    # Two months of 4 + 1 + 2 t by location, 1.5 + 1 + 2 t by market, 5 + 1 + 2 t by the hour.
    assert _plain(reader.row("by-line", cloud)[1:]) == [
        "16,000", "14.00", "9.00", "25.0 %", "16.00",
    ]  # fmt: skip
    assert reader.row("by-line", rest)[2:4] == ["1.00", "1.00"]
    assert reader.row("by-line", "Total")[2:4] == ["15.00", "10.00"]


def test_the_entitys_basis_is_the_stated_one_and_the_other_stands_beside(tmp_path: Path) -> None:
    market = _inventory(tmp_path).read()
    (tmp_path / "other").mkdir()
    location = _inventory(tmp_path / "other", basis="location").read()

    assert market.exact["total-stated"] == market.exact["total-market"] == "10.000000000"
    assert location.exact["total-stated"] == location.exact["total-location"] == "15.000000000"
    assert "Market-based (stated)" in "".join(market.tables["by-line"][0])
    assert "Location-based (stated)" in "".join(location.tables["by-line"][0])
    assert not [value for value in market.exact.values() if value == "25.000000000"]


def test_components_and_tiers_stand_below_their_line(inventory: Inventory) -> None:
    rows = inventory.read().tables["by-component"]
    names = [(row[0], row[1]) for row in rows[2:]]

    assert ("Electricity", "4 · Usage estimate") in names
    assert ("Spend", "5 · Spend") in names
    assert [name for name, _ in names].count("Spend") == 2


def test_months_that_the_year_lacks_are_named_with_the_reason(inventory: Inventory) -> None:
    reader = inventory.read()
    notice = "".join(reader.texts)
    reasons = {row[0]: row[1] for row in reader.tables["missing-months"][1:]}

    assert len(reasons) == 11
    assert reasons["May 2025"] == "no line is landed"
    assert reasons["Feb 2026"] == "not over when published, holds a part"
    assert reasons["Mar 2026"] == "not over when published, no line is landed"
    assert "May 2025 to Jan 2026 (no line is landed)" in notice


def test_the_statement_is_made_of_the_facts(inventory: Inventory) -> None:
    text = "".join(inventory.read().texts).replace("\u202f", " ")

    assert "Stated basis of the energy in Scope 3: market-based" in text
    assert "Lifecycle share: 25.0 % of kWh" in text
    assert "75.0 % official factor of the country, 25.0 % lifecycle factor" in text
    assert "25.0 % of kWh are incomplete" in text
    assert "Umweltbundesamt 2025" in text
    assert "not zero: buildings and plant." in text
    assert "Hardware: the share of a host" not in text, "no factor of a life was used"


def test_every_factor_is_listed_with_what_rests_on_it(inventory: Inventory) -> None:
    rows = {row[1]: row for row in inventory.read().tables["factor-table"][2:]}

    assert rows["DE 2024"][2:8] == [
        "0.363", "kgCO2e per kWh", "6,000", "3.000", "Umweltbundesamt 2025", "DL-DE-BY-2.0",
    ]  # fmt: skip
    assert rows["518210"][4:6] == ["n/a", "2.500"]


def test_a_publishers_name_is_neither_markup_nor_formula(inventory: Inventory) -> None:
    html = inventory.page.read_text(encoding="utf-8")
    book = openpyxl.load_workbook(inventory.book)
    ids = [row[1] for row in book["Factors"].iter_rows()]

    assert "<b>Somebody" not in html
    assert "=cmd()" in [cell.value for cell in ids]
    assert {cell.data_type for cell in ids} == {"s"}


def test_the_workbook_holds_the_inventory_in_numbers(inventory: Inventory) -> None:
    book = openpyxl.load_workbook(inventory.book)
    header, *rows = book["Inventory"].iter_rows(values_only=True)
    total = dict(zip(header, rows[-1], strict=True))

    assert book.sheetnames == [
        "Inventory", "Lines", "Coverage", "Electricity", "Factors", "Not estimated",
        "Missing months", "Provenance",
    ]  # fmt: skip
    assert total["Line"] == "Total"
    assert total["Stated, tCO2e"] == 10
    assert total["Incomplete under market, share of kWh"] == 0.25
    notes = [row[1] for row in book["Provenance"].iter_rows(values_only=True)]
    assert any("never added" in str(note) for note in notes)


def test_a_year_without_figures_shows_no_zero(tmp_path: Path) -> None:
    reader = _inventory(tmp_path, "2019").read()

    assert reader.exact["total-stated"] == ""
    assert any("No figures in Fiscal year 2019" in text for text in reader.texts)


def test_a_file_without_a_month_still_makes_the_files(tmp_path: Path) -> None:
    published = PublishedFile().write(tmp_path)

    sheet, page, _ = write_report(published, tmp_path, name="inventory").paths

    assert len(sheet.read_text(encoding="utf-8").splitlines()) == 1
    assert "n/a" in page.read_text(encoding="utf-8")


def test_writing_again_gives_the_same_bytes(tmp_path: Path) -> None:
    published = PublishedFile(extra=inventory_file.statements()).write(tmp_path)

    def written() -> list[bytes]:
        paths = write_report(published, tmp_path, name="inventory", period="2026").paths
        return [path.read_bytes() for path in paths]

    assert written() == written()
