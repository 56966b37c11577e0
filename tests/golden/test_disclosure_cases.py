"""The cases of the research data about disclosures, the taxonomy and the formulas.

Belongs here: ESRS E1, the base year, comparatives of a closed year. Does not: closing, exports;
faults (test_disclosure_faults.py).
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from tests.golden import disclosure_cases
from tests.golden.disclosure_cases import (
    BASE,
    CLOSED,
    CLOSED_YEAR,
    INTENSITY,
    LEVERS,
    LOCATION,
    MARKET,
    MINE,
    MIX,
    SMALL,
    SOLD,
    YEAR,
    Cases,
)
from tests.injected import opened
from tests.pipeline import REPOSITORY

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def cases(shared_dir: Path) -> Cases:
    """What each case gives and expects, by its id."""
    return disclosure_cases.cases(shared_dir)


@pytest.fixture(scope="module")
def books(cases: Cases, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with the entries and registers of every case, disclosed; data tests passed."""
    return disclosure_cases.disclosed(cases, tmp_path_factory)


def test_no_case_about_disclosures_is_left_out(cases: Cases) -> None:
    assert set(cases) == set(MINE)


@pytest.mark.parametrize(("case", "line"), [(MARKET, "TOTAL_MBM"), (LOCATION, "TOTAL_LBM")])
def test_a_total_is_scope_1_one_scope_2_and_the_stated_scope_3(
    case: str, line: str, cases: Cases, books: Path
) -> None:
    for version in ("esrs_2023", "esrs_2026"):
        cell = _cell(books, "ghg_table", line, "n", version)
        assert float(cell["value"]) == cases[case]["expected"]
        assert cell["is_elected"] == (version == "esrs_2023")


def test_energy_is_fossil_nuclear_and_renewable(cases: Cases, books: Path) -> None:
    assert float(_cell(books, "energy_mix", "total", "n")["value"]) == cases[MIX]["expected"]
    shares = [
        _cell(books, "energy_mix", f"{row}_share", "n")["value"] for row in ("e6", "e7", "e11")
    ]
    assert [float(share) for share in shares] == [0.4, 0.1, 0.5]


def test_intensity_is_the_total_per_revenue(cases: Cases, books: Path) -> None:
    cell = _cell(books, "ghg_other", "INTENSITY_MBM", "n")
    assert cell["unit"] == "tCO2e/million EUR"
    assert float(cell["value"]) / 1e6 == pytest.approx(cases[INTENSITY]["expected"], abs=1e-12)


def test_levers_lead_from_the_milestone_before_to_the_target(cases: Cases, books: Path) -> None:
    far = _cell(books, "targets", "TARGET", "target", where="and reported_fiscal_year = 2035")
    assert float(far["planned_tco2e"]) / 1000 == cases[LEVERS]["expected"]
    assert float(far["open_tco2e"]) == 0


def test_a_unit_that_was_sold_leaves_the_base_year_and_growth_does_not_enter_it(
    cases: Cases, books: Path
) -> None:
    cell = _cell(books, "ghg_table", "S1", "base")
    assert (cell["reported_fiscal_year"], cell["is_restated"]) == (BASE, True)
    assert float(cell["value"]) == cases[SOLD]["expected"]
    assert float(cell["previous_value"]) == sum(cases[SOLD]["base_units"])


def test_small_changes_add_up_to_a_recalculated_base_year(cases: Cases, books: Path) -> None:
    case = cases[SMALL]
    assert case["expected"] == "recalculate"
    share = sum(case["deltas"]) / case["base"]
    with opened(books) as connection:
        found = connection.execute(
            "select distinct is_due, cumulative_share from marts.fct_base_year_changes "
            "where scope_group = '3'"
        ).fetchall()
    assert found == [(True, pytest.approx(share))]
    assert float(_cell(books, "ghg_table", "S3_TOTAL", "base")["value"]) == case["base"] + sum(
        case["deltas"]
    )


def test_a_closed_year_shows_what_it_says_now_and_what_it_said(cases: Cases, books: Path) -> None:
    after = cases[CLOSED]["expected"]["after_second"]
    cell = _cell(books, "ghg_table", "S3_01_1", "n_minus_1")
    assert (cell["reported_fiscal_year"], cell["is_restated"]) == (CLOSED_YEAR, after["restated"])
    assert float(cell["value"]) == after["currently_stated_line_t"]
    assert float(cell["previous_value"]) == after["previously_stated_line_t"]
    total = _cell(books, "ghg_table", "S3_TOTAL", "n_minus_1")
    assert float(total["value"]) == after["scope3_t"]
    assert float(total["previous_value"]) == cases[CLOSED]["close"]["scope3_t"]


def test_every_name_of_the_taxonomy_stands_in_it(shared_dir: Path) -> None:
    names = {row["qname"] for row in _rows(shared_dir / "data/esrs/esrs_set1_e1_elements.csv")}
    members = {
        (row["axis"], row["member"])
        for row in _rows(shared_dir / "data/esrs/esrs_set1_e1_dimensions.csv")
    } | {("esrs:CountryAxis", "country:{value}")}
    seed = _rows(REPOSITORY / "seeds/disclosures/datapoints_esrs.csv")
    used = {row["xbrl_qname"] for row in seed} - {""}
    pairs = {pair for row in seed for pair in json.loads(row["xbrl_dimensions"] or "{}").items()}
    assert used - names == set()
    assert pairs - members == set()
    assert len(used) > 40
    assert {row["xbrl_qname"] for row in seed if row["framework_version"] == "esrs_2026"} == {""}


def test_a_formula_stands_above_its_parts() -> None:
    seed = _rows(REPOSITORY / "seeds/disclosures/disclosure_formulas.csv")
    levels = {row["concept_key"]: int(row["level"]) for row in seed}
    above = [row for row in seed if levels.get(row["part_key"], 0) >= int(row["level"])]
    assert above == []
    assert set(levels.values()) == {1, 2, 3}


def _cell(
    books: Path, table: str, line: str, role: str, version: str = "esrs_2023", where: str = ""
) -> dict[str, Any]:
    with opened(books) as connection:
        cursor = connection.execute(
            f"select * from marts.rpt_esrs__{table} where fiscal_year = ? and line_code = ? "
            f"and year_role = ? and framework_version = ? {where}", [YEAR, line, role, version],
        )  # fmt: skip
        [row] = cursor.fetchall()
        return dict(zip([column[0] for column in cursor.description or ()], row, strict=True))


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))
