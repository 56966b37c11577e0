"""The columns behind each column of every model, from what dbt compiled and its catalog.

Belongs here: a manifest and a catalog of one `dbt docs generate`. Does not: running it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from orchestration.lineage.columns import Behind, Unreadable, behind

Lineage = dict[str, Behind]
"""By model, the columns behind each of its columns."""

_Tables = dict[str, dict[str, dict[str, str]]]


def of_project(
    manifest: Mapping[str, Any],
    catalog: Mapping[str, Any],
    *,
    on_unreadable: Callable[[str, str], None] = lambda *_: None,
) -> Lineage:
    """The lineage of every model; `on_unreadable` is told a model and why it has none."""
    tables = _tables(catalog)
    found: Lineage = {}
    for node in manifest["nodes"].values():
        if node["resource_type"] != "model" or not node.get("compiled_code"):
            continue
        try:
            found[node["name"]] = behind(node["compiled_code"], tables)
        except Unreadable as error:
            on_unreadable(node["name"], str(error))
    return found


def _tables(catalog: Mapping[str, Any]) -> _Tables:
    """The columns of every table and view that the warehouse holds, by schema and name."""
    tables: _Tables = {}
    for node in (*catalog["nodes"].values(), *catalog["sources"].values()):
        about = node["metadata"]
        columns = {name: column["type"] for name, column in node["columns"].items()}
        tables.setdefault(about["schema"], {})[about["name"]] = columns
    return tables
