"""A column says which columns of which tables it is made of, and Dagster is told."""

from __future__ import annotations

from pathlib import Path

import dagster as dg
import pytest

from orchestration.lineage import kept
from orchestration.lineage.columns import Unreadable, behind
from orchestration.lineage.project import of_project

_TABLES = {
    "marts": {"used": {"hours": "DECIMAL(38,9)", "machine": "VARCHAR", "team": "VARCHAR"}},
    "seeds": {"machines": {"machine": "VARCHAR", "kwh": "DOUBLE", "note": "VARCHAR"}},
}
_SQL = """
with rated as (
    select used.team, used.hours * machines.kwh as energy, machines.note
    from "w"."marts"."used" as used
    left join "w"."seeds"."machines" as machines on used.machine = machines.machine
)
select team, sum(energy) as energy_kwh, count(*) as row_count from rated group by team
"""


def test_a_product_is_made_of_both_its_columns() -> None:
    assert behind(_SQL, _TABLES) == {
        "team": [("marts.used", "team")],
        "energy_kwh": [("marts.used", "hours"), ("seeds.machines", "kwh")],
        "row_count": [],
    }


def test_what_is_no_query_is_told_apart() -> None:
    with pytest.raises(Unreadable):
        behind("select from where", _TABLES)


def test_a_project_names_what_it_cannot_read() -> None:
    told: list[str] = []
    models = {"good": _SQL, "bad": "select from where", "plain": None}
    manifest = {
        "nodes": {
            name: {"resource_type": "model", "name": name, "compiled_code": sql}
            for name, sql in models.items()
        }
    }
    catalog = {
        "sources": {},
        "nodes": {
            f"{schema}.{name}": {
                "metadata": {"schema": schema, "name": name},
                "columns": {column: {"type": type_} for column, type_ in columns.items()},
            }
            for schema, some in _TABLES.items()
            for name, columns in some.items()
        },
    }
    found = of_project(manifest, catalog, on_unreadable=lambda name, _: told.append(name))
    assert list(found) == ["good"]
    assert told == ["bad"]


def test_dagster_has_the_lineage_that_a_workspace_keeps(tmp_path: Path) -> None:
    kept.keep(tmp_path, {"fct_energy": {"energy_kwh": [("marts.used", "hours")]}})
    node = {"resource_type": "model", "name": "fct_energy"}
    other = {"resource_type": "model", "name": "fct_other"}
    kept.mark({"nodes": {"a": node, "b": other}}, tmp_path)
    lineage = kept.metadata(node)["dagster/column_lineage"]
    assert isinstance(lineage, dg.TableColumnLineage)
    assert list(lineage.deps_by_column["energy_kwh"]) == [
        dg.TableColumnDep(dg.AssetKey(["marts", "used"]), "hours")
    ]
    assert kept.metadata(other) == {}


def test_a_workspace_that_keeps_none_has_none(tmp_path: Path) -> None:
    node = {"resource_type": "model", "name": "fct_energy"}
    kept.mark({"nodes": {"a": node}}, tmp_path)
    assert kept.metadata(node) == {}
