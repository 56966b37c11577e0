"""The floor: what one pass over the landed bills costs when nothing is computed from them.

`python -m bench.floor LAKE OUT` reads the columns that `int_usage_daily` reads and groups them once
by its keys, the tags as text among them, summing its measures into the table of a new database: of
all clouds in one pass.
No hour is met, no line is classified, no unit or region is looked up, no key is hashed.

Belongs here: that query. Does not: the columns (`floor_columns.py`), anything of the models; it
would be no yardstick then.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import duckdb

from bench.floor_columns import ENDS_AT, KEYS, OTHER, SELECTS, SUMS
from bench.process import Usage, measure
from ingest.lake import Lake
from orchestration.dbt_project import CODE_ROOT, Project


def run_floor(project: Project, *, over_nothing: bool = False) -> Usage:
    """Run the floor query in a process of its own; over nothing, only start that process."""
    out = project.state / "floor.duckdb"
    out.unlink(missing_ok=True)
    lake = project.workspace.lake
    return measure(
        [sys.executable, "-m", "bench.floor", str(lake), str(out), *["nothing"] * over_nothing],
        env=project.environment(),
        cwd=CODE_ROOT,
        log=project.state / "floor.log",
    )


def main(lake: Path, out: Path, *, over_nothing: bool) -> None:
    """Group the current bills of a lake once, into the table `floor` of a new database."""
    files = {kind: _files(lake, kind) for kind in SELECTS}
    landed = {kind: paths for kind, paths in files.items() if paths}
    with duckdb.connect(str(out), config={"preserve_insertion_order": False}) as connection:
        if not over_nothing:
            connection.execute(_query(list(landed)), landed)


def _query(kinds: Sequence[str]) -> str:
    lines = "union all".join(SELECTS[kind] for kind in kinds)
    sums = ", ".join(f"sum({column}) as {column}" for column in SUMS)
    return (
        f"create table floor as select {', '.join(KEYS)}, {sums}, max({ENDS_AT}) as {ENDS_AT}, "
        f"count({OTHER}) as {OTHER}, count(*) as line_item_count from ({lines}) group by all"
    )


def _files(lake: Path, kind: str) -> list[str]:
    landed = Lake(lake)
    return [
        str(landed.path_of(manifest, file))
        for manifest in landed.manifests(kind)
        for file in manifest.files
    ]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), over_nothing="nothing" in sys.argv[3:])
