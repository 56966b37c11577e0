"""The schema `raw` of the warehouse: what dbt sees of the lake, all of it made in one transaction.

Belongs here: one view per kind of source, over the current files. Does not: choosing which files
are current (ingest.lake) or what the columns mean (dbt_project).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from ingest import crash

_GLOB_CHARACTERS = "*?["


@dataclass(frozen=True)
class LandedFile:
    """One current Parquet file: where it is and what it holds (column -> Arrow type)."""

    path: Path
    schema_fingerprint: str
    columns: Mapping[str, str]


@dataclass(frozen=True)
class RawSchema:
    """Everything that schema `raw` is to hold: views by kind, and tables by name."""

    contracts: Mapping[str, Mapping[str, str]]
    files: Mapping[str, Sequence[LandedFile]]
    tables: Mapping[str, pa.Table]


def write(connection: duckdb.DuckDBPyConnection, schema: RawSchema) -> None:
    """Replace schema `raw`; a crash leaves the one before."""
    connection.execute("begin")
    try:
        connection.execute("create schema if not exists raw")
        for kind, columns in sorted(schema.contracts.items()):
            sql = view_sql(columns, schema.files.get(kind, ()))
            connection.execute(f'create or replace view raw."{kind}" as {sql}')
        for kind in _vanished(connection, schema.contracts):
            connection.execute(f'drop view raw."{kind}"')
        crash.point("during_raw_views")
        for name, table in sorted(schema.tables.items()):
            connection.register("arriving", table)
            connection.execute(f'create or replace table raw."{name}" as from arriving')
            connection.unregister("arriving")
        connection.execute("commit")
    except BaseException:
        connection.execute("rollback")
        raise


def view_sql(columns: Mapping[str, str], files: Sequence[LandedFile]) -> str:
    """The query of one kind: a branch per file schema, or the typed nothing.

    slice_id and slice_version are parts of the path, so that DuckDB leaves the files of other
    slices closed when a query names slices literally.
    """
    if not files:
        return _empty_sql(columns)
    branches: dict[str, list[LandedFile]] = {}
    for file in sorted(files, key=lambda file: str(file.path)):
        branches.setdefault(file.schema_fingerprint, []).append(file)
    return "\nunion all\n".join(
        _branch_sql(columns, branch) for _, branch in sorted(branches.items())
    )


def _branch_sql(columns: Mapping[str, str], files: Sequence[LandedFile]) -> str:
    present = files[0].columns
    selected = [_cast(name, type_, present.get(name)) for name, type_ in columns.items()]
    selected += [
        "regexp_extract(filename, '([^/]*)/[^/]*/[^/]*$', 1) as slice_id",
        "regexp_extract(filename, '([^/]*)/[^/]*$', 1) as slice_version",
    ]
    paths = ", ".join(_path_literal(file.path) for file in files)
    return f"select {', '.join(selected)} from read_parquet([{paths}], filename = true)"


def _cast(name: str, type_: str, arrow_type: str | None) -> str:
    if arrow_type is None:
        return f'null::{type_} as "{name}"'
    value = f'"{name}"'
    if arrow_type.startswith("timestamp") and "tz=" in arrow_type:
        # A plain cast would give the wall clock of this machine's time zone instead of UTC.
        value = f"make_timestamp(epoch_us({value}))"
    return f'{value}::{type_} as "{name}"'


def _empty_sql(columns: Mapping[str, str]) -> str:
    nothing = [f'null::{type_} as "{name}"' for name, type_ in columns.items()]
    nothing += ["null::varchar as slice_id", "null::varchar as slice_version"]
    return f"select {', '.join(nothing)} where false"


def _path_literal(path: Path) -> str:
    """A path as read_parquet takes it: it reads *, ? and [ as patterns."""
    literal = "".join(f"[{c}]" if c in _GLOB_CHARACTERS else c for c in path.as_posix())
    return "'" + literal.replace("'", "''") + "'"


def _vanished(
    connection: duckdb.DuckDBPyConnection, contracts: Mapping[str, Mapping[str, str]]
) -> list[str]:
    views = connection.execute(
        "select view_name from duckdb_views() where schema_name = 'raw' order by view_name"
    ).fetchall()
    return [name for (name,) in views if name not in contracts]
