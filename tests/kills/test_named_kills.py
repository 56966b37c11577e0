"""A run killed at a point where something is half done: the next run ends in the same facts."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.demo.workspace import write_company
from tests import demo_company
from tests.kills.killing import assert_healed_by_the_next_run, killed_at
from tests.pipeline import DAILY, assert_same, copy_workspace, facts, rows_of, warehouse

_IN_DBT = frozenset(
    {"between_models", "inside_int_usage_daily", "inside_fct_resource_estimates_daily"}
)
_OF_DELIVERIES = frozenset({"dim_slice", "rpt_audit__load_history"})
"""A company that is written restated never had the first delivery."""

_RESTATED = [
    # point, whom, whether it is part of the sample
    ("after_parquet", "group", True),
    ("after_parquet", "parent", False),
    ("during_raw_views", "group", True),
    ("during_raw_views", "parent", False),
    ("between_models", "group", True),
    ("between_models", "parent", True),
    ("inside_int_usage_daily", "group", True),
    ("inside_int_usage_daily", "parent", True),
    ("inside_fct_resource_estimates_daily", "group", True),
    ("inside_fct_resource_estimates_daily", "parent", True),
    ("before_swap", "group", True),
    ("before_swap", "parent", False),
    ("during_swap", "group", True),
    ("during_swap", "parent", False),
]
_FIRST = [
    ("after_parquet", "group", False),
    ("after_parquet", "parent", False),
    ("during_raw_views", "group", True),
    ("between_models", "group", False),
    ("between_models", "parent", True),
    ("before_swap", "group", False),
]


def _params(kills: list[tuple[str, str, bool]]) -> list[object]:
    return [
        pytest.param(
            point,
            whom,
            id=f"{point}-{whom}",
            marks=[pytest.mark.kills, pytest.mark.slow if sampled else pytest.mark.campaign],
        )
        for point, whom, sampled in kills
    ]


@pytest.mark.parametrize(("point", "whom"), _params(_RESTATED))
def test_a_run_over_a_restated_month_is_healed_by_the_next(
    tmp_path_factory: pytest.TempPathFactory, doomed: Path, point: str, whom: str
) -> None:
    rebuilt = demo_company.rebuilt(tmp_path_factory)
    before = demo_company.first_delivered(tmp_path_factory)
    home = copy_workspace(demo_company.restated(tmp_path_factory), doomed)
    with killed_at(home, point, whom, freeze=_leaves_a_dbt(point, whom)) as killed:
        # Readers see what was published before, or all of the new, never a part.
        assert_same(facts(home), facts(rebuilt if point == "during_swap" else before), DAILY)
        if whom == "group":
            assert not killed.survivors
            if point == "inside_int_usage_daily":
                _holds_the_usage_of(home, before)
        assert_healed_by_the_next_run(home, killed, rebuilt)


@pytest.mark.parametrize(("point", "whom"), _params(_FIRST))
def test_a_first_build_is_healed_by_the_next(
    tmp_path_factory: pytest.TempPathFactory, doomed: Path, point: str, whom: str
) -> None:
    write_company(
        doomed,
        lines=demo_company.LINES,
        second_currency=demo_company.CURRENCY,
        **demo_company.ON_AWS_ALONE,
    )
    rebuilt = demo_company.rebuilt(tmp_path_factory)
    with killed_at(doomed, point, whom, freeze=_leaves_a_dbt(point, whom)) as killed:
        assert not (doomed / "published" / "marts.duckdb").exists()
        assert_healed_by_the_next_run(doomed, killed, rebuilt, without=_OF_DELIVERIES)


def _leaves_a_dbt(point: str, whom: str) -> bool:
    """Only then must the next run wait: a dbt without its parent holds the warehouse."""
    return whom == "parent" and point in _IN_DBT


def _holds_the_usage_of(home: Path, before: Path) -> None:
    """What was deleted and not yet inserted again is as it was: the transaction is undone."""
    usage = "intermediate.int_usage_daily"
    with warehouse(home) as connection, warehouse(before) as held:
        assert_same(rows_of(connection, usage, without=()), rows_of(held, usage, without=()), usage)
