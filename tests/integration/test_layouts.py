"""The same rows in another order, in other files, over two exports: the same facts."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.demo.export import Layout
from ingest.demo.workspace import write_company
from tests.demo_company import CURRENCY, LINES, ON_AWS_ALONE
from tests.pipeline import DAILY, all_facts, assert_same, must_run, published

pytestmark = pytest.mark.slow

_OF_FILES = frozenset({"bridge_ledger_slice_sets", "dim_slice", "rpt_audit__load_history"})
"""What says how the rows were delivered, and must differ."""

_UNIT = 10**9
"""Measures have nine decimals: a unit of the last one is what a row may be rounded by."""

# A bill never parts a node from its pods, so its shares are taken within an export; dealt out over
# two, only the node and its pods together are the same.
_NODES_WHOLE = f"""
select * replace (
    coalesce(node, resource_id) as resource_id,
    case when is_shared then null else owner_key end as owner_key,
    case when is_shared then null else team_id end as team_id,
    case when is_shared then null else attribution_rule_id end as attribution_rule_id
)
from (
    select *, node is not null or resource_id in (
        select owner_key ->> 'aws_eks_node' from {{0}}.marts.{DAILY}
    ) as is_shared
    from (select *, owner_key ->> 'aws_eks_node' as node from {{0}}.marts.{DAILY})
)
"""


@pytest.mark.parametrize(
    "layout",
    [Layout(chunks=1), Layout(chunks=7, shuffle_seed=3)],
    ids=["in_one_file", "shuffled_in_seven_files"],
)
def test_the_order_and_the_files_of_the_rows_change_no_fact(
    demo: Path, tmp_path: Path, layout: Layout
) -> None:
    expected = all_facts(demo)
    made = all_facts(_run(tmp_path, layout))
    assert set(made) == set(expected)
    for table in sorted(expected.keys() - _OF_FILES):
        assert_same(made[table], expected[table], table)


def test_two_exports_that_share_the_rows_give_the_facts_of_one(demo: Path, tmp_path: Path) -> None:
    dealt = _run(tmp_path, Layout(shuffle_seed=5, exports=2))
    with published(dealt) as connection:
        [slices] = connection.execute(
            f"select count(distinct slice_id) from marts.{DAILY}"
        ).fetchall()
    assert slices == (9,), "two exports of one payer and one of another, three months each"
    keys, exact, rounded = _columns(demo)
    with published(dealt) as connection:
        connection.execute(f"attach '{demo}/published/marts.duckdb' as whole (read_only)")
        sums = ", ".join(f"sum({name}) as {name}" for name in exact + rounded)
        names = ", ".join(keys)
        for name, place in (("dealt", "published_marts"), ("whole", "whole")):
            connection.execute(
                f"create temp table {name}_days as "
                f"select {names}, {sums} from ({_NODES_WHOLE.format(place)}) group by all"
            )
        differ = " or ".join(
            [f"dealt.{name} is distinct from whole.{name}" for name in exact]
            + [
                f"(dealt.{name} is null) <> (whole.{name} is null) "
                f"or abs(dealt.{name} - whole.{name}) * {_UNIT} > whole.line_item_count"
                for name in rounded
            ]
        )
        matched = " and ".join(f"dealt.{key} is not distinct from whole.{key}" for key in keys)
        both = f"temp.dealt_days as dealt full join temp.whole_days as whole on {matched}"
        found = connection.execute(f"select count(*) from {both}").fetchall()
        wrong = connection.execute(f"select dealt, whole from {both} where {differ}").fetchall()
    assert found[0][0] > 500
    assert not wrong, f"{len(wrong)} of {found[0][0]} days differ: {wrong[0]}"


def _run(folder: Path, layout: Layout) -> Path:
    home = folder / "laid"
    write_company(
        home,
        lines=LINES,
        restated=False,
        second_currency=CURRENCY,
        layout=layout,
        **ON_AWS_ALONE,
    )
    must_run(home, "run")
    return home


def _columns(home: Path) -> tuple[list[str], list[str], list[str]]:
    """The columns of the daily fact: its grain less the slice, what is exact, what is rounded."""
    with published(home) as connection:
        described = connection.execute(f"describe marts.{DAILY}").fetchall()
    types = {row[0]: row[1] for row in described if row[0] not in ("slice_id", "build_key")}
    exact = [name for name, type_ in types.items() if type_ in ("DECIMAL(38,12)", "BIGINT")]
    rounded = [name for name, type_ in types.items() if type_ == "DECIMAL(38,9)"]
    keys = [name for name in types if name not in {*exact, *rounded}]
    assert "line_item_count" in exact
    assert len(rounded) > 15
    return keys, exact, rounded
