"""A changed factor touches what used it; a changed set of columns refreshes everything."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.own_factors import SeedRow, copy_code, replace_seed, runs_from
from tests.pipeline import (
    DAILY,
    assert_same,
    facts,
    must_run,
    published,
    rows_of,
    run_tonne,
    warehouse,
)

pytestmark = pytest.mark.slow

_USAGE = "intermediate.int_usage_daily"


def test_a_changed_factor_leaves_the_usage_alone_and_changes_what_used_it(
    demo: Path, copied: Path, tmp_path: Path
) -> None:
    code = copy_code(tmp_path / "code")
    assert "dbt was not started" in must_run(copied, "run", env=runs_from(code))
    changed: set[str] = set()

    def raise_oregon(row: SeedRow) -> SeedRow:
        if (row["factor_family"], row["region_code"]) == ("grid_location", "NWPP"):
            changed.add(row["factor_id"])
            row["value"] = str(float(row["value"]) * 1.25)
        return row

    assert replace_seed(code, "factors", raise_oregon) == len(changed) > 0
    must_run(copied, "run", env=runs_from(code))
    with warehouse(copied) as connection, warehouse(demo) as before:
        assert_same(
            rows_of(connection, _USAGE, without=()), rows_of(before, _USAGE, without=()), _USAGE
        )
    used = _using(demo, changed)
    unused = f"not ({used})"
    assert facts(demo, where=used).total() > 50
    assert facts(demo, where=unused).total() > 50
    assert_same(facts(copied, where=unused), facts(demo, where=unused))
    assert_same(
        facts(copied, where=used, without=_DEPEND), facts(demo, where=used, without=_DEPEND)
    )
    assert not facts(copied, where=f"{used} and energy_it_kwh > 0") & facts(demo)


def test_a_run_killed_in_a_refresh_for_other_columns_is_healed_by_the_next(
    demo: Path, copied: Path, tmp_path: Path
) -> None:
    code = copy_code(tmp_path / "code")
    models = code / "dbt_project" / "models" / "intermediate" / "usage"
    _replace(
        models / "int_usage_daily.sql",
        "    versions.build_key,",
        "    versions.build_key,\n    1 as x_marker,",
    )
    _replace(
        models / "int_usage_daily.yml",
        "      - {name: usage_date,",
        '      - {name: x_marker, data_type: "integer"}\n      - {name: usage_date,',
    )
    killed = run_tonne(copied, "run", env={**runs_from(code), "TONNE_CRASH_AT": "between_models"})
    assert killed.returncode == -9, killed.stdout + killed.stderr
    assert "Other columns in int_usage_daily: every slice is computed anew" in killed.stderr
    assert_same(facts(copied), facts(demo))  # readers notice nothing
    must_run(copied, "run", env=runs_from(code))
    assert_same(facts(copied), facts(demo))
    with warehouse(copied) as connection, warehouse(demo) as before:
        marked = rows_of(
            connection, _USAGE, where="x_marker = 1", without={"x_marker", "build_key"}
        )
        assert_same(marked, rows_of(before, _USAGE), _USAGE)


_DEPEND = frozenset(
    {
        "build_key",
        "rate_id",
        "electricity_location_kgco2e",
        "electricity_location_low_kgco2e",
        "electricity_location_high_kgco2e",
        "electricity_location_hourly_kgco2e",
        "electricity_market_kgco2e",
        "upstream_location_kgco2e",
        "upstream_market_kgco2e",
    }
)
"""The measures that a location factor is multiplied into, and the id of its rate, made of the rate;
upstream takes losses from it."""


def _using(home: Path, factor_ids: set[str]) -> str:
    """A condition on the daily fact: the row's set of factors holds one of these."""
    wanted = ", ".join(f"'{factor_id}'" for factor_id in factor_ids)
    with published(home) as connection:
        sets = connection.execute(
            "select distinct factor_set_id from marts.bridge_factor_sets "
            f"where factor_id in ({wanted})"
        ).fetchall()
        assert sets, f"no row of {DAILY} uses {wanted}"
    return f"factor_set_id in ({', '.join(repr(one) for (one,) in sets)})"


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file.name}"
    file.write_text(text.replace(old, new))
