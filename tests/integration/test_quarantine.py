"""A bill that cannot be read is set aside with a remedy; all else goes on and is published."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.demo.company import EXPORT
from ingest.demo.workspace import restate_november
from tests.demo_company import NOVEMBER
from tests.pipeline import assert_same, facts, must_run, published

pytestmark = pytest.mark.slow


def test_a_corrupted_month_keeps_its_last_good_version_and_is_published(
    demo: Path, copied: Path
) -> None:
    restate_november(copied)
    month = copied / f"clouds/aws/exports/{EXPORT}/data/BILLING_PERIOD=2025-11"
    [broken] = month.glob("*-00001.snappy.parquet")
    broken.write_bytes(broken.read_bytes()[: broken.stat().st_size // 2])
    teams = copied / "inputs" / "teams.csv"
    teams.write_text(teams.read_text().replace("search,Search,", "search,Searching and finding,"))

    said = must_run(copied, "run", code=3)
    assert "Published run" in said
    _names_place_and_remedy(said, broken)
    assert_same(facts(copied), facts(demo))
    assert ("search", "Searching and finding") in _asked(
        copied, "select team_id, team_name from marts.dim_team"
    )
    assert _asked(copied, "select quarantined_slices from marts.published_run") == [(1,)]
    [(problem,)] = _asked(
        copied,
        "select distinct quarantine_problem from marts.rpt_audit__load_history "
        f"where slice_id = '{NOVEMBER}' and is_quarantined",
    )
    assert broken.name in str(problem)

    again = must_run(copied, "run", code=3)
    assert "dbt was not started" in again
    _names_place_and_remedy(again, broken)


def _names_place_and_remedy(said: str, broken: Path) -> None:
    [line] = [line for line in said.splitlines() if line.startswith(f"In quarantine: {NOVEMBER}:")]
    assert broken.as_uri().replace("%3D", "=") in line
    assert "deliver" in line.lower(), "no remedy"


def _asked(home: Path, query: str) -> list[tuple[object, ...]]:
    with published(home) as connection:
        return connection.execute(query).fetchall()
