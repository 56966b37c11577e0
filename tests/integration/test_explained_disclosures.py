"""What `tonne explain --cell` prints gives the disclosed value again, down to quantities."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from publish.explain import disclosed_cell
from publish.reading import opened
from tests import demo_company, recomputed
from tests.pipeline import must_run, published

pytestmark = pytest.mark.slow

_SEED = 20251122
_TOLERANCE = 1e-9
# A quantity is rounded to nine decimals, and a total is the sum of some twenty of them.
_ROUNDED = 20


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """On three clouds and two sites of its own, with the clouds' own figures."""
    return demo_company.on_three_clouds(tmp_path_factory)


def test_ten_cells_at_random_are_computed_again_from_what_is_printed(home: Path) -> None:
    for cell in random.Random(_SEED).sample(_cells(home), 10):
        answer = json.loads(must_run(home, "explain", "--cell", cell, "--format", "json"))
        value = answer["cell"]["value"]
        allowed = max(_TOLERANCE * abs(value), _TOLERANCE * _ROUNDED)
        assert abs(recomputed.cell_value(answer) - value) <= allowed, cell
        assert answer["ties"], (cell, answer["remark"])


def test_every_quantity_of_the_books_is_its_entries(home: Path) -> None:
    with published(home) as connection:
        beside = connection.execute(
            "select concept_key, fiscal_year, stated_beside_value from marts.rpt_audit__evidence "
            "where evidence_kind = 'entries' and stated_beside_value <> 0"
        ).fetchall()
    assert beside == []


def _cells(home: Path) -> list[str]:
    """The names of all cells with a value, breakdowns apart."""
    with opened(home / "published" / "marts.duckdb") as marts:
        names = {
            f"{row['framework_version']}/{row['requirement']}/{row['line_code']}"
            f"@{row['fiscal_year']}/{row['year_role']}"
            for mart in disclosed_cell.disclosures(marts)
            for row in marts.stream(f"select * from marts.{mart} where value is not null")
            if row["breakdown_kind"] in (None, "none")
        }
    assert len(names) > 100
    return sorted(names)
