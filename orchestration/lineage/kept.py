"""Lineage as a workspace keeps it, and as Dagster takes it: metadata of each mart.

Belongs here: the file, and Dagster's form of it. Does not: reading SQL.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import dagster as dg

from ingest.durable import write_atomically
from orchestration.lineage.project import Lineage

_FILE = "column_lineage.json"
MARK = "column_lineage"
"""Key of a node's `meta` in dbt's manifest under which its lineage is handed on."""


def keep(state: Path, lineage: Lineage) -> Path:
    """Write the lineage into the state of a workspace; the file."""
    path = state / _FILE
    write_atomically(path, json.dumps(lineage, indent=1, sort_keys=True).encode())
    return path


def mark(manifest: Mapping[str, Any], state: Path) -> None:
    """Hand each model of a manifest the lineage that is kept, if any is."""
    path = state / _FILE
    if not path.exists():
        return
    lineage = json.loads(path.read_bytes())
    for node in manifest["nodes"].values():
        if node["resource_type"] == "model" and node["name"] in lineage:
            node.setdefault("meta", {})[MARK] = lineage[node["name"]]


def metadata(node: Mapping[str, Any]) -> dict[str, Any]:
    """What Dagster shows of what a model's columns are made of; nothing where nobody asked yet."""
    behind = node.get("meta", {}).get(MARK)
    if not behind:
        return {}
    deps = {
        name: [dg.TableColumnDep(_asset_of(table), column) for table, column in made_of]
        for name, made_of in behind.items()
    }
    return {"dagster/column_lineage": dg.TableColumnLineage(deps_by_column=deps)}


def _asset_of(table: str) -> dg.AssetKey:
    """The asset of a table, which dbt's translator names by schema and name."""
    return dg.AssetKey(table.split("."))
