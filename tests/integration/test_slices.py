"""A slice changes as a whole and alone; it goes away by a word, never by silence."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import pytest

from ingest.demo.company import ACCOUNTS, EXPORT
from ingest.demo.workspace import restate_november
from tests.demo_company import DECEMBER, NOVEMBER, OCTOBER, RESTATED
from tests.pipeline import (
    DAILY,
    Facts,
    all_facts,
    assert_same,
    facts,
    must_run,
    published,
    rows_of,
    warehouse,
)

pytestmark = pytest.mark.slow

_USAGE = "intermediate.int_usage_daily"


def test_restating_a_month_changes_exactly_its_facts(
    demo: Path, copied: Path, rebuilt: Path
) -> None:
    restate_november(copied)
    said = must_run(copied, "run")
    assert f"Landed {NOVEMBER}" in said
    others = f"slice_id <> '{NOVEMBER}'"
    assert_same(_whole(copied, others), _whole(demo, others))
    assert_same(_usage(copied, others), _usage(demo, others), _USAGE)
    november = f"slice_id = '{NOVEMBER}'"
    assert _keys(copied, november).isdisjoint(_keys(demo, november))
    with published(copied) as connection:
        months = connection.execute(
            f"select distinct strftime(usage_date, '%Y-%m') from marts.{DAILY} where {november}"
        ).fetchall()
    assert months == [(RESTATED,)]
    assert facts(copied, where=november) != facts(demo, where=november)
    for table, expected in all_facts(rebuilt).items():
        assert_same(facts(copied, table), expected, table)


def test_landing_everything_again_changes_nothing_and_starts_no_dbt(copied: Path) -> None:
    before = _traces(copied)
    for manifest in (copied / "clouds").rglob("*-Manifest.json"):
        manifest.write_bytes(manifest.read_bytes())  # delivered anew: the same content
    said = must_run(copied, "run")
    assert "dbt was not started" in said
    assert "unchanged" in said
    assert "Landed " not in said
    assert _traces(copied) == before


def test_a_retired_and_an_emptied_month_take_their_rows_away(demo: Path, copied: Path) -> None:
    emptied = _manifest(copied, "2025-12")
    emptied.write_text(json.dumps(json.loads(emptied.read_text()) | {"dataFiles": []}))
    said = must_run(copied, "run", "--retire", OCTOBER)
    assert f"Retired {OCTOBER}" in said
    assert f"Retired {DECEMBER}" in said
    kept = f"slice_id not in ('{OCTOBER}', '{DECEMBER}')"
    assert_same(_whole(copied), _whole(demo, kept))
    assert_same(_usage(copied), _usage(demo, kept), _USAGE)
    with published(copied) as connection:
        [booked] = connection.execute(
            "select count(*) filter (where activity_month <> date '2025-11-01') "
            f"from marts.fct_carbon_ledger where sub_account_id <> '{ACCOUNTS['labs'].account_id}'"
        ).fetchall()
    assert booked == (0,)
    assert "dbt was not started" in must_run(copied, "run")
    assert_same(_whole(copied), _whole(demo, kept))


def test_a_missing_listing_keeps_every_row_and_warns(demo: Path, copied: Path) -> None:
    before = _traces(copied)
    shutil.rmtree(_manifest(copied, "2025-10").parent)
    said = must_run(copied, "run")
    assert f"{OCTOBER} is not listed any more; its last version is kept" in said
    assert "dbt was not started" in said
    (copied / "clouds" / "aws").rename(copied / "clouds" / "gone")
    said = must_run(copied, "run")
    kept = [line for line in said.splitlines() if line.startswith("Kept as landed before")]
    assert any(OCTOBER in line for line in kept)
    assert "dbt was not started" in said
    assert _traces(copied) == before
    assert_same(_whole(copied), _whole(demo))


def test_a_change_of_owners_reads_no_bill_and_moves_the_rows(demo: Path, copied: Path) -> None:
    rules = copied / "inputs" / "attribution_rules.csv"
    text = rules.read_text()
    rules.write_text(text.replace("tag,user_team,search,search,", "tag,user_team,search,web,"))
    assert rules.read_text() != text
    must_run(copied, "run")
    assert_same(_usage(copied), _usage(demo), _USAGE)
    owner = frozenset({"build_key", "team_id"})
    assert_same(facts(copied, without=owner), facts(demo, without=owner))
    moved = "attribution_rule_id = 'tag-search'"
    assert _teams(demo, moved) == {"search"}
    assert _teams(copied, moved) == {"web"}
    kept = f"{moved} is not true"
    assert_same(facts(copied, where=kept), facts(demo, where=kept))


def test_a_changed_grid_month_is_met_by_its_month_and_those_beside(
    demo: Path, copied: Path
) -> None:
    file = copied / "inputs" / "grid" / "DE_2025.csv"
    lines = file.read_text().splitlines()
    changed = [_doubled(line) if ",2025-12-19T" in line else line for line in lines]
    assert sum(a != b for a, b in zip(lines, changed, strict=True)) == 24
    file.write_text("\n".join(changed) + "\n")
    must_run(copied, "run")
    october = f"slice_id = '{OCTOBER}'"
    assert_same(_whole(copied, october), _whole(demo, october))
    assert_same(_usage(copied, october), _usage(demo, october), _USAGE)
    for slice_id in (NOVEMBER, DECEMBER):
        one = f"slice_id = '{slice_id}'"
        assert _keys(copied, one).isdisjoint(_keys(demo, one)), slice_id
    hourly = frozenset({"build_key", "electricity_location_hourly_kgco2e"})
    assert_same(facts(copied, without=hourly), facts(demo, without=hourly))
    elsewhere = "not (region_id = 'eu-central-1' and usage_date >= date '2025-12-01')"
    assert_same(facts(copied, where=elsewhere), facts(demo, where=elsewhere))
    that_day = "region_id = 'eu-central-1' and usage_date = date '2025-12-19'"
    assert facts(copied, where=that_day) != facts(demo, where=that_day)


def _doubled(line: str) -> str:
    zone, hour, value, *rest = line.split(",")
    return ",".join([zone, hour, str(float(value) * 2), *rest])


def _manifest(home: Path, period: str) -> Path:
    [found] = (home / "clouds").rglob(f"{EXPORT}/metadata/BILLING_PERIOD={period}/*-Manifest.json")
    return found


def _whole(home: Path, where: str = "true") -> Facts:
    """The daily facts with every column, build keys included."""
    return facts(home, without=(), where=where)


def _usage(home: Path, where: str = "true") -> Facts:
    """The daily usage with every column, build keys included."""
    with warehouse(home) as connection:
        return rows_of(connection, _USAGE, without=(), where=where)


def _keys(home: Path, where: str) -> set[tuple[str, str]]:
    """The build keys of the daily usage and of the daily facts."""
    with warehouse(home) as connection:
        return {
            (relation, key)
            for relation in (_USAGE, f"marts.{DAILY}")
            for (key,) in _distinct(connection, "build_key", relation, where)
        }


def _teams(home: Path, where: str) -> set[str]:
    with published(home) as connection:
        return {team for (team,) in _distinct(connection, "team_id", f"marts.{DAILY}", where)}


def _distinct(
    connection: duckdb.DuckDBPyConnection, column: str, relation: str, where: str
) -> list[tuple[str]]:
    return connection.execute(f"select distinct {column} from {relation} where {where}").fetchall()


def _traces(home: Path) -> dict[str, tuple[int, int]]:
    """Size and time of what a build writes."""
    written = ("published/marts.duckdb", ".tonne/dbt/logs/dbt.log")
    stats = {name: (home / name).stat() for name in written}
    return {name: (stat.st_size, stat.st_mtime_ns) for name, stat in stats.items()}
