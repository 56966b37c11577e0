"""The cases of the research data about data centres: from meters to the regulation's indicators.

Belongs here: rows of `cases/standards.csv` on PUE, WUE, reuse of heat and their averages. Does not:
emissions of sites (test_onprem_site_cases.py).
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.injected import opened
from tests.injected_sites import site_books_of
from tests.own_sites import Registers, Row, metered, site

pytestmark = pytest.mark.slow

_PUE, _WUE, _ERF, _AVERAGE = "EED-PUE", "EED-WUE", "EED-ERF", "EED-AGG-PUE"
_INDICATORS = {_PUE: "EED_PUE", _WUE: "EED_WUE", _ERF: "EED_ERF"}
_KINDS = {"E_DC_kwh": "facility", "E_IT_kwh": "it", "E_REUSE_kwh": "heat_reuse", "W_IN_m3": "water"}
# Where the sites of the average stand, alone. The case names no unit of their energy.
_COUNTRY, _KWH_PER_GWH = "FR", 1_000_000

Cases = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def cases(shared_dir: Path) -> Cases:
    """What each case gives and expects, by its id."""
    with (shared_dir / "cases" / "standards.csv").open(newline="", encoding="utf-8") as file:
        return {
            row["case_id"]: json.loads(row["inputs"])
            | {key: float(row[key]) for key in ("expected", "tolerance")}
            for row in csv.DictReader(file)
            if row["part"] == "books" and row["case_id"].startswith("EED-")
        }


@pytest.fixture(scope="module")
def books(cases: Cases, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with every case at sites of its own, all tests passed."""
    folder = tmp_path_factory.mktemp("data-centres")
    return site_books_of(tmp_path_factory, folder, _registers(cases))


def test_no_case_of_data_centres_is_left_out(cases: Cases) -> None:
    assert set(cases) == {*_INDICATORS, _AVERAGE}


@pytest.mark.parametrize("case", _INDICATORS)
def test_an_indicator_is_what_the_meters_of_a_year_make(
    case: str, cases: Cases, books: Path
) -> None:
    value, reason = _told(books, _INDICATORS[case], "site", case)

    assert reason is None
    assert float(value) == pytest.approx(cases[case]["expected"], abs=cases[case]["tolerance"])


def test_an_average_is_weighted_by_energy(cases: Cases, books: Path) -> None:
    value, _ = _told(books, "EED_PUE", "country", _COUNTRY)
    case = cases[_AVERAGE]
    energy = sum(place["E_DC"] for place in case["dc"])

    assert float(value) == pytest.approx(case["expected"], abs=case["tolerance"])
    assert float(value) != pytest.approx(energy / sum(p["E_DC"] / p["PUE"] for p in case["dc"]))


def test_what_no_meter_says_is_no_figure_and_has_a_reason(books: Path) -> None:
    assert _told(books, "EED_W_IN", "site", _PUE) == (None, "no meter says it")
    assert _told(books, "EED_PUE", "site", _WUE) == (None, "no meter says it")
    assert _told(books, "EED_PUE", "none", None) == (None, "not known at every place")


def _registers(cases: Cases) -> Registers:
    sites = [site(case, "DE") for case in _INDICATORS]
    meters = [
        _metered(case, kind, cases[case][given])
        for case in _INDICATORS
        for given, kind in _KINDS.items()
        if given in cases[case]
    ]
    for number, place in enumerate(cases[_AVERAGE]["dc"]):
        name = f"{_AVERAGE} {number}"
        sites.append(site(name, _COUNTRY))
        kwh = place["E_DC"] * _KWH_PER_GWH
        meters += [_metered(name, "facility", kwh), _metered(name, "it", kwh / place["PUE"])]
    rows: Iterator[tuple[Row, ...]] = zip(*meters, strict=True)
    registers, readings = rows
    return {"sites": sites, "meters": registers, "meter_readings": readings}


def _metered(place: str, kind: str, amount: float) -> tuple[Row, Row]:
    meter, reading = metered(place, amount, kind=kind)
    return {**meter, "unit": "m3" if kind == "water" else "kWh"}, reading


def _told(books: Path, concept: str, kind: str, place: str | None) -> tuple[Any, str | None]:
    with opened(books) as connection:
        [row] = connection.execute(
            "select value, omitted_reason from marts.rpt_eed__data_centres "
            "where fiscal_year = 2025 and concept_key = ? and breakdown_kind = ? "
            "and breakdown_value is not distinct from ? "
            "and (requirement = 'annex_4') = (breakdown_kind <> 'site')", [concept, kind, place],
        ).fetchall()  # fmt: skip
    return row
