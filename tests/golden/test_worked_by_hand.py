"""Six lines of a bill, worked by hand in `working.md`, come out of the pipeline as worked."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.golden.lines import LINES
from tests.golden.working import Number, Working, evaluated
from tests.own_factors import only, seed
from tests.pipeline import published

_FOLDER = Path(__file__).parent
WORKINGS = [Working(file) for file in sorted(_FOLDER.glob("*/working.md"))]

every_case = pytest.mark.parametrize("working", WORKINGS, ids=lambda working: working.case)


def _near(value: Decimal) -> Any:
    """Equal up to the ninth decimal, to which every measure is cast, or to a millionth."""
    return pytest.approx(float(value), rel=1e-6, abs=1e-9)


def test_every_line_has_a_working_and_every_working_a_line() -> None:
    assert {working.case for working in WORKINGS} == set(LINES)
    assert len(LINES) == 6


@every_case
def test_the_numbers_of_a_working_are_those_of_the_seeds(working: Working) -> None:
    assert working.numbers
    for number in working.numbers:
        row = only(seed(number.seed), **number.row)
        assert [row[column] for column in number.columns] == list(number.values), number.name
        for said in _provenance(number, row):
            assert said in number.source, f"{number.name}: {said} is not named as its source"


@every_case
def test_every_step_of_a_working_adds_up(working: Working) -> None:
    known = {name: value for number in working.numbers for name, value in number.named.items()}
    assert working.steps
    for step in working.steps:
        result = pytest.approx(float(step.result), rel=1e-10)
        assert float(evaluated(step.expression, known)) == result, step.name
        assert float(evaluated(step.in_numbers, {})) == result, step.name
        known[step.name] = step.result


@every_case
def test_the_fact_holds_what_was_worked_out(working: Working, worked_home: Path) -> None:
    [fact] = _rows(worked_home, "fct_resource_estimates_daily", resource_id=working.case)
    expected = {name: value for name, value in working.results.items() if name in fact}
    assert len(expected) >= 14, "the working leaves out columns of the fact"
    for column, value in expected.items():
        assert float(fact[column]) == _near(value), column
    said = {column: fact[column] for column in working.labels}
    assert {key: None if said[key] is None else str(said[key]) for key in said} == working.labels
    assert fact["team_id"] == working.case
    assert fact["other_kgco2e"] is None


@every_case
def test_the_fact_names_the_factors_of_the_working(working: Working, worked_home: Path) -> None:
    with published(worked_home) as connection:
        named = connection.execute(
            "select sets.factor_role, sets.factor_id from marts.bridge_factor_sets as sets "
            "inner join marts.fct_resource_estimates_daily as facts using (factor_set_id) "
            "inner join marts.dim_factor as factors using (factor_id) where resource_id = ?",
            [working.case],
        ).fetchall()
    coefficients = {factor for _, factor in named if factor.startswith("coefficient.")}
    taken = {number.row["coefficient_id"] for number in working.coefficients}
    assert {one for one in named if one[1] not in coefficients} == working.factors
    assert {f"coefficient.{identity}" for identity in taken} <= coefficients


@every_case
def test_the_books_hold_what_was_worked_out(working: Working, worked_home: Path) -> None:
    entries = _rows(worked_home, "fct_carbon_ledger", team_id=working.case)
    expected = {
        (component, method): working.results[f"{component}_{method}_kgco2e"]
        for component in ("electricity", "upstream")
        for method in ("location", "location_hourly", "market")
        if f"{component}_{method}_kgco2e" in working.results
    }
    expected["upstream", "location_hourly"] = expected["upstream", "location"]
    expected["hardware", "na"] = working.results["hardware_kgco2e"]
    assert {(one["component"], one["method"]) for one in entries} == set(expected)
    assert len(entries) == len(expected) == 7
    for one in entries:
        key = one["component"], one["method"]
        assert float(one["kgco2e"]) == _near(expected[key]), key
        assert (one["scope"], one["s3_category"], one["s3_subcategory"]) == (3, 1, "1.1")
        kwh = None if one["energy_kwh"] is None else float(one["energy_kwh"])
        facility = _near(working.results["facility_kwh"])
        assert kwh == (facility if one["component"] == "electricity" else None), key


@every_case
def test_the_books_keep_the_range(working: Working, worked_home: Path) -> None:
    ranged = {"electricity": "electricity_location", "hardware": "hardware"}
    for entry in _rows(worked_home, "fct_carbon_ledger", team_id=working.case):
        stem = ranged.get(entry["component"])
        if stem is None or entry["method"] not in ("location", "na"):
            assert entry["low_kgco2e"] is entry["high_kgco2e"] is None
            continue
        for bound in ("low", "high"):
            worked = working.results[f"{stem}_{bound}_kgco2e"]
            assert float(entry[f"{bound}_kgco2e"]) == _near(worked), (stem, bound)


@every_case
def test_a_method_of_the_books_sums_to_the_report(working: Working, worked_home: Path) -> None:
    [report] = _rows(worked_home, "rpt_ghg__team_service_monthly", team_id=working.case)
    worked = {
        name.removeprefix("report_"): value
        for name, value in working.results.items()
        if name.startswith("report_")
    }
    worked["energy_kwh"] = working.results["facility_kwh"]
    worked["market_incomplete_energy_kwh"] = working.results["facility_kwh"]
    for column, value in worked.items():
        assert float(report[column]) == _near(value), column
    assert report["other_tco2e"] is None
    assert len(worked) == 8
    entries = _rows(worked_home, "fct_carbon_ledger_by_method", team_id=working.case)
    for method in ("location", "market"):
        kg = sum(one["kgco2e"] for one in entries if one["method"] == method)
        assert float(kg) / 1000 == _near(worked[f"total_{method}_tco2e"]), method


def _provenance(number: Number, row: dict[str, str]) -> list[str]:
    """What the seed says of where the number comes from."""
    part = "embodied" if number.columns[0].startswith("embodied") else "power"
    columns = ("publisher", "edition", "source_locator", "source", f"{part}_source")
    said = [row[column] for column in columns if row.get(column)]
    assert said, f"{number.seed} names no source"
    return said


def _rows(home: Path, mart: str, **wanted: str) -> list[dict[str, Any]]:
    [(column, value)] = wanted.items()
    with published(home) as connection:
        found = connection.execute(f"select * from marts.{mart} where {column} = ?", [value])
        names = [described[0] for described in found.description or []]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
