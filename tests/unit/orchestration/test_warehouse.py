"""The warehouse file: what a replaced slice costs the others."""

from __future__ import annotations

from pathlib import Path

import duckdb

from orchestration.dbt_project import PROJECT_DIR
from orchestration.warehouse import open_warehouse

_GROUPS = "select count(distinct row_group_id) from pragma_storage_info('facts')"


def _row_groups(connection: duckdb.DuckDBPyConnection) -> int:
    (found,) = connection.execute(_GROUPS).fetchall()
    return int(found[0])


def test_deleted_rows_move_no_others_until_their_group_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    with open_warehouse(path) as connection:
        connection.execute("create table facts as select range as line from range(400000)")
        connection.execute("checkpoint")
        before = _row_groups(connection)
        assert before > 1
        connection.execute("delete from facts where line % 2 = 0")
        connection.execute("checkpoint")
    with open_warehouse(path) as connection:
        connection.execute("create table other as select 1 as line")
        connection.execute("checkpoint")
        assert _row_groups(connection) == before
        connection.execute("delete from facts where line > 1000")
        connection.execute("checkpoint")
        assert _row_groups(connection) < before


def test_dbt_leaves_them_too() -> None:
    profile = (PROJECT_DIR / "profiles.yml").read_text()
    assert "max_vacuum_tasks: 0" in profile
