"""What run trackers wrote, landed from their files and computed up to the energy of runs.

Belongs here: landing a workspace and building what follows its trackers. Does not: the files, or
what a test expects of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from ingest.lake import Lake
from ingest.landing import land_source
from ingest.settings import Workspace, load_settings
from ingest.source import configured, discover
from orchestration import lake_state, raw_tables, raw_views
from tests.injected import opened, run_dbt


def built(home: Path, sources: Mapping[str, str], *models: str) -> Path:
    """Land `sources` (kind by uri) of the workspace `home`; the warehouse with `models` in it.

    All of them must land, and the models' data tests must pass.
    """
    tables = [
        f'[sources.{kind}]\nkind = "{kind}"\nuri = "{uri}"\n' for uri, kind in sources.items()
    ]
    (home / "tonne.toml").write_text("\n".join(tables))
    workspace = Workspace(home)
    lake = Lake(workspace.lake)
    for source in configured(load_settings(home), workspace):
        statuses = {one.message or one.status for one in land_source(source, lake)}
        assert statuses == {"landed"}, statuses
    state = lake_state.read(lake)
    columns = lake_state.contracts_of(discover()).columns
    database = home / "warehouse.duckdb"
    with duckdb.connect(str(database)) as connection:
        tables_of_raw = raw_tables.raw_tables(state, [], "")
        raw_views.write(connection, raw_views.RawSchema(columns, state.files, tables_of_raw))
    wanted = [f"+{model}" for model in models]
    run_dbt(database, "build", "--select", *wanted, "--exclude", "test_type:unit")
    return database


def rows(database: Path, query: str) -> list[dict[str, Any]]:
    """The rows of `query` over the warehouse, by column."""
    with opened(database) as connection:
        found = connection.execute(query)
        names = [column[0] for column in found.description or []]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def counted_kwh(database: Path, where: str) -> Decimal:
    """IT energy that counts, of the runs that `where` selects, kWh."""
    [row] = rows(
        database,
        "select sum(energy_it_kwh) as kwh from intermediate.int_tracker_energy "
        f"where not is_duplicate_rank and {where}",
    )
    return row["kwh"]
