"""A warehouse whose registers of own sites and hours of hosts are given row by row.

Belongs here: putting the rows where the lake's views stand, and building what follows. Does not:
what a test expects of a figure.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest

from tests.injected import DATABASE, ground, replace, run_dbt, stand_in
from tests.own_sites import ENTITY, Registers, Row

_HOSTS = "int_host_components_hourly"
_REGISTERS = (
    "sites", "hosts", "meters", "meter_readings", "fuels", "refrigerants", "assets", "asset_lives",
    "instruments", "residual_mixes",
)  # fmt: skip


def site_books_of(
    factory: pytest.TempPathFactory, folder: Path, registers: Registers, hosts: Sequence[Row] = ()
) -> Path:
    """A warehouse of its own in `folder` that holds the rows and all that follows, tests passed."""
    database = Path(shutil.copy(ground(factory) / DATABASE, folder / DATABASE))
    whole: Registers = {"entities": [ENTITY], "teams": [{"team_id": "ml", "team_name": "ML"}]}
    with duckdb.connect(str(database)) as connection:
        for name, rows in {**whole, **registers}.items():
            stand_in(connection, f"organisation_{name}")
            replace(connection, f"raw.organisation_{name}", [_landed(name, row) for row in rows])
        replace(connection, f"intermediate.{_HOSTS}", hosts)
    staged = [f"stg_organisation__{name}+" for name in _REGISTERS]
    run_dbt(
        database, "build", "--select", f"{_HOSTS}+", *staged, "int_entities_registered+",
        "--exclude", _HOSTS, "test_type:unit", "int_host_readings_chosen+1",
        "config.materialized:incremental",
    )  # fmt: skip
    return database


def _landed(name: str, row: Row) -> Row:
    slice_id = {"slice_id": f"register {name}", "slice_version": "v"}
    return row if name in ("entities", "teams") else {**row, **slice_id}
