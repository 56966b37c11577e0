"""The made-up company's table of E1-6, read back from its workbook and from a browser.

Belongs here: the mart, the workbook and the page say the same numbers. Does not: their layout.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests import chromium, demo_company
from tests.disclosed_pack import computed
from tests.pipeline import must_run, published

pytestmark = pytest.mark.slow

YEAR = 2025
_LINES = """
    select line_code, year_role, reported_fiscal_year, value, previous_value
    from marts.rpt_esrs__ghg_table
    where framework_version = 'esrs_2023' and fiscal_year = 2025
"""
_ROLES = {"n": "N", "n_minus_1": "N-1", "base": "base year", "target": "target"}
_CELLS = """
[...document.querySelectorAll('#esrs-2023-ghg-table data')].filter(
  one => one.getClientRects().length > 0
).map(one => [one.value, one.innerText])
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Published, with the disclosure pack of its year written."""
    home = demo_company.with_own_sites(tmp_path_factory)
    formats = ("--format", "xlsx", "--format", "html")
    must_run(home, "report", "disclosures", "--year", str(YEAR), *formats)
    return home


@pytest.fixture(scope="module")
def lines(home: Path) -> list[tuple[Any, ...]]:
    """The mart's rows of the table; the year has figures in most of them."""
    with published(home) as connection:
        rows = connection.execute(_LINES).fetchall()
    assert sum(role == "n" and value is not None for _, role, _, value, _ in rows) > 10
    return rows


def test_every_number_in_the_workbook_is_the_marts(
    home: Path, lines: list[tuple[Any, ...]]
) -> None:
    book = openpyxl.load_workbook(home / f"reports/disclosures_{YEAR}.xlsx")
    header, *body = book["ESRS 2023 ghg table"].iter_rows(values_only=True)
    rows = {row[2]: dict(zip(header, row, strict=True)) for row in body}
    shown = {
        (code, role): (row.pop(heading), row.pop(f"{heading}, previously stated"))
        for code, row in rows.items()
        for role, heading in {(one[1], f"{one[2]} ({_ROLES[one[1]]})") for one in lines}
    }

    assert {key: pair for key, pair in shown.items() if pair != (None, None)} == {
        (code, role): (_float(value), _float(previous))
        for code, role, _, value, previous in lines
        if (value, previous) != (None, None)
    }
    differences = [row[name] for row in rows.values() for name in row if "difference" in str(name)]
    live = [one for one in differences if one is not None]
    assert len(live) >= 3
    assert all(computed(book, one) == pytest.approx(0, abs=1e-9) for one in live)


def test_every_number_that_a_browser_shows_is_the_marts(
    home: Path, lines: list[tuple[Any, ...]], tmp_path: Path
) -> None:
    with chromium.page(tmp_path / "profile") as page:
        page.open(home / f"reports/disclosures_{YEAR}.html")
        cells = page.value(_CELLS)

    assert sorted(Decimal(exact) for exact, _ in cells) == sorted(
        value for *_, value, _ in lines if value is not None
    )
    assert all(text.strip() for _, text in cells)


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
