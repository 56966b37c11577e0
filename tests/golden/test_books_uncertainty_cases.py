"""The cases of the research data about uncertainty: by source and not by row, and by pedigree.

Belongs here: rows of `cases/*.csv` on ranges. Does not: the other books.
"""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.golden.ranged_books import ranged
from tests.injected import DATABASE, ground, opened, replace, run_dbt

pytestmark = pytest.mark.slow

_KG_PER_TONNE = 1000.0


@pytest.fixture(scope="module")
def cases(shared_dir: Path) -> dict[str, dict[str, Any]]:
    """Inputs and expectation of each case about uncertainty, by its id."""
    found: dict[str, dict[str, Any]] = {}
    for name in ("golden", "standards"):
        with (shared_dir / "cases" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                if row["part"] == "books" and ("UNC" in row["case_id"]):
                    row["inputs"] = json.loads(row["inputs"])
                    row["expected"] = json.loads(row["expected"])
                    found[row["case_id"]] = row
    return found


def test_no_case_about_uncertainty_is_left_out(cases: dict[str, dict[str, Any]]) -> None:
    assert set(cases) == {"G16-UNCERTAINTY", "UNC-PROD", "UNC-PEDIGREE"}


def test_one_factor_adds_over_rows_and_independent_quantities_do_not(
    cases: dict[str, dict[str, Any]], tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    given, expected = cases["G16-UNCERTAINTY"]["inputs"], cases["G16-UNCERTAINTY"]["expected"]
    found = ranged(
        tmp_path_factory,
        tmp_path,
        kilograms=given["rows"],
        shared_factor=given["shared_factor_u"],
        own_quantity=given["independent_u"],
    )
    half_range = float(found["half_range_tco2e"]) * _KG_PER_TONNE
    assert found["status"] == "combined"
    assert half_range == pytest.approx(expected["half_range_kg"], abs=1e-6)
    assert found["half_range_share"] * 100 == pytest.approx(expected["pct"], abs=1e-6)
    for wrong in expected["must_not_be"].values():
        assert abs(half_range - wrong) > 1


def test_quantity_and_factor_of_one_row_meet_in_quadrature(
    cases: dict[str, dict[str, Any]], tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    given = cases["UNC-PROD"]["inputs"]
    found = ranged(
        tmp_path_factory,
        tmp_path,
        kilograms=[100_000.0],
        shared_factor=given["u_factor"] / 100,
        own_quantity=given["u_activity"] / 100,
    )
    tolerance = float(cases["UNC-PROD"]["tolerance"])
    assert found["half_range_share"] * 100 == pytest.approx(
        cases["UNC-PROD"]["expected"], abs=tolerance
    )


def test_a_pedigree_meets_in_logarithms(
    cases: dict[str, dict[str, Any]], tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    case = cases["UNC-PEDIGREE"]
    factors = {f"{name.removeprefix('U_')}_u": u for name, u in case["inputs"].items()}
    database = Path(shutil.copy(ground(tmp_path_factory) / DATABASE, tmp_path / DATABASE))
    with duckdb.connect(str(database)) as connection:
        replace(connection, "seeds.evidence_tiers", [{"evidence_tier": 4, **factors}])
    run_dbt(database, "run", "--select", "dim_evidence_tier")
    with opened(database) as connection:
        (found,) = connection.execute("select pedigree_gsd2 from marts.dim_evidence_tier").fetchone() or (None,)  # fmt: skip # noqa: E501
    assert found == pytest.approx(case["expected"], abs=float(case["tolerance"]))
